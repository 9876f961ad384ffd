/** Powers of ten: `2.3e+22`, as d3 writes it, is drawn as 2.3×10 with a raised 22. */

/** A number in exponent notation, alone: the sign sets it apart from a name like `3e5`. */
const EXPONENT = /(?<![\w.,])(\d(?:\.\d+)?)e([+-])(\d+)(?![\w.])/g

/** Size of an exponent against its base, never below what is legible on paper: 6.5 pt, in CSS px. */
const SIZE = 0.72
const SMALLEST = 8.7

/** How far it is raised, in em of the base. */
const RISE = 0.4

/** What is measured in place of the text: at most a little wider than what is drawn. */
export function readable(text: string): string {
  return text.replaceAll(EXPONENT, (_, factor: string, sign: string, exponent: string) => {
    // In the small type of charts the exponent is nearly as large as its base.
    return baseOf(factor) + (sign === '-' ? '−' : '') + exponent
  })
}

/** Raises the exponents in the texts of an SVG. */
export function drawPowers(svg: string): string {
  return svg.replaceAll(
    /(<text [^>]*>)([^<]*)(<\/text>)/g,
    (_, open: string, text: string, close: string) => {
      const size = Number(/font-size="([\d.]+)px"/.exec(open)?.[1] ?? 11)
      return (
        open +
        text.replaceAll(EXPONENT, (_, factor: string, sign: string, exponent: string) => {
          const digits = (sign === '-' ? '−' : '') + exponent
          return `${baseOf(factor)}<tspan dy="${round(-RISE * size)}" font-size="${round(Math.max(SIZE * size, SMALLEST))}px">${digits}</tspan>`
        }) +
        close
      )
    },
  )
}

function baseOf(factor: string): string {
  return Number(factor) === 1 ? '10' : `${factor}×10`
}

function round(length: number): number {
  return Math.round(length * 100) / 100
}

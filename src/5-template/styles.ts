/** The style sheet of a document: fonts, colours, then the house's own CSS. */
import type { Font, House } from '../report.ts'

export function stylesOf(house: House, target: 'print' | 'edition'): string {
  const format = target === 'print' ? 'ttf' : 'woff2'
  const faces = house.fonts.map(
    (font) =>
      `@font-face { font-family: '${font.family}'; font-weight: ${font.weight}; font-style: ${font.style}; font-display: swap; ` +
      `src: url('fonts/${font.name}.${format}') format('${format === 'ttf' ? 'truetype' : 'woff2'}')${rangeOf(font)} }`,
  )
  const colors = Object.entries(house.colors).map(([name, color]) => `--${name}: ${color};`)
  const sheets = [house.styles.report ?? '', house.styles[target] ?? '']
  // A style element ends at the first `</style`: CSS of a template cannot leave it.
  return [...faces, `:root { ${colors.join(' ')} }`, ...sheets].join('\n').replaceAll('</', '<\\/')
}

/** A face that stands in for another one is asked for nothing else. */
function rangeOf({ spares, scale }: Font): string {
  if (!spares) return ''
  const runs: Array<[first: number, last: number]> = []
  for (const code of spares) {
    const run = runs.at(-1)
    if (run && code === run[1] + 1) run[1] = code
    else runs.push([code, code])
  }
  const hex = (code: number) => code.toString(16)
  const ranges = runs.map(([first, last]) => `U+${hex(first)}${last > first ? `-${hex(last)}` : ''}`)
  return `; size-adjust: ${Math.round(100 * scale)}%; unicode-range: ${ranges.join(', ')}`
}

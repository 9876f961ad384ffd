/** The style sheet of a document: fonts, colours, then the house's own CSS. */
import { facesOf } from '../font-face.ts'
import type { Font, House } from '../report.ts'

export function stylesOf(house: House, target: 'print' | 'edition'): string {
  const format = target === 'print' ? 'ttf' : 'woff2'
  const faces = facesOf(house).map(
    (font) =>
      `@font-face { font-family: '${font.family}'; font-weight: ${font.weight}; font-style: ${font.style}; font-display: swap; ` +
      `src: url('fonts/${font.name}.${format}') format('${format === 'ttf' ? 'truetype' : 'woff2'}')${rangeOf(font)} }`,
  )
  const colors = Object.entries(house.colors).map(([name, color]) => `--${name}: ${color};`)
  const sheets = [house.styles.report ?? '', house.styles[target] ?? '']
  // A style element ends at the first `</style`: CSS of a template cannot leave it.
  return [...faces, formulasOf(house), `:root { ${colors.join(' ')} }`, ...sheets]
    .join('\n')
    .replaceAll('</', '<\\/')
}

/** What the face of formulas does not have, as Chinese, the others print. */
function formulasOf({ fonts, mathFont }: House): string {
  if (!mathFont) return ''
  const families = [...new Set([mathFont, ...fonts].map(({ family }) => `'${family}'`))]
  return `math { font-family: ${families.join(', ')} }`
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

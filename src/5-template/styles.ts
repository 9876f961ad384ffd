/** The style sheet of a document: fonts, colours, then the house's own CSS. */
import type { House } from '../report.ts'

export function stylesOf(house: House, target: 'print' | 'edition'): string {
  const format = target === 'print' ? 'ttf' : 'woff2'
  const faces = house.fonts.map(
    (font) =>
      `@font-face { font-family: '${font.family}'; font-weight: ${font.weight}; font-style: ${font.style}; font-display: swap; ` +
      `src: url('fonts/${font.name}.${format}') format('${format === 'ttf' ? 'truetype' : 'woff2'}') }`,
  )
  const colors = Object.entries(house.colors).map(([name, color]) => `--${name}: ${color};`)
  const sheets = [house.styles.report ?? '', house.styles[target] ?? '']
  // A style element ends at the first `</style`: CSS of a template cannot leave it.
  return [...faces, `:root { ${colors.join(' ')} }`, ...sheets].join('\n').replaceAll('</', '<\\/')
}

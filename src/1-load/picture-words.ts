/** Words in SVG pictures: a browser shows a picture without the fonts of its page, so that it has to bring them. */
import subsetFont from 'subset-font'
import { VFile } from 'vfile'
import { identify, keyOf } from '../memory.ts'
import type { Font, House } from '../report.ts'

/** A picture that brings what its words are set in, and the characters that no font of the house can print. */
export interface WordedPicture {
  file: VFile
  missing: string[]
}

const ROOT = /<svg\b(?:[^>"']|"[^"]*"|'[^']*')*(?<!\/)>/

/**
 * A picture in which every word is set in the house's own type, as the charts are.
 *
 * @returns Null where it has no words.
 */
export async function withFonts(file: VFile, { fonts, chart }: House): Promise<WordedPicture | null> {
  const svg = new TextDecoder().decode(file.value as Uint8Array)
  const words = wordsIn(svg)
  if (words === '' || fonts.length === 0 || !ROOT.test(svg)) return null
  const stack = String(chart.font ?? fonts[0]?.family ?? '')
  const own = fonts.filter(({ family, style }) => stack.includes(family) && style === 'normal')
  const faces = await Promise.all(own.map((font) => faceOf(font, words)))
  const css = [...faces, `* { font-family: ${quoted(stack)} !important }`].join('\n')
  const value = Buffer.from(svg.replace(ROOT, (root) => `${root}<style>${css}</style>`))
  const missing = [...new Set(words)].filter((word) => !own.some((font) => font.has(word.codePointAt(0)!)))
  const worded = new VFile({ path: file.path, value })
  return { file: identify(worded, `${keyOf(file)} with ${keyOf(own)}`), missing }
}

/** All that stands in its texts, without white space. */
function wordsIn(svg: string): string {
  const texts = [...svg.matchAll(/<text\b[\s\S]*?<\/text>/g)].map(([text]) => text.replaceAll(/<[^>]*>/g, ''))
  return texts
    .join('')
    .replaceAll(/&#(?:x([0-9a-f]+)|(\d+));/gi, (_, hex, decimal) =>
      String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10)),
    )
    .replaceAll(/[\s\p{C}]/gu, '')
}

/** A face with the characters of the words alone; none where it has none of them. */
async function faceOf(font: Font, words: string): Promise<string> {
  const { family, weight, bytes } = font
  const wanted = [' ', ...new Set(words)].filter((word) => font.has(word.codePointAt(0)!))
  if (wanted.every((word) => word === ' ')) return ''
  const cut: Buffer = await subsetFont(bytes, wanted.join(''), { targetFormat: 'truetype' })
  const range = wanted.map((word) => `U+${word.codePointAt(0)!.toString(16)}`).join(', ')
  const source = `url('data:font/ttf;base64,${cut.toString('base64')}')`
  return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: ${source}; unicode-range: ${range} }`
}

/** A stack of one family may come without quotes, whatever is in its name. */
function quoted(stack: string): string {
  return /[',]/.test(stack) ? stack : `'${stack}'`
}

/** Widths of glyphs, as a file says them and as its fonts do. */
import { decodePDFRawStream, PDFArray, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'
import { at, type SeenFont } from './file.ts'

interface Metrics {
  /** How many there are. */
  glyphs: number
  /** In thousandths of an em. */
  declared(code: number): number
  own(code: number): number
}

/** @returns Null for a font that is no TrueType with the codes of its glyphs. */
export function metricsOf({ descendant, descriptor }: SeenFont): Metrics | null {
  const program = at(descriptor ?? undefined, 'FontFile2')
  if (!descendant || !(program instanceof PDFRawStream)) return null
  const font = Buffer.from(decodePDFRawStream(program).decode())
  const table = (tag: string): number => {
    for (let index = 0; index < font.readUInt16BE(4); index++)
      if (font.toString('latin1', 12 + 16 * index, 16 + 16 * index) === tag)
        return font.readUInt32BE(20 + 16 * index)
    throw new Error(`no table ${tag}`)
  }
  const em = font.readUInt16BE(table('head') + 18)
  const glyphs = font.readUInt16BE(table('maxp') + 4)
  const own = font.readUInt16BE(table('hhea') + 34)
  const widths = table('hmtx')
  const declared = declaredWidths(at(descendant, 'W'))
  const usual = at(descendant, 'DW')
  const rest = usual instanceof PDFNumber ? usual.asNumber() : 1000
  return {
    glyphs,
    declared: (code) => declared.get(code) ?? rest,
    own: (code) => (font.readUInt16BE(widths + 4 * Math.min(code, own - 1)) * 1000) / em,
  }
}

function declaredWidths(object: ReturnType<typeof at>): Map<number, number> {
  const widths = new Map<number, number>()
  if (!(object instanceof PDFArray)) return widths
  for (let index = 0; index < object.size(); ) {
    const first = Number(object.lookup(index))
    const second = object.lookup(index + 1)
    if (second instanceof PDFArray) {
      for (const [place, width] of second.asArray().entries()) widths.set(first + place, Number(width))
      index += 2
    } else {
      for (let code = first; code <= Number(second); code++)
        widths.set(code, Number(object.lookup(index + 2)))
      index += 3
    }
  }
  return widths
}

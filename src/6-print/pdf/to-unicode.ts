/** What the codes of a font mean: the table that a PDF keeps for those who read or copy its text. */

import { deflateSync } from 'node:zlib'
import { PDFDict, type PDFDocument, PDFName, PDFRawStream } from './pdf-lib.ts'
import { contentOf } from './stream.ts'

/** Text by code. */
export type CodeTexts = Map<number, string>

const TABLE = PDFName.of('ToUnicode')

const SECTION = /beginbf(char|range)([\s\S]*?)endbf/g
const CHARACTER = /<([\da-f]+)>\s*<([\da-f]+)>/gi
const RANGE = /<([\da-f]+)>\s*<([\da-f]+)>\s*(?:<([\da-f]+)>|(\[))/gi

/** Codes without a text, and what is written in its place: a space that is as wide as nothing. */
const WITHOUT_TEXT = /(<[\dA-F]{4}>) <0000>/g
const NO_WIDTH = '<200B>'

/**
 * Gives a text to the parts that a font puts a tall bracket or a wide brace together from. Chromium gives them the character
 * 0, which is none; what the sign is, the text in place of its formula says.
 */
export function nameParts({ context }: PDFDocument): void {
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict)) continue
    const table = contentOf(object.lookup(TABLE))?.toString('latin1') ?? ''
    if (table.search(WITHOUT_TEXT) < 0) continue
    const named = table.replaceAll(SECTION, (section, kind: string) =>
      kind === 'char' ? section.replaceAll(WITHOUT_TEXT, `$1 ${NO_WIDTH}`) : section,
    )
    const packed = deflateSync(Buffer.from(named, 'latin1'))
    const dictionary = context.obj({ Filter: 'FlateDecode', Length: packed.length })
    object.set(TABLE, context.register(PDFRawStream.of(dictionary, packed)))
  }
}

/** @returns Null where a font has no table, or one that cannot be read. */
export function textTableOf(font: PDFDict): CodeTexts | null {
  const table = contentOf(font.lookup(TABLE))
  return table && codeTexts(table.toString('latin1'))
}

/** @returns Null where the table is written in a way that Chromium does not write it. */
export function codeTexts(table: string): CodeTexts | null {
  const texts: CodeTexts = new Map()
  for (const [, kind, section = ''] of table.matchAll(SECTION)) {
    if (kind === 'char') {
      for (const [, code = '', text = ''] of section.matchAll(CHARACTER))
        texts.set(Number.parseInt(code, 16), utf16(text))
      continue
    }
    for (const [, from = '', to = '', text, list] of section.matchAll(RANGE)) {
      if (list || text === undefined) return null
      const first = Number.parseInt(from, 16)
      const last = utf16(text)
      // The last unit counts up.
      for (let code = first; code <= Math.min(Number.parseInt(to, 16), first + 0xffff); code++)
        texts.set(
          code,
          last.slice(0, -1) + String.fromCharCode(last.charCodeAt(last.length - 1) + code - first),
        )
    }
  }
  return texts.size > 0 ? texts : null
}

function utf16(hex: string): string {
  const units = hex.match(/.{4}/g) ?? []
  return String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)))
}

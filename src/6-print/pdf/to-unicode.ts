/** What the codes of a font mean: the table that a PDF keeps for those who read or copy its text. */

import { type PDFDict, PDFName } from './pdf-lib.ts'
import { contentOf } from './stream.ts'

/** Text by code. */
export type CodeTexts = Map<number, string>

const SECTION = /beginbf(char|range)([\s\S]*?)endbf/g
const CHARACTER = /<([\da-f]+)>\s*<([\da-f]+)>/gi
const RANGE = /<([\da-f]+)>\s*<([\da-f]+)>\s*(?:<([\da-f]+)>|(\[))/gi

/** @returns Null where a font has no table, or one that cannot be read. */
export function textTableOf(font: PDFDict): CodeTexts | null {
  const table = contentOf(font.lookup(PDFName.of('ToUnicode')))
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

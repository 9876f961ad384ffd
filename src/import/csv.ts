/** CSV → Grid: any usual separator, UTF-8, UTF-16 or GBK. */

import { type Sayable, say } from '../phrase.ts'
import { type Grid, placeOf, putCell, Refusal } from './grid.ts'

/** Where several would do, the first one is meant: commas stand inside numbers, semicolons do not. */
const separators = ['\t', ';', ',']

/** Lines at the top of a file that tell its separator. */
const SAMPLE = 100

export function readCsv(bytes: Uint8Array, notes: Sayable[]): Grid {
  const { text, encoding } = decode(bytes)
  if (encoding === 'gb18030') notes.push(say`the file is not UTF-8: it was read as GBK`)
  const [line = '', named] = /^"?sep=(.)"?(?:\r\n?|\n)/.exec(text) ?? []
  const separator = named ?? separatorOf(text)
  const grid: Grid = { name: '', hidden: false, concealed: 0, separator, rows: [] }
  scan(text.slice(line.length), separator, grid, named === undefined ? 0 : 1)
  return grid
}

/**
 * UTF-16 where a byte order mark or its zeros say so, UTF-8 where it is that, else GBK in its newest form.
 *
 * @throws Refusal
 */
function decode(bytes: Uint8Array): { text: string; encoding: string } {
  const wide = wideEncoding(bytes)
  for (const encoding of wide ? [wide] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!isMisread(text, encoding)) return { text, encoding }
    } catch {}
  }
  throw new Refusal(
    'import-format',
    say`file that is neither UTF-8 nor GBK text`,
    say`a CSV file or an .xlsx workbook`,
  )
}

/** Text of another encoding, Big5 or Shift JIS, read as GBK holds characters that nobody has given a meaning. */
function isMisread(text: string, encoding: string): boolean {
  return text.includes('\0') || (encoding === 'gb18030' && /\p{Co}/u.test(text))
}

/** Without a mark: separators, digits and line ends have a zero in one half of their two bytes, and always the same. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes.length % 2 !== 0) return null
  const zeros = [0, 0]
  for (const [at, byte] of bytes.subarray(0, 2 ** 16).entries()) if (byte === 0) zeros[at % 2]! += 1
  const [even = 0, odd = 0] = zeros
  if (even === odd) return null
  return even > odd ? 'utf-16be' : 'utf-16le'
}

/** The separator that most lines at the top agree on. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 2 ** 18)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n?|\n/, SAMPLE)
  const counts = separators.map((separator) => ({
    separator,
    lines: lines.filter((line) => line.includes(separator)).length,
  }))
  return counts.reduce((best, count) => (count.lines > best.lines ? count : best)).separator
}

/**
 * Puts the cells in their places. A quote that is never closed would swallow the rest of the file without a word, and
 * one that is closed too early divides a cell: both are refused.
 *
 * @param row 0-based row the text begins in.
 * @throws Refusal
 */
function scan(text: string, separator: string, grid: Grid, row: number): void {
  const sign = separator.replace(/[\\^\]-]/, '\\$&')
  const cell = new RegExp(
    `( *"[^"]*(?:""[^"]*)*"[ \\t]*)?([^${sign}\\r\\n]*)(${sign === '|' ? '\\|' : `[${sign}]`}|\\r\\n?|\\n|$)`,
    'y',
  )
  let column = 0
  for (let at = 0; at < text.length; ) {
    cell.lastIndex = at
    const [all = '', quoted, bare = '', end = ''] = cell.exec(text) ?? []
    const isUnclosed = quoted === undefined && bare.trimStart().startsWith('"')
    if (isUnclosed || (quoted !== undefined && bare !== '')) {
      const place = placeOf(grid, row, column)
      throw new Refusal(
        'import-format',
        isUnclosed ? say`quote in ${place} that is never closed` : say`text after a quote in ${place}`,
        say`quotes around whole cells, and doubled inside them`,
      )
    }
    const written = quoted === undefined ? bare : quoted.trim().slice(1, -1).replaceAll('""', '"')
    const value = unguarded(written)
    if (value !== '') putCell(grid, row, column, { value, kind: 'plain' })
    at += all.length
    if (end === separator) column += 1
    else {
      row += 1
      column = 0
    }
  }
}

/** `="000001"` keeps spreadsheets from reading a number, a quote before `=1+1` from running it; the text is meant. */
function unguarded(text: string): string {
  const bare = /^="(.*)"$/.exec(text.trim())?.[1] ?? text
  return bare
    .replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
}

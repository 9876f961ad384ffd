/** CSV → Grid: any usual separator, UTF-8, UTF-16 or GBK. */
import { dsvFormat } from 'd3-dsv'
import { type Grid, putCell, Refusal } from './grid.ts'

const separators = [',', '\t', ';']

/** Lines at the top of a file that tell its separator. */
const SAMPLE = 100

export function readCsv(bytes: Uint8Array): Grid {
  const grid: Grid = { name: '', hidden: false, concealed: 0, rows: [] }
  const text = decode(bytes)
  const named = /^sep=(.)\r?\n/.exec(text)
  const separator = named?.[1] ?? separatorOf(text)
  for (const [row, cells] of dsvFormat(separator).parseRows(text).entries()) {
    if (named && row === 0) continue
    for (const [column, written] of cells.entries()) {
      const value = unguarded(written)
      if (value !== '') putCell(grid, row, column, { value, kind: 'plain' })
    }
  }
  return grid
}

/** UTF-16 where a byte order mark says so, UTF-8 where it is that, else GBK in its newest form. */
function decode(bytes: Uint8Array): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of marked ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {}
  }
  throw new Refusal(
    'import-format',
    'file that is neither UTF-8 nor GBK text',
    'a CSV file or an .xlsx workbook',
  )
}

/** The separator that most lines at the top agree on. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 2 ** 18).split('\n', SAMPLE)
  const counts = separators.map((separator) => ({
    separator,
    lines: lines.filter((line) => line.replace(/"[^"]*"/g, '').includes(separator)).length,
  }))
  return counts.reduce((best, count) => (count.lines > best.lines ? count : best)).separator
}

/** `="000001"` keeps spreadsheets from reading a number, a quote before `=1+1` from running it; the text is meant. */
function unguarded(text: string): string {
  const bare = /^="(.*)"$/.exec(text.trim())?.[1] ?? text
  return bare.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '').trim()
}

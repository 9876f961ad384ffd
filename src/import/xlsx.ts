/** Workbook → Grids: values as they were last computed, with the little of their formats that changes them. */

import { type Sayable, say } from '../phrase.ts'
import { general, type NumberFormat, readFormat } from './format.ts'
import { cellAt, type Grid, type GridCell, limits, putCell, Refusal } from './grid.ts'
import { damaged, openPackage, type Package, walk } from './package.ts'

export interface Book {
  sheets: Grid[]
  macros: boolean
}

export function readXlsx(bytes: Uint8Array): Book {
  const parts = openPackage(recognized(bytes))
  if (parts.names.has('content.xml')) throw format(say`OpenDocument sheet`)
  const path = relations(parts, '').find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  if (path.endsWith('.bin')) throw format(say`binary workbook (.xlsb)`)
  const workbook = parts.part(path)
  if (workbook === null) throw format(say`zip file that holds no workbook`)
  const related = relations(parts, path)
  const partOf = (type: string) => related.find((relation) => relation.type === type)?.path
  const context: Context = { date1904: false, strings: [], formats: [] }
  const listed: Array<{ name: string; hidden: boolean; path: string | undefined }> = []
  walk(workbook, {
    open(name, { date1904, name: sheet = '', state = 'visible', id }) {
      if (name === 'workbookPr') context.date1904 = date1904 === '1' || date1904 === 'true'
      if (name !== 'sheet') return
      // A chart sheet has no cells.
      const target = related.find((relation) => relation.id === id)
      if (target?.type === 'worksheet')
        listed.push({ name: sheet, hidden: state !== 'visible', path: target.path })
    },
  })
  context.strings = readStrings(parts.part(partOf('sharedStrings') ?? '') ?? '<sst/>')
  context.formats = readFormats(parts.part(partOf('styles') ?? '') ?? '<styleSheet/>')
  return {
    sheets: listed.map(({ name, hidden, path }) => {
      const grid: Grid = { name, hidden, concealed: 0, rows: [] }
      const xml = parts.part(path ?? '')
      if (xml === null) throw damaged(say`sheet ${name} is missing`)
      readSheet(xml, grid, context)
      return grid
    }),
    macros: [...parts.names].some((name) => /vbaProject\.bin$|macrosheets\//i.test(name)),
  }
}

/** What a style makes of a number. */
type FormatOf = (value: number) => NumberFormat

interface Context {
  /** Whether days are counted from 1904. */
  date1904: boolean
  strings: string[]
  /** By style of a cell. */
  formats: FormatOf[]
}

function format(seen: Sayable): Refusal {
  return new Refusal(
    'import-format',
    seen,
    say`an .xlsx workbook; open it in Excel or WPS and save it as .xlsx`,
  )
}

/** The bytes, if they are a zip file; what else is called .xlsx or .xls has its own names. */
function recognized(bytes: Uint8Array): Uint8Array {
  const [a, b] = bytes
  if (a === 0x50 && b === 0x4b) return bytes
  if (a === 0xd0 && b === 0xcf) throw format(say`old .xls workbook or one with a password`)
  if (a === 0x3c) throw format(say`web page or XML file that is only called a workbook`)
  throw format(say`file that is no workbook`)
}

/** What a part points at, by the last word of its type. Paths are those inside the zip. */
function relations(parts: Package, path: string): Array<{ id: string; type: string; path: string }> {
  const folder = path.replace(/[^/]*$/, '')
  const found: Array<{ id: string; type: string; path: string }> = []
  walk(parts.part(`${folder}_rels/${path.slice(folder.length)}.rels`) ?? '<Relationships/>', {
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return
      found.push({ id, type: type.replace(/^.*\//, ''), path: pathOf(target, folder) })
    },
  })
  return found
}

function pathOf(target: string, folder: string): string {
  try {
    return decodeURIComponent(new URL(target, `zip://zip/${folder}`).pathname.slice(1))
  } catch {
    throw damaged(say`\`${target.slice(0, 20)}\` as a part`)
  }
}

function readStrings(xml: string): string[] {
  const strings: string[] = []
  let inText = false
  let phonetic = false
  walk(xml, {
    open(name) {
      if (name === 'si') strings.push('')
      if (name === 'rPh') phonetic = true
      inText = name === 't' && !phonetic
    },
    close(name) {
      if (name === 'rPh') phonetic = false
      inText = false
    },
    text(text) {
      if (inText) strings[strings.length - 1] += text
    },
  })
  return strings
}

/** Number formats that spreadsheets know by number. */
const builtIn: Array<[numbers: number[], code: string]> = [
  [[9, 10], '0%'],
  [[14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 55, 56, 58], 'y-m-d'],
  [[17, 27, 36, 50, 52, 57], 'y-m'],
  [[18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47], 'h'],
]

function readFormats(xml: string): FormatOf[] {
  const codes = new Map(builtIn.flatMap(([numbers, code]) => numbers.map((number) => [number, code])))
  const formats: FormatOf[] = []
  let inCells = false
  walk(xml, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode)
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) formats.push(readFormat(codes.get(Number(numFmtId)) ?? ''))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}

/** What is known of a cell while its tags go by. */
interface Open {
  row: number
  column: number
  type: string
  style: number
  formula: boolean
  /** Null until a value is written, be it an empty one. */
  text: string | null
}

function readSheet(xml: string, grid: Grid, context: Context): void {
  let row = -1
  let column = -1
  let cell: Open | null = null
  let inText = false
  let phonetic = false
  const merges: string[] = []
  walk(xml, {
    open(name, attributes) {
      const { r, t = 'n', s = '0', hidden, ref } = attributes
      if (hidden === '1' && (name === 'row' || name === 'col')) grid.concealed += 1
      if (name === 'row') {
        row = r ? rowOf(r) : row + 1
        column = -1
      } else if (name === 'c') {
        const at = r ? addressOf(r) : { row, column: column + 1 }
        column = at.column
        cell = { ...at, type: t, style: Number(s), formula: false, text: null }
      } else if (name === 'f' && cell) cell.formula = true
      else if (name === 'rPh') phonetic = true
      else if ((name === 'v' || name === 't') && cell && !phonetic) {
        cell.text ??= ''
        inText = true
      } else if (name === 'mergeCell' && ref) merges.push(ref)
    },
    close(name) {
      inText = false
      if (name === 'rPh') phonetic = false
      if (name !== 'c' || !cell) return
      const read = readCell(cell, context)
      if (read) putCell(grid, cell.row, cell.column, read)
      cell = null
    },
    text(text) {
      if (inText && cell) cell.text += text
    },
  })
  const width = grid.rows.reduce((width, cells) => Math.max(width, cells?.length ?? 0), 0)
  for (const ref of merges) merge(grid, ref, width)
}

function readCell(
  { type, style, formula, text }: Open,
  { strings, formats, date1904 }: Context,
): GridCell | null {
  if (text === null) return formula ? { value: null, kind: 'uncached' } : null
  if (type === 's') {
    const shared = strings[Number(text)]
    if (shared === undefined) throw damaged(say`a text that is missing`)
    return textCell(shared)
  }
  if (type === 'str' || type === 'inlineStr') return textCell(text)
  if (type === 'b') return { value: text === '1', kind: 'plain' }
  if (type === 'e') return { value: text, kind: 'error' }
  if (type === 'd') return isoCell(text)
  if (text.trim() === '') return formula ? { value: null, kind: 'uncached' } : null
  const number = Number(text)
  if (Number.isNaN(number)) throw damaged(say`\`${text.slice(0, 20)}\` as a number`)
  // No spreadsheet holds such a number: what is written is shown where it is refused.
  if (!Number.isFinite(number)) return { value: text.trim(), kind: 'plain' }
  const { kind, affixes, precision } = (formats[style] ?? (() => general))(number)
  if (kind === 'date' || kind === 'time') return dayCell(number, kind, precision, date1904)
  // Spreadsheets keep and show fifteen digits; what a file has beyond them is noise.
  const value = Number(number.toPrecision(15))
  return affixes.before === '' && affixes.after === '' ? { value, kind } : { value, kind, affixes }
}

/** `2024-03-31T00:00:00`, `12:30:00` */
function isoCell(text: string): GridCell {
  const [day = ''] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? []
  return day === '' ? { value: text.slice(0, 8), kind: 'time' } : { value: day, kind: 'date' }
}

/** No day comes before the first one: a format that shows a date then shows a time all the same. */
function dayCell(number: number, kind: 'date' | 'time', precision: number, date1904: boolean): GridCell {
  if (kind === 'date' && number >= (date1904 ? 0 : 1)) {
    const day = dayOf(number, date1904)
    return precision < 10 ? { value: day, kind, short: day.slice(0, precision) } : { value: day, kind }
  }
  const minutes = Math.round(number * 24 * 60)
  const clock = [Math.floor(minutes / 60), ((minutes % 60) + 60) % 60]
  return { value: clock.map((part) => String(part).padStart(2, '0')).join(':'), kind: 'time' }
}

function textCell(text: string): GridCell | null {
  const value = text
    .replace(/_x([0-9A-F]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .trim()
  return value === '' ? null : { value, kind: 'plain' }
}

/** `YYYY-MM-DD` of a day counted from the start of 1900, which spreadsheets take for a leap year, or of 1904. */
function dayOf(serial: number, date1904: boolean): string {
  const days = Math.floor(serial) + (date1904 ? 1462 : 0)
  const start = days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const day = new Date(start + days * 86_400_000)
  return Number.isNaN(day.getTime()) ? String(serial) : day.toISOString().slice(0, 10)
}

function rowOf(digits: string): number {
  if (!/^[1-9]\d{0,6}$/.test(digits)) throw damaged(say`\`${digits.slice(0, 20)}\` as a row`)
  return Number(digits) - 1
}

function addressOf(ref: string): { row: number; column: number } {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(ref) ?? []
  if (!letters || !digits) throw damaged(say`\`${ref.slice(0, 20)}\` as a cell`)
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(digits) - 1, column }
}

/** Marks the cells of a merged area as far as the sheet is filled; covered cells take the value of the first one. */
function merge(grid: Grid, ref: string, width: number): void {
  const [from, to = from] = ref.split(':').map(addressOf)
  if (!from || !to) return
  const [row, column] = [Math.min(to.row, grid.rows.length - 1), Math.min(to.column, width - 1)]
  if ((row - from.row + 1) * (column - from.column + 1) > limits.rows)
    throw new Refusal('import-limit', say`merged area ${ref}`, say`${limits.rows} merged cells`)
  const first = cellAt(grid, from.row, from.column)
  for (let at = from.row; at <= row; at++) {
    for (let across = from.column; across <= column; across++) {
      const merged = across > from.column ? 'across' : at > from.row ? 'down' : 'first'
      putCell(grid, at, across, { ...first, merged })
    }
  }
}

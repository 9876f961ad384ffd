/** Workbook → Grids: values as they were last computed, with the little of their formats that changes them. */
import { type CellKind, cellAt, type Grid, type GridCell, limits, putCell, Refusal } from './grid.ts'
import { damaged, openPackage, type Package, walk } from './package.ts'

export interface Book {
  sheets: Grid[]
  macros: boolean
}

export function readXlsx(bytes: Uint8Array): Book {
  const parts = openPackage(recognized(bytes))
  if (parts.names.has('content.xml')) throw format('OpenDocument sheet')
  const path = relations(parts, '').find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml'
  if (path.endsWith('.bin')) throw format('binary workbook (.xlsb)')
  const workbook = parts.part(path)
  if (workbook === null) throw format('zip file that holds no workbook')
  const related = relations(parts, path)
  const partOf = (type: string) => related.find((relation) => relation.type === type)?.path
  const context: Context = { date1904: false, strings: [], kinds: [] }
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
  context.kinds = readKinds(parts.part(partOf('styles') ?? '') ?? '<styleSheet/>')
  return {
    sheets: listed.map(({ name, hidden, path }) => {
      const grid: Grid = { name, hidden, concealed: 0, rows: [] }
      const xml = parts.part(path ?? '')
      if (xml === null) throw damaged(`sheet ${name} is missing`)
      readSheet(xml, grid, context)
      return grid
    }),
    macros: [...parts.names].some((name) => /vbaProject\.bin$|macrosheets\//i.test(name)),
  }
}

interface Context {
  /** Whether days are counted from 1904. */
  date1904: boolean
  strings: string[]
  /** By style of a cell. */
  kinds: CellKind[]
}

function format(seen: string): Refusal {
  return new Refusal('import-format', seen, 'an .xlsx workbook; open it in Excel or WPS and save it as .xlsx')
}

/** The bytes, if they are a zip file; what else is called .xlsx or .xls has its own names. */
function recognized(bytes: Uint8Array): Uint8Array {
  const [a, b] = bytes
  if (a === 0x50 && b === 0x4b) return bytes
  if (a === 0xd0 && b === 0xcf) throw format('old .xls workbook or one with a password')
  if (a === 0x3c) throw format('web page or XML file that is only called a workbook')
  throw format('file that is no workbook')
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
    throw damaged(`\`${target.slice(0, 20)}\` as a part`)
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
const BUILT_IN_PERCENTS = [9, 10]
const BUILT_IN_DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]

function readKinds(xml: string): CellKind[] {
  const formats = new Map<number, CellKind>([
    ...BUILT_IN_PERCENTS.map((id) => [id, 'percent'] as const),
    ...BUILT_IN_DATES.map((id) => [id, 'date'] as const),
  ])
  const kinds: CellKind[] = []
  let inCells = false
  walk(xml, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), kindOfFormat(formatCode))
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) kinds.push(formats.get(Number(numFmtId)) ?? 'plain')
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return kinds
}

/** What a format code makes of a number, by its first section. */
function kindOfFormat(code: string): CellKind {
  const [section = ''] = code.replace(/"[^"]*"|\[[^\]]*\]|[_*]./g, '').split(';')
  // `0!.0,` shows ten thousands as ones: a point that is only painted, or commas after the last digit.
  if (/[!\\]\.|[0#?],+(?![0#?])/.test(section)) return 'scaled'
  const bare = section.replace(/[!\\]./g, '')
  if (bare.includes('%')) return 'percent'
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) ? 'date' : 'plain'
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
        row = r ? Number(r) - 1 : row + 1
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
  { strings, kinds, date1904 }: Context,
): GridCell | null {
  if (text === null) return formula ? { value: null, kind: 'uncached' } : null
  if (type === 's') {
    const shared = strings[Number(text)]
    if (shared === undefined) throw damaged('a text that is missing')
    return textCell(shared)
  }
  if (type === 'str' || type === 'inlineStr') return textCell(text)
  if (type === 'b') return { value: text === '1', kind: 'plain' }
  if (type === 'e') return { value: text, kind: 'error' }
  if (type === 'd') return { value: text.slice(0, 10), kind: 'date' }
  if (text.trim() === '') return formula ? { value: null, kind: 'uncached' } : null
  const number = Number(text)
  if (!Number.isFinite(number)) throw damaged(`\`${text.slice(0, 20)}\` as a number`)
  const kind = kinds[style] ?? 'plain'
  if (kind === 'date') return { value: dayOf(number, date1904), kind }
  // Spreadsheets keep and show fifteen digits; what a file has beyond them is noise.
  return { value: Number(number.toPrecision(15)), kind }
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

function addressOf(ref: string): { row: number; column: number } {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref) ?? []
  if (!letters || !digits) throw damaged(`\`${ref.slice(0, 20)}\` as a cell`)
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(digits) - 1, column }
}

/** Marks the cells of a merged area as far as the sheet is filled; covered cells take the value of the first one. */
function merge(grid: Grid, ref: string, width: number): void {
  const [from, to = from] = ref.split(':').map(addressOf)
  if (!from || !to) return
  const [row, column] = [Math.min(to.row, grid.rows.length - 1), Math.min(to.column, width - 1)]
  if ((row - from.row + 1) * (column - from.column + 1) > limits.rows)
    throw new Refusal('import-limit', `merged area ${ref}`, `${limits.rows} merged cells`)
  const first = cellAt(grid, from.row, from.column)
  for (let at = from.row; at <= row; at++) {
    for (let across = from.column; across <= column; across++) {
      const merged = across > from.column ? 'across' : at > from.row ? 'down' : 'first'
      putCell(grid, at, across, { ...first, merged })
    }
  }
}

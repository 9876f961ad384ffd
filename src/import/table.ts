/** Grid → Table: which cells are the header, its units and the rows, among all that stands around them. */
import { isMissing, numberOf, periodOf, periods } from './cell.ts'
import { cellAt, columnName, empty, type Grid, type GridCell, placeOf } from './grid.ts'
import { splitLabel, unitOf } from './unit.ts'

export interface TableColumn {
  label: string
  /** Empty where the file names none. */
  unit: string
  /** Where its name stands: `Sheet1!B3`. */
  place: string
}

export interface TableCell extends GridCell {
  place: string
}

export interface Table {
  /** Name of its sheet; empty where it says nothing. */
  sheet: string
  /** The first line above the header; empty where there is none. */
  title: string
  /** What the file names as its source; empty where it names none. */
  source: string
  /** The first one is the key. */
  columns: TableColumn[]
  /** Cells in the order of the columns. */
  rows: TableCell[][]
  /** First and last cell. */
  range: string
  /** What was left out or taken for granted, for the person who asked. */
  notes: string[]
}

/** What is known of the table that is looked for. */
export interface Known {
  /** Names and labels of columns, as `nameOf` makes them. */
  names: string[]
  units: string[]
}

/** Names are compared without width, case and spaces. */
export function nameOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** Names that terminals give to the lines between header and rows. */
const META =
  /^(频率|频度|单位|指标id|指标代码|指标编码|代码|来源|数据来源|更新时间|最后更新时间|更新日期|时间区间|开始时间|起始时间|结束时间|截止时间|国家|地区|状态|备注|unit|units|frequency|source|indicatorid)$/

const SOURCE = /^(?:数据来源|资料来源|来源|source|data source)\s*[::：]\s*(.+)$/i
const AROUND =
  /^(数据来源|资料来源|来源|注释?|备注|说明|免责声明|source|notes?|data source)\s*[0-9]*\s*[:：]/i
const VENDOR = /^(wind|choice|ifind|同花顺|东方财富|万得)/i
const GLOBAL_UNIT = /(?:单位|unit)\s*[:：]\s*([^\s()（）,，;；]+)/i

/** @returns Null where no header with rows under it is to be found. */
export function readTable(grid: Grid, known: Known): Table | null {
  const top = headerRow(grid, known)
  if (top === null) return null
  const isTurned = matches(filledCells(grid, top), known) === 0 && periodsAcross(grid, top)
  const { sheet, place, first, left } = isTurned ? turned(grid, top) : upright(grid, top)
  const head = readHead(sheet, first, place, known)
  const around = textsAbove(grid, top)
  const notes: string[] = []
  const leave = (cells: GridCell[]) => {
    const texts = cells.map((cell) => String(cell.value))
    around.push(...texts)
    notes.push(`not read: ${texts.join(' ')}`)
  }
  for (const row of left) leave(filledCells(grid, row))
  const rows: TableCell[][] = []
  let blank = false
  /** Whether all keys so far are periods. */
  let isTime = true
  for (let at = head.end; at < sheet.rows.length; at++) {
    const cells = head.at.map((column) => ({ ...cellAt(sheet, at, column), place: place(at, column) }))
    const filled = (sheet.rows[at] ?? []).filter((cell) => cell && holdsSomething(cell))
    if (filled.length === 0) {
      blank ||= rows.length > 0
    } else if (isAround(filled, cells[0]!, blank, isTime && rows.length > 0)) {
      leave(filled)
    } else {
      rows.push(cells)
      isTime &&= isPeriod(cells[0]!)
    }
  }
  notes.push(...head.notes)
  if (isTurned) notes.push('periods run across the sheet: its rows were read as columns')
  if (rows.length === 0) return null
  const sources = around.flatMap((text) => SOURCE.exec(text.trim())?.[1] ?? [])
  const title = titleOf(textsAbove(grid, top))
  const named = around.flatMap((text) => GLOBAL_UNIT.exec(text)?.[1] ?? [])
  const units = named.flatMap((text) => unitOf(text, known.units) ?? [])
  if (named.length > units.length || units.length > 1)
    notes.push(`more than one unit above the table, or an unknown one, was not read: ${named.join(', ')}`)
  const columns = head.columns.map((column, index) => {
    const bare = index > 0 && column.unit === '' && units.length === 1 && named.length === 1
    return bare && isMeasured(rows, index) ? { ...column, unit: units[0]! } : column
  })
  const range = `${rows[0]![0]!.place}:${rows.at(-1)!.at(-1)!.place.replace(/^.*!/, '')}`
  const name = /^sheet\s*\d*$/i.test(grid.name) ? '' : grid.name
  return { sheet: name, title, source: head.source || (sources[0] ?? ''), columns, rows, range, notes }
}

/** The first text above the table that is more than its vendor's name, without its unit. */
function titleOf(texts: string[]): string {
  const bare = texts.map((text) => text.replace(/[(（]?\s*(单位|unit)\s*[:：].*$/i, '').trim())
  return bare.find((text) => text !== '' && !AROUND.test(text) && !VENDOR.test(text)) ?? ''
}

/** Whether the unit above a table can be meant: for plain numbers, but not for percentages. */
function isMeasured(rows: TableCell[][], column: number): boolean {
  const cells = rows.map((row) => row[column]!).filter((cell) => !isMissing(cell))
  return cells.length > 0 && cells.every((cell) => numberOf(cell)?.percent === false)
}

function holdsSomething(cell: GridCell): boolean {
  const covered = cell.merged === 'across' || cell.merged === 'down'
  return !covered && (cell.kind === 'uncached' || (cell.value !== null && cell.value !== ''))
}

/** A line of text under the rows: by its first word, or alone in its row after a gap or where a period should be. */
function isAround(filled: GridCell[], key: GridCell, blank: boolean, isTime: boolean): boolean {
  const [first] = filled
  if (typeof first?.value !== 'string') return false
  if (AROUND.test(first.value.trim())) return true
  return filled.length === 1 && (blank || key.value === null || (isTime && !isPeriod(first)))
}

function isPeriod(cell: GridCell): boolean {
  return periods.some((type) => periodOf(cell, type))
}

function textsAbove(grid: Grid, top: number): string[] {
  return grid.rows
    .slice(0, top)
    .flatMap((cells) => (cells ?? []).filter((cell) => cell && holdsSomething(cell)))
    .map((cell) => String(cell.value).trim())
}

/** Rows that are looked through for a header. */
const DEEPEST_HEADER = 60

/** The row with most names that are known, unless more of them stand below one another beside periods. */
function headerRow(grid: Grid, known: Known): number | null {
  const depth = Math.min(grid.rows.length, DEEPEST_HEADER)
  const candidates = Array.from({ length: depth }, (_, row) => row).filter((row) => widthOf(grid, row) > 1)
  const plain = plainHeader(grid, candidates)
  const across = Math.max(0, ...candidates.map((row) => matches(filledCells(grid, row), known)))
  const isAcross = plain !== null && periodsAcross(grid, plain)
  const down = isAcross ? matches(filledDown(grid, firstColumn(grid, plain)), known) : 0
  if (across === 0 || down >= across) return plain
  return candidates.find((row) => matches(filledCells(grid, row), known) === across)!
}

/** The first row nearly as wide as the table that holds nothing but names or periods. */
function plainHeader(grid: Grid, candidates: number[]): number | null {
  const widest = grid.rows.reduce((most, _, row) => Math.max(most, widthOf(grid, row)), 0)
  const found = candidates.find((row) => {
    const cells = filledCells(grid, row)
    return cells.length >= Math.max(2, widest * 0.6) && cells.every((cell, at) => isName(cell, at))
  })
  return found ?? null
}

function filledDown(grid: Grid, column: number): GridCell[] {
  return grid.rows.flatMap((cells) => cells?.[column] ?? [])
}

function filledCells(grid: Grid, row: number): GridCell[] {
  return (grid.rows[row] ?? []).filter((cell) => cell && (holdsSomething(cell) || cell.merged === 'down'))
}

function widthOf(grid: Grid, row: number): number {
  return filledCells(grid, row).length
}

function isName(cell: GridCell, at: number): boolean {
  const isPeriod = at > 0 && periods.some((type) => periodOf(cell, type))
  return isPeriod || (typeof cell.value === 'string' && numberOf(cell) === null && !AROUND.test(cell.value))
}

/** How many of the cells are names that are looked for. */
function matches(cells: GridCell[], { names, units }: Known): number {
  return cells.filter((cell) => {
    const written = String(cell.value)
    return names.includes(nameOf(written)) || names.includes(nameOf(splitLabel(written, units).label))
  }).length
}

/** Whether a header is periods but for its first cell: financial statements run across. */
function periodsAcross(grid: Grid, top: number): boolean {
  const cells = (grid.rows[top] ?? [])
    .slice(firstColumn(grid, top) + 1)
    .filter((cell) => cell && holdsSomething(cell))
  const names = cells.filter((cell) => !META.test(nameOf(String(cell.value))))
  return names.length > 1 && names.every((cell) => periods.some((type) => periodOf(cell, type)))
}

/** First column of the table: its name may be missing where the header begins. */
function firstColumn(grid: Grid, top: number): number {
  const next = grid.rows
    .slice(top, top + 3)
    .map((cells) => (cells ?? []).findIndex((cell) => cell && holdsSomething(cell)))
  return Math.max(0, Math.min(...next.filter((at) => at >= 0)))
}

interface View {
  sheet: Grid
  /** 0-based row of its header. */
  first: number
  place(row: number, column: number): string
  /** 0-based rows of the file that are no part of it. */
  left: number[]
}

function upright(grid: Grid, top: number): View {
  return { sheet: grid, first: top, place: (row, column) => placeOf(grid, row, column), left: [] }
}

/** Rows become columns; empty rows, headings of sections and lines of text are left out. */
function turned(grid: Grid, top: number): View {
  const left = firstColumn(grid, top)
  const all = Array.from({ length: grid.rows.length - top }, (_, at) => at + top)
  const isLine = (row: number) => row > top && widthOf(grid, row) < 2
  const kept = all.filter((row) => !isLine(row) && !startsAround(grid, row))
  const lines = kept.map((row) => grid.rows[row] ?? [])
  const width = lines.reduce((width, cells) => Math.max(width, cells.length), 0)
  const rows = Array.from({ length: width - left }, (_, column) =>
    lines.map((cells) => {
      const cell = cells[column + left] ?? empty
      if (cell.merged === 'down') return { ...cell, merged: 'across' as const }
      return cell.merged === 'across' ? { ...cell, merged: 'down' as const } : cell
    }),
  )
  return {
    sheet: { ...grid, rows },
    first: 0,
    place: (row, column) => placeOf(grid, kept[column] ?? top, row + left),
    left: all.filter((row) => !kept.includes(row) && widthOf(grid, row) > 0),
  }
}

function startsAround(grid: Grid, row: number): boolean {
  const [first] = filledCells(grid, row)
  return typeof first?.value === 'string' && AROUND.test(first.value.trim())
}

interface Head {
  columns: TableColumn[]
  /** 0-based column of each in the sheet. */
  at: number[]
  /** 0-based row after the header and all that belongs to it. */
  end: number
  source: string
  notes: string[]
}

function readHead(sheet: Grid, first: number, place: View['place'], known: Known): Head {
  let end = first + headerDepth(sheet, first)
  const left = firstColumn(sheet, first)
  const labels = labelsOf(sheet, first, end)
  let units: string[] = []
  let source = ''
  for (; end < sheet.rows.length; end++) {
    const cells = sheet.rows[end] ?? []
    const name = nameOf(String(cells[left]?.value ?? '')).replace(/:$/, '')
    const others = cells.filter((cell, column) => cell && column > left && holdsSomething(cell))
    const read = others.map((cell) => unitOf(String(cell.value), known.units))
    const isUnits = others.length > 0 && read.every((unit) => unit !== null)
    if (/^(单位|units?)$/.test(name) || (isUnits && (name === '' || unitOf(name, known.units)))) {
      units = Array.from(cells, (cell) => (cell ? (unitOf(String(cell.value), known.units) ?? '') : ''))
    } else if (/来源|source/.test(name) && META.test(name)) source = String(others[0]?.value ?? '')
    else if (!META.test(name)) break
  }
  const at = labels.flatMap((label, column) => (label.length > 0 || column === left ? column : []))
  const columns = at.map((column) => {
    const parts = labels[column]!.map((written) => splitLabel(written, known.units))
    const label = parts.map(({ label }) => label).join(' ')
    const unit = units[column] || parts.findLast(({ unit }) => unit !== '')?.unit || ''
    return { label: label.trim(), unit, place: place(first, column) }
  })
  const unnamed = unnamedColumns(sheet, end, at, left)
  const notes = unnamed.map((column) => `column ${columnName(column)} has no name and was not read`)
  return { columns, at, end, source, notes }
}

/** Rows of a header: merged cells bind the next row to it. */
function headerDepth(sheet: Grid, first: number): number {
  let depth = 1
  while (depth < 3) {
    const above = sheet.rows[first + depth - 1] ?? []
    const next = sheet.rows[first + depth] ?? []
    const spans = above.some((cell) => cell?.merged === 'across' && cell.value !== null)
    const bound = next.some((cell) => cell?.merged === 'down' && cell.value !== null)
    const names = next.filter((cell) => cell && holdsSomething(cell))
    if (
      !(spans || bound) ||
      !names.every((cell) => typeof cell.value === 'string' && numberOf(cell) === null)
    )
      break
    depth += 1
  }
  return depth
}

/** For every column the names above one another, each once. */
function labelsOf(sheet: Grid, first: number, end: number): string[][] {
  const rows = sheet.rows.slice(first, end)
  const width = rows.reduce((width, cells) => Math.max(width, cells?.length ?? 0), 0)
  return Array.from({ length: width }, (_, column) => {
    const names = rows.map((cells) => String(cells?.[column]?.value ?? '').trim())
    return [...new Set(names.filter((name) => name !== ''))]
  })
}

function unnamedColumns(sheet: Grid, end: number, at: number[], left: number): number[] {
  const filled = new Set<number>()
  for (const cells of sheet.rows.slice(end)) {
    cells?.forEach((cell, column) => {
      if (holdsSomething(cell) && !isMissing(cell)) filled.add(column)
    })
  }
  return [...filled].filter((column) => !at.includes(column) && column > left).sort((a, b) => a - b)
}

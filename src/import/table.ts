/** Grid → Table: which cells are the header, its units and the rows, among all that stands around them. */

import { plainName } from '../data/name.ts'
import { enumerated, type Sayable, say } from '../phrase.ts'
import { isMissing, numberOf, periodOf, periods, type ReadableCell } from './cell.ts'
import { cellAt, empty, firstColumn, type Grid, type GridCell, holdsSomething, placeOf } from './grid.ts'
import { isIndicator, isMeta, readHead, type TableColumn } from './head.ts'
import type { Known } from './name.ts'
import { type Decimals, decimalsOf, type Evidence, evidenceOf } from './numeral.ts'
import { inUnit, splitLabel, unitOf } from './unit.ts'

export interface TableCell extends ReadableCell {
  place: string
}

export interface Table {
  /** Name of its sheet; empty where it says nothing. */
  sheet: string
  /** The first line above the header; empty where there is none. */
  title: string
  /** What the file names as its source; empty where it names none. */
  source: string
  /** When it was updated, as the file says it; empty where it does not. */
  updated: string
  /** How often there are values: `年`, `季`, `月`; empty where the file does not say, or says several. */
  frequency: string
  /** Whether its rows are columns in the file. */
  isTurned: boolean
  /** The first one is the key. */
  columns: TableColumn[]
  /** Cells in the order of the columns. */
  rows: TableCell[][]
  /** First and last cell. */
  range: string
  /** What was left out or taken for granted, for the person who asked. */
  notes: Sayable[]
}

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
  const notes: Sayable[] = []
  const leave = (cells: GridCell[]) => {
    const texts = cells.map((cell) => String(cell.value))
    around.push(...texts)
    notes.push(say`not read: ${texts.join(' ')}`)
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
  if (isTurned) notes.push(say`periods run across the sheet: its rows were read as columns`)
  if (rows.length === 0) return null
  const sources = around.flatMap((text) => SOURCE.exec(text.trim())?.[1] ?? [])
  const title = titleOf(textsAbove(grid, top))
  // The cell in the corner speaks of the whole table, for names and periods have no unit.
  const corner = rows.some(([key]) => numberOf(key!)) && !isTime ? '' : (head.columns[0]?.unit ?? '')
  const named = [...around.flatMap((text) => GLOBAL_UNIT.exec(text)?.[1] ?? []), ...(corner ? [corner] : [])]
  const units = named.flatMap((text) => unitOf(text, known.units) ?? [])
  if (named.length > units.length || units.length > 1)
    notes.push(say`more than one unit above the table, or an unknown one, was not read: ${enumerated(named)}`)
  const unit = units.length === 1 && named.length === 1 ? units[0]! : ''
  const columns = head.columns.map((column, index) => {
    if (index === 0 || column.unit !== '' || unit === '' || !isMeasured(rows, index, unit)) return column
    return isOwnMeasure(column.label) ? { ...column, withheld: unit } : { ...column, unit }
  })
  const range = `${rows[0]![0]!.place}:${rows.at(-1)!.at(-1)!.place.replace(/^.*!/, '')}`
  const { source = sources[0] ?? '', updated, frequency } = head
  return {
    sheet: /^sheet\s*\d*$/i.test(grid.name) ? '' : grid.name,
    title,
    source,
    updated,
    frequency,
    columns,
    isTurned,
    rows: withDecimals(withShortDates(rows), grid),
    range,
    notes,
  }
}

/** Rates, ratios, days and times, numbers a share or a head: a unit above the whole table is not meant for them. */
function isOwnMeasure(label: string): boolean {
  return (
    isRatio(label) ||
    /每股|人均|单价|均价|价格|股价|人数|员工|家数|天数|次数|周期|周转|倍数|指数|排名|名次|\b(eps|dps|price|headcount)\b/i.test(
      label,
    )
  )
}

/** Whether a name is that of a share or a rate, which is in % as a rule. */
export function isRatio(label: string): boolean {
  const named =
    /(?<![功速频])率|占比|比重|比例|同比|环比|增速|增幅|涨幅|跌幅|涨跌|份额|比$|%|\b(yoy|qoq|mom|cagr|margin|growth|ratio|share|roe|roa)\b/i
  return named.test(label) && !/[额量]$/.test(label)
}

/** Where formats differ within a column, only the whole dates can be meant. */
function withShortDates(rows: TableCell[][]): TableCell[][] {
  const lengths = (rows[0] ?? []).map((_, at) => {
    const dates = rows.map((row) => row[at]!).filter(({ kind }) => kind === 'date')
    return new Set(dates.map(({ short }) => short?.length))
  })
  if (lengths.every(({ size }) => size < 2)) return rows
  return rows.map((row) =>
    row.map((cell, at) => (lengths[at]!.size > 1 ? { ...cell, short: undefined } : cell)),
  )
}

/** Cells with the way in which their column writes decimals, where that is not a point. */
function withDecimals(rows: TableCell[][], { separator }: Grid): TableCell[][] {
  const evidence = (rows[0] ?? []).map((_, column) =>
    evidenceOf(rows.flatMap((row) => (typeof row[column]?.value === 'string' ? row[column].value : []))),
  )
  // Where semicolons part the cells, commas were needed for something else.
  const file = separator === ';' ? evidence.reduce(add, { point: 0, comma: 0, either: 0 }) : null
  const decimals: Decimals[] = evidence.map((own) => decimalsOf(own, file))
  if (decimals.every((of) => of === 'point')) return rows
  return rows.map((row) =>
    row.map((cell, at) => (decimals[at] === 'point' ? cell : { ...cell, decimals: decimals[at]! })),
  )
}

function add(a: Evidence, b: Evidence): Evidence {
  return { point: a.point + b.point, comma: a.comma + b.comma, either: a.either + b.either }
}

/** The first text above the table that is more than its vendor's name, without its unit. */
function titleOf(texts: string[]): string {
  const bare = texts.map((text) => text.replace(/[(（]?\s*(单位|unit)\s*[:：].*$/i, '').trim())
  return bare.find((text) => text !== '' && !AROUND.test(text) && !VENDOR.test(text)) ?? ''
}

/** Whether the unit above a table can be meant: for plain numbers, but not for percentages. */
function isMeasured(rows: TableCell[][], column: number, unit: string): boolean {
  const cells = rows.map((row) => row[column]!).filter((cell) => !isMissing(cell))
  const reads = cells.map((cell) => numberOf(cell))
  const fits = (own: string) => own === '' || (own !== '%' && inUnit(1, own, unit) !== null)
  return reads.length > 0 && reads.every((read) => read !== null && fits(read.unit))
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
    .filter((_, row) => !isMeta(firstText(grid, row)))
    .flatMap((cells) => (cells ?? []).filter((cell) => cell && holdsSomething(cell)))
    .map((cell) => String(cell.value).trim())
}

/** Rows that are looked through for a header. */
const DEEPEST_HEADER = 60

/** The header: of a terminal's block of lines about each column the one with their names. */
function headerRow(grid: Grid, known: Known): number | null {
  const row = nameRow(grid, known)
  if (row === null || !isMeta(firstText(grid, row)) || isIndicator(firstText(grid, row))) return row
  const below = Array.from({ length: 12 }, (_, at) => row + 1 + at)
  return below.find((at) => isIndicator(firstText(grid, at)) && widthOf(grid, at) > 1) ?? row
}

function firstText(grid: Grid, row: number): string {
  return String(filledCells(grid, row)[0]?.value ?? '')
}

/** The row with most names that are known, unless more of them stand below one another beside periods. */
function nameRow(grid: Grid, known: Known): number | null {
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
    return names.includes(plainName(written)) || names.includes(plainName(splitLabel(written, units).label))
  }).length
}

/** Whether a header is periods but for its first cell: financial statements run across. */
function periodsAcross(grid: Grid, top: number): boolean {
  const cells = (grid.rows[top] ?? [])
    .slice(firstColumn(grid, top) + 1)
    .filter((cell) => cell && holdsSomething(cell))
  const names = cells.filter((cell) => !isMeta(String(cell.value)))
  return names.length > 1 && names.every((cell) => periods.some((type) => periodOf(cell, type)))
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

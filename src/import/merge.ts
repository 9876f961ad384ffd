/** Table × SourceDataset → what changes, cell by cell. */
import type { VFile } from 'vfile'
import { fail, type Rule, type rules } from '../message.ts'
import type { SourceColumn, SourceDataset, Value } from '../report.ts'
import { isMissing, numberOf, periodOf, periods, plainText, shownCell } from './cell.ts'
import { nameOf, type Table, type TableCell, type TableColumn } from './table.ts'
import { inUnit } from './unit.ts'

export interface CellChange {
  /** 0-based row of the dataset. */
  row: number
  key: string
  column: string
  from: Value
  to: Value
}

export interface AddedRow {
  key: string
  /** Whether the file marks it as a forecast. */
  forecast: boolean
  /** By column, without the key; what the file does not have is missing here too. */
  values: Record<string, Value>
}

export interface Changes {
  cells: CellChange[]
  added: AddedRow[]
  /** Keys of rows that the file does not have. */
  gone: string[]
  notes: string[]
}

/** Messages of one kind of file are many or few; nobody reads more. */
const MOST_MESSAGES = 40

/** Marks what is wrong with the file that is imported. */
export function complain<R extends Rule>(file: VFile, rule: R, ...what: Parameters<(typeof rules)[R]>): void {
  if (file.messages.length < MOST_MESSAGES) fail(file, undefined, rule, ...what)
}

/** What the table would change in the dataset. Cells that cannot be read for certain become messages on the file. */
export function compare(table: Table, dataset: SourceDataset, file: VFile): Changes {
  const changes: Changes = { cells: [], added: [], gone: [], notes: [] }
  const pairs = pairColumns(table, dataset, file, changes.notes)
  if (!pairs) return changes
  const { key, columns } = pairs
  const keyColumn = dataset.columns[0]!
  const index = new Map(dataset.rows.map((row, at) => [String(row.cells[keyColumn.name]?.value), at]))
  const seen = new Map<string, string>()
  for (const cells of table.rows) {
    const cell = cells[key]!
    if (cells.every((cell) => isMissing(cell))) continue
    const read = readKey(cell, keyColumn, dataset)
    if (!read) {
      complain(file, 'import-key', cell.place, shownCell(cell), expectedKeys[keyColumn.type] ?? 'a name')
      continue
    }
    const first = seen.get(read.key)
    if (first) complain(file, 'import-key-second', cell.place, read.key, first)
    seen.set(read.key, cell.place)
    const at = index.get(read.key)
    const values = columns.map(
      ({ column, at, from }) => [column.name, readValue(cells[at]!, column, from, file)] as const,
    )
    if (at === undefined) changes.added.push({ ...read, values: Object.fromEntries(values) })
    else changes.cells.push(...changesOf(dataset, at, read.key, values))
  }
  if (index.size < dataset.rows.length) {
    const keys = dataset.rows.map((row) => String(row.cells[keyColumn.name]?.value))
    complain(file, 'import-dataset', `two rows for \`${keys.find((key, at) => keys.indexOf(key) < at)}\``)
  }
  changes.gone = [...index.keys()].filter((key) => !seen.has(key))
  changes.notes.push(...staleMarks(changes, dataset))
  return changes
}

interface Pair {
  column: SourceColumn
  /** 0-based column of the table. */
  at: number
  from: TableColumn & { percent: boolean }
}

/** Which column of the file goes where; null where the file has none of the dataset's. */
function pairColumns(
  table: Table,
  dataset: SourceDataset,
  file: VFile,
  notes: string[],
): { key: number; columns: Pair[] } | null {
  const found = table.columns.map(
    ({ label }) => dataset.columns.find((column) => isNamed(column, label)) ?? null,
  )
  const [keyColumn] = dataset.columns
  const named = found.indexOf(keyColumn!)
  const key = named < 0 && !found[0] ? 0 : named
  const columns: Pair[] = []
  for (const [at, column] of found.entries()) {
    const from = table.columns[at]!
    if (at === key) continue
    if (!column) notes.push(`column \`${from.label}\` is not in the dataset and was not read`)
    else if (column.derive) notes.push(`column \`${column.name}\` is computed, not imported`)
    else if (found.indexOf(column) < at)
      complain(
        file,
        'import-column-second',
        from.place,
        column.name,
        table.columns[found.indexOf(column)]!.place,
      )
    else if (column !== keyColumn)
      columns.push({ column, at, from: { ...from, percent: hasPercents(table, at) } })
  }
  if (key < 0 || columns.length === 0) {
    const names = dataset.columns.filter(({ derive }) => !derive).map(({ name }) => name)
    complain(
      file,
      'import-columns',
      table.columns.map(({ label }) => label),
      names,
    )
    return null
  }
  return { key, columns: columns.filter((pair) => hasUnit(pair, table, file, notes)) }
}

function isNamed({ name, label, unit }: SourceColumn, written: string): boolean {
  const names = [name, label, label + unit, `${label}(${unit})`].map(nameOf)
  return names.includes(nameOf(written))
}

function hasPercents({ rows }: Table, at: number): boolean {
  return rows.some((row) => numberOf(row[at]!)?.percent)
}

/** Whether a column's unit converts; a unit that the file does not name is taken to be the dataset's. */
function hasUnit({ column, at, from }: Pair, { rows }: Table, file: VFile, notes: string[]): boolean {
  if (column.type !== 'number') return true
  const unit = from.unit || (from.percent ? '%' : '')
  if (unit === '') {
    const numbers = rows.some((row) => numberOf(row[at]!))
    if (column.unit !== '' && numbers)
      notes.push(`the file names no unit for \`${column.name}\`: taken to be ${column.unit}`)
    return true
  }
  if (inUnit(1, unit, column.unit) === null) {
    complain(file, 'import-unit', from.place, unit, column.name, column.unit)
    return false
  }
  if (unit !== column.unit) notes.push(`\`${column.name}\` was converted from ${unit} to ${column.unit}`)
  return true
}

const expectedKeys: Partial<Record<SourceColumn['type'], string>> = {
  year: 'a year, as in 2024 or 2024E',
  quarter: 'a quarter, as in 2024Q3',
  period: 'a year or a part of one, as in 2024 or 2024Q1-Q3',
  date: 'a date, as in 2024-03 or 2024-03-31, as exact as those of the dataset',
  number: 'a number',
}

/** The key of a row; null where it is missing or of another type. */
function readKey(
  cell: TableCell,
  column: SourceColumn,
  dataset: SourceDataset,
): { key: string; forecast: boolean } | null {
  if (isMissing(cell)) return null
  if (column.type === 'number') {
    const read = numberOf(cell)
    return read && { key: String(read.value), forecast: false }
  }
  if (!periods.includes(column.type)) {
    const text = readText(cell)
    return text === null ? null : { key: text, forecast: false }
  }
  const period = periodOf(cell, column.type)
  if (period && column.type === 'date') {
    // Months and days do not meet: a day stands for its month, but a month for no day.
    const length = String(dataset.rows[0]?.cells[column.name]?.value ?? period.key).length
    return period.key.length < length ? null : { ...period, key: period.key.slice(0, length) }
  }
  return period
}

function readText({ value, kind }: TableCell): string | null {
  return kind === 'error' || kind === 'uncached' || value === null ? null : String(value).trim()
}

/** The value as the column keeps it; null where it is missing, and where it cannot be read. */
export function readValue(
  cell: TableCell,
  column: Pick<SourceColumn, 'name' | 'type' | 'unit'>,
  from: Pair['from'],
  file: VFile,
): Value {
  const refuse = (expected: string) => {
    complain(file, 'import-cell', cell.place, shownCell(cell), column.name, expected)
    return null
  }
  if (cell.kind === 'uncached') {
    complain(file, 'import-formula', cell.place)
    return null
  }
  if (isMissing(cell)) return null
  if (cell.kind === 'error') return refuse('a value, or #N/A where it is not known')
  if (column.type === 'number') {
    const read = numberOf(cell)
    if (!read) return refuse('a number, or an empty cell or a dash where it is not known')
    if (cell.merged === 'down' || cell.merged === 'across') {
      complain(file, 'import-merged', cell.place, column.name)
      return null
    }
    // Beside percentages a plain number is one only where the header says so.
    if (from.percent && !read.percent && from.unit === '')
      return refuse('a percentage, as in the cells around it')
    const unit = read.percent ? '%' : from.unit || column.unit
    const value = inUnit(read.value, unit, column.unit)
    if (value === null) complain(file, 'import-unit', cell.place, unit, column.name, column.unit)
    return value
  }
  if (periods.includes(column.type))
    return periodOf(cell, column.type)?.key ?? refuse(expectedKeys[column.type]!)
  if (column.type === 'list')
    return plainText(cell)
      .split(/\s*[、；;\n]\s*/)
      .filter((item) => item !== '')
  return readText(cell)
}

function changesOf(
  dataset: SourceDataset,
  row: number,
  key: string,
  values: Array<readonly [string, Value]>,
): CellChange[] {
  return values.flatMap(([column, to]) => {
    const from = dataset.rows[row]?.cells[column]?.value ?? null
    return isSame(from, to) ? [] : [{ row, key, column, from, to }]
  })
}

function isSame(from: Value, to: Value): boolean {
  return (
    from === to || (Array.isArray(from) && Array.isArray(to) && JSON.stringify(from) === JSON.stringify(to))
  )
}

/** Rows whose numbers change while what the dataset says of them stays. */
function staleMarks({ cells }: Changes, dataset: SourceDataset): string[] {
  const kept = new Map<string, Set<string>>()
  for (const { row, key, column } of cells) {
    const { note, cells: before } = dataset.rows[row]!
    const provenance = before[column]!.provenance
    const marks = kept.get(key) ?? new Set(note ? [`note “${note}”`] : [])
    if (provenance !== dataset.provenance) marks.add(provenance)
    kept.set(key, marks)
  }
  return [...kept].flatMap(([key, marks]) =>
    marks.size > 0 ? [`${key} changes and keeps its mark: ${[...marks].reverse().join(', ')}`] : [],
  )
}

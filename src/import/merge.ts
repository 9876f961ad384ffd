/** Table × Dataset → what changes, cell by cell. */
import type { VFile } from 'vfile'
import { keyColumns } from '../data/keys.ts'
import { headsOf, plainName } from '../data/name.ts'
import { isTimeType } from '../data/period.ts'
import { enumerated, type Sayable, say, saying } from '../phrase.ts'
import type { SourceColumn, SourceDataset, Value } from '../report.ts'
import { isMissing, numberOf, plainText, shownCell, textOf } from './cell.ts'
import { areUnique, isTotal, type SpecialKey, specialKey } from './keys.ts'
import { complain, expectedKey, type From, fromOf, type KeyText, readKey, readValue } from './read.ts'
import type { Table, TableCell } from './table.ts'
import { inUnit } from './unit.ts'

export interface CellChange {
  /** 0-based row of the dataset. */
  row: number
  /** Key of the row, as it is shown. */
  key: string
  column: string
  from: Value
  to: Value
  /** Where the file has it. */
  place: string
}

export interface AddedRow {
  /** As it is shown. */
  key: string
  /** The text of each key column. */
  keys: string[]
  /** Whether the file marks it as a forecast. */
  forecast: boolean
  /** By column, without the keys; what the file does not have is missing here too. */
  values: Record<string, Value>
  /** Where the file has them. */
  places: Record<string, string>
}

export interface Changes {
  /** Columns that tell rows apart. */
  keys: SourceColumn[]
  cells: CellChange[]
  added: AddedRow[]
  /** Keys of rows that the file does not have. */
  gone: string[]
  /** How many numbers, by column, both have, changed or not. */
  compared: Map<string, number>
  /** Names of rows of the file that look like sums of others, or like the rest. */
  special: Record<SpecialKey, Set<string>>
  notes: Sayable[]
}

/** What the table would change in the dataset. Cells that cannot be read for certain become messages on the file. */
export function compare(table: Table, dataset: SourceDataset, file: VFile): Changes {
  const changes: Changes = {
    keys: [],
    cells: [],
    added: [],
    gone: [],
    compared: new Map(),
    special: { totals: new Set(), remainders: new Set() },
    notes: [],
  }
  const pairs = pairColumns(table, dataset, changes.notes, file)
  if (!pairs) return changes
  const rows = table.rows.filter((cells) => !cells.every((cell) => isMissing(cell)))
  const keys = keysOf(dataset, pairs, rows)
  changes.keys = keys
  const missing = keys.filter((column) => !pairs.has(column))
  if (missing.length > 0 || keys.length === pairs.size) {
    const names = dataset.columns.filter(({ derive }) => !derive).map(({ name }) => name)
    complain(
      file,
      'import-columns',
      table.columns.map(({ label }) => label),
      names,
    )
    return changes
  }
  const columns = dataset.columns
    .filter((column) => pairs.has(column) && !keys.includes(column))
    .map((column) => ({ column, at: pairs.get(column)!, from: fromOf(table, pairs.get(column)!) }))
    .filter((pair) => hasUnit(pair, table, changes.notes, file))
  const index = indexOf(dataset, keys, file)
  const seen = new Map<string, string>()
  for (const cells of rows) {
    const read = readKeys(cells, keys, pairs, dataset, changes.notes, file)
    if (!read) continue
    const first = seen.get(read.id)
    if (first) complain(file, 'import-key-second', cells[pairs.get(keys[0]!)!]!.place, read.key, first)
    else seen.set(read.id, cells[pairs.get(keys[0]!)!]!.place)
    for (const column of keys.filter(({ type }) => type === 'category')) {
      const cell = cells[pairs.get(column)!]!
      const special = specialKey(cell)
      if (special) changes.special[special].add(textOf(cell)!)
    }
    const row = index.get(read.id)
    const values = columns.map(({ column, at, from }) => ({
      column: column.name,
      to: readValue(cells[at]!, column, from, file),
      place: cells[at]!.place,
    }))
    if (row === undefined) changes.added.push(addedRow(read, values))
    else compareRow(changes, dataset, row, read.key, values)
  }
  changes.gone = [...index].filter(([id]) => !seen.has(id)).map(([, row]) => shownKey(dataset, keys, row))
  changes.notes.push(...movedTimes(changes, dataset), ...staleMarks(changes, dataset))
  return changes
}

/** By column of the dataset the 0-based column of the table. */
type Pairs = Map<SourceColumn, number>

/** Which column of the file goes where; null where the key has none. What names say is surer than labels. */
function pairColumns(table: Table, dataset: SourceDataset, notes: Sayable[], file: VFile): Pairs | null {
  const pairs: Pairs = new Map()
  const left = new Set(table.columns.keys())
  for (const is of [isCalled, isLabelled, isRemembered]) {
    for (const at of [...left]) {
      const { label, place } = table.columns[at]!
      const count = table.columns
        .slice(0, at)
        .filter((other) => plainName(other.label) === plainName(label)).length
      const named = dataset.columns.find((column) => is(column, label))
      const numbered =
        count > 0 && dataset.columns.find((column) => isLabelled(column, `${label} ${count + 1}`))
      const column = numbered || named
      if (!column) continue
      const first = pairs.get(column)
      left.delete(at)
      if (column.derive) notes.push(say`column \`${column.name}\` is computed, not imported`)
      else if (first === undefined) pairs.set(column, at)
      else complain(file, 'import-column-second', place, column.name, table.columns[first]!.place)
    }
  }
  const [key] = dataset.columns
  if (key && !pairs.has(key) && left.delete(0)) pairs.set(key, 0)
  const unknown = [...left].map((at) => `\`${table.columns[at]!.label}\``)
  if (unknown.length > 0) {
    notes.push(
      unknown.length === 1
        ? say`column ${unknown[0]!} is not in the dataset and was not read`
        : say`columns ${few(unknown)} are not in the dataset and were not read`,
    )
  }
  return pairs
}

function isCalled({ name }: SourceColumn, written: string): boolean {
  return plainName(name) === plainName(written)
}

function isLabelled(column: SourceColumn, written: string): boolean {
  return headsOf(column).includes(plainName(written))
}

/** Whether a file once called the column that. */
function isRemembered({ from }: SourceColumn, written: string): boolean {
  return from.map(plainName).includes(plainName(written))
}

/** Names that are listed in a note. */
const LISTED = 8

function few(names: string[]): string {
  const more = names.length - LISTED
  return names.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** As many keys as both the rows of the dataset and those of the file need. */
function keysOf(dataset: SourceDataset, pairs: Pairs, rows: TableCell[][]): SourceColumn[] {
  return keyColumns(dataset.columns, (columns) => {
    const known = dataset.rows.map((row) => columns.map(({ name }) => String(row.cells[name]?.value)))
    const fresh = rows.map((cells) =>
      columns.map((column) => {
        const at = pairs.get(column)
        return at === undefined
          ? null
          : (readKey(cells[at]!, column.type, dateLength(dataset, column))?.key ?? null)
      }),
    )
    return areUnique(known) && areUnique(fresh)
  })
}

function dateLength(dataset: SourceDataset, { name, type }: SourceColumn): number | null {
  const first = type === 'date' ? dataset.rows[0]?.cells[name]?.value : null
  return typeof first === 'string' ? first.length : null
}

function shownKey(dataset: SourceDataset, keys: SourceColumn[], row: number): string {
  return keys.map(({ name }) => String(dataset.rows[row]!.cells[name]?.value)).join(' ')
}

/** Rows of the dataset by their keys. */
function indexOf(dataset: SourceDataset, keys: SourceColumn[], file: VFile): Map<string, number> {
  const index = new Map<string, number>()
  for (const [at, row] of dataset.rows.entries()) {
    const id = JSON.stringify(keys.map(({ name }) => String(row.cells[name]?.value)))
    if (index.has(id)) complain(file, 'import-dataset', `two rows for \`${shownKey(dataset, keys, at)}\``)
    index.set(id, at)
  }
  return index
}

interface ReadKeys {
  /** One text for all of them. */
  id: string
  key: string
  keys: string[]
  forecast: boolean
}

/** The keys of a row; null where one is missing or of another type, or where the row is the sum of periods. */
function readKeys(
  cells: TableCell[],
  columns: SourceColumn[],
  pairs: Pairs,
  dataset: SourceDataset,
  notes: Sayable[],
  file: VFile,
): ReadKeys | null {
  const read: KeyText[] = []
  for (const column of columns) {
    const cell = cells[pairs.get(column)!]!
    const key = readKey(cell, column.type, dateLength(dataset, column))
    if (key) read.push(key)
    else if (isTimeType(column.type) && isTotal(cell))
      notes.push(say`the row \`${plainText(cell)}\` in ${cell.place} is the sum of periods and was not read`)
    else complain(file, 'import-key', cell.place, shownCell(cell), expectedKey(column.type))
  }
  if (read.length < columns.length) return null
  const keys = read.map(({ key }) => key)
  return {
    id: JSON.stringify(keys),
    key: keys.join(' '),
    keys,
    forecast: read.some(({ forecast }) => forecast),
  }
}

interface ReadCell {
  column: string
  to: Value
  place: string
}

function addedRow({ key, keys, forecast }: ReadKeys, values: ReadCell[]): AddedRow {
  return {
    key,
    keys,
    forecast,
    values: Object.fromEntries(values.map(({ column, to }) => [column, to])),
    places: Object.fromEntries(values.map(({ column, place }) => [column, place])),
  }
}

function compareRow(
  changes: Changes,
  dataset: SourceDataset,
  row: number,
  key: string,
  values: ReadCell[],
): void {
  for (const { column, to, place } of values) {
    const from = dataset.rows[row]!.cells[column]?.value ?? null
    if (typeof from === 'number' && typeof to === 'number')
      changes.compared.set(column, (changes.compared.get(column) ?? 0) + 1)
    if (!isSame(from, to)) changes.cells.push({ row, key, column, from, to, place })
  }
}

interface Pair {
  column: SourceColumn
  /** 0-based column of the table. */
  at: number
  from: From
}

/** Whether a column's unit converts; a unit that the file does not name is taken to be the dataset's. */
function hasUnit({ column, at, from }: Pair, { rows }: Table, notes: Sayable[], file: VFile): boolean {
  if (column.type !== 'number') return true
  const units = from.unit ? [from.unit] : from.units
  if (units.length === 0) {
    const numbers = rows.some((row) => numberOf(row[at]!))
    if (column.unit !== '' && numbers)
      notes.push(say`the file names no unit for \`${column.name}\`: taken to be ${column.unit}`)
    return true
  }
  // Cells that name their own are looked at one by one.
  if (from.unit && inUnit(1, from.unit, column.unit) === null) {
    complain(file, 'import-unit', from.place, from.unit, column.name, column.unit)
    return false
  }
  const others = units.filter((unit) => unit !== column.unit)
  if (others.length > 0)
    notes.push(say`\`${column.name}\` was converted from ${few(others)} to ${column.unit || say`ones`}`)
  return true
}

function isSame(from: Value, to: Value): boolean {
  return (
    from === to || (Array.isArray(from) && Array.isArray(to) && JSON.stringify(from) === JSON.stringify(to))
  )
}

/** A row that goes from one year to another may as well be one more row. */
function movedTimes({ keys, cells }: Changes, { columns }: SourceDataset): Sayable[] {
  return columns.flatMap(({ name, type }) => {
    const first = isTimeType(type)
      ? cells.find(({ column, from }) => column === name && from !== null)
      : undefined
    const apart = enumerated(keys.map(({ name }) => `\`${name}\``))
    return first ? say`\`${name}\` of ${first.key} changes: rows are told apart by ${apart} alone` : []
  })
}

/** Rows whose numbers change while what the dataset says of them stays. */
function staleMarks({ cells }: Changes, dataset: SourceDataset): Sayable[] {
  const kept = new Map<string, Map<string, Sayable>>()
  for (const { row, key, column } of cells) {
    const { note, cells: before } = dataset.rows[row]!
    const { provenance, basis } = before[column]!
    const marks = kept.get(key) ?? new Map<string, Sayable>(note ? [['note', say`note “${note}”`]] : [])
    if (provenance !== dataset.provenance) marks.set(provenance, saying(provenance))
    if (basis !== null) marks.set(`of ${basis}`, `computed_from ${basis}`)
    kept.set(key, marks)
  }
  return [...kept].flatMap(([key, marks]) =>
    marks.size > 0
      ? [say`${key} changes and keeps its mark: ${enumerated([...marks.values()].reverse())}`]
      : [],
  )
}

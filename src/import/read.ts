/** Cells → the values and keys that a column of a dataset can hold; what cannot be one becomes a message on the file. */
import type { VFile } from 'vfile'
import { fail, type Rule, type rules } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'
import type { ColumnType, SourceColumn, Value } from '../report.ts'
import { isMissing, isUnclear, numberOf, periodOf, periods, plainText, shownCell, textOf } from './cell.ts'
import type { TableColumn } from './head.ts'
import type { Table, TableCell } from './table.ts'
import { inUnit } from './unit.ts'

/** Messages of one kind of file are many or few; nobody reads more. */
const MOST_MESSAGES = 40

/** Marks what is wrong with the file that is imported. What files say is shown without what terminals obey. */
export function complain<R extends Rule>(file: VFile, rule: R, ...what: Parameters<(typeof rules)[R]>): void {
  if (file.messages.length >= MOST_MESSAGES) return
  const shown = (words: unknown): unknown =>
    typeof words === 'string' ? harmless(words) : Array.isArray(words) ? words.map(shown) : words
  fail(file, undefined, rule, ...(what.map(shown) as Parameters<(typeof rules)[R]>))
}

/** Without what a terminal would obey, and in one line: a file from a stranger is shown here. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
}

/** A column of the file, with the units that its cells name themselves, the most frequent one first. */
export type From = TableColumn & { units: string[] }

export function fromOf({ columns, rows }: Table, at: number): From {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const unit = numberOf(row[at]!)?.unit
    if (unit) counts.set(unit, (counts.get(unit) ?? 0) + 1)
  }
  const units = [...counts].sort(([, a], [, b]) => b - a).map(([unit]) => unit)
  return { ...columns[at]!, units }
}

/** The value as the column keeps it; null where it is missing, and where it cannot be read. */
export function readValue(
  cell: TableCell,
  column: Pick<SourceColumn, 'name' | 'type' | 'unit'>,
  from: From,
  file: VFile,
): Value {
  const refuse = (expected: Sayable) => {
    complain(file, 'import-cell', cell.place, shownCell(cell), column.name, expected)
    return null
  }
  if (cell.kind === 'uncached') {
    complain(file, 'import-formula', cell.place)
    return null
  }
  if (isMissing(cell)) return null
  if (cell.kind === 'error') return refuse(say`a value, or #N/A where it is not known`)
  if (column.type === 'number') return readNumber(cell, column, from, file, refuse)
  if (periods.includes(column.type))
    return periodOf(cell, column.type)?.key ?? refuse(expectedKey(column.type))
  if (cell.kind === 'time') return refuse(say`a text, a number or a date`)
  if (column.type === 'list')
    return plainText(cell)
      .split(/\s*[、；;\n]\s*/)
      .filter((item) => item !== '')
  return textOf(cell) ?? refuse(say`a text`)
}

function readNumber(
  cell: TableCell,
  column: Pick<SourceColumn, 'name' | 'type' | 'unit'>,
  from: From,
  file: VFile,
  refuse: (expected: Sayable) => null,
): Value {
  const read = numberOf(cell)
  if (!read) {
    return refuse(
      isUnclear(cell) && cell.kind === 'plain'
        ? say`a number that can be read in one way only and is neither too large nor too small`
        : say`a number, or an empty cell or a dash where it is not known`,
    )
  }
  if (cell.merged === 'down' || cell.merged === 'across') {
    complain(file, 'import-merged', cell.place, column.name)
    return null
  }
  // Beside numbers with a unit a plain one is in it only where the header says so.
  if (read.unit === '' && from.unit === '' && from.units.length > 0 && read.value !== 0)
    return refuse(
      from.units[0] === '%'
        ? say`a percentage, as in the cells around it`
        : say`a number with its unit (${from.units[0] ?? ''}), as in the cells around it`,
    )
  const unit = read.unit || from.unit || column.unit
  const value = inUnit(read.value, unit, column.unit)
  if (value === null) complain(file, 'import-unit', cell.place, unit, column.name, column.unit)
  return value
}

const expectedKeys: Partial<Record<ColumnType, Sayable>> = {
  year: say`a year, as in 2024 or 2024E`,
  quarter: say`a quarter, as in 2024Q3`,
  period: say`a year or a part of one, as in 2024 or 2024Q1-Q3`,
  date: say`a date, as in 2024-03 or 2024-03-31, as exact as those of the dataset`,
  number: say`a number`,
}

export function expectedKey(type: ColumnType): Sayable {
  return expectedKeys[type] ?? say`a name`
}

/** What a cell says as a key. */
export interface KeyText {
  key: string
  /** Whether the file marks it as a forecast. */
  forecast: boolean
}

/**
 * Reads a part of the key of a row.
 *
 * @param length That of the dates in the dataset: a day stands for its month, but a month for no day; null where there
 *   are none.
 * @returns Null where it is missing or of another type.
 */
export function readKey(cell: TableCell, type: ColumnType, length: number | null): KeyText | null {
  if (isMissing(cell)) return null
  if (type === 'number') {
    const read = numberOf(cell)
    return read && { key: String(read.value), forecast: false }
  }
  if (!periods.includes(type)) {
    const text = textOf(cell)
    return text === null ? null : { key: text, forecast: false }
  }
  const period = periodOf(cell, type, length === 10)
  if (!period || type !== 'date' || length === null) return period
  return period.key.length < length ? null : { ...period, key: period.key.slice(0, length) }
}

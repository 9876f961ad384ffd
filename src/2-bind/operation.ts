/** What can be computed from the rows of a column: `ai-market.size 2024 yoy`, `… 2024..2027 cagr`. */
import type { Column, Dataset, Row, Trace } from '../report.ts'
import { neighbour, numberOf, sumOf, wordOf } from './derive.ts'
import { compoundRate, growth } from './growth.ts'
import { yearsBetween } from './period.ts'

/** What stands at an address. */
export interface Measured {
  /** Null for a name, a date or a word: `text` is then all there is. */
  value: number | null
  text: string
  unit: string
  /** A d3-format specifier; empty for the default. */
  format: string
  cells: Trace['cells']
}

/** The rows an operation works on: one, those of `from..to`, or all of them. */
interface Operands {
  dataset: Dataset
  column: Column
  rows: Row[]
  words: Record<string, string>
}

/** By name. Each says what it found, or why there is nothing. */
export const operations: Record<string, (operands: Operands) => Measured | string> = {
  yoy: (operands) => grow(operands, 'yoy'),
  qoq: (operands) => grow(operands, 'qoq'),

  share({ dataset, column, rows }) {
    if (rows.length !== 1) return ONE_ROW
    const own = numberOf(rows[0]?.cells[column.name])
    const total = sumOf(dataset.rows, column.name)
    if (own === null || !total) return 'a share needs every number of the column'
    return { ...percent, value: (own / total) * 100, cells: cellsOf(dataset, column, dataset.rows) }
  },

  /** 1 for the largest number of the column. */
  rank({ dataset, column, rows }) {
    if (rows.length !== 1) return ONE_ROW
    const own = numberOf(rows[0]?.cells[column.name])
    if (own === null) return 'the cell holds no number'
    const above = dataset.rows.filter((row) => (numberOf(row.cells[column.name]) ?? -Infinity) > own)
    return {
      value: above.length + 1,
      text: '',
      unit: '',
      format: '.0f',
      cells: cellsOf(dataset, column, rows),
    }
  },

  cagr(operands) {
    const { dataset, rows } = operands
    const [from, to] = endsOf(operands)
    const periods = [rows[0], rows.at(-1)].map((row) => String(row?.cells[dataset.columns[0]!.name]?.value))
    const years = yearsBetween(periods[0]!, periods[1]!)
    if (!years || years < 0) return 'a compound rate needs two periods of the same length, as in 2024..2027'
    const rate = from === null || to === null ? null : compoundRate(from, to, years)
    if (rate === null) return 'a compound rate needs two positive numbers'
    return { ...percent, value: rate, format: '.2f', cells: endCells(operands) }
  },

  change(operands) {
    const { column, rows, words } = operands
    const [from, to] = endsOf(operands)
    if (from === null || to === null || rows.length < 2) return 'a change needs two numbers, as in 2020..2024'
    const unit = column.unit === '%' ? (words.percentage_points ?? 'pp') : column.unit
    return { value: to - from, text: '', unit, format: column.format, cells: endCells(operands) }
  },

  sum: ({ dataset, column, rows }) => total(dataset, column, rows, 1),
  mean: ({ dataset, column, rows }) => total(dataset, column, rows, rows.length),
  max: (operands) => extreme(operands, 1),
  min: (operands) => extreme(operands, -1),
}

/** Why an operation on a single number cannot be asked of a range. */
const ONE_ROW = 'it is asked of one row, and there are several'

const percent = { text: '', unit: '%', format: '.1f' }

/** A name, a date or a word in place of a number. */
export function named(text: string, cells: Trace['cells'] = []): Measured {
  return { value: null, text, unit: '', format: '', cells }
}

function grow({ dataset, column, rows, words }: Operands, how: 'yoy' | 'qoq'): Measured | string {
  if (rows.length !== 1) return ONE_ROW
  const [row] = rows
  const before = row && neighbour(dataset, row, how)
  const rate = before && growth(numberOf(before.cells[column.name]), numberOf(row.cells[column.name]))
  if (!before || rate === null || rate === undefined) return 'there is no base to compare with'
  const cells = cellsOf(dataset, column, [row, before])
  return typeof rate === 'number' ? { ...percent, value: rate, cells } : named(wordOf(rate, words), cells)
}

function total(dataset: Dataset, column: Column, rows: Row[], parts: number): Measured | string {
  const sum = sumOf(rows, column.name)
  if (sum === null) return 'one of the numbers is not known'
  const { unit, format } = column
  return { value: sum / parts, text: '', unit, format, cells: cellsOf(dataset, column, rows) }
}

/** @param sign 1 for the largest number, -1 for the smallest. */
function extreme({ dataset, column, rows }: Operands, sign: 1 | -1): Measured | string {
  const known = rows.filter((row) => numberOf(row.cells[column.name]) !== null)
  const numberIn = (row: Row) => numberOf(row.cells[column.name])!
  const [best] = known.sort((a, b) => sign * (numberIn(b) - numberIn(a)))
  if (!best) return 'there is no number in these rows'
  const { unit, format } = column
  return { value: numberIn(best), text: '', unit, format, cells: cellsOf(dataset, column, [best]) }
}

function endsOf({ column, rows }: Operands): [from: number | null, to: number | null] {
  return [numberOf(rows[0]?.cells[column.name]), numberOf(rows.at(-1)?.cells[column.name])]
}

function endCells({ dataset, column, rows }: Operands): Trace['cells'] {
  return cellsOf(dataset, column, [rows[0]!, rows.at(-1)!])
}

function cellsOf(dataset: Dataset, column: Column, rows: Row[]): Trace['cells'] {
  return rows.map((row) => ({ dataset, row, column }))
}

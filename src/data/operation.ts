/** What can be computed from the rows of a column: `ai-market.size 2024 yoy`, `… 2024..2027 cagr`. */

import { type Phrase, say } from '../phrase.ts'
import type { Column, Dataset, Row, Trace } from '../report.ts'
import { neighbourOf, wordOf } from './derive.ts'
import { exactDifference, isAbove } from './exact.ts'
import { canBeAdded } from './frequency.ts'
import { compoundRate, growth } from './growth.ts'
import { keyOf, Siblings } from './keys.ts'
import {
  besideOneAnother,
  gapAmong,
  holdsRemainder,
  isRanked,
  isSequence,
  meanOf,
  numberOf,
  peersOf,
  sumOf,
  whyUnranked,
} from './peers.ts'
import { yearsBetween } from './period.ts'
import { isPercent } from './unit.ts'

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
export interface Operands {
  dataset: Dataset
  column: Column
  rows: Row[]
  weight: Column | null
  /** Whether the key of a row is asked for: it has to be the only one. */
  asksKey: boolean
  /** The house's. */
  words: Record<string, string>
}

/** By name. Each says what it found, or why there is nothing. */
export const operations = {
  yoy: (operands: Operands) => grow(operands, 'yoy'),
  qoq: (operands: Operands) => grow(operands, 'qoq'),

  share({ dataset, column, rows }: Operands): Measured | Phrase {
    const [row] = rows
    if (rows.length !== 1 || !row) return ONE_ROW
    if (row.role === 'total') return say`a total has no share of itself`
    const peers = peersOf(row, dataset)
    const gap = gapAmong(peers, dataset)
    if (gap) return gap
    const own = numberOf(row.cells[column.name])
    const whole = sumOf(peers, column.name)
    if (own === null || !whole) return say`a share needs every number of the column`
    return { ...percent, value: (own / whole) * 100, cells: cellsOf(dataset, column, peers) }
  },

  /** 1 for the largest number of the rows that it is compared with. */
  rank({ dataset, column, rows }: Operands): Measured | Phrase {
    const [row] = rows
    if (rows.length !== 1 || !row) return ONE_ROW
    if (!isRanked(row)) return whyUnranked(row)
    const own = numberOf(row.cells[column.name])
    if (own === null) return say`the cell holds no number`
    const peers = peersOf(row, dataset).filter(isRanked)
    const unknown = unknownAmong(dataset, column, peers)
    if (unknown) return unknown
    const above = peers.filter((row) => isAbove(numberOf(row.cells[column.name])!, own))
    const cells = cellsOf(dataset, column, [row, ...peers.filter((peer) => peer !== row)])
    return { value: above.length + 1, text: '', unit: '', format: '.0f', cells }
  },

  cagr(operands: Operands): Measured | Phrase {
    if (!isSequence(operands.rows, operands.dataset)) return ONE_SEQUENCE
    const [from, to] = endsOf(operands)
    const [first, last] = [operands.rows[0]?.period, operands.rows.at(-1)?.period]
    const years = first && last ? yearsBetween(first, last, operands.dataset.frequency) : null
    if (!years || years < 0)
      return say`a compound rate needs two periods of the same length, as in 2024..2027`
    const rate = from === null || to === null ? null : compoundRate(from, to, years)
    if (rate === null) return say`a compound rate needs two positive numbers`
    return { ...percent, value: rate, format: '.2f', cells: endCells(operands) }
  },

  change(operands: Operands): Measured | Phrase {
    const { column, rows, words } = operands
    if (!isSequence(operands.rows, operands.dataset)) return ONE_SEQUENCE
    const [from, to] = endsOf(operands)
    if (from === null || to === null || rows.length < 2)
      return say`a change needs two numbers, as in 2020..2024`
    const periods = [rows[0]!, rows.at(-1)!].flatMap(({ period }) => period ?? [])
    if (!canBeAdded(periods)) return say`a change needs two periods of the same length`
    const unit = isPercent(column.unit) ? (words.percentage_points ?? 'pp') : column.unit
    return {
      value: exactDifference(to, from),
      text: '',
      unit,
      format: column.format,
      cells: endCells(operands),
    }
  },

  sum: (operands: Operands) => total(operands, (rows, column) => sumOf(rows, column)),
  mean: (operands: Operands) =>
    total(operands, (rows, column) => meanOf(rows, column, operands.weight?.name ?? null), true),
  max: (operands: Operands) => extreme(operands, 1),
  min: (operands: Operands) => extreme(operands, -1),
}

export type OperationName = keyof typeof operations
export const operationNames = Object.keys(operations) as OperationName[]

/** Why an operation on a single number cannot be asked of several. */
export const ONE_ROW = say`it is asked of one row, and there are several`

const ONE_SEQUENCE = say`it leads from one time to another, of rows that have all other keys in common`

const percent = { text: '', unit: '%', format: '.1f' }

/** A name, a date or a word in place of a number. */
export function named(text: string, cells: Trace['cells'] = []): Measured {
  return { value: null, text, unit: '', format: '', cells }
}

const siblings = new WeakMap<Dataset, Siblings<Row>>()

/** Rows by their keys; made once for a dataset. */
function siblingsOf(dataset: Dataset): Siblings<Row> {
  const made = siblings.get(dataset) ?? new Siblings(dataset.rows, dataset.keys, dataset.time)
  siblings.set(dataset, made)
  return made
}

/** The row that growth is over; null where there is none. */
export function baseOf(row: Row, how: 'yoy' | 'qoq', dataset: Dataset): Row | null {
  return neighbourOf<Row>(row, how, dataset, siblingsOf(dataset))
}

function grow({ dataset, column, rows, words }: Operands, how: 'yoy' | 'qoq'): Measured | Phrase {
  const [row] = rows
  if (rows.length !== 1 || !row) return ONE_ROW
  const before = baseOf(row, how, dataset)
  const rate = before && growth(numberOf(before.cells[column.name]), numberOf(row.cells[column.name]))
  if (!before || rate === null) return say`there is no base to compare with`
  const cells = cellsOf(dataset, column, [row, before])
  return typeof rate === 'number' ? { ...percent, value: rate, cells } : named(wordOf(rate, words), cells)
}

function total(
  { dataset, column, rows, weight }: Operands,
  compute: (rows: Row[], column: string) => number | null,
  isMean = false,
): Measured | Phrase {
  const parts = besideOneAnother(rows, dataset, ({ role }) => role !== 'total')
  if (parts.length === 0) return say`totals are not added up`
  const gap = gapAmong(parts, dataset)
  if (gap) return gap
  if (isMean && !weight && holdsRemainder(parts))
    return say`what is left over is several, and has no place in a mean`
  const value = compute(parts, column.name)
  if (value === null) {
    const columns = weight ? [column, weight] : [column]
    return unknownIn(dataset, columns, parts) ?? say`the weights make up nothing`
  }
  const { unit, format } = column
  const weights = weight ? cellsOf(dataset, weight, parts) : []
  return { value, text: '', unit, format, cells: [...cellsOf(dataset, column, parts), ...weights] }
}

/** @param sign 1 for the largest number, -1 for the smallest. */
function extreme({ dataset, column, rows, asksKey }: Operands, sign: 1 | -1): Measured | Phrase {
  const parts = besideOneAnother(rows, dataset, isRanked)
  const unknown = unknownAmong(dataset, column, parts)
  if (unknown) return unknown
  const numberIn = (row: Row) => numberOf(row.cells[column.name])!
  const [best] = parts.toSorted((a, b) => sign * (numberIn(b) - numberIn(a)))
  if (!best) return say`there is no number in these rows`
  const { unit, format } = column
  const others = parts.filter((row) => row !== best)
  const twin = others.find((row) => !isAbove(sign * numberIn(best), sign * numberIn(row)))
  if (asksKey && twin) return say`${keyOf(dataset, best)} and ${keyOf(dataset, twin)} have the same number`
  return { value: numberIn(best), text: '', unit, format, cells: cellsOf(dataset, column, [best, ...others]) }
}

/** Why the largest of some numbers is not known; null where it is. */
function unknownAmong(dataset: Dataset, column: Column, rows: Row[]): Phrase | null {
  const gap = gapAmong(rows, dataset)
  if (gap) return gap
  return unknownIn(dataset, [column], rows)
}

/** Which number of some rows is not known; null where all are. */
function unknownIn(dataset: Dataset, columns: Column[], rows: Row[]): Phrase | null {
  for (const { name, label } of columns) {
    const row = rows.find(({ cells }) => numberOf(cells[name]) === null)
    if (row) return say`the number of ${keyOf(dataset, row)} in \`${label}\` is not known`
  }
  return null
}

function endsOf({ column, rows }: Operands): [from: number | null, to: number | null] {
  return [numberOf(rows[0]?.cells[column.name]), numberOf(rows.at(-1)?.cells[column.name])]
}

function endCells({ dataset, column, rows }: Operands): Trace['cells'] {
  return cellsOf(dataset, column, [rows[0]!, rows.at(-1)!])
}

export function cellsOf(dataset: Dataset, column: Column, rows: Row[]): Trace['cells'] {
  return rows.map((row) => ({ dataset, row, column }))
}

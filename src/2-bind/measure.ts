/** Addresses of numbers: `ai-market.size 2024`, `ai-market.size 2024..2027 cagr`, `ai-market.size max key`. */
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

/** Why there is nothing, as the arguments of a message. */
export type Problem =
  | { rule: 'value-syntax' }
  | { rule: 'dataset-unknown'; name: string }
  | { rule: 'column-unknown'; column: string; dataset: Dataset }
  | { rule: 'value-row'; key: string; dataset: Dataset }
  | { rule: 'value-null'; why: string }
  /** The dataset has mistakes of its own, which are listed already. */
  | { rule: null }

const ADDRESS = /^(?<dataset>[^\s.]+)(?:\.(?<column>[^\s.]+))?(?:\s+(?<rest>.+))?$/

/** What is said after a key or a range of keys. */
const OPERATIONS = ['yoy', 'qoq', 'share', 'rank', 'cagr', 'change', 'sum', 'mean', 'max', 'min']

const percent = { text: '', unit: '%', format: '.1f' }

/**
 * Finds or computes the number at an address.
 *
 * @param words The house's words, for turns of profit and loss.
 */
export function measure(
  address: string,
  datasets: Map<string, Dataset>,
  words: Record<string, string>,
): Measured | Problem {
  const { dataset: name, column, rest } = ADDRESS.exec(address.trim())?.groups ?? {}
  if (!name) return { rule: 'value-syntax' }
  const dataset = datasets.get(name)
  if (!dataset) return { rule: 'dataset-unknown', name }
  if (!dataset.ok) return { rule: null }
  if (column === undefined) {
    return rest === 'as_of' ? named(dataset.asOf) : { rule: 'value-syntax' }
  }
  return measureIn(dataset, [column, rest].filter(Boolean).join(' '), words)
}

/** @param address Inside the dataset: `size 2024 yoy`, or the name of one of its values. */
export function measureIn(
  dataset: Dataset,
  address: string,
  words: Record<string, string>,
): Measured | Problem {
  const [name = '', ...rest] = address.trim().split(/\s+/)
  const declared = dataset.values.find((value) => value.name === name)
  if (declared && rest.length === 0) {
    // A value can be computed from others, not from itself.
    const values = dataset.values.filter((value) => value !== declared)
    const computed = measureIn({ ...dataset, values }, declared.of, words)
    if ('rule' in computed) return computed
    return {
      ...computed,
      value: declared.stated ?? computed.value,
      format: declared.format || computed.format,
    }
  }
  const column = dataset.columns.find((column) => column.name === name)
  if (!column) return { rule: 'column-unknown', column: name, dataset }
  return measureColumn(dataset, column, rest, words)
}

function measureColumn(
  dataset: Dataset,
  column: Column,
  rest: string[],
  words: Record<string, string>,
): Measured | Problem {
  const asksKey = rest.at(-1) === 'key' && rest.length > 1
  const said = asksKey ? rest.slice(0, -1) : rest
  const operation = OPERATIONS.includes(said.at(-1) ?? '') ? said.at(-1)! : null
  const key = (operation ? said.slice(0, -1) : said).join(' ')
  const rows = rowsOf(dataset, key, operation)
  if ('rule' in rows) return rows
  const found = operation ? operate(operation, dataset, column, rows, words) : cellOf(dataset, column, rows)
  if (typeof found === 'string') return { rule: 'value-null', why: found }
  const [first] = found.cells
  return asksKey && first ? { ...named(keyOf(dataset, first.row)), cells: found.cells } : found
}

/** The rows a key names: one, the two ends and all between of `from..to`, or all of them where there is none. */
function rowsOf(dataset: Dataset, key: string, operation: string | null): Row[] | Problem {
  const { rows } = dataset
  if (key === '') return operation ? rows : { rule: 'value-syntax' }
  const ends: number[] = []
  for (const name of key.split('..')) {
    const index = indexOfKey(dataset, name.trim())
    if (index < 0) return { rule: 'value-row', key: name, dataset }
    ends.push(index)
  }
  const [from = 0, to = from] = ends
  return ends.length > 2 ? { rule: 'value-syntax' } : rows.slice(from, to + 1)
}

/** `first` and `latest` name the first row and the last one that is no forecast. */
function indexOfKey({ rows, columns }: Dataset, key: string): number {
  if (key === 'first') return 0
  if (key === 'latest') return rows.findLastIndex(({ forecast }) => !forecast)
  const column = columns[0]!.name
  return rows.findIndex(({ cells }) => cells[column]?.text === key || cells[column]?.value === key)
}

/** What stands in a cell, or why nothing does. */
function cellOf(dataset: Dataset, column: Column, rows: Row[]): Measured | string {
  if (rows.length !== 1) return 'a range of rows needs to be told what to compute, as in `2020..2024 cagr`'
  const [row] = rows as [Row]
  const { value, text } = row.cells[column.name]!
  const cells = [{ dataset, row, column }]
  if (typeof value === 'number') return { value, text: '', unit: column.unit, format: column.format, cells }
  const isWord = value !== null || text !== ''
  return isWord && text !== '' && (value !== null || column.derive) && hasMeaning(value, column)
    ? { ...named(text), cells }
    : 'the cell holds no value'
}

/** A derived cell without a number is a word only where profit and loss turned. */
function hasMeaning(value: unknown, column: Column): boolean {
  return value !== null || column.derive?.how === 'yoy' || column.derive?.how === 'qoq'
}

function operate(
  operation: string,
  dataset: Dataset,
  column: Column,
  rows: Row[],
  words: Record<string, string>,
): Measured | string {
  const { name, unit, format } = column
  const cells = rows.map((row) => ({ dataset, row, column }))
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return 'there are no rows from the first key to the last'
  const own = numberOf(first.cells[name])
  switch (operation) {
    case 'yoy':
    case 'qoq': {
      const before = neighbour(dataset, first, operation)
      const rate = before && growth(numberOf(before.cells[name]), own)
      if (!before || rate === null) return 'there is no base to compare with'
      const both = [...cells, { dataset, row: before, column }]
      if (typeof rate === 'number') return { ...percent, value: rate, cells: both }
      return { ...named(wordOf(rate, words)), cells: both }
    }
    case 'share': {
      const total = sumOf(dataset.rows, name)
      if (own === null || !total) return 'a share needs every number of the column'
      return {
        ...percent,
        value: (own / total) * 100,
        cells: dataset.rows.map((row) => ({ dataset, row, column })),
      }
    }
    case 'rank': {
      if (own === null) return 'the cell holds no number'
      const above = dataset.rows.filter((row) => (numberOf(row.cells[name]) ?? -Infinity) > own)
      return { value: above.length + 1, text: '', unit: '', format: '.0f', cells }
    }
    case 'cagr': {
      const ends = [first, last].map((row) => keyValue(dataset, row))
      const years = yearsBetween(ends[0]!, ends[1]!)
      if (!years || years < 0) return 'a compound rate needs two periods of the same length, as in 2024..2027'
      const to = numberOf(last.cells[name])
      const rate = own === null || to === null ? null : compoundRate(own, to, years)
      if (rate === null) return 'a compound rate needs two positive numbers'
      return { ...percent, value: rate, format: '.2f', cells: [cells[0]!, cells.at(-1)!] }
    }
    case 'change': {
      const to = numberOf(last.cells[name])
      if (own === null || to === null || rows.length < 2)
        return 'a change needs two numbers, as in 2020..2024'
      const points = unit === '%' ? (words.percentage_points ?? 'pp') : unit
      return { value: to - own, text: '', unit: points, format, cells: [cells[0]!, cells.at(-1)!] }
    }
    case 'sum':
    case 'mean': {
      const sum = sumOf(rows, name)
      if (sum === null) return 'one of the numbers is not known'
      return { value: operation === 'sum' ? sum : sum / rows.length, text: '', unit, format, cells }
    }
    default: {
      const known = cells.filter(({ row }) => numberOf(row.cells[name]) !== null)
      const sign = operation === 'max' ? 1 : -1
      const [best] = known.sort(
        (a, b) => sign * (numberOf(b.row.cells[name])! - numberOf(a.row.cells[name])!),
      )
      if (!best) return 'there is no number in these rows'
      return { value: numberOf(best.row.cells[name]), text: '', unit, format, cells: [best] }
    }
  }
}

function named(text: string): Measured {
  return { value: null, text, unit: '', format: '', cells: [] }
}

/** The key of a row as printed, `2027E`. */
export function keyOf(dataset: Dataset, row: Row): string {
  return row.cells[dataset.columns[0]!.name]?.text ?? ''
}

/** The key of a row as a period, `2027`. */
function keyValue(dataset: Dataset, row: Row): string {
  return String(row.cells[dataset.columns[0]!.name]?.value ?? '')
}

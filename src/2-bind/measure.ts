/** Addresses of numbers: `ai-market.size 2024`, `ai-market.size 2024..2027 cagr`, `ai-market.size max key`. */
import type { Column, Dataset, Row } from '../report.ts'
import { type Measured, named, operations } from './operation.ts'

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
  const last = said.at(-1) ?? ''
  const operate = Object.hasOwn(operations, last) ? operations[last]! : null
  const key = (operate ? said.slice(0, -1) : said).join(' ')
  const rows = rowsOf(dataset, key, operate !== null)
  if ('rule' in rows) return rows
  if (rows.length === 0)
    return { rule: 'value-null', why: 'there are no rows from the first key to the last' }
  const found = operate ? operate({ dataset, column, rows, words }) : cellOf(dataset, column, rows, words)
  if (typeof found === 'string') return { rule: 'value-null', why: found }
  const [first] = found.cells
  return asksKey && first ? named(keyOf(dataset, first.row), found.cells) : found
}

/** The rows a key names: one, the two ends and all between of `from..to`, or all of them where there is none. */
function rowsOf(dataset: Dataset, key: string, operated: boolean): Row[] | Problem {
  const { rows } = dataset
  if (key === '') return operated ? rows : { rule: 'value-syntax' }
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
function cellOf(
  dataset: Dataset,
  column: Column,
  rows: Row[],
  words: Record<string, string>,
): Measured | string {
  if (rows.length !== 1) return 'a range of rows needs to be told what to compute, as in `2020..2024 cagr`'
  const [row] = rows as [Row]
  const { value, text } = row.cells[column.name]!
  const cells = [{ dataset, row, column }]
  if (typeof value === 'number') return { value, text: '', unit: column.unit, format: column.format, cells }
  // A derived cell without a number may say that profit and loss turned.
  return text === '' || text === words.missing ? 'the cell holds no value' : named(text, cells)
}

/** The key of a row as printed, `2027E`. */
export function keyOf(dataset: Dataset, row: Row): string {
  return row.cells[dataset.columns[0]!.name]?.text ?? ''
}

/** `:value[ai-market.size 2024 yoy]`: numbers in prose that come from a dataset. */
import type { Text } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { fail } from '../message.ts'
import type { Chapter, Column, Dataset, Row } from '../report.ts'
import { yoy } from './derive.ts'
import { yearsBetween } from './period.ts'
import { printNumber } from './print.ts'
import { convert, withUnit } from './unit.ts'

/** `dataset.column key`, then `yoy`, or `from..to cagr`. */
const ADDRESS = /^(?<dataset>[^\s.]+)\.(?<column>[^\s.]+)\s+(?<key>.+?)(?:\s+(?<operation>yoy|cagr))?$/

interface Address {
  dataset: string
  column: string
  key: string
  operation?: 'yoy' | 'cagr'
}

/** Options in braces after an address. */
const OPTIONS = ['unit', 'digits', 'bare']

/** A number and what it is measured in. */
interface Measured {
  value: number
  unit: string
  format: string
}

/** Replaces the directive by the text it stands for; where it has a mistake, by its own address. */
export function bindValue(node: TextDirective, chapter: Chapter, datasets: Map<string, Dataset>): Text {
  const address = textOf(node).trim()
  const measured = measure(node, address, chapter, datasets)
  return {
    type: 'text',
    value: (measured && print(measured, node, chapter)) ?? address,
    position: node.position,
  }
}

function measure(
  node: TextDirective,
  written: string,
  chapter: Chapter,
  datasets: Map<string, Dataset>,
): Measured | null {
  const address = ADDRESS.exec(written)?.groups as Address | undefined
  if (!address) {
    fail(chapter.file, node.position, 'value-syntax', written)
    return null
  }
  const dataset = datasets.get(address.dataset)
  if (!dataset) {
    fail(chapter.file, node.position, 'dataset-unknown', address.dataset, [...datasets.keys()])
    return null
  }
  if (!dataset.ok) return null
  const column = dataset.columns.find(({ name }) => name === address.column)
  if (!column) {
    const names = dataset.columns.map(({ name }) => name)
    fail(chapter.file, node.position, 'column-unknown', address.column, dataset.name, names)
    return null
  }
  const keys = address.operation === 'cagr' ? address.key.split('..') : [address.key]
  const rows = keys.map((key) => rowOf(dataset, key, node, chapter))
  if (!rows.every((row) => row !== null)) return null
  const measured = compute(dataset, column, rows, address)
  if (typeof measured !== 'string') return measured
  fail(chapter.file, node.position, 'value-null', written, measured)
  return null
}

function rowOf(dataset: Dataset, key: string, node: TextDirective, chapter: Chapter): Row | null {
  const column = dataset.columns[0]!.name
  const row = dataset.rows.find(({ cells }) => cells[column]?.text === key || cells[column]?.value === key)
  if (row) return row
  const names = dataset.rows.map(({ cells }) => cells[column]?.text ?? '')
  fail(chapter.file, node.position, 'value-row', key, dataset.name, names)
  return null
}

/** The number an address stands for, or why there is none. */
function compute(dataset: Dataset, column: Column, rows: Row[], address: Address): Measured | string {
  const percent = { unit: '%', format: '.1f' }
  if (address.operation === 'yoy') {
    const { value } = yoy(dataset, rows[0]!, column.name)
    return typeof value === 'number' ? { ...percent, value } : 'there is no base of the year before'
  }
  const values = rows.map((row) => row.cells[column.name]?.value)
  if (!values.every((value) => typeof value === 'number')) return 'the cell holds no number'
  const [from, to] = values
  if (address.operation !== 'cagr') return { value: from!, unit: column.unit, format: column.format }
  const [first, last] = rows.map((row) => String(row.cells[dataset.columns[0]!.name]?.value))
  const years = last === undefined ? null : yearsBetween(first!, last)
  if (rows.length !== 2 || to === undefined || !years || years < 0)
    return 'a compound rate needs two periods of the same length, as in 2024..2027'
  if (from! <= 0 || to <= 0) return 'a compound rate needs positive values'
  return { ...percent, format: '.2f', value: ((to / from!) ** (1 / years) - 1) * 100 }
}

function print(measured: Measured, node: TextDirective, chapter: Chapter): string | null {
  for (const name of Object.keys(node.attributes ?? {})) {
    if (!OPTIONS.includes(name)) fail(chapter.file, node.position, 'param-unknown', name, ':value', OPTIONS)
  }
  const { unit: wanted, digits, bare } = node.attributes ?? {}
  const unit = wanted ?? measured.unit
  const value = convert(measured.value, measured.unit, unit)
  if (value === null) {
    fail(chapter.file, node.position, 'unit-incompatible', measured.unit, unit)
    return null
  }
  if (digits && !/^\d$/.test(digits)) {
    fail(chapter.file, node.position, 'param-type', 'digits', `\`${digits}\``, 'a number from 0 to 9')
    return null
  }
  const converted = unit === measured.unit ? measured.format : ',.2f'
  const text = printNumber(value, digits ? `,.${digits}f` : converted)
  return bare === undefined || bare === null ? withUnit(text, unit) : text
}

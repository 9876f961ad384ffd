/** Addresses of numbers: `ai-market.size 2024`, `ai-market.size 2024..2027 cagr`, `makers.share 宁德时代 2024`. */

import { type Sayable, say } from '../phrase.ts'
import type { Column, Dataset, Row } from '../report.ts'
import { groupBy } from './group.ts'
import { type OperationName, operationNames } from './operation.ts'
import { comparePeriods, lastDayIn, parsePeriod } from './period.ts'

/** What an address inside a dataset says. */
export interface Reading {
  column: Column
  rows: Row[]
  operation: OperationName | null
  /** The column a mean is weighted by. */
  weight: Column | null
  /** Whether the key of the row that was found is asked for in place of its number. */
  asksKey: boolean
  /** Whether several rows are meant, from one to another. */
  isRange: boolean
}

/** Why an address says nothing, as the arguments of a message. */
export type AddressProblem =
  | { rule: 'value-syntax' }
  | { rule: 'column-unknown'; column: string; dataset: Dataset }
  | { rule: 'value-row'; key: string; dataset: Dataset }
  /** What it could mean, each with its place. */
  | { rule: 'value-ambiguous'; meanings: Sayable[]; dataset: Dataset }

/** The key that names the first row, and the one that names the last row that is no forecast. */
const ENDS = ['first', 'latest']

/** Characters of an address; its words are tried in every division into keys. */
const LONGEST = 500

/**
 * Reads an address inside a dataset. A name in quotes is a name, whatever else it could be.
 *
 * @param address `size 2024 yoy`, `"Market size" 2024`: a column by name or label, keys of a row in any order, an operation.
 */
export function readAddress(dataset: Dataset, address: string): Reading | AddressProblem {
  if (address.length > LONGEST) return { rule: 'value-syntax' }
  const named = columnIn(dataset, address)
  if (!named) return { rule: 'column-unknown', column: firstWordOf(address), dataset }
  const readings = readingsOf(dataset, named.column, named.rest)
  if (readings.length === 0) {
    // Of all operations only the largest and the smallest have a key.
    if (named.rest === '' || OPERATION.exec(named.rest)?.groups?.key) return { rule: 'value-syntax' }
    return { rule: 'value-row', key: missingIn(dataset, withoutOperation(named.rest)), dataset }
  }
  const [only, second] = distinct(readings)
  if (second) return { rule: 'value-ambiguous', meanings: meaningsOf(distinct(readings), dataset), dataset }
  return only!
}

/** The longest name or label of a column that the address begins with, and what follows it. */
function columnIn(dataset: Dataset, address: string): { column: Column; rest: string } | null {
  const [, quoted, after] = /^"([^"]*)"(?:\s+(.*))?$/s.exec(address) ?? []
  const fits = (name: string) =>
    quoted === undefined ? address === name || address.startsWith(`${name} `) : quoted === name
  const named = dataset.columns.flatMap((column) => [
    { column, name: column.name, isName: true },
    { column, name: column.label, isName: false },
  ])
  const [best] = named
    .filter(({ name }) => name !== '' && fits(name))
    .sort((a, b) => b.name.length - a.name.length || Number(b.isName) - Number(a.isName))
  if (!best) return null
  const rest = quoted === undefined ? address.slice(best.name.length) : (after ?? '')
  return { column: best.column, rest: rest.trim() }
}

function firstWordOf(address: string): string {
  return /^"([^"]*)"|^\S+/.exec(address)?.[1] ?? /^\S*/.exec(address)![0]
}

const OPERATION = new RegExp(
  `(?:^|\\s)(?<operation>${operationNames.join('|')})(?:\\s+by\\s+(?<weight>\\S+))?(?<key>\\s+key)?$`,
)

function withoutOperation(rest: string): string {
  return rest.replace(OPERATION, '').trim() || rest
}

/** The part of a text that is no key: of a range, the end that is not there. */
function missingIn(dataset: Dataset, text: string): string {
  const ends = partsOf(text)
  const isKnown = (end: string) => dataset.keys.some((key) => hasKey(dataset, key, end))
  return unquoted(ends.length === 2 ? (ends.find((end) => !isKnown(end)) ?? text) : text)
}

/** Everything that the rest of an address, after its column, can mean. */
function readingsOf(dataset: Dataset, column: Column, rest: string): Reading[] {
  const plain = rowsNamed(dataset, rest).map(
    (found): Reading => ({ ...found, column, operation: null, weight: null, asksKey: false }),
  )
  const match = OPERATION.exec(rest)
  if (!match) return [...plain, ...keysAsked(dataset, column, rest)]
  const { operation, weight: by, key } = match.groups!
  const weight =
    by === undefined ? null : (dataset.columns.find(({ name, label }) => name === by || label === by) ?? null)
  if (key !== undefined && operation !== 'max' && operation !== 'min') return plain
  if (by !== undefined && (operation !== 'mean' || weight?.type !== 'number')) return plain
  const before = rest.slice(0, match.index).trim()
  const found = before === '' ? [{ rows: dataset.rows, isRange: true }] : rowsNamed(dataset, before)
  return [
    ...plain,
    ...found.map(
      (found): Reading => ({
        ...found,
        column,
        operation: operation as OperationName,
        weight,
        asksKey: key !== undefined,
      }),
    ),
  ]
}

/** `latest key` asks for the period itself. */
function keysAsked(dataset: Dataset, column: Column, rest: string): Reading[] {
  const [, end] = /^(.*\S)\s+key$/.exec(rest) ?? []
  const found = end === undefined ? [] : rowsNamed(dataset, end).filter(({ rows }) => rows.length === 1)
  return found.map((found) => ({ ...found, column, operation: null, weight: null, asksKey: true }))
}

interface Found {
  rows: Row[]
  isRange: boolean
}

/** A key column, and what of it is named: one key, or the ends of a range. */
interface Named {
  key: string
  from: string
  to: string | null
}

/** The rows that a text names, in every way it can be divided into keys of different columns. */
function rowsNamed(dataset: Dataset, text: string): Found[] {
  if (text === '') return []
  return divisions(dataset, text, dataset.keys).flatMap((named) => rowsOf(dataset, named) ?? [])
}

function divisions(dataset: Dataset, text: string, keys: string[]): Named[][] {
  const found: Named[][] = []
  for (const end of endsOfWords(text)) {
    const [part, rest] = [text.slice(0, end), text.slice(end).trim()]
    for (const key of keys) {
      const named = namedIn(dataset, key, part)
      if (!named) continue
      if (rest === '') found.push([named])
      else {
        const others = keys.filter((other) => other !== key)
        found.push(...divisions(dataset, rest, others).map((division) => [named, ...division]))
      }
    }
  }
  return found
}

/** Offsets at which a key may end: before white space that is in no quotes, and at the end. */
function endsOfWords(text: string): number[] {
  const ends = [...text.matchAll(/"[^"]*"|\s+/g)]
    .filter(([part]) => part.trim() === '')
    .map(({ index }) => index)
  return [...ends, text.length]
}

function namedIn(dataset: Dataset, key: string, part: string): Named | null {
  if (hasKey(dataset, key, part)) return { key, from: part, to: null }
  const [from, to, more] = part.includes('..') ? partsOf(part) : []
  if (from === undefined || to === undefined || more !== undefined) return null
  return hasKey(dataset, key, from) && hasKey(dataset, key, to) ? { key, from, to } : null
}

/** The ends of `from..to`, whatever stands in quotes. */
function partsOf(text: string): string[] {
  const parts = ['']
  for (const piece of text.split(/("[^"]*"|\.\.)/)) {
    if (piece === '..') parts.push('')
    else parts.push(parts.pop() + piece)
  }
  return parts.map((part) => part.trim())
}

function hasKey(dataset: Dataset, key: string, written: string): boolean {
  const isEnd = ENDS.includes(written) && key === (dataset.time ?? dataset.keys[0])
  return isEnd || indexOf(dataset, key).has(canonical(dataset, key, written))
}

/**
 * What is compared: a period as datasets write it, without the E of a forecast, a month by its last day where those
 * stand for months; any other key as it is.
 */
function canonical({ time, frequency }: Dataset, key: string, written: string): string {
  if (written.startsWith('"')) return unquoted(written)
  const period = key === time ? parsePeriod(written.replace(/(?<=\d)E$/, '')) : null
  if (!period) return written
  const isEnd = period.kind === 'month' && frequency?.unit === 'month-end'
  return isEnd ? lastDayIn(period).text : period.text
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1')
}

/** An address has no more than one space in a place, and none at its ends. */
function tidied(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

const indexes = new WeakMap<Row[], Map<string, Map<string, Row[]>>>()

/** The rows of a dataset by what a key of theirs is; made once. */
function indexOf({ rows }: Dataset, key: string): Map<string, Row[]> {
  const byKey = indexes.get(rows) ?? new Map<string, Map<string, Row[]>>()
  indexes.set(rows, byKey)
  const index = byKey.get(key) ?? groupBy(rows, ({ cells }) => tidied(String(cells[key]?.value)))
  byKey.set(key, index)
  return index
}

/** Null where no row has all of the keys; a range may hold none. */
function rowsOf(dataset: Dataset, named: Named[]): Found | null {
  const isEnd = ({ from, to }: Named) => to !== null || ENDS.includes(from)
  let { rows } = dataset
  // `latest`, and the ends of a range, are among those that the other keys leave.
  for (const each of [...named.filter((each) => !isEnd(each)), ...named.filter(isEnd)]) {
    rows = rowsWith(dataset, each, rows)
  }
  const isRange = named.some(({ to }) => to !== null)
  return rows.length === 0 && !isRange ? null : { rows, isRange }
}

function rowsWith(dataset: Dataset, { key, from, to }: Named, rows: Row[]): Row[] {
  const rowsAt = (written: string): Row[] => {
    const wanted = canonical(dataset, key, written)
    const named = indexOf(dataset, key).get(wanted) ?? []
    const wantedRows = new Set(named)
    const equal = rows === dataset.rows ? named : rows.filter((row) => wantedRows.has(row))
    if (equal.length > 0 || !ENDS.includes(written)) return equal
    const end = written === 'first' ? firstOf(rows) : latestOf(rows)
    return end ? rows.filter(({ cells }) => cells[key]?.value === end.cells[key]?.value) : []
  }
  if (to === null) return rowsAt(from)
  const [first, last] = [rowsAt(from)[0], rowsAt(to).at(-1)]
  if (!first || !last) return []
  if (key === dataset.time) return rows.filter((row) => isBetween(row, first, last))
  return rows.slice(rows.indexOf(first), rows.indexOf(last) + 1)
}

/** The earliest, whatever the other keys; without a time, the first of the file. */
function firstOf(rows: Row[]): Row | undefined {
  return inTime(rows)[0]
}

/** The last one that is known; of totals only where nothing else is left. */
function latestOf(rows: Row[]): Row | undefined {
  const known = inTime(rows).filter(({ forecast }) => !forecast)
  return known.findLast(({ role }) => role !== 'total') ?? known.at(-1)
}

function inTime(rows: Row[]): Row[] {
  return rows.toSorted((a, b) => (a.period && b.period ? comparePeriods(a.period, b.period) : 0))
}

/** Between two years are years: a part of one stands beside them for another purpose. */
function isBetween({ period }: Row, first: Row, last: Row): boolean {
  const [from, to] = [first.period, last.period]
  if (!period || !from || !to) return false
  const isAlike = from.kind !== to.kind || period.kind === from.kind
  return isAlike && comparePeriods(from, period) <= 0 && comparePeriods(period, to) <= 0
}

function distinct(readings: Reading[]): Reading[] {
  const idOf = ({ rows, operation, asksKey, weight }: Reading) =>
    JSON.stringify([operation, asksKey, weight?.name, rows.map(({ index }) => index)])
  return [...new Map(readings.map((reading) => [idOf(reading), reading])).values()]
}

/** In words, the names in quotes: what could be written in place of the address. */
function meaningsOf(readings: Reading[], dataset: Dataset): Sayable[] {
  return readings.map(({ rows, operation }) => {
    const [row] = rows
    const name =
      rows.length === 1 && row
        ? say`row ${row.index + 1}, ${namesOf(dataset, row)}`
        : say`${rows.length} rows`
    return operation ? say`\`${operation}\` of ${name}` : name
  })
}

function namesOf({ keys }: Dataset, { cells }: Row): string {
  return keys.map((key) => `"${cells[key]?.text}"`).join(' ')
}

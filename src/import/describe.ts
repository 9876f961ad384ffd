/** Changes → sentences for the person who is asked: counts first, then as many lines as are read. */
import { enumerated, inWords, type Sayable, say, type Translations } from '../phrase.ts'
import type { SourceColumn, Value } from '../report.ts'
import type { NewColumn } from './create.ts'
import type { CellChange, Changes } from './merge.ts'
import { harmless } from './read.ts'

interface Names {
  /** The dataset. */
  to: string
  file: string
  /** First and last cell that were read. */
  range: string
}

/** How it is told. */
export interface Telling {
  /** Whether every change is listed. */
  all?: boolean
  /** Of the language of whoever reads it. */
  translations?: Translations
}

/** Lines of changes, rows and notes that are shown unless all are asked for. */
const SHOWN = 12

export function describeChanges(
  { to, file, range }: Names,
  { cells, added, gone }: Changes,
  notes: Sayable[],
  { all = false, translations = {} }: Telling,
): string {
  const counts = [
    ...(cells.length > 0 ? [changing(cells.length)] : []),
    ...(added.length > 0 ? [count(added.length, say`row is added`, say`rows are added`)] : []),
    ...(gone.length > 0
      ? [count(gone.length, say`row is not in the file, and kept`, say`rows are not in the file, and kept`)]
      : []),
  ]
  const isChanged = cells.length + added.length > 0
  const list = [
    say`${to} from ${file}, ${range}`,
    isChanged
      ? enumerated(counts)
      : counts.length > 0
        ? say`Nothing changes. ${enumerated(counts)}`
        : say`Nothing changes.`,
    ...columnsOf(cells),
    ...shortened(
      [
        ...cells.map(({ key, column, from, to }) => say`  ${key} ${column}: ${shown(from)} → ${shown(to)}`),
        ...added.map(({ key, forecast, values }) =>
          forecast
            ? say`  ${key} (forecast) added: ${shownRow(values)}`
            : say`  ${key} added: ${shownRow(values)}`,
        ),
        ...gone.map((key) => say`  ${key} is not in the file, and kept`),
      ],
      all,
    ),
    ...shortened(
      notes.map((note) => say`Note: ${note}`),
      all,
    ),
  ]
  return lines(list, translations)
}

/** For each column how many of its cells change, and the largest change of a number. */
function columnsOf(cells: CellChange[]): Sayable[] {
  const names = [...new Set(cells.map(({ column }) => column))]
  if (cells.length <= 1) return []
  return names.map((name) => {
    const own = cells.filter(({ column }) => column === name)
    const moved = own.filter(({ from, to }) => typeof from === 'number' && typeof to === 'number')
    const [first, ...others] = moved
    const counted = say`  ${name}: ${changing(own.length)}`
    if (!first) return counted
    const largest = others.reduce((most, change) => (moveOf(change) > moveOf(most) ? change : most), first)
    return say`${counted} (largest: ${largest.key} ${Number(largest.from)} → ${Number(largest.to)})`
  })
}

/** How far a number moves, against the larger of the two. */
function moveOf({ from, to }: CellChange): number {
  const [before, after] = [Number(from), Number(to)]
  return Math.abs(after - before) / Math.max(Math.abs(before), Math.abs(after), Number.MIN_VALUE)
}

export function describeNew(
  { to, file, range }: Names,
  columns: NewColumn[],
  rows: Sayable[],
  notes: Sayable[],
  { all = false, translations = {} }: Telling,
): string {
  const list = [
    say`${to} is new, from ${file}, ${range}`,
    enumerated([count(columns.length, say`column`, say`columns`), count(rows.length, say`row`, say`rows`)]),
    ...shortened(
      columns.map(
        ({ name, type, unit, label }) => `  ${[`${name}: ${type}`, unit, label].filter(Boolean).join(', ')}`,
      ),
      all,
    ),
    ...shortened(rows, all),
    ...shortened(
      notes.map((note) => say`Note: ${note}`),
      all,
    ),
  ]
  return lines(list, translations)
}

function shortened(list: Sayable[], all: boolean): Sayable[] {
  const more = list.length - SHOWN
  return all || more <= 1 ? list : [...list.slice(0, SHOWN), say`  … and ${more} more: --all shows them`]
}

function lines(list: Sayable[], translations: Translations): string {
  return `${list.map((line) => harmless(inWords(line, translations))).join('\n')}\n`
}

function changing(cells: number): Sayable {
  return count(cells, say`cell changes`, say`cells change`)
}

function count(number: number, one: Sayable, many: Sayable): Sayable {
  return say`${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

function shownRow(values: Record<SourceColumn['name'], Value>): Sayable {
  return enumerated(Object.entries(values).map(([column, value]) => say`${column} ${shown(value)}`))
}

/** Longer texts are cut where they are only shown. */
const LONGEST = 80

function shown(value: Value): Sayable {
  if (value === null) return say`missing`
  const text = Array.isArray(value) ? value.join('、') : String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

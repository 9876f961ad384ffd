/** Changes → sentences for the person who is asked: counts first, then as many lines as are read. */
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

/** Lines of changes, rows and notes that are shown unless all are asked for. */
const SHOWN = 12

export function describeChanges(
  { to, file, range }: Names,
  { cells, added, gone }: Changes,
  notes: string[],
  all: boolean,
): string {
  const counts = [
    ...(cells.length > 0 ? [count(cells.length, 'cell changes', 'cells change')] : []),
    ...(added.length > 0 ? [count(added.length, 'row is added', 'rows are added')] : []),
    ...(gone.length > 0
      ? [count(gone.length, 'row is not in the file, and kept', 'rows are not in the file, and kept')]
      : []),
  ]
  const isChanged = cells.length + added.length > 0
  return lines([
    `${to} from ${file}, ${range}`,
    isChanged ? counts.join(', ') : ['Nothing changes.', ...counts].join(' '),
    ...columnsOf(cells),
    ...shortened(
      [
        ...cells.map(({ key, column, from, to }) => `  ${key} ${column}: ${shown(from)} → ${shown(to)}`),
        ...added.map(
          ({ key, forecast, values }) =>
            `  ${key}${forecast ? ' (forecast)' : ''} added: ${shownRow(values)}`,
        ),
        ...gone.map((key) => `  ${key} is not in the file, and kept`),
      ],
      all,
    ),
    ...shortened(
      notes.map((note) => `Note: ${note}`),
      all,
    ),
  ])
}

/** For each column how many of its cells change, and the largest change of a number. */
function columnsOf(cells: CellChange[]): string[] {
  const names = [...new Set(cells.map(({ column }) => column))]
  if (cells.length <= 1) return []
  return names.map((name) => {
    const own = cells.filter(({ column }) => column === name)
    const moved = own.filter(({ from, to }) => typeof from === 'number' && typeof to === 'number')
    const [first, ...others] = moved
    const counted = `  ${name}: ${count(own.length, 'cell changes', 'cells change')}`
    if (!first) return counted
    const largest = others.reduce((most, change) => (moveOf(change) > moveOf(most) ? change : most), first)
    return `${counted} (largest: ${largest.key} ${largest.from} → ${largest.to})`
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
  rows: string[],
  notes: string[],
  all: boolean,
): string {
  return lines([
    `${to} is new, from ${file}, ${range}`,
    `${count(columns.length, 'column', 'columns')}, ${count(rows.length, 'row', 'rows')}`,
    ...shortened(
      columns.map(
        ({ name, type, unit, label }) => `  ${[`${name}: ${type}`, unit, label].filter(Boolean).join(', ')}`,
      ),
      all,
    ),
    ...shortened(rows, all),
    ...shortened(
      notes.map((note) => `Note: ${note}`),
      all,
    ),
  ])
}

function shortened(list: string[], all: boolean): string[] {
  const more = list.length - SHOWN
  return all || more <= 1 ? list : [...list.slice(0, SHOWN), `  … and ${more} more: --all shows them`]
}

function lines(list: string[]): string {
  return `${list.map(harmless).join('\n')}\n`
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}

function shownRow(values: Record<SourceColumn['name'], Value>): string {
  return Object.entries(values)
    .map(([column, value]) => `${column} ${shown(value)}`)
    .join(', ')
}

/** Longer texts are cut where they are only shown. */
const LONGEST = 80

function shown(value: Value): string {
  if (value === null) return 'missing'
  const text = Array.isArray(value) ? value.join('、') : String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

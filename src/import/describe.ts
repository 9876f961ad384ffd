/** Changes → sentences for the person who is asked. */
import type { SourceColumn, Value } from '../report.ts'
import type { Changes } from './merge.ts'

interface Names {
  /** The dataset. */
  to: string
  file: string
  /** First and last cell that were read. */
  range: string
}

export function describeChanges(
  { to, file, range }: Names,
  { cells, added, gone }: Changes,
  notes: string[],
): string {
  const counts = [
    ...(cells.length > 0 ? [count(cells.length, 'cell changes', 'cells change')] : []),
    ...(added.length > 0 ? [count(added.length, 'row is added', 'rows are added')] : []),
  ]
  return lines([
    `${to} from ${file}, ${range}`,
    ...cells.map(({ key, column, from, to }) => `  ${key} ${column}: ${shown(from)} → ${shown(to)}`),
    ...added.map(({ key, forecast, values }) => `  ${key}${forecast ? 'E' : ''} added: ${shownRow(values)}`),
    ...gone.map((key) => `  ${key} is not in the file, and kept`),
    counts.length > 0 ? counts.join(', ') : 'Nothing changes.',
    ...notes.map((note) => `Note: ${note}`),
  ])
}

type Described = Pick<SourceColumn, 'name' | 'type' | 'unit' | 'label'>

export function describeNew(
  { to, file, range }: Names,
  columns: Described[],
  text: string,
  notes: string[],
): string {
  const rows = text.slice(text.indexOf('\nrows:\n') + 7).trimEnd()
  return lines([
    `${to} is new, from ${file}, ${range}`,
    ...columns.map(
      ({ name, type, unit, label }) => `  ${[`${name}: ${type}`, unit, label].filter(Boolean).join(', ')}`,
    ),
    rows,
    ...notes.map((note) => `Note: ${note}`),
  ])
}

function lines(list: string[]): string {
  return `${list.map(harmless).join('\n')}\n`
}

/** Without what a terminal would obey: a file from a stranger is shown here. */
function harmless(line: string): string {
  return line.replace(/[^\n\P{Cc}]/gu, ' ')
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

function shownRow(values: Record<string, Value>): string {
  return Object.entries(values)
    .map(([column, value]) => `${column} ${shown(value)}`)
    .join(', ')
}

function shown(value: Value): string {
  if (value === null) return 'missing'
  return Array.isArray(value) ? value.join('、') : String(value)
}

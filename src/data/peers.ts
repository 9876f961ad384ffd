/** Which rows a row is compared with, and whether they make up a whole. */
import type { Provenance, Row, SourceCell, SourceRow } from '../report.ts'
import { provenances } from '../report.ts'
import { canBeAdded, type Frequency, missingIn } from './frequency.ts'
import { keyTextOf } from './keys.ts'
import type { Placed } from './order.ts'

/** How the rows of a dataset stand to one another. */
export interface Standing<R extends SourceRow = SourceRow> {
  keys: string[]
  time: string | null
  frequency: Frequency | null
  rows: Array<Placed<R>>
}

/**
 * The rows that a row is a part with: those of the same period where other keys tell them apart, else all. Totals are
 * none of them.
 *
 * @param by A column: rows with the same value in it, in place of that.
 */
export function peersOf<R extends SourceRow>(
  row: Placed<R>,
  { keys, time, rows }: Standing<R>,
  by: string | null = null,
): Array<Placed<R>> {
  const parts = rows.filter(({ role }) => role !== 'total')
  if (by !== null) return parts.filter(({ cells }) => cells[by]?.value === row.cells[by]?.value)
  if (time === null || keys.length < 2) return parts
  return parts.filter(({ period }) => period?.text === row.period?.text)
}

/** The rows of which a row is one in a sequence: those whose keys but for the time are the same. */
export function sequenceOf<R extends SourceRow>(row: Placed<R>, standing: Standing<R>): Array<Placed<R>> {
  const { keys, time, rows } = standing
  const others = keys.filter((key) => key !== time)
  const parts = rows.filter(({ role }) => role !== 'total')
  if (time === null || others.length === 0) return parts
  const own = keyTextOf(row, others)
  return parts.filter((other) => keyTextOf(other, others) === own)
}

/**
 * Why rows are not all that there is between the first and the last of them; null where they are. Periods of different
 * length cannot be taken together, and what is missing is not known.
 */
export function gapAmong(rows: Placed[], { keys, time, frequency }: Standing): string | null {
  if (time === null) return null
  const others = keys.filter((key) => key !== time)
  const groups = new Map<string, Placed[]>()
  for (const row of rows) {
    const key = keyTextOf(row, others)
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(row)
  }
  for (const group of groups.values()) {
    const periods = group.flatMap(({ period }) => period ?? [])
    if (!canBeAdded(periods)) return 'the periods of the rows differ in length or overlap'
    const [missing] = missingIn(periods, frequency)
    if (missing) return `there is no row for ${missing.text}`
  }
  return null
}

export function numberOf(cell: Pick<SourceCell, 'value'> | undefined): number | null {
  return typeof cell?.value === 'number' ? cell.value : null
}

/** The sum, or null where one of the numbers is not known: a part is never printed as a whole. */
export function sumOf(rows: SourceRow[], column: string): number | null {
  const numbers = numbersIn(rows, column)
  return numbers && exactSum(numbers)
}

/**
 * The mean; null where one of the numbers is not known, or the weights make up nothing.
 *
 * @param weight A column of weights; null where all weigh the same.
 */
export function meanOf(rows: SourceRow[], column: string, weight: string | null): number | null {
  const numbers = numbersIn(rows, column)
  const weights = weight === null ? rows.map(() => 1) : numbersIn(rows, weight)
  if (!numbers || !weights || weights.some((weight) => weight < 0)) return null
  const whole = exactSum(weights)
  return whole === 0 ? null : exactSum(numbers.map((number, index) => number * weights[index]!)) / whole
}

/** Null where one of them is not known. */
export function numbersIn(rows: SourceRow[], column: string): number[] | null {
  const numbers = rows.map(({ cells }) => numberOf(cells[column]))
  return numbers.every((number) => number !== null) ? numbers : null
}

/** The same sum in whatever order: what single additions round away is kept beside the sum, and added at the end. */
export function exactSum(numbers: number[]): number {
  let sum = 0
  let lost = 0
  for (const number of numbers.toSorted((a, b) => Math.abs(b) - Math.abs(a) || a - b)) {
    const next = sum + number
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum
    sum = next
  }
  return sum + lost
}

/** What is computed is only as sure as the weakest number in it. */
export function weakest(list: Provenance[]): Provenance {
  return list.reduce((a, b) => (provenances.indexOf(a) > provenances.indexOf(b) ? a : b), 'original')
}

/** What a cell that is computed from others takes over from them. */
export function inherited(
  from: Array<SourceCell | undefined>,
): Pick<SourceCell, 'provenance' | 'forecast' | 'basis'> {
  const known = from.filter((cell) => cell !== undefined)
  return {
    provenance: weakest(known.map(({ provenance }) => provenance)),
    forecast: known.some(({ forecast }) => forecast),
    basis: known.find(({ basis }) => basis !== null)?.basis ?? null,
  }
}

/** Whether a row has a place among others: a total is all of them, and a remainder is several. */
export function isRanked({ role }: Pick<Row, 'role'>): boolean {
  return role === null
}

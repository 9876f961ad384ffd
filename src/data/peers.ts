/** Which rows a row is compared with, and whether they make up a whole. */

import { type Phrase, say } from '../phrase.ts'
import type { Frequency, Period, Provenance, SourceCell, SourceRow } from '../report.ts'
import { provenances } from '../report.ts'
import { exactSum } from './exact.ts'
import { canBeAdded, canBeCompared, frequencyOf, missingIn } from './frequency.ts'
import { groupBy } from './group.ts'
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
 */
export function peersOf<R extends SourceRow>(
  row: Placed<R>,
  { keys, time, rows }: Standing<R>,
): Array<Placed<R>> {
  const parts = rows.filter(isPart)
  if (time === null || keys.length < 2) return parts
  return parts.filter(({ period }) => period?.text === row.period?.text)
}

/** The rows of which a row is one in a sequence: those whose keys but for the time are the same. */
export function sequenceOf<R extends SourceRow>(row: Placed<R>, standing: Standing<R>): Array<Placed<R>> {
  const { keys, time, rows } = standing
  const others = keys.filter((key) => key !== time)
  if (time === null || others.length === 0) return rows.filter(isPart)
  const own = keyTextOf(row, others)
  return rows.filter((other) => keyTextOf(other, others) === own)
}

/** Whether rows follow one another in time: they have one, and all other keys in common. */
export function isSequence(rows: SourceRow[], { keys, time }: Pick<Standing, 'keys' | 'time'>): boolean {
  const others = keys.filter((key) => key !== time)
  return time !== null && new Set(rows.map((row) => keyTextOf(row, others))).size <= 1
}

/**
 * The rows that stand side by side, of those that were named: a total, or what is left over, beside parts is none of
 * them, yet has a course of its own.
 */
export function besideOneAnother<R extends SourceRow>(
  rows: R[],
  standing: Pick<Standing, 'keys' | 'time'>,
  isBeside: (row: R) => boolean,
): R[] {
  const beside = rows.filter(isBeside)
  return beside.length === 0 && isSequence(rows, standing) ? rows : beside
}

/**
 * Why rows are not all that there is between the first and the last of them; null where they are. Periods of different
 * length cannot be taken together, and what is missing is not known.
 */
export function gapAmong(rows: Placed[], { keys, time, frequency, rows: all }: Standing): Phrase | null {
  if (time === null) return null
  const others = keys.filter((key) => key !== time)
  const groups = groupBy(rows, (row) => keyTextOf(row, others))
  for (const group of groups.values()) {
    const periods = group.flatMap(({ period }) => period ?? [])
    if (!canBeAdded(periods)) return say`the periods of the rows differ in length or overlap`
    const [missing] = missingIn(periods, frequency ?? frequencyAmong(all, periods[0]))
    if (missing) return say`there is no row for ${missing.text}`
  }
  return null
}

/** How periods like this one follow one another, where others stand beside them. */
function frequencyAmong(rows: Placed[], one: Period | undefined): Frequency | null {
  const periods = rows.flatMap(({ period }) => period ?? [])
  return one ? frequencyOf(periods.filter((period) => canBeCompared(period, one))) : null
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
 * The mean; null where one of the numbers is not known or stands for several, or the weights make up nothing.
 *
 * @param weight A column of weights; null where all weigh the same.
 */
export function meanOf(rows: SourceRow[], column: string, weight: string | null): number | null {
  if (weight === null && holdsRemainder(rows)) return null
  const numbers = numbersIn(rows, column)
  const weights = weight === null ? rows.map(() => 1) : numbersIn(rows, weight)
  if (!numbers || !weights || weights.some((weight) => weight < 0)) return null
  const whole = exactSum(weights)
  const weighed = exactSum(numbers.map((number, index) => number * weights[index]!))
  return whole === 0 ? null : weighed / whole
}

/** Whether what is left of a whole stands among others: it counts as several, and nobody says how many. */
export function holdsRemainder(rows: Array<Pick<SourceRow, 'role'>>): boolean {
  return rows.some(({ role }) => role === 'remainder') && rows.some(({ role }) => role !== 'remainder')
}

/** Null where one of them is not known. */
function numbersIn(rows: SourceRow[], column: string): number[] | null {
  const numbers = rows.map(({ cells }) => numberOf(cells[column]))
  return numbers.every((number) => number !== null) ? numbers : null
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

/** Whether a row is a part of a whole: a total is all of it once more. */
export function isPart({ role }: Pick<SourceRow, 'role'>): boolean {
  return role !== 'total'
}

/** Whether a row has a place among others: a total is all of them, a remainder several, and a hidden row only a base. */
export function isRanked({ role, hidden }: Pick<SourceRow, 'role' | 'hidden'>): boolean {
  return role === null && !hidden
}

/** Why a row is not ranked, in words. */
export function whyUnranked({ role }: Pick<SourceRow, 'role'>): Phrase {
  switch (role) {
    case 'total':
      return say`a total has no rank`
    case 'remainder':
      return say`a remainder has no rank`
    default:
      return say`a hidden row has no rank`
  }
}

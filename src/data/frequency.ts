/** How the periods of a column follow one another, what is missing among them, and which go together. */
import type { Frequency, Period, PeriodKind } from '../report.ts'
import { comparePeriods, dayOfMonth, isMonthEnd, monthAt, overlaps, stepBy } from './period.ts'

/**
 * How periods follow one another, in whatever order they are given.
 *
 * @returns Null for none, and where they are mixed: 2023 beside 2024Q1-Q3, FY2023 beside 2024.
 */
export function frequencyOf(periods: Period[]): Frequency | null {
  const series = sorted(periods)
  const [first] = series
  if (!first || !series.every((period) => canBeCompared(period, first))) return null
  const unit = unitOf(first.kind, series)
  return unit && { unit, step: stepOf(unit, series), fiscal: first.fiscal }
}

/**
 * What is not there between the first and the last, in order. Nothing is said to be missing among days on which markets
 * are open: nobody lists their holidays.
 *
 * @param frequency As `frequencyOf` finds it in them.
 */
export function missingIn(periods: Period[], frequency: Frequency | null): Period[] {
  const series = sorted(periods)
  const [first, last] = [series[0], series.at(-1)]
  if (!first || !last || !frequency) return []
  if (frequency.unit === 'day' && frequency.step === 1 && !hasWeekends(series)) return []
  const present = new Set(series.map(({ text }) => text))
  const missing: Period[] = []
  for (let count = 1; ; count++) {
    const period = stepBy(first, count, frequency)
    if (!period || comparePeriods(period, last) >= 0) return missing
    if (!present.has(period.text)) missing.push(period)
  }
}

/**
 * Two that cannot stand in one column: a month beside a day, a fiscal year, or a part of one, beside a calendar year.
 * Years, halves, quarters and spans of quarters can.
 */
export function mixtureIn(periods: Period[]): [Period, Period] | null {
  const [first] = periods
  const other = first && periods.find((period) => familyOf(period) !== familyOf(first))
  return other ? [first, other] : null
}

/**
 * Whether sums, means and changes over them mean something: all are of one kind and one length, and no day is in two of
 * them.
 */
export function canBeAdded(periods: Period[]): boolean {
  const [first] = periods
  if (!first) return true
  const series = [...periods].sort(comparePeriods)
  return (
    series.every((period) => canBeCompared(period, first)) &&
    series.slice(1).every((period, at) => !overlaps(series[at]!, period))
  )
}

/** In order, each once. */
function sorted(periods: Period[]): Period[] {
  return [...new Map(periods.map((period) => [period.text, period])).values()].sort(comparePeriods)
}

/** Whether two are of one kind; spans of quarters are where they have as many. */
export function canBeCompared(a: Period, b: Period): boolean {
  return a.kind === b.kind && a.fiscal === b.fiscal && (a.kind !== 'quarters' || lengthOf(a) === lengthOf(b))
}

/** In months. */
function lengthOf({ start, end }: Period): number {
  return monthAt(end) - monthAt(start)
}

function familyOf({ kind, fiscal }: Period): string {
  return kind === 'month' || kind === 'day' ? kind : fiscal ? 'fiscal' : 'calendar'
}

function unitOf(kind: PeriodKind, series: Period[]): Frequency['unit'] | null {
  switch (kind) {
    case 'quarters': {
      const firstMonths = series.map(({ start }) => monthAt(start) % 12)
      return new Set(firstMonths).size === 1 ? 'year' : null
    }
    case 'day':
      return unitOfDays(series)
    default:
      return kind
  }
}

function unitOfDays(series: Period[]): Frequency['unit'] {
  if (series.every(isMonthEnd)) return 'month-end'
  const [first, ...others] = series.map(({ end }) => dayOfMonth(end))
  // Every month has a 28th.
  const monthly = others.length > 0 && first! <= 28 && others.every((day) => day === first)
  return monthly ? 'month' : 'day'
}

/** Two periods do not show how far it is to the next: what is between them may be missing. */
function stepOf(unit: Frequency['unit'], series: Period[]): number {
  const positions = series.map((period) => positionOf(period, unit))
  const distances = positions.slice(1).map((position, at) => position - positions[at]!)
  const fits = (step: number) => distances.every((distance) => distance % step === 0)
  if (distances.length === 1) return unit === 'month-end' && series.every(isQuarterEnd) ? 3 : 1
  if (distances.length === 0) return 1
  switch (unit) {
    case 'year':
      return distances.every((distance) => distance === distances[0]) ? distances[0]! : 1
    case 'month':
    case 'month-end':
      return [12, 6, 3].find(fits) ?? 1
    case 'day':
      return [14, 7].find(fits) ?? 1
    default:
      return 1
  }
}

function positionOf({ start }: Period, unit: Frequency['unit']): number {
  switch (unit) {
    case 'day':
      return start
    case 'year':
      return Math.floor(monthAt(start) / 12)
    default:
      return monthAt(start)
  }
}

function isQuarterEnd(period: Period): boolean {
  return isMonthEnd(period) && monthAt(period.end) % 3 === 2
}

/** Whether at least half of the weekend days in the series' time are there; a few are worked on in place of holidays. */
function hasWeekends(series: Period[]): boolean {
  const present = series.filter(({ end }) => isWeekend(end)).length
  let all = 0
  for (let day = series[0]!.end; day <= series.at(-1)!.end; day++) if (isWeekend(day)) all++
  return present > 0 && present >= all / 2
}

/** @param day In days since 1970-01-01, a Thursday. */
function isWeekend(day: number): boolean {
  const sinceSaturday = (((day - 2) % 7) + 7) % 7
  return sinceSaturday < 2
}

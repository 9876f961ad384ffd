/** Periods as datasets write them, read and reckoned with. */

import { type Sayable, say } from '../phrase.ts'
import type { ColumnType, Frequency, Period, PeriodKind } from '../report.ts'

/** Types of columns that are times. */
const timeTypes = ['year', 'quarter', 'period', 'date'] as const

export function isTimeType(type: string): boolean {
  return timeTypes.some((time) => time === type)
}

/**
 * Reads what a cell of a time column says. The E of a forecast is taken off before.
 *
 * @returns Null where it is no period, one that there is not (`2024-02-30`), or one of another type.
 */
export function readPeriod(text: string, type: ColumnType): Period | null {
  const period = parsePeriod(text)
  return period && isOfType(period, type) ? period : null
}

/** Reads a period of any kind; null where it is none, or one that there is not. */
export function parsePeriod(text: string): Period | null {
  const read = parseParts(text) ?? parseDate(text)
  return read && 'text' in read ? read : null
}

/**
 * What a cell of a time column should have said.
 *
 * @param text What it says: something that `readPeriod` does not read.
 * @returns Words that go on from "expected": `a day that 2024-02 has`.
 */
export function expectedPeriod(text: string, type: ColumnType): Sayable {
  const read = parseParts(text) ?? parseDate(text)
  const usual = expected[type] ?? say`a time, as in 2024, 2024Q3 or 2024-03-31`
  if (!read) return usual
  if ('expected' in read) return isOfType(read, type) ? read.expected : usual
  return isOfType(read, type) ? usual : say`${usual} (\`${read.text}\` is ${nameOf(read)})`
}

/**
 * By the last day, then the longer one after the part it ends with: 2023Q4, 2023H2, 2023. Zero only for one and the
 * same period.
 */
export function comparePeriods(a: Period, b: Period): number {
  if (a.end !== b.end) return a.end - b.end
  if (a.start !== b.start) return b.start - a.start
  return a.text === b.text ? 0 : a.text < b.text ? -1 : 1
}

export function overlaps(a: Period, b: Period): boolean {
  return a.start <= b.end && b.start <= a.end
}

/**
 * The same period one year before: the only base that growth year on year may have.
 *
 * @param frequency That of the column: after month ends come month ends, so 2024-02-29 is a year before 2025-02-28. Other
 *   days keep their number; a year before a 29 February there is only the 28th.
 */
export function yearBefore(period: Period, frequency: Frequency | null): Period {
  return moved(period, -12, frequency?.unit === 'month-end')
}

/**
 * The period before of the same kind; where the column has longer steps, as quarter ends have, one such step before.
 *
 * @param frequency That of the column.
 * @returns Null where there is none: before `2024Q1-Q3`, a day without a frequency, the year 1000.
 */
export function stepBefore(period: Period, frequency: Frequency | null): Period | null {
  return period.kind === 'quarters' ? null : stepBy(period, -1, frequency)
}

/**
 * The period a number of steps later, or earlier where it is negative. Spans of quarters go by years.
 *
 * @returns Null for a day without a frequency, and outside the years that can be written.
 */
export function stepBy(period: Period, count: number, frequency: Frequency | null): Period | null {
  const pace = paceOf(period, frequency)
  if (!pace) return null
  const to =
    pace.unit === 'day'
      ? dayAt(period.end + count * pace.step)
      : moved(period, count * pace.step * months[pace.unit], pace.unit === 'month-end')
  return isYear(yearOf(monthAt(to.start))) ? to : null
}

/**
 * Whole years from one period to another, negative where it is earlier.
 *
 * @returns Null where they cover different parts of their years.
 */
export function yearsBetween(from: Period, to: Period, frequency: Frequency | null): number | null {
  if (from.fiscal !== to.fiscal) return null
  const years = yearOf(monthAt(to.start)) - yearOf(monthAt(from.start))
  const atEnd = frequency?.unit === 'month-end'
  // From both sides, for from a 29 February to a 28th it is a year, yet a year from that 28th leads to another 28th.
  const same = covers(moved(from, 12 * years, atEnd), to) || covers(moved(to, -12 * years, atEnd), from)
  return same ? years : null
}

/** The last day of a period. */
export function lastDayIn({ end }: Period): Period {
  return dayAt(end)
}

/** Whether a day is the last one of its month. */
export function isMonthEnd({ kind, end }: Period): boolean {
  return kind === 'day' && end === lastDay(monthAt(end))
}

/** The month of a day, counted from January of the year 0. */
export function monthAt(day: number): number {
  const date = new Date(day * DAY)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The number that a day has in its month, from 1. */
export function dayOfMonth(day: number): number {
  return new Date(day * DAY).getUTCDate()
}

/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000

/** How long units are. */
const months = { year: 12, half: 6, quarter: 3, month: 1, 'month-end': 1 }

const kinds: Partial<Record<ColumnType, PeriodKind[]>> = {
  year: ['year'],
  quarter: ['quarter'],
  period: ['year', 'half', 'quarter', 'quarters'],
  date: ['month', 'day'],
}

const expected: Partial<Record<ColumnType, Sayable>> = {
  year: say`a year, as in 2024 or 2024E`,
  quarter: say`a quarter, as in 2024Q3`,
  period: say`a year or a part of one, as in 2024 or 2024Q1-Q3`,
  date: say`a date, as in 2024-03 or 2024-03-31`,
}

/** Only columns of periods have fiscal years. */
function isOfType({ kind, fiscal }: Pick<Period, 'kind' | 'fiscal'>, type: ColumnType): boolean {
  return (kinds[type]?.includes(kind) ?? false) && (!fiscal || type === 'period')
}

function nameOf({ kind, fiscal }: Period): Sayable {
  return fiscal ? say`${names[kind]} of the fiscal calendar` : names[kind]
}

const names: Record<Period['kind'], Sayable> = {
  year: say`a year`,
  half: say`a half of a year`,
  quarter: say`a quarter`,
  quarters: say`a span of quarters`,
  month: say`a month`,
  day: say`a day`,
}

/** Written as a period, but there is none such. */
interface Impossible {
  kind: PeriodKind
  fiscal: boolean
  /** What should stand there. */
  expected: Sayable
}

/** `2024`, `FY2024`, `2024H1`, `2024Q3`, `2024Q1-Q3`; null for what looks different. */
function parseParts(text: string): Period | Impossible | null {
  const match = /^(FY)?(\d{4})(?:H(\d)|Q(\d)(?:-Q(\d))?)?$/.exec(text)
  if (!match) return null
  const [, prefix = '', digits = '', half, from, to] = match
  const fiscal = prefix !== ''
  const kind = half ? 'half' : to ? 'quarters' : from ? 'quarter' : 'year'
  const impossible = (expected: Sayable) => ({ kind, fiscal, expected }) as const
  if (!isYear(Number(digits))) return impossible(YEARS)
  const january = Number(digits) * 12
  if (half) {
    if (half !== '1' && half !== '2') return impossible(say`a half, H1 or H2`)
    return stretch(kind, fiscal, january + (Number(half) - 1) * 6, 6)
  }
  if (!from) return stretch(kind, fiscal, january, 12)
  const [first, last] = [Number(from), Number(to ?? from)]
  if (![first, last].every((quarter) => quarter >= 1 && quarter <= 4)) {
    return impossible(say`a quarter from Q1 to Q4`)
  }
  if (to && first === last) return impossible(say`\`${prefix}${digits}Q${from}\` for one quarter`)
  if (first > last) return impossible(say`quarters in their order, as in 2024Q1-Q3`)
  // One and the same period is not written in two ways.
  if (last - first === 3) return impossible(say`\`${prefix}${digits}\` for all its quarters`)
  return stretch(kind, fiscal, january + (first - 1) * 3, (last - first + 1) * 3)
}

/** `2024-03`, `2024-03-31`; null for what looks different. */
function parseDate(text: string): Period | Impossible | null {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map((digits) => (digits ? Number(digits) : null))
  const kind = typeof day === 'number' ? 'day' : 'month'
  const impossible = (expected: Sayable) => ({ kind, fiscal: false, expected }) as const
  if (!isYear(year!)) return impossible(YEARS)
  if (month! < 1 || month! > 12) return impossible(say`a month from 01 to 12`)
  const at = year! * 12 + month! - 1
  if (typeof day !== 'number') return stretch('month', false, at, 1)
  if (day < 1 || day > dayOfMonth(lastDay(at))) return impossible(say`a day that ${monthName(at)} has`)
  return dayAt(firstDay(at) + day - 1)
}

const YEARS = say`a year from 1000 to 9999`

function isYear(year: number): boolean {
  return year >= 1000 && year <= 9999
}

/** @param month Counted from January of the year 0, as all months here. */
function yearOf(month: number): number {
  return Math.floor(month / 12)
}

function monthName(month: number): string {
  return `${yearOf(month)}-${String((month % 12) + 1).padStart(2, '0')}`
}

function firstDay(month: number): number {
  return Date.UTC(yearOf(month), month % 12, 1) / DAY
}

function lastDay(month: number): number {
  return firstDay(month + 1) - 1
}

/** A period of whole months. */
function stretch(kind: PeriodKind, fiscal: boolean, first: number, length: number): Period {
  const year = String(yearOf(first)).padStart(4, '0')
  const text = `${fiscal ? 'FY' : ''}${year}${partOf(kind, first % 12, length)}`
  return { text, kind, fiscal, start: firstDay(first), end: lastDay(first + length - 1) }
}

/** What is written after the year. */
function partOf(kind: PeriodKind, first: number, length: number): string {
  switch (kind) {
    case 'half':
      return `H${first / 6 + 1}`
    case 'quarter':
      return `Q${first / 3 + 1}`
    case 'quarters':
      return `Q${first / 3 + 1}-Q${(first + length) / 3}`
    case 'month':
      return `-${String(first + 1).padStart(2, '0')}`
    default:
      return ''
  }
}

function dayAt(day: number): Period {
  const text = new Date(day * DAY).toISOString().slice(0, 10)
  return { text, kind: 'day', fiscal: false, start: day, end: day }
}

/**
 * The period some months later, or earlier where they are negative.
 *
 * @param atEnd Whether ends of months stay ends of months: a month after 2024-02-29 is 2024-03-31.
 */
function moved(period: Period, by: number, atEnd: boolean): Period {
  const { kind, fiscal, start, end } = period
  const first = monthAt(start)
  if (kind !== 'day') return stretch(kind, fiscal, first + by, monthAt(end) - first + 1)
  const last = lastDay(first + by)
  const same = firstDay(first + by) + dayOfMonth(start) - 1
  return dayAt(atEnd && isMonthEnd(period) ? last : Math.min(same, last))
}

function covers(a: Period, b: Period): boolean {
  return a.start === b.start && a.end === b.end
}

/** How periods like this one follow one another; a frequency of other periods says nothing about it. */
function paceOf({ kind }: Period, frequency: Frequency | null): Pick<Frequency, 'unit' | 'step'> | null {
  if (kind === 'day') {
    return frequency && ['day', 'month', 'month-end'].includes(frequency.unit) ? frequency : null
  }
  const unit = kind === 'quarters' ? 'year' : kind
  return { unit, step: frequency?.unit === unit ? frequency.step : 1 }
}

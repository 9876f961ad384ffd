/** How Vega prints numbers, as the text of the report does, rounded in decimal; and times, in the report's language. */
import { tickStep } from 'd3-array'
import { type FormatSpecifier, precisionFixed, precisionPrefix, precisionRound } from 'd3-format'
import { formatOf, formatter, printWith, problemOfFormat } from '../data/print.ts'
import type { Sayable } from '../phrase.ts'

type Print = (value: number) => string

/** The part of Vega's locale that is about numbers. */
export interface NumberLocale {
  /** `format` of expressions, of labels and of axes with a format. */
  format(specifier: string | FormatSpecifier): Print
  /** By the prefix that one value has. */
  formatPrefix(specifier: string | FormatSpecifier, value: number): Print
  /** Marks of a log axis. */
  formatFloat(specifier?: string | null): Print
  /** Marks of an axis: with as many decimals as its step has. */
  formatSpan(start: number, stop: number, count: number, specifier?: string | null): Print
}

/**
 * @param refuse Called with words that follow `expected`, for a format that prints no number, or more than one reads.
 */
export function numberLocale(refuse: (specifier: string, expected: Sayable) => never): NumberLocale {
  const read = (specifier: string | FormatSpecifier): FormatSpecifier => {
    const text = String(specifier)
    const expected = problemOfFormat(text, '')
    return expected ? refuse(text, expected) : formatOf(text)
  }
  const format = (specifier: string | FormatSpecifier): Print => {
    const written = read(specifier)
    return (value) => printWith(written, Number(value))
  }
  const formatPrefix = (specifier: string | FormatSpecifier, value: number): Print => {
    const fixed = read(specifier)
    fixed.type = 'f'
    const thousands = thousandsOf(value)
    const scale = 10 ** (-3 * thousands)
    return (value) => printWith(fixed, scale * value) + PREFIXES[8 + thousands]!
  }
  const formatFloat = (specifier?: string | null): Print => {
    const written = read(specifier || ',')
    if (written.precision !== undefined) return format(written)
    written.precision = written.type === '%' ? 10 : written.type === 'e' ? 11 : 12
    written.trim = true
    return format(written)
  }
  const formatSpan = (start: number, stop: number, count: number, specifier?: string | null): Print => {
    const step = Math.abs(tickStep(start, stop, count))
    // Of an axis with a single mark nothing says how many decimals it has.
    if (!specifier && !(step > 0)) return formatter('')
    const written = read(specifier || ',f')
    const most = Math.max(Math.abs(start), Math.abs(stop))
    if (written.type === 's' && written.precision === undefined) {
      written.precision = known(precisionPrefix(step, most))
      return formatPrefix(written, most)
    }
    written.precision ??= known(precisionOf(written.type, step, most))
    return format(written)
  }
  return { format, formatPrefix, formatFloat, formatSpan }
}

const PREFIXES = ['y', 'z', 'a', 'f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

/** How many thousands the prefix of a number stands for, −8 to 8. */
function thousandsOf(value: number): number {
  const power = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) + 1e-12)
  return Math.max(-8, Math.min(8, Math.floor(power / 3)))
}

function precisionOf(type: string, step: number, most: number): number {
  if (type === 'f') return precisionFixed(step)
  if (type === '%') return precisionFixed(step) - 2
  if (type === 'e') return precisionRound(step, most) - 1
  return ['', 'g', 'p', 'r'].includes(type) ? precisionRound(step, most) : Number.NaN
}

function known(precision: number): number | undefined {
  return Number.isFinite(precision) ? Math.max(0, precision) : undefined
}

/** What the marks of an axis of time say, by the unit that they begin: patterns of d3-time-format. */
type TimeMarks = Partial<Record<'year' | 'quarter' | 'month' | 'week' | 'date' | 'hours' | 'minutes', string>>

/** As d3-time-format takes it, with the marks of axes. Plain data. */
export interface TimeDefinition {
  dateTime: string
  date: string
  time: string
  periods: [string, string]
  days: string[]
  shortDays: string[]
  months: string[]
  shortMonths: string[]
  marks: TimeMarks
}

/** By language: asking the system how one writes times takes milliseconds. */
const definitions = new Map<string, TimeDefinition>()

/** @param language A language tag. */
export function timeDefinition(language: string): TimeDefinition {
  const definition = definitions.get(language) ?? definitionFor(language)
  definitions.set(language, definition)
  return definition
}

function definitionFor(language: string): TimeDefinition {
  const print = (options: Intl.DateTimeFormatOptions) => (date: number) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(date)
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month, 1))
  // The first day of 2023 was a Sunday.
  const days = Array.from({ length: 7 }, (_, day) => Date.UTC(2023, 0, 1 + day))
  const month = months.some((date) => /\d/.test(print({ month: 'short' })(date))) ? 'short' : 'long'
  const date = patternOf(language, { month: 'short', day: 'numeric' })
  const year = patternOf(language, { year: 'numeric' })
  const hour = patternOf(language, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  const [, half = ''] = /(%p)/.exec(patternOf(language, { hour: 'numeric' })) ?? []
  return {
    dateTime: '%Y-%m-%d %H:%M:%S',
    date: patternOf(language, { year: 'numeric', month: 'short', day: 'numeric' }),
    time: '%H:%M:%S',
    periods: ['AM', 'PM'],
    days: days.map(print({ weekday: 'long' })),
    shortDays: days.map(print({ weekday: 'short' })),
    months: months.map(print({ month })),
    shortMonths: months.map(print({ month: 'short' })),
    marks: {
      year,
      quarter: '%B',
      month: '%B',
      week: date,
      date,
      ...(half === '' && { hours: hour, minutes: hour }),
    },
  }
}

/** The language's own order, and what it writes between. */
function patternOf(language: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {
    year: '%Y',
    day: '%-d',
    hour: '%H',
    minute: '%M',
    dayPeriod: '%p',
  }
  return format
    .formatToParts(Date.UTC(2024, 6, 5, 15, 30))
    .map(({ type, value }) => {
      if (type === 'month') return /^\d+$/.test(value) ? '%-m' : '%b'
      return parts[type] ?? value.replaceAll('%', '%%')
    })
    .join('')
}

/** The part of Vega's locale that prints times: a pattern, or patterns by unit for the marks of an axis. */
interface TimeLocale {
  timeFormat(pattern?: string | TimeMarks): (date: Date | number) => string
  utcFormat(pattern?: string | TimeMarks): (date: Date | number) => string
}

/** Axes without a pattern of their own have these. */
export function withMarks({ timeFormat, utcFormat }: TimeLocale, marks: TimeMarks): TimeLocale {
  const complete = (pattern?: string | TimeMarks) =>
    typeof pattern === 'string' ? pattern : { ...marks, ...pattern }
  return {
    timeFormat: (pattern) => timeFormat(complete(pattern)),
    utcFormat: (pattern) => utcFormat(complete(pattern)),
  }
}

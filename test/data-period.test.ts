/** Periods, how they follow one another, and growth: cases to read, and laws for all of them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canBeAdded, frequencyOf, missingIn, mixtureIn } from '../src/data/frequency.ts'
import { compoundRate, growth } from '../src/data/growth.ts'
import {
  comparePeriods,
  expectedPeriod,
  isTimeType,
  overlaps,
  parsePeriod,
  readPeriod,
  stepBefore,
  stepBy,
  yearBefore,
  yearsBetween,
} from '../src/data/period.ts'
import type { ColumnType, Frequency, Period } from '../src/report.ts'

const DAY = 24 * 60 * 60 * 1000
const none = null
const years: Frequency = { unit: 'year', step: 1, fiscal: false }
const days: Frequency = { unit: 'day', step: 1, fiscal: false }
const weeks: Frequency = { unit: 'day', step: 7, fiscal: false }
const months: Frequency = { unit: 'month', step: 1, fiscal: false }
const monthEnds: Frequency = { unit: 'month-end', step: 1, fiscal: false }
const quarterEnds: Frequency = { unit: 'month-end', step: 3, fiscal: false }

/** A period that is there, or the test is wrong. */
function period(text: string): Period {
  const read = parsePeriod(text)
  if (!read) throw new Error(`no period: ${text}`)
  return read
}

/** Periods written one after another. */
const list = (texts: string) => texts.split(' ').filter(Boolean).map(period)
const texts = (periods: Period[]) => periods.map(({ text }) => text).join(' ')
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY

describe('reading', () => {
  test.each([
    ['2024', 'year', '2024-01-01', '2024-12-31'],
    ['1880', 'year', '1880-01-01', '1880-12-31'],
    ['1000', 'year', '1000-01-01', '1000-12-31'],
    ['9999', 'year', '9999-01-01', '9999-12-31'],
    ['FY2024', 'year', '2024-01-01', '2024-12-31'],
    ['2024H1', 'half', '2024-01-01', '2024-06-30'],
    ['FY2024H2', 'half', '2024-07-01', '2024-12-31'],
    ['2024Q1', 'quarter', '2024-01-01', '2024-03-31'],
    ['2024Q4', 'quarter', '2024-10-01', '2024-12-31'],
    ['2024Q1-Q3', 'quarters', '2024-01-01', '2024-09-30'],
    ['2024Q3-Q4', 'quarters', '2024-07-01', '2024-12-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2024-12', 'month', '2024-12-01', '2024-12-31'],
    ['2024-02-29', 'day', '2024-02-29', '2024-02-29'],
    ['2000-02-29', 'day', '2000-02-29', '2000-02-29'],
    ['1899-12-31', 'day', '1899-12-31', '1899-12-31'],
  ])('%s is a %s from %s to %s', (text, kind, start, end) => {
    const fiscal = text.startsWith('FY')
    expect(parsePeriod(text)).toEqual({ text, kind, fiscal, start: dayOf(start), end: dayOf(end) })
  })

  test.each([
    ['2024-02-30', 'date', 'a day that 2024-02 has'],
    ['2023-02-29', 'date', 'a day that 2023-02 has'],
    ['1900-02-29', 'date', 'a day that 1900-02 has'],
    ['2024-04-31', 'date', 'a day that 2024-04 has'],
    ['2024-01-00', 'date', 'a day that 2024-01 has'],
    ['2024-13', 'date', 'a month from 01 to 12'],
    ['2024-00', 'date', 'a month from 01 to 12'],
    ['2024-00-10', 'date', 'a month from 01 to 12'],
    ['0024-01', 'date', 'a year from 1000 to 9999'],
    ['2024-3', 'date', 'a date, as in 2024-03 or 2024-03-31'],
    ['2024-03-31T00:00', 'date', 'a date, as in 2024-03 or 2024-03-31'],
    ['2024', 'date', 'a date, as in 2024-03 or 2024-03-31 (`2024` is a year)'],
    ['24', 'year', 'a year, as in 2024 or 2024E'],
    ['', 'year', 'a year, as in 2024 or 2024E'],
    ['0999', 'year', 'a year from 1000 to 9999'],
    ['12024', 'year', 'a year, as in 2024 or 2024E'],
    ['2024E', 'year', 'a year, as in 2024 or 2024E'],
    ['2024-13', 'year', 'a year, as in 2024 or 2024E'],
    ['FY2024', 'year', 'a year, as in 2024 or 2024E (`FY2024` is a year of the fiscal calendar)'],
    ['2024Q3', 'year', 'a year, as in 2024 or 2024E (`2024Q3` is a quarter)'],
    ['2024Q5', 'quarter', 'a quarter from Q1 to Q4'],
    ['2024Q0', 'quarter', 'a quarter from Q1 to Q4'],
    ['2024q3', 'quarter', 'a quarter, as in 2024Q3'],
    ['FY2024Q1', 'quarter', 'a quarter, as in 2024Q3 (`FY2024Q1` is a quarter of the fiscal calendar)'],
    ['2024H3', 'period', 'a half, H1 or H2'],
    ['2024Q2-Q2', 'period', '`2024Q2` for one quarter'],
    ['2024Q3-Q1', 'period', 'quarters in their order, as in 2024Q1-Q3'],
    ['2024Q1-Q5', 'period', 'a quarter from Q1 to Q4'],
    ['2024Q1-Q4', 'period', '`2024` for all its quarters'],
    ['FY2024Q1-Q4', 'period', '`FY2024` for all its quarters'],
    ['2024-03', 'period', 'a year or a part of one, as in 2024 or 2024Q1-Q3 (`2024-03` is a month)'],
  ] as Array<[string, ColumnType, string]>)('%j is not of type %s: expected %s', (text, type, words) => {
    expect(readPeriod(text, type)).toBeNull()
    expect(String(expectedPeriod(text, type))).toBe(words)
  })

  test('columns take what their type says', () => {
    const all = ['2024', 'FY2024', '2024H1', '2024Q3', 'FY2024Q3', '2024Q1-Q3', '2024-03', '2024-03-31']
    const taken = (type: ColumnType) => all.filter((text) => readPeriod(text, type)).join(' ')
    expect(taken('year')).toBe('2024')
    expect(taken('quarter')).toBe('2024Q3')
    expect(taken('period')).toBe('2024 FY2024 2024H1 2024Q3 FY2024Q3 2024Q1-Q3')
    expect(taken('date')).toBe('2024-03 2024-03-31')
    expect(taken('category')).toBe('')
    expect(['date', 'year', 'text', 'toString'].filter(isTimeType)).toEqual(['date', 'year'])
  })
})

describe('order', () => {
  test('by the end; the longer one after the part that ends with it', () => {
    const ordered = `1880 2023Q3 2023Q1-Q3 2023-12 2023Q4 2023H2 2023Q2-Q4 2023 FY2023 2024-01-31 2024-01 2024Q1`
    expect(texts(list(ordered).reverse().sort(comparePeriods))).toBe(ordered)
  })

  test.each([
    ['2024Q1', '2024H1', true],
    ['2024Q1-Q3', '2024Q3', true],
    ['2024-03-31', '2024-03', true],
    ['2024Q1', '2024Q2', false],
    ['2023', '2024', false],
  ])('%s overlaps %s: %s', (a, b, shared) => {
    expect(overlaps(period(a), period(b))).toBe(shared)
    expect(overlaps(period(b), period(a))).toBe(shared)
  })
})

describe('going back', () => {
  test.each([
    ['2024', none, '2023'],
    ['2000', none, '1999'],
    ['FY2024', none, 'FY2023'],
    ['2024Q3', none, '2023Q3'],
    ['2024Q1-Q3', none, '2023Q1-Q3'],
    ['2024H1', none, '2023H1'],
    ['2024-02', none, '2023-02'],
    ['2024-03-31', none, '2023-03-31'],
    ['2024-02-29', monthEnds, '2023-02-28'],
    ['2025-02-28', monthEnds, '2024-02-29'],
    ['2024-02-29', days, '2023-02-28'],
    ['2025-02-28', days, '2024-02-28'],
    ['2025-02-28', months, '2024-02-28'],
    ['2025-02-27', monthEnds, '2024-02-27'],
    ['2020', { ...years, step: 5 }, '2019'],
    ['2024-06-30', quarterEnds, '2023-06-30'],
  ])('a year before %s (%o) is %s', (text, frequency, before) => {
    expect(yearBefore(period(text), frequency)).toEqual(period(before))
  })

  test.each([
    ['2024', none, '2023'],
    ['2020', { ...years, step: 5 }, '2015'],
    ['FY2024', none, 'FY2023'],
    ['2024H1', none, '2023H2'],
    ['2024Q3', none, '2024Q2'],
    ['2024Q1', none, '2023Q4'],
    ['FY2024Q1', none, 'FY2023Q4'],
    ['2024-10', none, '2024-09'],
    ['2024-01', none, '2023-12'],
    ['2024-01', { ...months, step: 3 }, '2023-10'],
    ['2024-03-31', monthEnds, '2024-02-29'],
    ['2024-03-31', quarterEnds, '2023-12-31'],
    ['2024-06-30', quarterEnds, '2024-03-31'],
    ['2024-01-15', months, '2023-12-15'],
    ['2024-03-01', days, '2024-02-29'],
    ['2024-01-05', weeks, '2023-12-29'],
    ['2024-03-31', none, null],
    ['2024-03-31', years, null],
    ['2024Q1-Q3', none, null],
    ['2024Q1-Q3', years, null],
    ['1000', none, null],
    ['1000-01-01', days, null],
    ['2024Q3', { ...years, step: 5 }, '2024Q2'],
  ])('the step before %s (%o) is %s', (text, frequency, before) => {
    expect(stepBefore(period(text), frequency)).toEqual(before && period(before))
  })

  test.each([
    ['2024', '2027', none, 3],
    ['2024', '2024', none, 0],
    ['2027', '2024', none, -3],
    ['2024Q1', '2026Q1', none, 2],
    ['2023H1', '2024Q1-Q2', none, 1],
    ['2024-03-31', '2026-03-31', none, 2],
    ['2020-02-29', '2021-02-28', monthEnds, 1],
    ['2019-02-28', '2020-02-29', monthEnds, 1],
    ['2019-02-28', '2020-03-31', monthEnds, null],
    ['2020-02-29', '2021-02-28', days, 1],
    ['2024Q1', '2025Q2', none, null],
    ['2024', '2025Q1-Q3', none, null],
    ['2024-02', '2025-02-28', none, null],
    ['2024-03-30', '2025-03-31', days, null],
    ['2024', 'FY2027', none, null],
  ])('from %s to %s (%o): %s years', (from, to, frequency, count) => {
    expect(yearsBetween(period(from), period(to), frequency)).toBe(count)
  })
})

describe('frequency', () => {
  test.each([
    ['2021 2022 2023', 'year', 1, ''],
    ['2021 2022 2024', 'year', 1, '2023'],
    ['2022 2024', 'year', 1, '2023'],
    ['2010 2015 2020', 'year', 5, ''],
    ['2010 2015 2020 2021', 'year', 1, '2011 2012 2013 2014 2016 2017 2018 2019'],
    ['FY2021 FY2023', 'year', 1, 'FY2022'],
    ['2024', 'year', 1, ''],
    ['2023H1 2024H1', 'half', 1, '2023H2'],
    ['2023Q3 2023Q4 2024Q2', 'quarter', 1, '2024Q1'],
    ['2022Q1-Q3 2024Q1-Q3', 'year', 1, '2023Q1-Q3'],
    ['2023-11 2023-12 2024-02', 'month', 1, '2024-01'],
    ['2023-09 2023-12 2024-03', 'month', 3, ''],
    ['2023-12 2024-03', 'month', 1, '2024-01 2024-02'],
    ['2020-12 2021-12 2023-12', 'month', 12, '2022-12'],
    ['2024-02-29', 'month-end', 1, ''],
    ['2024-01-31 2024-02-29', 'month-end', 1, ''],
    ['2024-01-31 2024-02-29 2024-04-30', 'month-end', 1, '2024-03-31'],
    ['2024-03-31 2024-06-30', 'month-end', 3, ''],
    ['2023-12-31 2024-06-30', 'month-end', 3, '2024-03-31'],
    ['2024-02-29 2024-05-31', 'month-end', 1, '2024-03-31 2024-04-30'],
    ['2024-02-29 2024-05-31 2024-11-30', 'month-end', 3, '2024-08-31'],
    ['2023-06-30 2023-12-31 2024-06-30', 'month-end', 6, ''],
    ['2024-01-15 2024-02-15 2024-04-15', 'month', 1, '2024-03-15'],
    ['2024-01-28 2024-02-28 2024-04-28', 'month', 1, '2024-03-28'],
    ['2024-01-30 2024-02-29 2024-03-30', 'day', 1, ''],
    ['2024-03-15', 'day', 1, ''],
    ['2024-03-01 2024-03-08 2024-03-22', 'day', 7, '2024-03-15'],
    ['2024-03-01 2024-03-15 2024-03-29', 'day', 14, ''],
    ['2024-03-07 2024-03-08 2024-03-11 2024-03-13', 'day', 1, ''],
    ['2024-03-08 2024-03-09 2024-03-10 2024-03-12', 'day', 1, '2024-03-11'],
    // One Sunday on which people worked does not make the other weekends missing.
    ['2024-02-02 2024-02-04 2024-02-05 2024-02-09 2024-02-19', 'day', 1, ''],
  ] as Array<[string, string, number, string]>)(
    '%s: %s, step %d, missing %j',
    (given, unit, step, missing) => {
      const frequency = frequencyOf(list(given))
      expect(frequency).toEqual({ unit, step, fiscal: given.startsWith('FY') })
      expect(texts(missingIn(list(given), frequency))).toBe(missing)
    },
  )

  test.each([
    '',
    '2023 2024Q1-Q3',
    'FY2023 2024',
    '2024-03 2024-03-31',
    '2023Q1-Q3 2024Q1-Q2',
    '2023Q1-Q2 2023Q3-Q4',
  ])('%j has none', (given) => {
    expect(frequencyOf(list(given))).toBeNull()
    expect(missingIn(list(given), null)).toEqual([])
  })

  test.each([
    ['2024-02 2024-03-31', '2024-02 2024-03-31'],
    ['2023 2024 FY2025', '2023 FY2025'],
    ['FY2023 2024Q1', 'FY2023 2024Q1'],
    ['2023 2024H1 2024Q3 2024Q1-Q3', ''],
    ['FY2023 FY2024Q1', ''],
    ['2024-02 2024-03', ''],
    ['', ''],
  ])('%j: %j cannot stand together', (given, two) => {
    expect(texts(mixtureIn(list(given)) ?? [])).toBe(two)
  })

  test.each([
    ['', true],
    ['2024', true],
    ['2024 2022 2023', true],
    ['2024Q1 2024Q2', true],
    ['2023Q1-Q3 2024Q1-Q3', true],
    ['2024-03-30 2024-03-31', true],
    ['2023 2024Q1-Q3', false],
    ['2024Q1 2024H1', false],
    ['2024Q1-Q3 2024Q2-Q4', false],
    ['2023Q1-Q3 2024Q1-Q2', false],
    ['2024 2024', false],
    ['FY2023 2024', false],
    ['2024-03 2024-04-30', false],
  ])('%j can be added: %s', (given, can) => {
    expect(canBeAdded(list(given))).toBe(can)
    expect(canBeAdded(list(given).reverse())).toBe(can)
  })
})

describe('growth', () => {
  test.each([
    ['grows', 100, 130, 30],
    ['a smaller loss', -20, -10, 50],
    ['a larger loss', -10, -30, -200],
    ['down to zero', 100, 0, -100],
    ['down to the zero below zero', 100, -0, -100],
    ['a loss ends', -10, 0, 100],
    ['a loss turned into a profit', -10, 5, 'turned-profit'],
    ['a profit turned into a loss', 10, -5, 'turned-loss'],
    ['nothing changes', -7, -7, 0],
    ['no base', null, 100, null],
    ['no value', 100, null, null],
    ['a base of zero', 0, 100, null],
    ['a base of the zero below zero', -0, 100, null],
    ['a base without end', Number.POSITIVE_INFINITY, 1, null],
    ['a value without end', 1, Number.NEGATIVE_INFINITY, null],
    ['no number', Number.NaN, 1, null],
    ['a rate too large', 1e-300, 1e300, null],
  ])('%s', (_, base, now, rate) => {
    expect(growth(base, now)).toBe(rate)
  })

  test.each([
    [100, 121, 2, 10],
    [100, 50, 1, -50],
    [100, 100, 3, 0],
    [100, 0, 2, null],
    [100, -0, 2, null],
    [-1, 5, 2, null],
    [100, 50, 0, null],
    [100, 50, -1, null],
    [1, Number.POSITIVE_INFINITY, 2, null],
    [1e-300, 1e300, 1, null],
  ])('from %d to %d in %d years: %s', (from, to, span, rate) => {
    const compound = compoundRate(from, to, span)
    if (rate === null) expect(compound).toBeNull()
    else expect(compound).toBeCloseTo(rate, 10)
  })
})

describe('laws', () => {
  const year = fc.integer({ min: 1001, max: 9998 })
  const two = (number: number) => String(number).padStart(2, '0')
  const quarterOf = fc.tuple(year, fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}Q${q}`)
  const halfOf = fc.tuple(year, fc.integer({ min: 1, max: 2 })).map(([y, h]) => `${y}H${h}`)
  const monthOf = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${two(m)}`)
  const spanOf = fc
    .tuple(year, fc.constantFrom('Q1-Q2', 'Q1-Q3', 'Q2-Q3', 'Q2-Q4', 'Q3-Q4'))
    .map(([y, span]) => y + span)
  const calendar = fc.oneof(year.map(String), halfOf, quarterOf, spanOf)
  const fiscal = calendar.map((text) => `FY${text}`)
  const dateOf = fc
    .integer({ min: dayOf('1001-01-01'), max: dayOf('9998-12-31') })
    .map((day) => new Date(day * DAY).toISOString().slice(0, 10))
  /** Around one time, so that periods meet. */
  const near = fc
    .tuple(calendar, fc.constantFrom('2023', '2024'))
    .map(([text, of]) => text.replace(/\d{4}/, of))
  const monthEndOf = fc
    .tuple(year, fc.integer({ min: 1, max: 12 }))
    .map(([y, m]) => new Date(Date.UTC(y, m, 0)).toISOString().slice(0, 10))
  const quarterEndOf = monthEndOf.filter((text) => /-(03|06|09|12)-/.test(text))

  const any = fc.oneof(calendar, fiscal, monthOf, dateOf).map(period)
  const close = fc
    .oneof(
      near,
      near.map((text) => `FY${text}`),
      monthOf,
      dateOf,
    )
    .map(period)
  /** A frequency and a period that may stand in such a column. */
  const stepped: fc.Arbitrary<[Period, Frequency]> = fc.oneof(
    fc.tuple(year.map(String).map(period), fc.constant(years)),
    fc.tuple(halfOf.map(period), fc.constant<Frequency>({ ...years, unit: 'half' })),
    fc.tuple(quarterOf.map(period), fc.constant<Frequency>({ ...years, unit: 'quarter' })),
    fc.tuple(monthOf.map(period), fc.constant(months)),
    fc.tuple(monthEndOf.map(period), fc.constant(monthEnds)),
    fc.tuple(quarterEndOf.map(period), fc.constant(quarterEnds)),
  )
  /** Three or more periods that follow one another without a hole. */
  const series = fc
    .tuple(stepped, fc.integer({ min: 3, max: 30 }))
    .map(([[first, frequency], count]) => ({
      frequency,
      periods: Array.from({ length: count }, (_, at) => stepBy(first, at, frequency)).filter(
        (p) => p !== null,
      ),
    }))
    // The last years that can be written end a series early.
    .filter(({ periods }) => periods.length >= 3)
  const runs = { numRuns: 300 }

  test('what is written is read back, by the types that take it', () => {
    const types: ColumnType[] = ['year', 'quarter', 'period', 'date']
    fc.assert(
      fc.property(any, (given) => {
        expect(parsePeriod(given.text)).toEqual(given)
        expect(given.start).toBeLessThanOrEqual(given.end)
        expect(types.some((type) => readPeriod(given.text, type) !== null)).toBe(true)
      }),
      runs,
    )
  })

  test('only days that there are, are read', () => {
    const number = (max: number) => fc.integer({ min: 0, max }).map(two)
    fc.assert(
      fc.property(year, number(14), number(33), (y, month, day) => {
        const text = `${y}-${month}-${day}`
        const date = new Date(`${text}T00:00:00Z`)
        const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
        expect(readPeriod(text, 'date') !== null).toBe(real)
      }),
      runs,
    )
  })

  test('any text is read or gets words', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(FY)?\d{4}([HQ-]\d{1,2})?(-Q?\d{1,2})?$/))
    fc.assert(
      fc.property(text, fc.constantFrom<ColumnType>('year', 'quarter', 'period', 'date'), (given, type) => {
        const read = readPeriod(given, type)
        if (read) expect(read.text).toBe(given)
        else expect(String(expectedPeriod(given, type))).toMatch(/^(a|quarters|`(FY)?\d{4}(Q\d)?` for) /)
      }),
      runs,
    )
  })

  test('the order is total and goes by the last days', () => {
    fc.assert(
      fc.property(close, close, close, (a, b, c) => {
        const order = Math.sign(comparePeriods(a, b))
        expect(order + Math.sign(comparePeriods(b, a))).toBe(0)
        expect(order === 0).toBe(a.text === b.text)
        if (a.end < b.end) expect(order).toBe(-1)
        const [x, y, z] = [a, b, c].sort(comparePeriods) as [Period, Period, Period]
        expect(comparePeriods(x, y)).toBeLessThanOrEqual(0)
        expect(comparePeriods(y, z)).toBeLessThanOrEqual(0)
        expect(comparePeriods(x, z)).toBeLessThanOrEqual(0)
      }),
      runs,
    )
  })

  test('the step before ends on the day before', () => {
    fc.assert(
      fc.property(stepped, ([given, frequency]) => {
        const before = stepBefore(given, frequency)!
        expect(before.kind).toBe(given.kind)
        expect(comparePeriods(before, given)).toBeLessThan(0)
        expect(stepBy(before, 1, frequency)).toEqual(given)
        if (given.kind !== 'day') expect(before.end + 1).toBe(given.start)
      }),
      runs,
    )
  })

  test('a year before is twelve months before, and a year away', () => {
    const monthOfDay = (day: number) => {
      const date = new Date(day * DAY)
      return date.getUTCFullYear() * 12 + date.getUTCMonth()
    }
    const cases = fc.oneof(
      stepped,
      fc.tuple(any, fc.constant(null)),
      fc.tuple(dateOf.map(period), fc.constant(days)),
    )
    fc.assert(
      fc.property(cases, ([given, frequency]) => {
        const before = yearBefore(given, frequency)
        expect([before.kind, before.fiscal]).toEqual([given.kind, given.fiscal])
        expect(monthOfDay(given.start) - monthOfDay(before.start)).toBe(12)
        expect(monthOfDay(given.end) - monthOfDay(before.end)).toBe(12)
        expect(yearsBetween(before, given, frequency)).toBe(1)
        expect(yearsBetween(given, before, frequency)).toBe(-1)
      }),
      runs,
    )
  })

  test('a series knows its frequency in whatever order it is given, and lacks nothing', () => {
    const shuffled = series.chain(({ periods, frequency }) =>
      fc.tuple(
        fc.constant(frequency),
        fc.shuffledSubarray(periods, { minLength: periods.length, maxLength: periods.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([frequency, periods]) => {
        expect(frequencyOf(periods)).toEqual(frequency)
        expect(missingIn(periods, frequency)).toEqual([])
        expect(canBeAdded(periods)).toBe(true)
        expect(mixtureIn(periods)).toBeNull()
      }),
      runs,
    )
  })

  test('what is taken out of a series is what is missing', () => {
    fc.assert(
      fc.property(series, fc.nat(), ({ periods }, choice) => {
        const at = 1 + (choice % (periods.length - 2))
        const others = periods.filter((_, index) => index !== at)
        expect(missingIn(others, frequencyOf(others))).toEqual([periods[at]])
      }),
      runs,
    )
  })

  test('the frequency of any periods does not hang on their order, nor on one being there twice', () => {
    const mixed = fc.array(fc.oneof(close, dateOf.map(period), year.map(String).map(period)), {
      maxLength: 6,
    })
    const alike = fc
      .oneof(
        fc.constant(dateOf),
        fc.constant(monthEndOf),
        fc.constant(monthOf),
        fc.constant(spanOf),
        fc.constant(year.map(String)),
      )
      .chain((text) => fc.array(text.map(period), { maxLength: 6 }))
    fc.assert(
      fc.property(fc.oneof(mixed, alike), (periods) => {
        const frequency = frequencyOf(periods)
        expect(frequencyOf([...periods].reverse())).toEqual(frequency)
        expect(frequencyOf([...periods, ...periods])).toEqual(frequency)
        expect(canBeAdded([...periods].reverse())).toBe(canBeAdded(periods))
      }),
      runs,
    )
  })
})

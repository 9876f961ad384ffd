/** Units, periods, growth and printed numbers. */

import { describe, expect, test } from 'vitest'
import { compoundRate, growth } from '../src/2-bind/growth.ts'
import { stepBefore, yearBefore, yearsBetween } from '../src/2-bind/period.ts'
import { printNumber } from '../src/2-bind/print.ts'
import { convert, parseUnit, withUnit } from '../src/2-bind/unit.ts'

describe('a unit is a power of ten of something counted', () => {
  test.each([
    ['十亿美元', '美元', 9],
    ['万亿元', '元', 12],
    ['亿', '', 8],
    ['万千瓦', '千瓦', 4],
    ['百万吨', '吨', 6],
    ['台', '台', 0],
    ['%', '%', 0],
    ['', '', 0],
    ['billion yuan', 'yuan', 9],
    ['US$ million', 'US$', 6],
    ['Million units', 'units', 6],
    ['millionaires', 'millionaires', 0],
  ])('%s', (unit, base, exponent) => {
    expect(parseUnit(unit)).toEqual({ base, exponent })
  })
})

describe('a value is converted to a unit of the same base', () => {
  test.each([
    [6158, '十亿美元', '万亿美元', 6.158],
    [6.158, '万亿美元', '十亿美元', 6158],
    [0.1, '亿元', '万元', 1000],
    [3, 'billion yuan', 'million yuan', 3000],
    [1, '亿美元', '亿元', null],
    [1, '%', '个百分点', null],
    [0, '万台', '台', 0],
    [-2, '亿元', '万亿元', -0.0002],
  ])('%d %s in %s', (value, from, to, expected) => {
    const converted = convert(value, from, to)
    if (expected === null) expect(converted).toBeNull()
    else expect(converted).toBeCloseTo(expected, 10)
  })
})

test.each([
  ['12', '%', '12%'],
  ['12', '亿元', '12亿元'],
  ['12', 'kg', '12\u00a0kg'],
  ['12', '', '12'],
])('%s with unit %s', (text, unit, printed) => {
  expect(withUnit(text, unit)).toBe(printed)
})

test.each([
  ['2024', '2023'],
  ['FY2024', 'FY2023'],
  ['2024Q3', '2023Q3'],
  ['2024Q1-Q3', '2023Q1-Q3'],
  ['2024H1', '2023H1'],
  ['2024-03-31', '2023-03-31'],
  ['2000', '1999'],
])('the base of %s is %s', (period, before) => {
  expect(yearBefore(period)).toBe(before)
})

test.each([
  ['2024', '2027', 3],
  ['2024Q1', '2026Q1', 2],
  ['2024', '2024', 0],
  ['2027', '2024', -3],
  ['2024Q1', '2024Q2', null],
  ['2024', 'FY2027', null],
  ['first', 'last', null],
])('from %s to %s: %s years', (from, to, years) => {
  expect(yearsBetween(from, to)).toBe(years)
})

test.each([
  ['2024Q3', '2024Q2'],
  ['2024Q1', '2023Q4'],
  ['2024-03', '2024-02'],
  ['2024-01', '2023-12'],
  ['2024-10', '2024-09'],
  ['2024', null],
  ['2024Q1-Q3', null],
  ['2024-03-31', null],
])('the step before %s is %s', (period, before) => {
  expect(stepBefore(period)).toBe(before)
})

test.each([
  ['grows', 100, 130, 30],
  ['shrinks', 100, 80, -20],
  ['down to zero', 100, 0, -100],
  ['a smaller loss', -20, -10, 50],
  ['a larger loss', -10, -30, -200],
  ['a loss ends', -10, 0, 100],
  ['a loss turned into a profit', -10, 5, 'turned-profit'],
  ['a profit turned into a loss', 10, -5, 'turned-loss'],
  ['no base', null, 100, null],
  ['no value', 100, null, null],
  ['a base of zero', 0, 100, null],
])('growth: %s', (_, base, now, rate) => {
  expect(growth(base, now)).toBe(rate)
})

test.each([
  [100, 121, 2, 10],
  [100, 50, 1, -50],
  [100, 0, 2, null],
  [-1, 5, 2, null],
])('from %d to %d in %d years', (from, to, years, rate) => {
  const compound = compoundRate(from, to, years)
  if (rate === null) expect(compound).toBeNull()
  else expect(compound).toBeCloseTo(rate, 10)
})

describe('a number is printed as its column says', () => {
  test.each([
    [1234.5, '', '1,234.5'],
    [1234, '', '1,234'],
    [0.005, '', '0.01'],
    [0, '', '0'],
    [-50, '', '−50'],
    [21.52, '.1f', '21.5'],
    [6158, ',.0f', '6,158'],
    [1e15, ',.0f', '1,000,000,000,000,000'],
  ])('%d as %s', (value, format, text) => {
    expect(printNumber(value, format)).toBe(text)
  })

  test('a specifier that is none is an error', () => {
    expect(() => printNumber(1, 'a lot')).toThrow()
  })
})

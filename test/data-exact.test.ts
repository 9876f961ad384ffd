/** Sums as on paper, whatever binary computing makes of them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactDifference, exactSum, isAbove } from '../src/data/exact.ts'
import { compoundRate, growth } from '../src/data/growth.ts'

test.each([
  [[0.1, 0.2, -0.3], 0],
  [[0.1, 0.2], 0.3],
  [[8.3, -8.1], 0.2],
  [[1e15, 0.1], 1e15],
  [[9007199254740991, -1], 9007199254740990],
  [[1e300, 1, -1e300], 1],
  [[], 0],
  [[33.333333333333336, 33.333333333333336, 33.333333333333336], 100],
  [[-0.30000000000000004, 0.3], 0],
])('%j add up to %d', (numbers, sum) => {
  expect(exactSum(numbers)).toBe(sum)
  expect(exactSum(numbers.toReversed())).toBe(sum)
})

test('a decimal and another is what it is on paper', () => {
  // Neither they nor their sum have more than the fifteen digits that are sure.
  const decimal = fc.tuple(fc.integer({ min: -4e8, max: 4e8 }), fc.integer({ min: 0, max: 6 }))
  const law = fc.property(decimal, decimal, ([a, m], [b, n]) => {
    const sum = BigInt(a) * 10n ** BigInt(6 - m) + BigInt(b) * 10n ** BigInt(6 - n)
    expect(exactSum([a / 10 ** m, b / 10 ** n])).toBe(Number(sum) / 1e6)
    expect(exactDifference(a / 10 ** m, a / 10 ** m)).toBe(0)
  })
  fc.assert(law, { numRuns: 2000 })
})

test.each([
  [1, 1.1, 10],
  [1, 1.001, 0.1],
  [1000, 1000.65, 0.065],
  [0.3, 0.33, 10],
  [-4, -3, 25],
])('from %d to %d is %d %', (base, now, rate) => {
  expect(isAbove(growth(base, now) as number, rate)).toBe(false)
  expect(isAbove(rate, growth(base, now) as number)).toBe(false)
})

test('a compound rate near 0 is as precise as another', () => {
  expect(compoundRate(1, 1.00000020000001, 2)! / 1e-5).toBeCloseTo(1, 12)
  expect(compoundRate(100, 121, 2)).toBeCloseTo(10, 13)
  expect(compoundRate(100, 100, 3)).toBe(0)
})

/** Counting headings. */
import { expect, test } from 'vitest'
import { count } from '../src/3-number/headings.ts'

test.each([
  ['chapters', [1, 1, 1], ['1', '2', '3']],
  ['sections begin again in each chapter', [1, 2, 2, 1, 2], ['1', '1.1', '1.2', '2', '2.1']],
  ['three levels', [1, 2, 3, 3, 2, 3], ['1', '1.1', '1.1.1', '1.1.2', '1.2', '1.2.1']],
  ['back up two levels', [1, 2, 3, 1, 2, 3], ['1', '1.1', '1.1.1', '2', '2.1', '2.1.1']],
  ['a level left out counts as nought', [1, 3, 2], ['1', '1.0.1', '1.1']],
])('%s', (_, depths, numbers) => {
  const counts: number[] = []
  expect(depths.map((depth) => count(counts, depth))).toEqual(numbers)
})

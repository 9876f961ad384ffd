/** Labels of a chart: where they are put, how they are broken, how powers are drawn. */
import { describe, expect, test } from 'vitest'
import { type Item, type Mark, placeLabels } from '../src/4-chart/labels.ts'
import { alignPair } from '../src/4-chart/pair.ts'
import { drawPowers, readable } from '../src/4-chart/power.ts'
import { wrap } from '../src/4-chart/wrap.ts'

describe('labels', () => {
  /** Half as wide as high, a character. */
  const widthOf = (item: Item) => String(item.text).length * 5

  function plot(points: Array<[number, number]>, others: Mark[] = [], name = 'labels_marks'): Item[] {
    const labels = points.map(([x, y], index) => ({
      x,
      y,
      dx: 7,
      align: 'left',
      baseline: 'middle',
      text: `Label ${index}`,
      fontSize: 10,
    }))
    const symbols = points.map(([x, y]) => ({ x, y, size: 36 }))
    const marks = [
      { marktype: 'symbol', items: symbols },
      { marktype: 'text', name, items: labels },
      ...others,
    ]
    placeLabels(
      { marktype: 'group', items: [{ x: 0, y: 0, width: 300, height: 200, items: marks }] },
      widthOf,
    )
    return labels
  }

  const boxOf = ({ x = 0, y = 0, dx = 0, dy = 0, text }: Item) => {
    const width = String(text).length * 5
    return { left: x + dx, right: x + dx + width, top: y + dy - 5, bottom: y + dy + 5 }
  }

  function overlapping(items: Item[]): number {
    const boxes = items.map(boxOf)
    const pairs = boxes.flatMap((a, index) => boxes.slice(index + 1).map((b) => [a, b] as const))
    return pairs.filter(
      ([a, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
    ).length
  }

  test('stay as written where nothing is in their way', () => {
    expect(plot([[100, 100]])[0]).toMatchObject({ dx: 7, dy: 0 })
  })

  test('make room for each other', () => {
    const points = Array.from({ length: 12 }, (_, index): [number, number] => [
      100 + 18 * (index % 4),
      80 + 16 * Math.floor(index / 4),
    ])
    expect(overlapping(plot(points))).toBe(0)
  })

  test('stay inside the plot', () => {
    const items = plot([
      [295, 100],
      [150, 198],
      [4, 3],
    ])
    for (const { left, right, top, bottom } of items.map(boxOf)) {
      expect([left >= 0, right <= 300, top >= 0, bottom <= 200]).toEqual([true, true, true, true])
    }
  })

  test('leave lines, bars and other texts alone', () => {
    const line = {
      marktype: 'line',
      items: [
        { x: 0, y: 100 },
        { x: 300, y: 100 },
      ],
    }
    const text = {
      marktype: 'text',
      items: [{ x: 110, y: 84, text: 'A fixed text', fontSize: 10, baseline: 'middle' }],
    }
    const [label] = plot([[100, 100]], [line, text])
    const { top } = boxOf(label!)
    expect(top).toBeGreaterThan(100)
  })

  test('stand nearer to their own point than to another', () => {
    const points: Array<[number, number]> = [
      [100, 100],
      [148, 100],
    ]
    const gapTo = (label: Item, [x, y]: [number, number]) => {
      const { left, right, top, bottom } = boxOf(label)
      return Math.hypot(Math.max(0, left - x, x - right), Math.max(0, top - y, y - bottom))
    }
    const [first] = plot(points)
    expect(gapTo(first!, points[0]!)).toBeLessThan(gapTo(first!, points[1]!))
  })

  test('of other layers are not moved', () => {
    const items = plot(
      [
        [100, 100],
        [101, 100],
      ],
      [],
      'layer_1_marks',
    )
    expect(items.map(({ dx }) => dx)).toEqual([7, 7])
  })
})

describe('a name under an axis', () => {
  test.each([
    ['2024Q1-Q3', 6, ['2024', 'Q1-Q3']],
    ['SWE-bench Verified', 10, ['SWE-bench', 'Verified']],
    ['Codeforces(百分位)', 12, ['Codeforces', '(百分位)']],
    ['其他业务收入', 4, ['其他业务', '收入']],
    ['合计', 4, ['合计']],
    ['MathVista', 6, ['Math', 'Vista']],
    ['', 4, ['']],
  ])('%s', (text, room, lines) => {
    // Every character is as wide as it is high.
    expect(wrap(text, room, (line) => line.length)).toEqual(lines)
  })
})

describe('powers of ten', () => {
  test.each([
    ['2.3e+22', '2.3×10<tspan dy="-4" font-size="8.7px">22</tspan>'],
    ['1e-8', '10<tspan dy="-4" font-size="8.7px">−8</tspan>'],
    ['1e+6 FLOPs', '10<tspan dy="-4" font-size="8.7px">6</tspan> FLOPs'],
    ['Model 3e5', 'Model 3e5'],
    ['12,000', '12,000'],
  ])('%s', (text, drawn) => {
    expect(drawPowers(`<text font-size="10px">${text}</text>`)).toBe(`<text font-size="10px">${drawn}</text>`)
  })

  test('are measured about as wide as they are drawn', () => {
    expect(readable('2.3e+22')).toBe('2.3×1022')
    expect(readable('GPT-4')).toBe('GPT-4')
  })
})

test('two plots side by side get the margins of both', () => {
  const left = { left: 20, top: 50, right: 10, bottom: 16 }
  const right = { left: 32, top: 38, right: 10, bottom: 16.2 }
  expect(alignPair(left, right, { top: 2 })).toEqual([
    { left: 12, top: 2, right: 0, bottom: expect.closeTo(0.2) },
    { left: 0, top: 14, right: 0, bottom: 0 },
  ])
  expect(alignPair(left, left, undefined)).toEqual([null, null])
})

test('a plot beside long names stays as wide as it is, and level with the other', () => {
  const numbers = { left: 20, top: 50, right: 10, bottom: 16 }
  const names = { left: 90, top: 38, right: 22, bottom: 30 }
  expect(alignPair(numbers, names, undefined)).toEqual([
    { left: 0, top: 0, right: 12, bottom: 14 },
    { left: 0, top: 12, right: 0, bottom: 0 },
  ])
})

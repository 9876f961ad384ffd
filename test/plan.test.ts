/** The order of text and figures on pages of 100 px, planned without a browser. */
import { expect, test } from 'vitest'
import { planPages } from '../src/6-print/pages/plan.ts'
import type { Block, Turn } from '../src/6-print/pages/turn.ts'
import { plainBlock } from './plain-block.ts'

const heights = { page: 100, landscape: 50, rule: 0 }

const block = (role: Block['role'], height: number, more: Partial<Block> = {}): Block => ({
  ...plainBlock,
  role,
  height,
  leads: role === 'heading',
  paragraph: role === 'text',
  ...more,
})
const heading = (height = 5) => block('heading', height)
const figure = (height: number, more: Partial<Block> = {}) => block('figure', height, more)
/** A paragraph of lines of 5 px, two of which stand on each side of a break. */
const text = (lines: number, more: Partial<Block> = {}) => {
  const breaks = Array.from({ length: Math.max(0, lines - 3) }, (_, index) => 5 * (index + 2))
  return block('text', 5 * lines, { breaks: breaks.map((at) => ({ end: at, start: at })), ...more })
}

const orderOf = (turns: Turn[]) => turns.flatMap(({ steps }) => steps.map(({ block }) => block))
const plan = (blocks: Block[], given: Turn[] = []) => planPages({ blocks, heights }, given)

test.each([
  ['text goes before a figure that does not fit', [text(8), figure(80), text(11)], [0, 2, 1]],
  ['figures keep their order', [text(8), figure(80), figure(20), text(12)], [0, 3, 1, 2]],
  ['nothing moves where nothing is gained', [text(8), figure(50), text(20)], [0, 1, 2]],
  [
    'a figure goes before text where none follows that could fill',
    [text(4), text(12), figure(60)],
    [0, 2, 1],
  ],
  [
    'but not before the text that announces it',
    [text(4), text(12, { mentions: [2] }), figure(60)],
    [0, 1, 2],
  ],
  ['a small hole moves no figure before its text', [text(8), text(11), figure(60)], [0, 1, 2]],
  ['no figure leaves its section', [heading(), figure(70), heading(), figure(70), text(6)], [0, 1, 2, 4, 3]],
  [
    'no figure parts text from the list that it announces',
    [text(12), text(4, { leads: true }), block('text', 80), figure(20)],
    [0, 3, 1, 2],
  ],
])('%s', (_, blocks, order) => {
  expect(orderOf(plan(blocks))).toEqual(order)
})

test('blocks end where their heights and margins say', () => {
  const turns = plan([text(6, { below: 4 }), text(6, { above: 7 }), figure(30), text(8, { above: 9 })])
  expect(turns.map(({ page, end }) => [page, end])).toEqual([
    [0, 30],
    [0, 67],
    [0, 97],
    [1, 40],
  ])
})

test('a hole costs nothing where a page is forced, and as its square elsewhere', () => {
  expect(plan([figure(90), figure(20, { forced: true })]).at(-1)!.cost).toBe(0)
  expect(plan([figure(90), figure(20)]).at(-1)!.cost).toBeCloseTo(0.01)
})

test('a heading goes with the first two lines under it', () => {
  const turns = plan([figure(90), heading(5), text(8)])
  expect(turns.at(-1)).toMatchObject({ page: 1, end: 45, steps: [{ page: 1 }] })
})

test('a paragraph is divided with two lines at least on each side', () => {
  // Three lines fit, of five.
  expect(plan([figure(85), text(5)]).at(-1)).toMatchObject({ page: 1, end: 10, steps: [{ page: 0 }] })
  // Four fit.
  expect(plan([figure(80), text(5)]).at(-1)).toMatchObject({ page: 1, end: 10, steps: [{ page: 0 }] })
  // One fits.
  expect(plan([figure(92), text(5)]).at(-1)).toMatchObject({ page: 1, end: 25, steps: [{ page: 1 }] })
})

/** A head of 8 px, rows of 10 px, no foot; two rows stand on each side of a break. */
const table = (rows: number, more: Partial<Block> = {}, head = 8) => {
  const breaks = Array.from({ length: rows - 3 }, (_, index) => head + 10 * (index + 2))
  const height = head + 10 * rows
  return figure(height, { repeated: head, breaks: breaks.map((at) => ({ end: at, start: at })), ...more })
}

test('a table is divided after the last row that fits, and says its head again', () => {
  const turns = plan([text(8), table(20)])
  expect(turns[1]!.steps).toEqual([{ block: 1, cuts: [5, 14], part: null, page: 0 }])
  expect(turns[1]).toMatchObject({ page: 2, end: 68, steps: [{ page: 0 }] })
})

test('a row that fits by a hair goes to the next page', () => {
  expect(plan([table(20, {}, 9.9)])[0]!.steps[0]!.cuts).toEqual([8, 16])
  expect(plan([table(9, {}, 9.9)])[0]).toMatchObject({ page: 1, steps: [{ cuts: [7] }] })
})

test('a paragraph goes on after a landscape page', () => {
  const turns = plan([heading(5), text(6), figure(40, { landscape: true }), text(16)])
  expect(turns.at(-1)!.steps).toEqual([
    { block: 3, cuts: [], part: { from: 0, to: 65 }, page: 0 },
    { block: 2, cuts: [], part: null, page: 1 },
    { block: 3, cuts: [], part: { from: 65, to: 80 }, page: 2 },
  ])
  expect(turns.at(-1)).toMatchObject({ page: 2, end: 15 })
})

test('headings before a landscape figure stand on its page', () => {
  const turns = plan([text(10), heading(10), table(7, { landscape: true })])
  // The page has room for the heading, the head and three rows; the next one for four.
  expect(turns.at(-1)!.steps).toEqual([{ block: 2, cuts: [3], part: null, page: 1 }])
})

test('what was measured stands, and what follows is planned anew', () => {
  const blocks = [text(8), figure(45), text(11), figure(30), text(20)]
  const first = plan(blocks)
  expect(orderOf(first)).toEqual([0, 1, 2, 3, 4])
  const [before, ...rest] = first
  const measured = { ...before!, end: 60 }
  const second = plan(blocks, [measured])
  expect(second[0]).toMatchObject({ page: 0, end: 60 })
  expect(orderOf(second)).not.toEqual([0, ...orderOf(rest)])
})

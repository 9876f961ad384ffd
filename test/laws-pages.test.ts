/** What holds of every plan of pages, of 5 to 300 pages of any shape, planned without a browser. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import './seed.ts'
import { feetOf } from '../src/6-print/pages/feet.ts'
import { planPages } from '../src/6-print/pages/plan.ts'
import type { Block, Flow, Part, Turn } from '../src/6-print/pages/turn.ts'
import { plainBlock } from './plain-block.ts'

const LINE = 20
const heights = { page: 900, landscape: 600, rule: 15 }

/** Measures that a browser gives in whole px. */
const px = (least: number, most: number) => fc.integer({ min: least, max: most })

const heading = fc
  .record({ height: px(20, 60), above: px(0, 40), below: px(0, 15), marks: fc.constantFrom(0, 0, 0, 1) })
  .map(({ marks, ...size }) => ({ ...plainBlock, ...size, role: 'heading' as const, leads: true, marks }))

/** Of whole lines, two of which stand on each side of a break; a note is marked in some. */
const text = fc
  .record({
    lines: px(1, 40),
    above: px(0, 12),
    marks: fc.array(px(0, 39), { maxLength: 3 }),
    leads: fc.constantFrom(false, false, false, false, true),
  })
  .map(({ lines, above, marks, leads }) => ({
    ...plainBlock,
    role: 'text' as const,
    height: LINE * lines,
    above,
    leads: leads && lines < 4,
    paragraph: true,
    breaks: Array.from({ length: Math.max(0, lines - 3) }, (_, index) => LINE * (index + 2)).map((at) => ({
      end: at,
      start: at,
    })),
    lines,
    marks: marks.filter((line) => line < lines).length,
    at: marks.filter((line) => line < lines),
  }))

const picture = fc
  .record({ height: px(60, 700), above: px(0, 20), below: px(0, 20) })
  .map((size) => ({ ...plainBlock, ...size, role: 'figure' as const, marks: 0 }))

/** With a head, and two rows on each side of a break. */
const table = fc
  .record({ rows: px(4, 120), landscape: fc.boolean(), marks: fc.constantFrom(0, 0, 1) })
  .map(({ rows, landscape, marks }) => ({
    ...plainBlock,
    role: 'figure' as const,
    height: 30 + 25 * rows,
    repeated: 30,
    landscape,
    marks,
    breaks: Array.from({ length: Math.max(0, rows - 3) }, (_, index) => 30 + 25 * (index + 2)).map((at) => ({
      end: at + 1,
      start: at,
    })),
  }))

type Made = { marks: number; at?: number[] } & Block

const run = fc.array(fc.oneof({ weight: 6, arbitrary: text }, { weight: 2, arbitrary: picture }, table), {
  minLength: 1,
  maxLength: 14,
  size: 'max',
})

const flows = fc
  .array(
    fc.record({
      opens: heading,
      run,
      mentions: fc.array(fc.tuple(px(0, 20), px(0, 20)), { maxLength: 5 }),
      note: px(16, 120),
    }),
    {
      minLength: 1,
      maxLength: 60,
      size: 'max',
    },
  )
  .map((sections): Flow => {
    const blocks: Block[] = []
    let note = 0
    for (const [section, { opens, run, mentions, note: height }] of sections.entries()) {
      const first = blocks.length
      for (const { marks, at, ...block } of [opens, ...run] as Made[]) {
        blocks.push({
          ...block,
          section,
          forced: block.role === 'heading' && section % 4 === 0,
          mentions: [],
          notes: Array.from({ length: marks }, (_, index) => {
            const top = at ? LINE * at[index]! : null
            return { note: note++, at: top === null ? block.height / 2 : top + LINE / 2, height, hook: top }
          }).sort((a, b) => a.at - b.at),
        })
      }
      const own = [...blocks.slice(first).entries()]
      const texts = own.flatMap(([at, { role }]) => (role === 'text' ? [first + at] : []))
      const figures = own.flatMap(([at, { role }]) => (role === 'figure' ? [first + at] : []))
      const known = new Set<number>()
      for (const [text, figure] of mentions.sort(([a], [b]) => a - b)) {
        const [from, to] = [texts[text % texts.length], figures[figure % figures.length]]
        if (from === undefined || to === undefined || known.has(to)) continue
        known.add(to)
        blocks[from]!.mentions.push(to)
      }
    }
    return { blocks, heights }
  })

const partsOf = (turns: Turn[]) => turns.flatMap(({ parts }) => parts)
const heightOf = ({ block }: Part, flow: Flow) =>
  flow.blocks[block]!.landscape ? heights.landscape : heights.page
/** Height of the notes at the foot of each page. */
const notesOf = (parts: Part[], { blocks }: Flow) => {
  const notes = new Map<number, number>()
  for (const { block, page, from, to } of parts)
    for (const { at, height } of blocks[block]!.notes)
      if (at >= from && at < to) notes.set(page, (notes.get(page) ?? 0) + height)
  return notes
}

const laws: Record<string, (flow: Flow, turns: Turn[]) => void> = {
  'every block stands once, and whole': (flow, turns) => {
    const parts = partsOf(turns)
    for (const [index, { height, breaks }] of flow.blocks.entries()) {
      const own = parts.filter(({ block }) => block === index)
      expect(own[0]!.from).toBe(0)
      expect(own.at(-1)!.to).toBe(height)
      for (const [at, { to }] of own.slice(0, -1).entries()) {
        expect(breaks).toContainEqual({ end: to, start: own[at + 1]!.from })
        expect(own[at + 1]!.page).toBeGreaterThan(own[at]!.page)
      }
    }
  },
  'text keeps its order, and so do figures': (flow, turns) => {
    const steps = turns.flatMap(({ steps }) => steps.map(({ block }) => block))
    for (const isFigure of [true, false]) {
      const own = [...new Set(steps)].filter((block) => (flow.blocks[block]!.role === 'figure') === isFigure)
      expect(own).toEqual([...own].sort((a, b) => a - b))
    }
  },
  'no figure leaves its section or goes before the text that announces it': (flow, turns) => {
    const order = turns.flatMap(({ steps }) => steps.map(({ block }) => block))
    const sections = order.map((block) => flow.blocks[block]!.section)
    expect(sections).toEqual([...sections].sort((a, b) => a - b))
    for (const [text, { mentions }] of flow.blocks.entries())
      for (const figure of mentions)
        if (figure > text) expect(order.indexOf(figure)).toBeGreaterThan(order.indexOf(text))
  },
  'what leads stands on the page of what it leads to': (flow, turns) => {
    const parts = partsOf(turns)
    for (const [at, { block, page }] of parts.entries())
      if (flow.blocks[block]!.leads && parts[at + 1]) expect(parts[at + 1]!.page).toBe(page)
  },
  'text and notes fit their pages; what does not, stands alone with the headings over it': (flow, turns) => {
    const parts = partsOf(turns)
    const notes = notesOf(parts, flow)
    for (const part of parts) {
      const foot = notes.get(part.page) ?? 0
      if (part.end <= heightOf(part, flow) - (foot > 0 ? foot + heights.rule : 0) + 0.001) continue
      const own = parts.filter(({ page }) => page === part.page)
      expect(own.filter(({ block }) => !flow.blocks[block]!.leads).length).toBeLessThanOrEqual(1)
    }
  },
  'notes stand on the pages of their marks, each once, and reach their feet': (flow, turns) => {
    const { feet } = feetOf(turns, flow)
    const parts = partsOf(turns)
    const marks = parts.flatMap(({ block, page, from, to }) =>
      flow.blocks[block]!.notes.flatMap(({ note, at }) => (at >= from && at < to ? [[note, page]] : [])),
    )
    const found = feet.flatMap(({ page, notes }) => notes.map((note) => [note, page]))
    expect(found.sort()).toEqual(marks.sort())
    expect(new Set(feet.map(({ page }) => page)).size).toBe(feet.length)
  },
}

test.each(Object.entries(laws))('%s', (_, law) => {
  fc.assert(
    fc.property(flows, (flow) => law(flow, planPages(flow))),
    { numRuns: 60 },
  )
})

test('of pages up to three hundred', () => {
  const pages = fc.sample(flows, { numRuns: 60, seed: 1 }).map((flow) => planPages(flow).at(-1)!.page + 1)
  expect(Math.min(...pages)).toBeLessThan(10)
  expect(Math.max(...pages)).toBeGreaterThan(150)
})

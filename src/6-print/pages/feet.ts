/**
 * The notes at the feet of pages. The browser knows no footnotes: what stands at the foot of a page hangs, as a float, from
 * a line or a block of the same page, so far below it that it ends where the page does. It reaches up to where the plan
 * ends the text of the page, so that the browser breaks the page there.
 */
import { type Block, type Flow, type Note, type Part, SPARE, type Turn } from './turn.ts'

/**
 * The notes of a page, and what they hang from; or none, where a page has to end before a line whose notes it has no room
 * for. Notes are their 0-based places in the list of all; lengths are CSS px.
 */
export interface Foot {
  /** Counted from 0 at the first page of the flow. */
  page: number
  /** In the order in which they are counted. */
  notes: number[]
  /** The one whose mark stands first on the page; null where there is none. */
  first: number | null
  /** 0-based place, among all steps of the plan, of the block with that mark. */
  step: number
  /** From there, a line or the head of the block, to the end of the text. */
  drop: number
  /** From the end of the text to the foot of the page. */
  height: number
}

export interface Feet {
  feet: Foot[]
  /** Steps whose block begins the page after one with notes: the browser would begin it under the text. */
  heads: number[]
}

/** A mark on its page. */
interface Spot {
  part: Part
  note: Note
  /** Of what the notes can hang from, from the head of the page. */
  top: number
}

/** By so much less than a line they stay away from the end of the text, so that no hair counts there either. */
const AWAY = 4

/** @returns Nothing for a flow without notes. */
export function feetOf(turns: Turn[], flow: Flow): Feet {
  if (flow.blocks.every(({ notes }) => notes.length === 0)) return { feet: [], heads: [] }
  const parts = turns.flatMap(({ parts }) => parts)
  const steps = stepsOf(turns)
  const ends = endsOf(parts)
  /** Of each page, the place of its first part. */
  const firsts = new Map([...parts.entries()].reverse().map(([index, { page }]) => [page, index]))
  const spots = spotsIn(parts, flow)
  const feet: Foot[] = []
  const heads = new Set<number>()
  const begin = (index: number | undefined) => {
    const part = parts[index ?? -1]
    if (!part || part.from > 0) return
    const { forced, landscape } = flow.blocks[part.block]!
    if (!forced && !landscape) heads.add(steps(part))
  }
  /** @param top Where it hangs from, on its page. */
  const add = (part: Part, top: number, notes: number[], first: number | null) => {
    const { page, block } = part
    const foot = flow.heights[flow.blocks[block]!.landscape ? 'landscape' : 'page'] - SPARE
    const end = Math.min(ends.get(page)! + AWAY, foot)
    feet.push({ page, notes, first, step: steps(part), drop: Math.max(0, end - top), height: foot - end })
  }
  for (const [page, own] of spots) {
    const [{ part, top, note }] = own as [Spot]
    const notes = own.map(({ note }) => note.note).sort((a, b) => a - b)
    add(part, top, notes, note.note)
    begin(firsts.get(page))
    begin(firsts.get(page + 1))
    const cut = firsts.get(page)! - 1
    if (!isCut(parts[cut], parts[cut + 1]!, flow) || spots.has(page - 1)) continue
    add(parts[cut]!, freeTop(parts, cut, flow.blocks), [], null)
    if (firsts.get(page - 1) === cut) begin(cut)
  }
  return { feet, heads: [...heads] }
}

/** Whether a text that begins on one page goes on on another; a table is divided by the compiler itself. */
function isCut(part: Part | undefined, next: Part, { blocks }: Flow): boolean {
  return (
    part?.block === next.block &&
    part.from === 0 &&
    part.page === next.page - 1 &&
    blocks[part.block]!.role !== 'figure'
  )
}

/** Tells the step that places a part, by its 0-based place among all of the plan. */
function stepsOf(turns: Turn[]): (part: Part) => number {
  const steps = turns.flatMap(({ steps }) => steps)
  const first = new Map<number, number>()
  for (const [index, { block }] of steps.entries()) if (!first.has(block)) first.set(block, index)
  return ({ block, from }) => {
    const step = first.get(block)!
    // A paragraph around a landscape page: the second part stands after the page.
    const { part } = steps[step]!
    return part && from >= part.to ? step + 2 : step
  }
}

/** Where the text of each page ends. */
function endsOf(parts: Part[]): Map<number, number> {
  const ends = new Map<number, number>()
  for (const { page, end } of parts) ends.set(page, Math.max(end, ends.get(page) ?? 0))
  return ends
}

/** By page, in the order of their blocks. */
function spotsIn(parts: Part[], { blocks }: Flow): Map<number, Spot[]> {
  const spots = new Map<number, Spot[]>()
  for (const [index, part] of parts.entries()) {
    for (const note of blocks[part.block]!.notes) {
      if (note.at < part.from || note.at >= part.to) continue
      const top =
        note.hook === null ? freeTop(parts, index, blocks) : Math.max(0, part.end - (part.to - note.hook))
      spots.set(part.page, [...(spots.get(part.page) ?? []), { part, note, top }])
    }
  }
  return spots
}

/** Where a float before a block begins: under the margin of what stands over it, which does not reach over a page. */
function freeTop(parts: Part[], index: number, blocks: Block[]): number {
  const before = parts[index - 1]
  return before?.page === parts[index]!.page ? before.end + blocks[before.block]!.below : 0
}

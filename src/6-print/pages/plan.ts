/**
 * In which order text and figures stand, so that pages are full: planned from measured heights, without a browser.
 *
 * Text keeps its order and figures keep theirs; between two headings a figure may stand anywhere among the text, as long
 * as it is near the place where it is first mentioned, and never before the text that announces it. Of these orders the
 * plan has the one with the smallest holes at the feet of pages and the fewest figures moved.
 */
import { type Block, endingAt, type Flow, placed, placedAround, type Step, start, type Turn } from './turn.ts'

/** A text that goes before a figure costs as much as a hole of 3 % of a page. */
const TEXT_FIRST = 0.03 ** 2

/** A figure that goes before a text, which as a rule leads to it, costs as much as a hole of 10 %. */
const FIGURE_FIRST = 0.1 ** 2

/** Pages of text that a figure may pass. */
const FARTHEST = 1

/** Turns that are followed up: the cheapest of those with which the same blocks have been placed. */
const MOST_TURNS = 20

/**
 * @param given Turns that stand as they are, with the places that were measured; what follows is planned.
 * @returns A turn for each block in its new order; two blocks share one where a paragraph goes on after a landscape page.
 */
export function planPages(flow: Flow, given: Turn[] = []): Turn[] {
  let turns: Turn[] = [start]
  for (const run of runsOf(flow.blocks)) turns = merged(turns, run, flow, given)
  const path: Turn[] = []
  for (let turn = turns[0]!; turn.before; turn = turn.before) path.push(turn)
  return path.reverse()
}

/** Whether two turns place the same parts of the same blocks. */
export function isSame(turn: Turn, other: Turn): boolean {
  return (
    turn.steps.length === other.steps.length &&
    turn.steps.every((step, index) => isSamePart(step, other.steps[index]!))
  )
}

function isSamePart({ block, cuts, part }: Step, other: Step): boolean {
  return (
    block === other.block &&
    cuts.length === other.cuts.length &&
    cuts.every((cut, index) => cut === other.cuts[index]) &&
    part?.from === other.part?.from &&
    part?.to === other.part?.to
  )
}

/** Blocks that may change places: text and figures between two headings. Any other block is a run of its own. */
function runsOf(blocks: Block[]): number[][] {
  const runs: number[][] = []
  let open = false
  for (const [index, { role, section, forced }] of blocks.entries()) {
    const moves = role === 'text' || role === 'figure'
    if (open && moves && !forced && section === blocks[index - 1]!.section) runs.at(-1)!.push(index)
    else runs.push([index])
    open = moves
  }
  return runs
}

/** Turns through a run: its texts and its figures are merged in every way that moves no figure far. */
function merged(turns: Turn[], run: number[], flow: Flow, given: Turn[]): Turn[] {
  const texts = run.filter((index) => flow.blocks[index]!.role !== 'figure')
  const figures = run.filter((index) => flow.blocks[index]!.role === 'figure')
  // Turns by the number of texts, then of figures, that have been placed.
  const table: Turn[][][] = Array.from({ length: texts.length + 1 }, () => figures.concat(-1).map(() => []))
  table[0]![0] = turns
  for (const [done, row] of table.entries()) {
    for (const [shown, cell] of row.entries()) {
      const best = cheapest(cell)
      if (best.length === 0) continue
      const grow = (into: Turn[], cost: number, place: (turn: Turn) => Turn | null) => {
        for (const turn of best) {
          const next = asGiven(place(turn), given)
          if (!next) continue
          next.cost += cost
          into.push(next)
        }
      }
      const text = texts[done]
      if (text !== undefined) grow(table[done + 1]![shown]!, 0, (turn) => placed(turn, text, flow))
      const figure = figures[shown]
      if (figure === undefined || (text !== undefined && flow.blocks[texts[done - 1] ?? -1]?.leads)) continue
      const passed = texts.filter((index, place) => index < figure !== place < done)
      if (heightOf(passed, flow) > FARTHEST * flow.heights.page) continue
      // It would take the heading from the text under it.
      if (flow.blocks[figure]!.landscape && done === 0 && passed.length > 0) continue
      if (passed.some((index) => index < figure && flow.blocks[index]!.mentions.includes(figure))) continue
      const cost = costOfPassing(passed, figure)
      grow(row[shown + 1]!, cost, (turn) => placed(turn, figure, flow))
      if (text !== undefined && flow.blocks[figure]!.landscape)
        grow(table[done + 1]![shown + 1]!, cost, (turn) => placedAround(turn, text, figure, flow))
    }
  }
  return cheapest(table[texts.length]![figures.length]!)
}

/** @param passed Texts that the figure goes before though they stand before it, or behind though they stand behind it. */
function costOfPassing(passed: number[], figure: number): number {
  return passed.length * (passed.some((index) => index < figure) ? FIGURE_FIRST : TEXT_FIRST)
}

function heightOf(indexes: number[], { blocks }: Flow): number {
  return indexes.reduce((sum, index) => sum + blocks[index]!.height, 0)
}

/** Null where another turn is given; at the measured place where it is the given one. */
function asGiven(turn: Turn | null, given: Turn[]): Turn | null {
  const set = turn && given[turn.count - 1]
  if (!set) return turn
  if (!isSame(turn, set)) return null
  return turn.lead ? turn : endingAt(turn, set.page, set.end)
}

/** Of the turns that end at the same place the cheapest, and of those not too many. */
function cheapest(turns: Turn[]): Turn[] {
  const best = new Map<number, Turn>()
  for (const turn of turns) {
    const place = (turn.page * 100_000 + Math.round(turn.end)) * 10_000 + Math.round(turn.notes)
    const other = best.get(place)
    if (!other || turn.cost < other.cost) best.set(place, turn)
  }
  return [...best.values()].sort((a, b) => a.cost - b.cost).slice(0, MOST_TURNS)
}

/**
 * One block after the other on pages, as the browser will set them: where each begins and ends, and what that costs.
 *
 * All lengths are CSS px; ends are measured from the head of a page's text area.
 */

/** Where a block can be divided: what stands before ends at `end`, what comes after begins at `start` of the block. */
export interface Break {
  end: number
  start: number
}

export interface Block {
  /** `fixed` is text that no figure passes. */
  role: 'heading' | 'text' | 'figure' | 'fixed'
  /** Number of the chapter it stands in. */
  section: number
  height: number
  /** Margins. */
  above: number
  below: number
  /** In the order of the block; empty for a block that stays whole. */
  breaks: Break[]
  /** Height of what a page after a break says again: the head of a table. */
  repeated: number
  /** Stands on landscape pages of its own. */
  landscape: boolean
  /** Begins a page in any case. */
  forced: boolean
  /** Is not parted from the block after it, as a heading. */
  leads: boolean
  /** Whether it is a paragraph, which can go on after a landscape page. */
  paragraph: boolean
  /** Figures that it is the first of its section to refer to: their 0-based places in the list of blocks. */
  mentions: number[]
}

/** What is to be set on pages. */
export interface Flow {
  blocks: Block[]
  /** Heights of the text areas of pages. */
  heights: { page: number; landscape: number }
}

/** A block, or a part of it, in its turn. */
export interface Step {
  /** 0-based place in the list of blocks. */
  block: number
  /** Of a table: numbers of rows after which it is divided. */
  cuts: number[]
  /** Of a paragraph around a landscape page: offsets of the part. */
  part: { from: number; to: number } | null
  /** The page it begins on, counted from 0; for a block that waits, the page at that time. */
  page: number
}

/** What stands on the pages after one more turn. */
export interface Turn {
  steps: Step[]
  /** The page that is being filled, counted from 0, and where its last block ends; 0 on an empty page. */
  page: number
  end: number
  /** Margin below the last block. */
  below: number
  /** After a break that is forced, a margin at the head of a page stays. */
  afterForced: boolean
  /** Blocks that wait for the one they stand over. */
  lead: { above: number; height: number; below: number } | null
  cost: number
  before: Turn | null
  /** Its number, from 1. */
  count: number
}

/**
 * CSS px that stay free under the rows of a divided table. The browser rounds the heights of its parts anew, and a part
 * that is too high by a hair would leave its last row alone on a page.
 */
const SPARE = 2

/** Part of a page that may stay empty: the promise is 85 %, measured by the last line, which ends before its block. */
const LARGEST_HOLE = 0.13

/** A page with a larger hole, and a page more between figure and mention, weigh more than everything else together. */
const FAILURE = 1

/** Before the first block. */
export const start: Turn = {
  steps: [],
  page: 0,
  end: 0,
  below: 0,
  afterForced: true,
  lead: null,
  cost: 0,
  before: null,
  count: 0,
}

/** The turn after the block. */
export function placed(turn: Turn, index: number, flow: Flow): Turn {
  const block = flow.blocks[index]!
  if (block.leads) return withLead(turn, index, block)
  if (block.landscape) return withLandscape(turn, index, flow)
  const opened = opens(turn, block, flow.heights.page)
  const { page, end, cuts, cost } = fill(opened.page, opened.top, block, 0, flow.heights.page)
  const next: Turn = {
    steps: [
      { block: index, cuts: block.role === 'figure' ? rowsAt(cuts) : [], part: null, page: opened.page },
    ],
    page,
    end,
    below: block.below,
    afterForced: false,
    lead: null,
    cost: turn.cost + opened.cost + cost,
    before: turn,
    count: turn.count + 1,
  }
  next.cost += farness(next, index, flow)
  return next
}

function withLead(turn: Turn, index: number, block: Block): Turn {
  const { lead } = turn
  const forced = block.forced ? { page: turn.end > 0 ? turn.page + 1 : turn.page, end: 0, below: 0 } : {}
  return {
    ...turn,
    ...forced,
    steps: [{ block: index, cuts: [], part: null, page: turn.page }],
    afterForced: block.forced || turn.afterForced,
    lead: lead
      ? {
          above: lead.above,
          height: lead.height + Math.max(lead.below, block.above) + block.height,
          below: block.below,
        }
      : block,
    before: turn,
    count: turn.count + 1,
  }
}

/** Where a block begins, with the headings over it: on this page if its first part fits, else on the next one. */
function opens(turn: Turn, block: Block, height: number): { page: number; top: number; cost: number } {
  const { lead } = turn
  const led = lead ? lead.height + Math.max(lead.below, block.above) : 0
  const margin = Math.max(turn.below, (lead ?? block).above)
  const atHead = turn.end === 0 && !turn.afterForced
  const top = (atHead ? 0 : turn.end + margin) + led
  if (block.forced && turn.end > 0) return { page: turn.page + 1, top: block.above, cost: 0 }
  if (turn.end === 0 || top + firstPart(block) <= height) return { page: turn.page, top, cost: 0 }
  return { page: turn.page + 1, top: led, cost: costOf(turn.end, height) }
}

function firstPart({ breaks, height }: Block): number {
  return breaks[0]?.end ?? height
}

/** Sets a block from its offset on; it goes on at the heads of the pages that follow. */
function fill(page: number, top: number, block: Block, offset: number, height: number) {
  const cuts: number[] = []
  const foot = block.role === 'figure' && block.breaks.length > 0 ? height - SPARE : height
  let cost = 0
  for (;;) {
    const again = offset > 0 && top === 0 ? block.repeated : 0
    const end = top + again + block.height - offset
    if (end <= foot) return { page, end, cuts, cost }
    const cut = block.breaks.findLastIndex(
      (each) => each.start > offset && top + again + each.end - offset <= foot,
    )
    // What is higher than a page runs over.
    if (cut < 0) return { page, end: height, cuts, cost: cost + FAILURE }
    const { end: last, start } = block.breaks[cut]!
    cost += costOf(top + again + last - offset, height)
    cuts.push(cut)
    offset = start
    top = 0
    page++
  }
}

/** At least two rows stand before the first break. */
function rowsAt(cuts: number[]): number[] {
  return cuts.map((cut) => cut + 2)
}

/** A landscape page begins after whatever stands before it; headings directly before it stand on it. */
function withLandscape(turn: Turn, index: number, flow: Flow): Turn {
  const block = flow.blocks[index]!
  const top = turn.lead ? turn.lead.height + turn.lead.below : 0
  const first = turn.end > 0 ? turn.page + 1 : turn.page
  const { page, cuts, cost } = fill(first, top, block, 0, flow.heights.landscape)
  const next: Turn = {
    steps: [{ block: index, cuts: rowsAt(cuts), part: null, page: first }],
    page: page + 1,
    end: 0,
    below: 0,
    afterForced: true,
    lead: null,
    cost: turn.cost + cost + (turn.end > 0 ? costOf(turn.end, flow.heights.page) : 0),
    before: turn,
    count: turn.count + 1,
  }
  next.cost += farness(next, index, flow)
  return next
}

/** A paragraph that goes on after a landscape page; null where it does not reach the foot of the page. */
export function placedAround(turn: Turn, text: number, figure: number, flow: Flow): Turn | null {
  const block = flow.blocks[text]!
  if (!block.paragraph || block.leads || !flow.blocks[figure]!.landscape) return null
  const whole = placed(turn, text, flow)
  const opened = opens(turn, block, flow.heights.page)
  const { cuts } = fill(opened.page, opened.top, block, 0, flow.heights.page)
  const cut = block.breaks[cuts[0] ?? -1]
  if (!cut) return null
  const before: Turn = {
    ...whole,
    page: opened.page,
    end: opened.top + cut.end,
    cost: turn.cost + opened.cost,
  }
  const turned = withLandscape(before, figure, flow)
  const rest = fill(turned.page, 0, block, cut.start, flow.heights.page)
  return {
    ...whole,
    steps: [
      { block: text, cuts: [], part: { from: 0, to: cut.end }, page: opened.page },
      ...turned.steps,
      { block: text, cuts: [], part: { from: cut.start, to: block.height }, page: turned.page },
    ],
    page: rest.page,
    end: rest.end,
    cost: turned.cost + rest.cost,
  }
}

/** What the hole at the foot of a page costs. */
function costOf(end: number, height: number): number {
  const hole = Math.max(0, 1 - end / height)
  return hole ** 2 + (hole > LARGEST_HOLE ? FAILURE : 0)
}

/** What it costs that a figure is more than a page from its first mention, known when the later of the two is placed. */
function farness(turn: Turn, index: number, { blocks }: Flow): number {
  const { role, mentions } = blocks[index]!
  if (role !== 'figure' && mentions.length === 0) return 0
  const page = role === 'figure' ? turn.steps[0]!.page : turn.page
  for (let other = turn.before; other?.before; other = other.before) {
    if (blocks[other.steps[0]!.block]!.role === 'heading') break
    for (const { block, page: first } of other.steps) {
      const met = role === 'figure' ? blocks[block]!.mentions.includes(index) : mentions.includes(block)
      if (met) return FAILURE * Math.max(0, page - first - 1)
    }
  }
  return 0
}

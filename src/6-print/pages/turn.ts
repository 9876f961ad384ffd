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

/** A footnote: it stands at the foot of the page that its mark stands on. */
export interface Note {
  /** Its 0-based place in the list of notes. */
  note: number
  /** Of the middle of its mark's line, from the head of the block. */
  at: number
  height: number
  /** Of what the notes can hang from in the line of the mark, from the head of the block; null where nothing can. */
  hook: number | null
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
  /** In the order of their marks. */
  notes: Note[]
}

/** What is to be set on pages. */
export interface Flow {
  blocks: Block[]
  /** Heights of the text areas of pages, and of the rule over the notes at the foot of one. */
  heights: { page: number; landscape: number; rule: number }
}

/** What of a block stands on one page. */
export interface Part {
  block: number
  page: number
  /** From and to which offset of the block. */
  from: number
  to: number
  /** Where it ends on its page. */
  end: number
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
  /** In the order of pages; of blocks that lead, with the block that they lead to. */
  parts: Part[]
  /** The page that is being filled, counted from 0, and where its last block ends; 0 on an empty page. */
  page: number
  end: number
  /** Height of the notes at the foot of that page, without their rule. */
  notes: number
  /** Margin below the last block. */
  below: number
  /** After a break that is forced, a margin at the head of a page stays. */
  afterForced: boolean
  /** Blocks that wait for the one they stand over. */
  lead: Lead | null
  cost: number
  before: Turn | null
  /** Its number, from 1. */
  count: number
}

/** Blocks that stand directly over another one. */
interface Lead {
  above: number
  height: number
  below: number
  /** Height of their notes. */
  notes: number
  /** Where each ends, from the head of the first one. */
  ends: Array<{ block: number; height: number; end: number }>
}

/**
 * CSS px that stay free at the foot of a page, under the rows of a divided table and under notes. The browser rounds heights
 * anew: what is too high by a hair would leave its last row alone on a page, or stand on the next one.
 */
export const SPARE = 2

/** Part of a page that may stay empty: the promise is 85 %, measured by the last line, which ends before its block. */
const LARGEST_HOLE = 0.13

/** A page with a larger hole, and a page more between figure and mention, weigh more than everything else together. */
const FAILURE = 1

/** What stands over the end of its page is worse than any page that is not full. */
const OVERFLOW = 1000

/** Before the first block. */
export const start: Turn = {
  steps: [],
  parts: [],
  page: 0,
  end: 0,
  notes: 0,
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
  // The last one leads to nothing.
  if (block.leads && index < flow.blocks.length - 1) return withLead(turn, index, block)
  if (block.landscape) return withLandscape(turn, index, flow)
  const opened = opens(turn, block, flow.heights)
  const { parts, cuts, cost, page, end, notes } = fill(opened, index, 0, flow, flow.heights.page)
  const next: Turn = {
    steps: [
      { block: index, cuts: block.role === 'figure' ? rowsAt(cuts) : [], part: null, page: opened.page },
    ],
    parts: [...opened.led, ...parts],
    page,
    end,
    notes,
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

/** The same turn where it was measured to end. */
export function endingAt(turn: Turn, page: number, end: number): Turn {
  const { parts } = turn
  return { ...turn, page, end, parts: [...parts.slice(0, -1), { ...parts.at(-1)!, page, end }] }
}

function withLead(turn: Turn, index: number, block: Block): Turn {
  const { lead } = turn
  const forced = block.forced
    ? { page: turn.end > 0 ? turn.page + 1 : turn.page, end: 0, below: 0, notes: 0 }
    : {}
  const top = lead ? lead.height + Math.max(lead.below, block.above) : 0
  const height = top + block.height
  return {
    ...turn,
    ...forced,
    steps: [{ block: index, cuts: [], part: null, page: turn.page }],
    parts: [],
    afterForced: block.forced || turn.afterForced,
    lead: {
      above: lead?.above ?? block.above,
      height,
      below: block.below,
      notes: (lead?.notes ?? 0) + notesIn(block, 0, block.height),
      ends: [...(lead?.ends ?? []), { block: index, height: block.height, end: height }],
    },
    before: turn,
    count: turn.count + 1,
  }
}

/** Where a block begins, and what is known of its page. */
interface Opened {
  page: number
  top: number
  /** Of the notes on that page, with those of the headings over the block. */
  notes: number
  cost: number
  /** The headings over it. */
  led: Part[]
}

/** With the headings over it: on this page if its first part fits, else on the next one. */
function opens(turn: Turn, block: Block, heights: Flow['heights']): Opened {
  const { lead } = turn
  const led = lead ? lead.height + Math.max(lead.below, block.above) : 0
  const margin = Math.max(turn.below, (lead ?? block).above)
  const atHead = turn.end === 0 && !turn.afterForced
  const top = (atHead ? 0 : turn.end + margin) + led
  const own = lead?.notes ?? 0
  const at = (page: number, top: number, notes: number, cost: number): Opened => ({
    page,
    top,
    notes: notes + own,
    cost,
    led: partsOf(lead, page, top - led),
  })
  const next = turn.page + 1
  if (block.forced && turn.end > 0) return at(next, block.above, 0, 0)
  const first = firstPart(block)
  const room =
    roomFor(turn.notes + own + notesIn(block, 0, first), heights.page, heights.rule) - spareOf(block)
  if (turn.end === 0 || top + first <= room) return at(turn.page, top, turn.notes, 0)
  return at(next, led, 0, costOf(turn, heights))
}

function partsOf(lead: Lead | null, page: number, top: number): Part[] {
  return (lead?.ends ?? []).map(({ block, height, end }) => ({
    block,
    page,
    from: 0,
    to: height,
    end: top + end,
  }))
}

/** Of a block that is divided by the compiler and not by the browser. */
function spareOf({ role, breaks }: Block): number {
  return role === 'figure' && breaks.length > 0 ? SPARE : 0
}

function firstPart({ breaks, height }: Block): number {
  return breaks[0]?.end ?? height
}

/** Height of the notes whose marks stand between two offsets. */
function notesIn({ notes }: Block, from: number, to: number): number {
  let height = 0
  for (const note of notes) if (note.at >= from && note.at < to) height += note.height
  return height
}

/** What notes of that height leave of a page. */
function roomFor(notes: number, height: number, rule: number): number {
  return notes > 0 ? height - footOf(notes, rule) - SPARE : height
}

/** Height of notes with the rule over them. */
function footOf(notes: number, rule: number): number {
  return notes > 0 ? rule + notes : 0
}

/** Sets a block from its offset on; it goes on at the heads of the pages that follow. */
function fill(
  opened: Pick<Opened, 'page' | 'top' | 'notes'>,
  index: number,
  offset: number,
  { blocks, heights }: Flow,
  height: number,
) {
  const block = blocks[index]!
  const parts: Part[] = []
  const cuts: number[] = []
  const spare = spareOf(block)
  let { page, top, notes } = opened
  let cost = 0
  for (;;) {
    const head = top + (offset > 0 && top === 0 ? block.repeated : 0) - offset
    const fits = (end: number) =>
      head + end <= roomFor(notes + notesIn(block, offset, end), height, heights.rule) - spare
    const placeTo = (to: number) => {
      notes += notesIn(block, offset, to)
      parts.push({ block: index, page, from: offset, to, end: head + to })
    }
    if (fits(block.height)) {
      placeTo(block.height)
      return { parts, page, end: head + block.height, notes, cuts, cost }
    }
    const cut = block.breaks.findLastIndex((each) => each.start > offset && fits(each.end))
    // What is higher than a page runs over.
    if (cut < 0) {
      placeTo(block.height)
      return { parts, page, end: height, notes, cuts, cost: cost + OVERFLOW }
    }
    const { end: last, start } = block.breaks[cut]!
    placeTo(last)
    cost += costOf({ end: head + last, notes }, { page: height, rule: heights.rule })
    cuts.push(cut)
    offset = start
    top = 0
    notes = 0
    page++
  }
}

/** At least two rows stand before the first break. */
function rowsAt(cuts: number[]): number[] {
  return cuts.map((cut) => cut + 2)
}

/** A landscape page begins after whatever stands before it; headings directly before it stand on it. */
function withLandscape(turn: Turn, index: number, flow: Flow): Turn {
  const { lead } = turn
  const top = lead ? lead.height + lead.below : 0
  const first = turn.end > 0 ? turn.page + 1 : turn.page
  const opened = { page: first, top, notes: lead?.notes ?? 0 }
  const { parts, page, cuts, cost } = fill(opened, index, 0, flow, flow.heights.landscape)
  const next: Turn = {
    steps: [{ block: index, cuts: rowsAt(cuts), part: null, page: first }],
    parts: [...partsOf(lead, first, 0), ...parts],
    page: page + 1,
    end: 0,
    notes: 0,
    below: 0,
    afterForced: true,
    lead: null,
    cost: turn.cost + cost + (turn.end > 0 ? costOf(turn, flow.heights) : 0),
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
  const opened = opens(turn, block, flow.heights)
  const { cuts, parts } = fill(opened, text, 0, flow, flow.heights.page)
  const cut = block.breaks[cuts[0] ?? -1]
  if (!cut) return null
  const before: Turn = {
    ...whole,
    page: opened.page,
    end: opened.top + cut.end,
    notes: opened.notes + notesIn(block, 0, cut.end),
    cost: turn.cost + opened.cost,
  }
  const turned = withLandscape(before, figure, flow)
  const rest = fill({ page: turned.page, top: 0, notes: 0 }, text, cut.start, flow, flow.heights.page)
  return {
    ...whole,
    steps: [
      { block: text, cuts: [], part: { from: 0, to: cut.end }, page: opened.page },
      ...turned.steps,
      { block: text, cuts: [], part: { from: cut.start, to: block.height }, page: turned.page },
    ],
    parts: [...opened.led, parts[0]!, ...turned.parts, ...rest.parts],
    page: rest.page,
    end: rest.end,
    notes: rest.notes,
    cost: turned.cost + rest.cost,
  }
}

/** What the hole at the foot of a page costs. */
function costOf({ end, notes }: Pick<Turn, 'end' | 'notes'>, { page, rule }: { page: number; rule: number }) {
  const hole = Math.max(0, 1 - (end + footOf(notes, rule)) / page)
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

/** Fills pages: the flow is measured in the browser, its order planned here and made there. */
import type { Page } from 'puppeteer'
import { type Feet, feetOf } from './feet.ts'
import { isSame, planPages } from './plan.ts'
import { evenLines } from './tab/even-lines.js'
import { findEnds } from './tab/find-ends.js'
import { fit } from './tab/fit.js'
import { measure } from './tab/measure.js'
import { order } from './tab/order.js'
import { takeNotes } from './tab/take-notes.js'
import type { Flow, Turn } from './turn.ts'

/** The least a figure that is too wide or too high is set to: smaller type cannot be read. */
const SMALLEST_FIGURE = 0.8

/** Where so many orders have been tried and the browser still breaks pages elsewhere, the last one stands. */
const MOST_ORDERS = 5

/** CSS px by which an end may differ from the plan. */
const TOLERANCE = 2

/** Ids of figures, or of the headings before other blocks, that fit no page. */
export interface Misfits {
  wide: string[]
  tall: string[]
}

/** Of a note, and of its mark in the text. */
interface NoteIds {
  id: string
  mark: string
}

/** What the browser says of a document before its blocks are put in order. */
interface Measured {
  misfits: Misfits
  page: { width: number; height: number }
  landscape: { width: number; height: number }
  /** Pages before those of the flow, as far as heights tell it. */
  before: number
  flow: Flow
  /** Of each block. */
  ids: string[][]
  notes: NoteIds[]
}

/** The chapters of an open document in the order in which they fill their pages. */
export class Arrangement {
  readonly measured: Measured
  /** The plan as it is now. */
  turns: Turn[]
  private readonly tab: Page
  /** Notes whose mark has an exact place in the document. */
  private readonly hooked: Set<number>

  /** Null for a document without a flow. */
  static async of(tab: Page): Promise<Arrangement | null> {
    const fitted = await tab.evaluate(fit, SMALLEST_FIGURE)
    if (!fitted) return null
    const { page, landscape, before, wide, tall } = fitted
    await tab.evaluate(evenLines)
    const { rule, notes } = await tab.evaluate(takeNotes, page.height)
    const { blocks, ids } = await tab.evaluate(measure, page.height)
    const flow = { blocks, heights: { page: page.height, landscape: landscape.height, rule } }
    const measured = { misfits: { wide, tall }, page, landscape, before, flow, ids, notes }
    const arrangement = new Arrangement(tab, measured)
    await arrangement.order()
    return arrangement
  }

  private constructor(tab: Page, measured: Measured) {
    const { flow } = measured
    this.tab = tab
    this.measured = measured
    this.hooked = new Set(
      flow.blocks.flatMap(({ notes }) => notes.filter(({ hook }) => hook !== null).map(({ note }) => note)),
    )
    this.turns = planPages(flow)
  }

  private order(): Promise<void> {
    const steps = this.turns.flatMap(({ steps }) => steps)
    const { page, landscape } = this.measured
    return this.tab.evaluate(order, steps, this.feet, { page: page.width, landscape: landscape.width })
  }

  private get feet(): Feet {
    return feetOf(this.turns, this.measured.flow)
  }

  /** Planned pages by id, counted from 0 at the first page of the flow. */
  get pages(): Map<string, number> {
    const pages = new Map<string, number>()
    let waiting: number[] = []
    for (const { steps, lead } of this.turns) {
      for (const { block, page } of steps) {
        waiting.push(block)
        // What leads stands on the page of what follows it.
        if (lead) continue
        for (const id of waiting.flatMap((block) => this.measured.ids[block]!))
          if (!pages.has(id)) pages.set(id, page)
        waiting = []
      }
    }
    for (const { notes, page } of this.feet.feet) {
      for (const note of notes) {
        const { id, mark } = this.measured.notes[note]!
        pages.set(id, page)
        if (this.hooked.has(note)) pages.set(mark, page)
      }
    }
    return pages
  }

  /**
   * @param found Pages of the document by id, 1-based, as they were or are; empty where nothing is known of them.
   * @returns The same with the planned pages in place of those of the flow, which begins where it began.
   */
  expected(found: Map<string, number>): Map<string, number> {
    const { pages } = this
    const known = [...pages].find(([id]) => found.has(id))
    if (!known && found.size > 0) return found
    const before = known ? found.get(known[0])! - known[1] : this.measured.before + 1
    return new Map([...found, ...[...pages].map(([id, page]) => [id, page + before] as const)])
  }

  /** Whether all that is planned, notes among it, stands on its page of the document. */
  isIn(found: Map<string, number>): boolean {
    return [...this.expected(found)].every(([id, page]) => !found.has(id) || found.get(id) === page)
  }

  /** Measures where the browser breaks pages, and arranges what comes after the first place that the plan got wrong. */
  async correct(): Promise<void> {
    for (let orders = 1; orders <= MOST_ORDERS; orders++) {
      const ends = await this.tab.evaluate(findEnds, this.measured.page)
      const { turns, feet } = this
      this.turns = this.corrected(ends)
      if (areSame(turns, this.turns) && areNear(feet, this.feet)) return
      await this.order()
    }
  }

  /** The plan as it was measured, or another one from the first place on after which another order is better. */
  private corrected(ends: End[]): Turn[] {
    let { turns } = this
    for (let given = givenBy(turns, ends); given; given = givenBy(turns, ends)) {
      turns = planPages(this.measured.flow, given)
      if (!areSame(turns, this.turns)) return turns
    }
    return turns
  }
}

function areSame(turns: Turn[], others: Turn[]): boolean {
  return turns.length === others.length && turns.every((turn, index) => isSame(turn, others[index]!))
}

/** Whether notes stand on the same pages, within a hair of where they stood. */
function areNear({ feet, heads }: Feet, other: Feet): boolean {
  return (
    String(heads) === String(other.heads) &&
    feet.length === other.feet.length &&
    feet.every(({ step, notes, drop }, index) => {
      const its = other.feet[index]!
      return (
        step === its.step && String(notes) === String(its.notes) && Math.abs(drop - its.drop) <= TOLERANCE
      )
    })
  )
}

interface End {
  page: number
  end: number
}

/** Turns up to the first one that ends elsewhere than planned, with the place it ends at; null where all end as planned. */
function givenBy(turns: Turn[], ends: End[]): Turn[] | null {
  let step = -1
  for (const [index, turn] of turns.entries()) {
    step += turn.steps.length
    const { page, end } = ends[step]!
    // Nothing comes after a landscape page, and what leads stands where the block after it does.
    if (turn.end === 0 || turn.lead) continue
    if (turn.page === page && Math.abs(turn.end - end) <= TOLERANCE) continue
    return [...turns.slice(0, index), { ...turn, page, end }]
  }
  return null
}

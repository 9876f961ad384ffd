/** Fills pages: the flow is measured in the browser, planned here, laid out there, and planned again where it differs. */
import type { Page } from 'puppeteer'
import { isSame, planPages } from './plan.ts'
import { fit } from './tab/fit.js'
import { layOut } from './tab/lay-out.js'
import { leaveColumns } from './tab/leave-columns.js'
import { measure } from './tab/measure.js'
import type { Turn } from './turn.ts'

/** The least a figure that is too wide or too high is set to: smaller type cannot be read. */
const SMALLEST_FIGURE = 0.8

/** The browser's breaks are known well: one layout is the rule, and where this many do not agree the last one stands. */
const MOST_LAYOUTS = 5

/** CSS px by which an end may differ from the plan. */
const TOLERANCE = 2

/** Ids of figures, or of the headings before other blocks, that fit no page. */
export interface Misfits {
  wide: string[]
  tall: string[]
}

/** Arranges the flow of the document in a tab, once, before it is printed. */
export async function arrange(tab: Page): Promise<Misfits> {
  const fitted = await tab.evaluate(fit, SMALLEST_FIGURE)
  if (!fitted) return { wide: [], tall: [] }
  const { page, landscape, wide, tall } = fitted
  const blocks = await tab.evaluate(measure, page.height)
  const flow = { blocks, heights: { page: page.height, landscape: landscape.height } }
  let turns = planPages(flow)
  for (let layouts = 1; layouts <= MOST_LAYOUTS; layouts++) {
    const ends = await tab.evaluate(
      layOut,
      turns.flatMap(({ steps }) => steps),
      page,
    )
    const revised = revise(turns, ends)
    if (!revised) break
    turns = revised
  }
  await tab.evaluate(leaveColumns)
  return { wide, tall }

  /** Another plan where the browser differs and a better order follows from it; null where none does. */
  function revise(laid: Turn[], ends: End[]): Turn[] | null {
    let planned = laid
    for (;;) {
      const given = givenBy(planned, ends)
      if (!given) return null
      planned = planPages(flow, given)
      if (!planned.every((turn, index) => isSame(turn, laid[index]!))) return planned
    }
  }
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
    // Nothing comes after a landscape page, and headings stand where the block under them does.
    if (turn.end === 0 || turn.lead) continue
    if (turn.page === page && Math.abs(turn.end - end) <= TOLERANCE) continue
    return [...turns.slice(0, index), { ...turn, page, end }]
  }
  return null
}

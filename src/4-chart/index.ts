/** 4-chart: every chart becomes SVG. */
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { BoundChapter, Charted, Float, House, Numbered } from '../report.ts'
import { alignPair } from './pair.ts'
import { panelsOf, widenPanels } from './panels.ts'
import { pairsOf, type Specs, specsOf } from './spec.ts'
import { ChartError, type Draw, type Drawing, type Fitting, measureWith, prepare } from './svg.ts'

/** A title that is wider than its small chart stands over it no more when the chart has grown: it is measured again. */
const ROUNDS = 3

export async function chart(numbered: Numbered, memory: Memory): Promise<Charted> {
  const { chapters, house } = numbered
  if (house.fonts.length > 0) measureWith(house.fonts)
  const charts = new Map<string, string>()
  for (const chapter of chapters) {
    const specs = specsOf(chapter, numbered, memory)
    const drawings = await memory.recall(
      `${chapter.file.path} charts`,
      () => [specs, house.fonts, house.sizes],
      (own) => drawAll(specs, chapter, house, own),
    )
    for (const [float, drawn] of drawings) {
      if (drawn instanceof ChartError)
        fail(chapter.file, float.specPlace ?? float.node.position, 'chart-invalid', drawn.message)
      else charts.set(float.id, drawn.svg)
    }
  }
  return { ...numbered, charts }
}

type Drawings = Map<Float, Drawing | ChartError>

/** Draws the charts of a chapter; of two side by side, again what keeps their plots from meeting. */
async function drawAll(
  specs: Specs,
  chapter: BoundChapter,
  { fonts, chart, sizes }: House,
  memory: Memory,
): Promise<Drawings> {
  const drawings: Drawings = new Map()
  const ready = new Map<Float, Draw>()
  const drawFitted = async (float: Float, fitting: Fitting) => {
    if (!ready.has(float)) ready.set(float, prepare(specs.get(float)!, float.id, float.kind !== null))
    return ready.get(float)!(fitting)
  }
  const draw = async (float: Float, fitting: Fitting, how: string) => {
    const text = JSON.stringify([specs.get(float), fitting])
    const drawn = await memory.recall(
      `${float.id} ${how}`,
      () => [text, fonts],
      () => drawFitted(float, fitting).catch(refusal),
    )
    drawings.set(float, drawn)
    return drawn
  }
  for (const [float, spec] of specs) {
    let drawn = await draw(float, {}, 'drawn')
    let panels = panelsOf(spec)
    for (let round = 1; round <= ROUNDS && panels && !(drawn instanceof ChartError); round++) {
      panels = widenPanels(panels, drawn.width, sizes[float.size])
      if (panels) drawn = await draw(float, { panelWidth: panels.width }, `widened ${round}`)
    }
  }
  for (const pair of pairsOf(chapter, specs)) {
    const [left, right] = pair.map((float) => drawings.get(float))
    if (!left || !right || left instanceof ChartError || right instanceof ChartError) continue
    const paddings = alignPair(left.margins, right.margins, chart.padding)
    for (const [index, padding] of paddings.entries()) {
      if (padding) await draw(pair[index]!, { padding }, 'aligned')
    }
  }
  return drawings
}

/** What is wrong with a spec is known as long as the spec is the same. */
function refusal(error: unknown): ChartError {
  if (error instanceof ChartError) return error
  throw error
}

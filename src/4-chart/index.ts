/** 4-chart: every chart becomes SVG. */
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { BoundChapter, Charted, Drawing, Float, House, Numbered } from '../report.ts'
import { alignPair } from './pair.ts'
import { widenPanels } from './panels.ts'
import { pairsOf, type Specs, specsOf } from './spec.ts'
import { ChartError, drawSvg, measureWith } from './svg.ts'

/** A title that is wider than its small chart stands over it no more when the chart has grown: it is measured again. */
const ROUNDS = 3

export async function chart(numbered: Numbered, memory: Memory): Promise<Charted> {
  const { chapters, house } = numbered
  if (house.fonts.length > 0) measureWith(house.fonts)
  const charts = new Map<string, Drawing>()
  for (const chapter of chapters) {
    const specs = specsOf(chapter, numbered, memory)
    const drawings = await memory.recall(
      `${chapter.file.path} charts`,
      { specs, chapter, fonts: house.fonts, chart: house.chart, sizes: house.sizes },
      drawAll,
    )
    for (const [float, drawn] of drawings) {
      if (drawn instanceof ChartError)
        fail(chapter.file, float.specPlace ?? float.node.position, 'chart-invalid', drawn.message)
      else charts.set(float.id, drawn)
    }
  }
  return { ...numbered, charts }
}

type Drawings = Map<Float, Drawing | ChartError>

type Drawable = Pick<House, 'fonts' | 'chart' | 'sizes'> & { specs: Specs; chapter: BoundChapter }

/** Draws the charts of a chapter; of two side by side, both again where their plots do not meet. */
async function drawAll({ specs, chapter, fonts, chart, sizes }: Drawable, memory: Memory): Promise<Drawings> {
  const drawings: Drawings = new Map()
  const draw = async (float: Float, spec: Record<string, unknown>, how: string) => {
    const { id } = float
    const isKind = float.kind !== null
    const drawn = await memory.recall(
      `${id} ${how}`,
      { spec: JSON.stringify(spec), id, isKind, fonts },
      ({ id, isKind }) => drawSvg(spec, id, isKind).catch(refusal),
      { lasts: true },
    )
    drawings.set(float, drawn)
    return drawn
  }
  for (const [float, spec] of specs) {
    let drawn = await draw(float, spec, 'drawn')
    let panels: Record<string, unknown> | null = spec
    for (let round = 1; round <= ROUNDS && !(drawn instanceof ChartError); round++) {
      panels = widenPanels(panels, drawn.width, sizes[float.size])
      if (!panels) break
      drawn = await draw(float, panels, `widened ${round}`)
    }
  }
  for (const pair of pairsOf(chapter, specs)) {
    const [left, right] = pair.map((float) => drawings.get(float))
    if (!left || !right || left instanceof ChartError || right instanceof ChartError) continue
    const paddings = alignPair(left.margins, right.margins, chart.padding)
    for (const [index, padding] of paddings.entries()) {
      if (padding) await draw(pair[index]!, { ...specs.get(pair[index]!), padding }, 'aligned')
    }
  }
  return drawings
}

/** What is wrong with a spec is known as long as the spec is the same. */
function refusal(error: unknown): ChartError {
  if (error instanceof ChartError) return error
  throw error
}

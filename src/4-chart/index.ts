/** 4-chart: every chart becomes SVG. */
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { BoundChapter, Charted, Drawing, Float, Font, House, Numbered } from '../report.ts'
import { ChartError } from './chart-error.ts'
import { alignPair } from './pair.ts'
import { panelsOf, widenPanels } from './panels.ts'
import { pairsOf, type Specs, specsOf } from './spec.ts'
import type { Draw, Fitting } from './svg.ts'

/** A title that is wider than its small chart stands over it no more when the chart has grown: it is measured again. */
const ROUNDS = 3

export async function chart(numbered: Numbered, memory: Memory): Promise<Charted> {
  const { chapters, house } = numbered
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

/** Draws the charts of a chapter; of two side by side, again what keeps their plots from meeting. */
async function drawAll({ specs, chapter, fonts, chart, sizes }: Drawable, memory: Memory): Promise<Drawings> {
  const drawings: Drawings = new Map()
  const ready = new Map<Float, Promise<Draw>>()
  const readyFor = (float: Float) => {
    const draw = ready.get(float) ?? prepared(specs.get(float)!, float, fonts)
    ready.set(float, draw)
    return draw
  }
  const draw = async (float: Float, fitting: Fitting, how: string) => {
    const { id } = float
    const isKind = float.kind !== null
    const drawn = await memory.recall(
      `${id} ${how}`,
      { spec: JSON.stringify(specs.get(float)), fitting, id, isKind, fonts },
      ({ fitting }) =>
        readyFor(float)
          .then((draw) => draw(fitting))
          .catch(refusal),
      { lasts: true },
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

/** Vega is loaded where there is something to draw. */
async function prepared(spec: Record<string, unknown>, { id, kind }: Float, fonts: Font[]): Promise<Draw> {
  const { measureWith, prepare } = await import('./svg.ts')
  if (fonts.length > 0) measureWith(fonts)
  return prepare(spec, id, kind !== null)
}

/** What is wrong with a spec is known as long as the spec is the same. */
function refusal(error: unknown): ChartError {
  if (error instanceof ChartError) return error
  throw error
}

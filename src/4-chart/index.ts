/** 4-chart: every chart becomes SVG. */
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { BoundChapter, Charted, Drawing, Float, Font, House, Numbered } from '../report.ts'
import { ChartError } from './chart-error.ts'
import { alignPair } from './pair.ts'
import { panelsOf, widenPanels } from './panels.ts'
import { pairsOf, type Specs, specsOf } from './spec.ts'
import type { Draw, Fitting, Sketch } from './svg.ts'

/** A title that is wider than its small chart stands over it no more when the chart has grown: it is measured again. */
const ROUNDS = 3

type Spec = Sketch['spec']

/** Draws in this thread, or has others do it. */
export type Draughtsman = (sketch: Sketch, fonts: Font[]) => Draw

export async function chart(
  numbered: Numbered,
  memory: Memory,
  draughtsman: Draughtsman = here,
): Promise<Charted> {
  const { chapters, house } = numbered
  const { fonts, chart, sizes } = house
  const drawn = await Promise.all(
    chapters.map((chapter) => {
      const specs = specsOf(chapter, numbered, memory)
      const draw = (given: Drawable, own: Memory) => drawAll(given, own, draughtsman)
      return memory.recall(`${chapter.file.path} charts`, { specs, chapter, fonts, chart, sizes }, draw)
    }),
  )
  const charts = new Map<string, Drawing>()
  for (const [index, { file }] of chapters.entries()) {
    for (const [float, drawing] of drawn[index]!) {
      if (drawing instanceof ChartError)
        fail(file, float.specPlace ?? float.node.position, 'chart-invalid', drawing.said)
      else charts.set(float.id, drawing)
    }
  }
  return { ...numbered, charts }
}

type Drawings = Map<Float, Drawing | ChartError>

type Drawable = Pick<House, 'fonts' | 'chart' | 'sizes'> & { specs: Specs; chapter: BoundChapter }

/** Draws the charts of a chapter, as many at once as there is somebody to draw. */
async function drawAll(given: Drawable, memory: Memory, draughtsman: Draughtsman): Promise<Drawings> {
  const { specs, chapter, fonts, chart, sizes } = given
  const draws = new Map([...specs].map(([float, spec]) => [float, draughtsman(sketchOf(float, spec), fonts)]))
  const draw = (float: Float, fitting: Fitting, how: string) => {
    const spec = JSON.stringify(specs.get(float))
    const { id } = float
    const isKind = float.kind !== null
    return memory.recall(
      `${id} ${how}`,
      { spec, fitting, id, isKind, fonts },
      ({ fitting }) => draws.get(float)!(fitting).catch(refusal),
      { lasts: true },
    )
  }
  /** Small charts share what is left of the width once their axes are known. */
  const drawFitting = async ([float, spec]: [Float, Spec]) => {
    let drawn = await draw(float, {}, 'drawn')
    let panels = panelsOf(spec)
    for (let round = 1; round <= ROUNDS && panels && !(drawn instanceof ChartError); round++) {
      panels = widenPanels(panels, drawn.width, sizes[float.size])
      if (panels) drawn = await draw(float, { panelWidth: panels.width }, `widened ${round}`)
    }
    return [float, drawn] as const
  }
  const drawings: Drawings = new Map(await Promise.all([...specs].map(drawFitting)))
  /** Of two side by side, what keeps their plots from meeting is drawn again. */
  const align = async (pair: [Float, Float]) => {
    const [left, right] = pair.map((float) => drawings.get(float))
    if (!left || !right || left instanceof ChartError || right instanceof ChartError) return
    const paddings = alignPair(left.margins, right.margins, chart.padding)
    for (const [index, float] of pair.entries()) {
      const padding = paddings[index]
      if (padding) drawings.set(float, await draw(float, { padding }, 'aligned'))
    }
  }
  await Promise.all(pairsOf(chapter, specs).map(align))
  return drawings
}

function sketchOf({ id, kind }: Float, spec: Spec): Sketch {
  return { spec, id, isKind: kind !== null }
}

/** Vega is loaded where there is something to draw. */
function here(sketch: Sketch, fonts: Font[]): Draw {
  let drawing: Promise<Draw> | null = null
  return async (fitting) => {
    drawing ??= import('./svg.ts').then(({ drawingOf }) => drawingOf(sketch, fonts))
    return (await drawing)(fitting)
  }
}

/** What is wrong with a spec is known as long as the spec is the same. */
function refusal(error: unknown): ChartError {
  if (error instanceof ChartError) return error
  throw error
}

/** 4-chart: every chart becomes SVG. */
import { visit } from 'unist-util-visit'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Chapter, Charted, Float, Numbered } from '../report.ts'
import { alignPair } from './pair.ts'
import { widenPanels } from './panels.ts'
import { isComposed, specsOf } from './spec.ts'
import { ChartError, type Drawing, drawSvg, measureWith } from './svg.ts'

/** A title that is wider than its small chart stands over it no more when the chart has grown: it is measured again. */
const ROUNDS = 3

export async function chart(numbered: Numbered, memory: Memory): Promise<Charted> {
  const { fonts } = numbered.house
  if (fonts.length > 0) measureWith(fonts)
  const specs = specsOf(numbered, memory)
  const drawings = new Map<Float, Drawing>()
  const draw = async (float: Float, spec: Record<string, unknown>, how: string) => {
    const text = JSON.stringify(spec)
    const drawn = await memory.recall(
      `${float.id} ${how}`,
      () => [text, fonts],
      () => drawSvg(spec, float.id).catch(refusal),
    )
    if (drawn instanceof ChartError)
      fail(float.chapter.file, float.specPlace ?? float.node.position, 'chart-invalid', drawn.message)
    else drawings.set(float, drawn)
  }
  const pairs = pairsOf(numbered, memory).filter((pair) =>
    pair.every((float) => specs.has(float) && !isComposed(specs.get(float)!)),
  )
  for (const pair of pairs) sameHeight(pair, specs)
  for (const [float, spec] of specs) {
    await draw(float, spec, 'drawn')
    let panels: Record<string, unknown> | null = spec
    for (let round = 1; panels && round <= ROUNDS; round++) {
      const drawn = drawings.get(float)
      panels = drawn ? widenPanels(panels, drawn.width, numbered.house.sizes[float.size]) : null
      if (panels) await draw(float, panels, `widened ${round}`)
    }
  }
  for (const pair of pairs) {
    const [left, right] = pair.map((float) => drawings.get(float))
    if (!left || !right) continue
    const paddings = alignPair(left.margins, right.margins, numbered.house.chart.padding)
    for (const [index, padding] of paddings.entries()) {
      if (padding) await draw(pair[index]!, { ...specs.get(pair[index]!), padding }, 'aligned')
    }
  }
  const charts = new Map([...drawings].map(([float, { svg }]) => [float.id, svg]))
  return { ...numbered, charts }
}

/** What is wrong with a spec is known as long as the spec is the same. */
function refusal(error: unknown): ChartError {
  if (error instanceof ChartError) return error
  throw error
}

/** The figures that stand side by side. */
function pairsOf({ chapters }: Numbered, memory: Memory): Array<[Float, Float]> {
  return chapters.flatMap((chapter) =>
    memory.recall(
      `${chapter.file.path} pairs`,
      () => [chapter],
      () => pairsIn(chapter),
    ),
  )
}

function pairsIn({ tree }: Chapter): Array<[Float, Float]> {
  const pairs: Array<[Float, Float]> = []
  visit(tree, 'row', ({ children: [left, right] }) => {
    if (left && right) pairs.push([left.float, right.float])
  })
  return pairs
}

/** The lower of two charts grows to the height of the other. */
function sameHeight(pair: [Float, Float], specs: Map<Float, Record<string, unknown>>): void {
  const heights = pair.map((float) => specs.get(float)!.height)
  if (!heights.every((height) => typeof height === 'number')) return
  const height = Math.max(...heights)
  for (const float of pair) specs.set(float, { ...specs.get(float), height })
}

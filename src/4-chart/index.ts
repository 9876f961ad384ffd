/** 4-chart: every chart becomes SVG. */
import { visit } from 'unist-util-visit'
import { fail } from '../message.ts'
import type { Charted, Float, Numbered } from '../report.ts'
import { alignPair } from './pair.ts'
import { isComposed, specsOf } from './spec.ts'
import { ChartError, type Drawing, drawSvg, measureWith } from './svg.ts'

export async function chart(numbered: Numbered): Promise<Charted> {
  if (numbered.house.fonts.length > 0) measureWith(numbered.house.fonts)
  const specs = specsOf(numbered)
  const drawings = new Map<Float, Drawing>()
  const draw = async (float: Float, spec: Record<string, unknown>) => {
    try {
      drawings.set(float, await drawSvg(spec, float.id))
    } catch (error) {
      if (!(error instanceof ChartError)) throw error
      fail(float.chapter.file, float.specPlace ?? float.node.position, 'chart-invalid', error.message)
    }
  }
  const pairs = pairsOf(numbered).filter((pair) =>
    pair.every((float) => specs.has(float) && !isComposed(specs.get(float)!)),
  )
  for (const [left, right] of pairs) sameHeight(specs.get(left)!, specs.get(right)!)
  for (const [float, spec] of specs) await draw(float, spec)
  for (const pair of pairs) {
    const [left, right] = pair.map((float) => drawings.get(float))
    if (!left || !right) continue
    const paddings = alignPair(left.margins, right.margins, numbered.house.chart.padding)
    for (const [index, padding] of paddings.entries()) {
      if (padding) await draw(pair[index]!, { ...specs.get(pair[index]!), padding })
    }
  }
  const charts = new Map([...drawings].map(([float, { svg }]) => [float.id, svg]))
  return { ...numbered, charts }
}

/** The figures that stand side by side. */
function pairsOf({ chapters }: Numbered): Array<[Float, Float]> {
  const pairs: Array<[Float, Float]> = []
  for (const { tree } of chapters) {
    visit(tree, 'row', ({ children: [left, right] }) => {
      if (left && right) pairs.push([left.float, right.float])
    })
  }
  return pairs
}

/** The lower of two charts grows to the height of the other. */
function sameHeight(left: Record<string, unknown>, right: Record<string, unknown>): void {
  if (typeof left.height !== 'number' || typeof right.height !== 'number') return
  left.height = right.height = Math.max(left.height, right.height)
}

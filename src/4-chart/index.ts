/** 4-chart: every chart becomes SVG. */
import { fail } from '../message.ts'
import type { Charted, Numbered } from '../report.ts'
import { specsOf } from './spec.ts'
import { ChartError, drawSvg, measureWith } from './svg.ts'

export async function chart(numbered: Numbered): Promise<Charted> {
  const charts = new Map<string, string>()
  if (numbered.house.fonts.length > 0) measureWith(numbered.house.fonts)
  for (const [float, spec] of specsOf(numbered)) {
    try {
      charts.set(float.id, await drawSvg(spec, float.id))
    } catch (error) {
      if (!(error instanceof ChartError)) throw error
      fail(float.chapter.file, float.specPlace ?? float.node.position, 'chart-invalid', error.message)
    }
  }
  return { ...numbered, charts }
}

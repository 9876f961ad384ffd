/** 4-chart: every chart becomes SVG. */
import { fail } from '../message.ts'
import type { Charted, Dataset, Float, House, Numbered } from '../report.ts'
import { checkFields } from './fields.ts'
import { fillRecipe } from './recipe.ts'
import { ChartError, drawSvg, measureWith } from './svg.ts'

export async function chart(numbered: Numbered): Promise<Charted> {
  const charts = new Map<string, string>()
  const { house, floats } = numbered
  if (house.fonts.length > 0) measureWith(house.fonts)
  for (const float of floats) {
    const spec = specOf(float, house)
    if (!spec) continue
    try {
      charts.set(float.id, await drawSvg(spec, float.id))
    } catch (error) {
      if (!(error instanceof ChartError)) throw error
      fail(float.chapter.file, float.specPlace ?? float.node.position, 'chart-invalid', error.message)
    }
  }
  return { ...numbered, charts }
}

/** The whole spec of a figure; null where it is no chart, or one with mistakes. */
function specOf(float: Float, house: House): Record<string, unknown> | null {
  const { kind, dataset } = float
  if (dataset && !dataset.ok) return null
  const width = house.sizes[float.size]
  let own = float.spec
  if (own) {
    if (!checkFields(float)) return null
  } else if (kind?.draw === 'chart' && dataset && complete(float)) own = fillRecipe(float, house, width)
  if (!own) return null
  const data = dataset ? { data: { name: 'data', values: valuesOf(dataset) } } : {}
  const config = { aria: false, ...house.chart, ...(own.config as object) }
  // Vega-Lite can fit only a single view into a width; composed ones bring their own.
  const fit = isComposed(own) ? {} : { width, autosize: { type: 'fit', contains: 'padding' } }
  return { background: null, ...own, ...data, ...fit, config }
}

function isComposed(spec: Record<string, unknown>): boolean {
  const encoding = (spec.encoding ?? {}) as object
  return (
    ['facet', 'concat', 'hconcat', 'vconcat', 'repeat'].some((key) => key in spec) ||
    ['row', 'column', 'facet'].some((key) => key in encoding)
  )
}

/** Whether every parameter that the kind needs was understood. */
function complete({ kind, params }: Float): boolean {
  return kind!.params.every(({ name, optional }) => optional || params[name] !== null)
}

/** Rows for Vega: numbers as numbers, everything else as printed. */
function valuesOf(dataset: Dataset): Array<Record<string, unknown>> {
  return dataset.rows.map((row) => {
    const cells = dataset.columns.map(({ name, type }) => {
      const cell = row.cells[name]!
      return [name, type === 'number' || cell.value === null ? cell.value : cell.text] as const
    })
    const _provenance = Object.fromEntries(
      dataset.columns.map(({ name }) => [name, row.cells[name]!.provenance]),
    )
    return { ...Object.fromEntries(cells), _forecast: row.forecast, _provenance }
  })
}

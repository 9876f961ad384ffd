/** The whole Vega-Lite spec of every chart. */
import type { Memory } from '../memory.ts'
import type { Dataset, Float, House, Numbered } from '../report.ts'
import { checkSpec } from './check.ts'
import { fillRecipe } from './recipe.ts'

/** Data inlined, sizes in CSS px. A chart with mistakes has messages and no spec. */
export function specsOf(
  { floats, house, settings }: Numbered,
  memory: Memory,
): Map<Float, Record<string, unknown>> {
  // How pages are put together is no matter of a chart.
  const { liquid, styles, reader, spelling, hanLatinSpace, ...look } = house
  const { seriesColors } = settings
  const specs = floats.map((float) => {
    const inputs = [float, ...Object.values(look), seriesColors]
    const files = [float.chapter.file, ...(float.kind ? [float.kind.file] : [])]
    const spec = memory.recall(
      `${float.id} spec`,
      () => inputs,
      () => specOf(float, house, seriesColors),
      files,
    )
    return [float, spec] as const
  })
  return new Map(specs.filter((pair): pair is [Float, Record<string, unknown>] => pair[1] !== null))
}

/** The whole spec of a figure; null where it is no chart, or one with mistakes. */
function specOf(
  float: Float,
  house: House,
  seriesColors: Record<string, number>,
): Record<string, unknown> | null {
  const { kind, dataset } = float
  if (dataset && !dataset.ok) return null
  const width = house.sizes[float.size]
  let own = float.spec
  if (own) {
    if (!checkSpec(float)) return null
  } else if (kind?.draw === 'chart' && dataset && complete(float))
    own = fillRecipe(float, house, seriesColors, width)
  if (!own) return null
  const data = dataset ? { data: { name: 'data', values: valuesOf(dataset) } } : {}
  const config = { aria: false, ...house.chart, ...(own.config as object) }
  // Vega-Lite can fit only a single view into a width; composed ones bring their own.
  const fit = isComposed(own)
    ? {}
    : { width, height: heightOf(own.height, dataset), autosize: { type: 'fit', contains: 'padding' } }
  return { background: null, ...own, ...data, ...fit, config }
}

/** What an axis with its title needs below the bars, in CSS px. */
const AXIS = 44

/** A height of `{ step: 22 }` is that much a row: Vega-Lite itself cannot do so and fit a width. */
function heightOf(written: unknown, dataset: Dataset | null): unknown {
  if (typeof written !== 'object' || written === null || !('step' in written)) return written
  return Number(written.step) * (dataset?.rows.filter(({ hidden }) => !hidden).length ?? 0) + AXIS
}

export function isComposed(spec: Record<string, unknown>): boolean {
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
function valuesOf({ rows, columns }: Dataset): Array<Record<string, unknown>> {
  const shown = rows.filter(({ hidden }) => !hidden)
  return shown.map((row, index) => {
    const cells = columns.map(({ name, type }) => {
      const cell = row.cells[name]!
      return [name, type === 'number' || cell.value === null ? cell.value : cell.text] as const
    })
    // A number as printed; a word where a turn from loss to profit has no rate.
    const _text = Object.fromEntries(columns.map(({ name }) => [name, row.cells[name]!.text]))
    const _provenance = Object.fromEntries(columns.map(({ name }) => [name, row.cells[name]!.provenance]))
    // A dashed line to the forecasts begins at the last number that is none.
    const _bridge = row.forecast || (shown[index + 1]?.forecast ?? false)
    return { ...Object.fromEntries(cells), _forecast: row.forecast, _bridge, _text, _provenance }
  })
}

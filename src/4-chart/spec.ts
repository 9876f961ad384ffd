/** The whole Vega-Lite spec of every chart. */
import { SKIP, visit } from 'unist-util-visit'
import { DEFAULT_FORMAT } from '../data/print.ts'
import type { Memory } from '../memory.ts'
import type { BoundChapter, Chapter, Dataset, Float, House, Numbered } from '../report.ts'
import { checkSpec } from './check.ts'
import { legendOf } from './legend.ts'
import { timeDefinition } from './locale.ts'
import { fillRecipe } from './recipe.ts'
import { isDrawable } from './refuse.ts'
import { type DrawnRow, drawnRows } from './rows.ts'

export type Specs = Map<Float, Record<string, unknown>>

/**
 * The charts of a chapter: data inlined, sizes in CSS px. One with mistakes has messages and no spec.
 *
 * @returns The same as long as nothing has changed that they show.
 */
export function specsOf(chapter: BoundChapter, { house, settings }: Numbered, memory: Memory): Specs {
  // How pages are put together is no matter of a chart.
  const { liquid, styles, reader, spelling, hanLatinSpace, footnotes, ...look } = house
  const { seriesColors, language } = settings
  const kinds = [...house.kinds.values()].map(({ file }) => file)
  return memory.recall(
    `${chapter.file.path} specs`,
    { chapter, look, seriesColors, language },
    ({ chapter, look, seriesColors, language }, own) => {
      const specs: Specs = new Map()
      for (const float of chapter.floats) {
        const spec = specOf(float, { house, seriesColors, language, look, memory: own })
        if (spec) specs.set(float, spec)
      }
      for (const pair of pairsOf(chapter, specs)) sameHeight(pair, specs)
      return specs
    },
    { files: [chapter.file, ...kinds] },
  )
}

interface Context {
  house: House
  seriesColors: Record<string, number>
  language: string
  /** The parts of the house that a chart depends on. */
  look: object
  memory: Memory
}

/** The whole spec of a figure; null where it is no chart, or one with mistakes. */
function specOf(float: Float, context: Context): Record<string, unknown> | null {
  const { house, language } = context
  const { kind, dataset } = float
  const width = house.sizes[float.size]
  const rows = dataset ? drawnRows(float, dataset, house.words) : []
  let own = float.spec
  if (own) {
    if (!checkSpec(float)) return null
    if (dataset) own = printedAs(own, dataset)
  } else if (kind && dataset && complete(float) && isDrawable(float, { ...dataset, rows }, width)) {
    if (kind.draw === 'chart') own = filledRecipe(float, rows, width, context)
  }
  if (!own) return null
  const values = dataset ? valuesOf(rows, dataset) : []
  const data = dataset ? { data: { name: 'data', values } } : {}
  const locale = { time: timeDefinition(language) }
  const written: Record<string, unknown> = { ...house.chart, ...(own.config as object) }
  const lines = float.spec && !isComposed(own) ? legendOf(own, values, house, width) : {}
  const legend = { ...lines, ...(written.legend as object) }
  const config = { aria: false, locale, ...written, legend }
  return {
    background: null,
    ...own,
    ...data,
    ...fitting(own, width, rows.length, float.spec !== null),
    config,
  }
}

/**
 * How a chart fits into its width. Vega-Lite can fit only a single view; composed ones bring their own.
 *
 * @param isOwn Whether the spec was written in a chapter.
 */
function fitting(spec: Record<string, unknown>, width: number, rows: number, isOwn: boolean): object {
  if (isComposed(spec)) return {}
  // A height by steps is that of its bars, whatever their number.
  if (isOwn && typeof spec.height !== 'number' && hasSteps(spec))
    return { width, autosize: { type: 'fit-x', contains: 'padding' } }
  return { width, height: heightOf(spec.height, rows), autosize: { type: 'fit', contains: 'padding' } }
}

/** Whether one of its views has places of the same height from top to bottom. */
function hasSteps(view: Record<string, unknown>): boolean {
  const { y } = (view.encoding ?? {}) as { y?: Record<string, unknown> }
  const layers = (Array.isArray(view.layer) ? view.layer : []) as Array<Record<string, unknown>>
  return (y !== undefined && isDiscrete(y)) || layers.some(hasSteps)
}

/** As Vega-Lite takes a channel that does not say its type. */
function isDiscrete({ type, field, aggregate, bin, timeUnit }: Record<string, unknown>): boolean {
  if (typeof type === 'string') return type === 'nominal' || type === 'ordinal'
  return field !== undefined && !aggregate && !bin && !timeUnit
}

/** A recipe is filled in once, whatever line its figure stands in. */
function filledRecipe(
  float: Float,
  rows: DrawnRow[],
  width: number,
  { house, seriesColors, look, memory }: Context,
): Record<string, unknown> | null {
  const { id, kind, dataset, params, size } = float
  return memory.recall(
    id,
    { kind, dataset, params, size, seriesColors, look },
    () => fillRecipe(float, rows, house, seriesColors, width),
    { files: [kind!.file] },
  )
}

/** What an axis with its title needs below the bars, in CSS px. */
const AXIS = 44

/** A height of `{ step: 22 }` is that much a row: Vega-Lite itself cannot do so and fit a width. */
function heightOf(written: unknown, rows: number): unknown {
  if (typeof written !== 'object' || written === null || !('step' in written)) return written
  return Number(written.step) * rows + AXIS
}

/** A number of a column that a spec prints without a format is printed as everywhere else. */
function printedAs(spec: Record<string, unknown>, { columns }: Dataset): Record<string, unknown> {
  const formats = new Map(
    columns
      .filter(({ type }) => type === 'number')
      .map(({ name, format }) => [name, format || DEFAULT_FORMAT]),
  )
  return fill(spec) as Record<string, unknown>

  function fill(node: unknown): unknown {
    if (Array.isArray(node)) return node.map(fill)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, key === 'text' ? withFormat(value) : fill(value)]),
    )
  }

  function withFormat(channel: unknown): unknown {
    if (typeof channel !== 'object' || channel === null || !('field' in channel)) return channel
    const format = formats.get(String(channel.field))
    const isTold = ['format', 'formatType', 'timeUnit', 'bin'].some((key) => key in channel)
    return format === undefined || isTold ? channel : { ...channel, format }
  }
}

/** Figures side by side that are both charts of a single view. */
export function pairsOf({ tree }: Chapter, specs: Specs): Array<[Float, Float]> {
  const pairs: Array<[Float, Float]> = []
  visit(tree, (node) => {
    // A row is a block, and no text holds one.
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'table') return SKIP
    if (node.type !== 'row') return
    const [left, right] = node.children
    if (left && right) pairs.push([left.float, right.float])
    return SKIP
  })
  return pairs.filter((pair) => pair.every((float) => specs.has(float) && !isComposed(specs.get(float)!)))
}

/** The lower of two charts grows to the height of the other. */
function sameHeight(pair: [Float, Float], specs: Specs): void {
  const heights = pair.map((float) => specs.get(float)!.height)
  if (!heights.every((height) => typeof height === 'number')) return
  const height = Math.max(...heights)
  for (const float of pair) specs.set(float, { ...specs.get(float), height })
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
function valuesOf(rows: DrawnRow[], { columns }: Dataset): Array<Record<string, unknown>> {
  return rows.map((row, index) => {
    const cells = columns.map(({ name, type }) => {
      const cell = row.cells[name]!
      return [name, type === 'number' || cell.value === null ? cell.value : cell.text] as const
    })
    // A number as printed; a word where a turn from loss to profit has no rate.
    const _text = Object.fromEntries(columns.map(({ name }) => [name, row.cells[name]!.text]))
    const _provenance = Object.fromEntries(columns.map(({ name }) => [name, row.cells[name]!.provenance]))
    // A dashed line to the forecasts begins at the last number that is none.
    const _bridge = row.forecast || (rows[index + 1]?.forecast ?? false)
    const _role = row.role ?? ''
    return { ...Object.fromEntries(cells), _forecast: row.forecast, _bridge, _role, _text, _provenance }
  })
}

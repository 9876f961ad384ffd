/** Figures and tables → HTML by the house's templates. */
import { csvFormatRows } from 'd3-dsv'
import { toString as textOf } from 'mdast-util-to-string'
import type { Charted, Dataset, Float } from '../report.ts'
import { type BodyOptions, printedBy, renderBlocks, renderInline } from './body.ts'
import type { Context } from './context.ts'
import type { Engine } from './liquid.ts'

/** Alternative text made from data is at most this long, in characters. */
const LONGEST_ALT = 320

/** Renders a figure; the same text as long as nothing that it says or shows has changed. */
export function renderFigure(float: Float, options: BodyOptions, context: Context): string {
  const { charted, engine, paths, memory, files } = context
  const { house, charts, entries } = charted
  const { words, colors } = house
  const label = entries.get(float.id)?.label ?? ''
  const content = contentOf(float, options)
  const inputs = [
    content,
    label,
    charts.get(float.id),
    float.dataset,
    float.kind,
    words,
    colors,
    engine,
    paths,
  ]
  return memory.recall(
    float.id,
    () => inputs,
    () => render(float, options, context),
    files,
  )
}

/** What a chapter says of a figure, whatever line it stands in. */
function contentOf(float: Float, options: BodyOptions): string {
  const { node, params, content, size, sources, remarks, signs, alt, type } = float
  return printedBy([node.children, content, params, size, sources, remarks, signs, alt, type], options)
}

function render(float: Float, options: BodyOptions, { charted, engine, target }: Context): string {
  const { house, charts } = charted
  const edition = target === 'edition'
  const entry = charted.entries.get(float.id)
  const [caption, ...notes] = float.node.children
  const remarks = float.remarks.map((value) => ({ children: [{ type: 'text' as const, value }] }))
  const svg = charts.get(float.id)
  const figure = {
    id: float.id,
    kind: float.type,
    label: entry?.label ?? '',
    title: renderInline(caption?.children ?? [], options),
    body: svg ? labelSvg(svg, altOf(float, charted)) : bodyOf(float, charted, engine, options),
    is_chart: svg !== undefined,
    is_table: float.kind?.name === 'table' || float.content?.type === 'table',
    sources: float.sources.join(house.words.source_separator ?? '; '),
    notes: [...remarks, ...notes].map((note) => renderInline(note.children, options)),
    signs: float.signs,
    size: float.size,
    alt: altOf(float, charted),
    data: float.dataset && dataOf(float.dataset),
    csv: edition && float.dataset ? csvPath(float) : '',
  }
  return engine.render('parts/figure', { figure, edition, words: house.words })
}

/** Path of the data behind a figure inside the HTML edition. */
export function csvPath(float: Float): string {
  return `data/${float.id}.csv`
}

/** Significant digits of a number in a CSV file: what is computed has no more. */
const DIGITS = 12

/** Numbers unrounded; the byte order mark tells spreadsheets that it is UTF-8. */
export function csvOf(dataset: Dataset): string {
  const head = dataset.columns.map(({ title }) => title)
  const rows = dataset.rows.map((row) =>
    dataset.columns.map(({ name }) => {
      const { value, text } = row.cells[name]!
      return value === null
        ? ''
        : typeof value === 'number'
          ? String(Number(value.toPrecision(DIGITS)))
          : text
    }),
  )
  return `\ufeff${csvFormatRows([head, ...rows])}\n`
}

function bodyOf(float: Float, { house }: Charted, engine: Engine, options: BodyOptions): string {
  const { kind, dataset, content } = float
  if (content)
    return renderBlocks([content], options)
      .map(({ html }) => html)
      .join('')
  if (kind?.draw !== 'html' || !dataset) return ''
  const columns = dataset.columns.map((column) => [
    column.name,
    { ...column, numeric: column.type === 'number' },
  ])
  const shown = dataset.rows.filter(({ hidden }) => !hidden)
  const rows = shown.map((row) => {
    const cells = dataset.columns.map(({ name }) => {
      const cell = row.cells[name]!
      return [name, { ...cell, items: Array.isArray(cell.value) ? cell.value : [] }] as const
    })
    return { ...Object.fromEntries(cells), _forecast: row.forecast, _role: row.role ?? '' }
  })
  return engine.renderKind(kind, {
    rows,
    columns: Object.fromEntries(columns),
    params: float.params,
    words: house.words,
    color: house.colors,
    size: float.size,
  })
}

/** The table behind a figure. */
function dataOf(dataset: Dataset) {
  return {
    columns: dataset.columns.map((column) => ({
      ...column,
      numeric: column.type === 'number',
    })),
    rows: dataset.rows.map((row) => dataset.columns.map(({ name }) => row.cells[name]?.text ?? '')),
  }
}

/** What the author wrote, else the caption and the rows it shows. */
function altOf(float: Float, { entries, house }: Charted): string {
  if (float.alt) return float.alt
  const entry = entries.get(float.id)
  const title = [entry?.label, textOf(float.node.children[0] ?? '')].filter(Boolean).join(' ')
  const { list_separator: comma = ', ', source_separator: stop = '; ', colon = ': ' } = house.words
  const shown = float.dataset?.rows.filter(({ hidden }) => !hidden)
  const rows = shown?.map((row) =>
    float.dataset!.columns.map(({ name }) => row.cells[name]?.text).join(comma),
  )
  const text = rows?.length ? title + colon + rows.join(stop) : title
  return text.length > LONGEST_ALT ? `${text.slice(0, LONGEST_ALT)}…` : text
}

/** An SVG is one picture with one text: marks of their own would make the tagged PDF large and slow. */
function labelSvg(svg: string, alt: string): string {
  return svg.replace(/^<svg /, `<svg role="img" aria-label="${escapeHtml(alt)}" `)
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

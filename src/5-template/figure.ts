/** Figures and tables → HTML by the house's templates. */
import { csvFormatRows } from 'd3-dsv'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { tightened } from '../data/gap.ts'
import { isFilled, markColumns } from '../data/mark.ts'
import type { Cell, Charted, Column, Dataset, Float } from '../report.ts'
import { type BodyOptions, printedBy, renderBlocks, renderInline } from './body.ts'
import type { Context } from './context.ts'
import { escapeHtml } from './escape.ts'
import type { Engine } from './liquid.ts'
import { markTable } from './marks.ts'
import { breakLongWords } from './names.ts'
import { narrowSpaces } from './spacing.ts'

/** Alternative text made from data is at most this long, in characters. */
const LONGEST_ALT = 320

/** Renders a figure; the same text as long as nothing that it says or shows has changed. */
export function renderFigure(float: Float, options: BodyOptions, context: Context): string {
  const { charted, engine, paths, memory, files } = context
  const { house, charts, entries } = charted
  const { words, colors } = house
  const { id, dataset, kind } = float
  const label = entries.get(id)?.label ?? ''
  const content = contentOf(float, options)
  const drawing = charts.get(id)
  const { rawHtml, isTight } = options
  return memory.recall(
    id,
    { content, label, drawing, dataset, kind, words, colors, engine, paths, rawHtml, isTight },
    () => render(float, options, context),
    { files, lasts: true },
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
  const svg = charts.get(float.id)?.svg
  const tight = (text: string) => (options.isTight ? tightened(text) : text)
  const body = svg ? labelSvg(svg, altOf(float, charted)) : bodyOf(float, charted, engine, options)
  const figure = {
    id: float.id,
    kind: float.type,
    label: entry?.label ?? '',
    title: renderInline(caption?.children ?? [], options),
    body: options.isTight ? narrowSpaces(body) : body,
    is_chart: svg !== undefined,
    is_table: float.kind?.name === 'table' || float.content?.type === 'table',
    sources: tight(float.sources.join(house.words.source_separator ?? '; ')),
    notes: [...remarks, ...notes].map((note) => renderInline(note.children, options)),
    signs: float.signs,
    size: float.size,
    alt: altOf(float, charted),
    data: float.dataset && dataOf(float.dataset, house.words),
    csv: edition && float.dataset ? csvPath(float) : '',
  }
  return engine.render('parts/figure', { figure, edition, words: house.words })
}

/** Path of the data behind a figure inside the HTML edition. */
export function csvPath(float: Float): string {
  return `data/${float.id}.csv`
}

/** Significant digits of a computed number: those behind them are noise. */
const DIGITS = 15

/**
 * The data behind a figure for spreadsheets, programs and `yanbao import`: every number with all its digits, and what is
 * said of the rows in columns of their own at the right. The byte order mark tells spreadsheets that it is UTF-8.
 */
export function csvOf(dataset: Dataset, words: Record<string, string>): string {
  const { columns, rows } = dataset
  const marks = markColumns(dataset, words, true)
  const head = [...columns.map(({ title }) => title), ...marks.map(({ name }) => name)]
  const lines = rows.map((row, at) => [
    ...columns.map((column) => csvCell(row.cells[column.name]!, column, words)),
    ...marks.map(({ texts }) => guarded(texts[at]!)),
  ])
  return `\ufeff${csvFormatRows([head.map(guarded), ...lines])}\n`
}

function csvCell(cell: Cell, { derive }: Column, words: Record<string, string>): string {
  const { value, text } = cell
  if (!isFilled(cell, words)) return ''
  if (typeof value === 'number') return plainDigits(derive ? Number(value.toPrecision(DIGITS)) : value)
  return guarded(Array.isArray(value) ? value.join(words.source_separator ?? '; ') : text)
}

/** 1e21 → 1000000000000000000000: every digit of a number, as the shortest text that is read back as it. */
function plainDigits(value: number): string {
  const [, sign = '', whole = '', decimals = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value)) ?? []
  if (exponent === undefined) return String(value)
  const digits = whole + decimals
  const point = whole.length + Number(exponent)
  return point <= 0 ? `${sign}0.${'0'.repeat(-point)}${digits}` : `${sign}${digits.padEnd(point, '0')}`
}

/** A text that a spreadsheet would run as a formula begins with a quote; so does one that begins with such a quote. */
function guarded(text: string): string {
  return /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text
}

function bodyOf(float: Float, charted: Charted, engine: Engine, options: BodyOptions): string {
  const { kind, dataset, content } = float
  const { house } = charted
  if (content) {
    const blocks = renderBlocks([content], options)
    return withAlt(blocks.map(({ html }) => html).join(''), altOf(float, charted))
  }
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
  const html = engine.renderKind(kind, {
    rows,
    columns: Object.fromEntries(columns),
    params: float.params,
    words: { number_range: '–', ...house.words },
    color: house.colors,
    size: float.size,
  })
  return breakLongWords(html)
}

/** The table behind a figure: texts, and what is said of each of them. */
function dataOf(dataset: Dataset, words: Record<string, string>) {
  const { columns, rows } = dataset
  const marks = markTable(dataset, words)
  return {
    columns: columns.map((column) => ({ ...column, numeric: column.type === 'number' })),
    rows: rows.map((row) => columns.map(({ name }) => row.cells[name]?.text ?? '')),
    ...marks,
  }
}

/** What the author wrote, of the figure or of the picture in it; else the caption and the rows it shows. */
function altOf(float: Float, { entries, house }: Charted): string {
  const own = float.alt || pictureText(float)
  if (own) return own
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

/** What is written in the brackets of the pictures that a figure shows. */
function pictureText({ content }: Float): string {
  const texts: string[] = []
  visit(content ?? { type: 'root', children: [] }, 'image', ({ alt }) => {
    if (alt) texts.push(alt)
  })
  return texts.join(' ')
}

/** An SVG is one picture with one text: marks of their own would make the tagged PDF large and slow. */
function labelSvg(svg: string, alt: string): string {
  return svg.replace(/^<svg /, `<svg role="img" aria-label="${escapeHtml(alt)}" `)
}

/** A picture without a text of its own has that of its figure. */
function withAlt(html: string, alt: string): string {
  return html.replaceAll(/(<img\b[^<>]*\balt=)""/g, (_, head: string) => `${head}"${escapeHtml(alt)}"`)
}

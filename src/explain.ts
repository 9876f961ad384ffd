/** From what is printed back to the cell, its source and how sure it is. */
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { BoundNode, Dataset, Entry, Numbered, Place, Trace } from './report.ts'

/**
 * Explains a figure or table by its label or id (`图8`, `fig-market`), or what stands in a line of a chapter
 * (`chapters/01-market.md:12`).
 *
 * @returns Lines for a terminal; null where there is nothing of that name.
 */
export function explain(target: string, numbered: Numbered): string[] | null {
  const [, path, line] = /^(.+):(\d+)$/.exec(target) ?? []
  if (path) return explainLine(path, Number(line), numbered)
  const entry = [...numbered.entries.values()].find(
    ({ id, label }) => id === target || bare(label) === bare(target),
  )
  return entry ? explainEntry(entry) : null
}

/** Names that `explain` knows, for the nearest one. */
export function namesOf({ entries }: Numbered): string[] {
  return [...entries.values()].flatMap(({ id, label }) => [id, bare(label)]).filter(Boolean)
}

function bare(label: string): string {
  return label.replaceAll(/\s+/g, '')
}

function explainEntry({ label, title, float, chapter, place }: Entry): string[] {
  const lines = [`${label} ${textOf(title)}  (${at(chapter.file.path, place)})`]
  const dataset = float?.dataset
  if (!dataset) return [...lines, '  holds no data']
  return [
    ...lines,
    ...originOf(dataset),
    ...dataset.rows.flatMap((row) => {
      const cells = dataset.columns.map((column) => ({ dataset, row, column }))
      return [
        `  ${keyOf(cells[0]!)}  ${at(dataset.file.path, placeOfRow(cells[0]!))}`,
        ...cells.slice(1).map(describe),
      ]
    }),
  ]
}

/** Every bound number and every figure that stands in the line (1-based). */
function explainLine(path: string, line: number, { chapters, floats }: Numbered): string[] | null {
  const chapter = chapters.find(({ file }) => file.path === path)
  if (!chapter) return null
  const lines: string[] = []
  visit(chapter.tree, 'bound', (node: BoundNode) => {
    if (covers(node.position, line)) lines.push(...explainTrace(node))
  })
  const float = floats.find((float) => float.chapter === chapter && covers(float.node.position, line))
  if (float?.dataset) lines.push(`${float.id} shows ${float.dataset.name}`, ...originOf(float.dataset))
  return lines.length > 0 ? lines : [`Nothing in ${path}:${line} comes from a dataset`]
}

function explainTrace(node: BoundNode): string[] {
  const { trace, position } = node
  const datasets = [...new Set(trace.cells.map(({ dataset }) => dataset))]
  const place = position ? `${position.start.line}:${position.start.column}` : ''
  return [
    `${place} ${textOf(node)} = ${trace.address}`,
    ...trace.cells.map((cell) => `${describe(cell)}  ${at(cell.dataset.file.path, placeOfRow(cell))}`),
    ...datasets.flatMap(originOf),
  ]
}

function originOf(dataset: Dataset): string[] {
  const { file, title, sources, asOf, provenance } = dataset
  const about = [sources.join(', '), asOf && `as of ${asOf}`, provenance].filter(Boolean).join('; ')
  return [`  ${file.path}: ${title} (${about})`]
}

type CellTrace = Trace['cells'][number]

function describe({ dataset, row, column }: CellTrace): string {
  const { value = null, text = '', provenance = dataset.provenance } = row.cells[column.name] ?? {}
  const origin = value === null ? 'no number' : provenance
  const how = column.derive ? `, ${column.derive.how} of ${column.derive.of}` : ''
  const key = keyOf({ dataset, row, column })
  return `    ${key} ${column.name} ${text} ${column.unit} [${origin}${how}]`.replaceAll(/(\S) +/g, '$1 ')
}

function keyOf({ dataset, row }: CellTrace): string {
  return row.cells[dataset.columns[0]!.name]?.text ?? ''
}

function placeOfRow({ dataset, row }: CellTrace): Place {
  return dataset.placeOf(['rows', row.index])
}

function covers(place: Place, line: number): boolean {
  return place !== undefined && place.start.line <= line && line <= place.end.line
}

function at(path: string, place: Place): string {
  return place ? `${path}:${place.start.line}:${place.start.column}` : path
}

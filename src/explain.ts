/** From what is printed back to the cell, its source and how sure it is. */
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { keyOf } from './data/keys.ts'
import { basisOf, operandsOf, statedOf } from './data/mark.ts'
import { enumerated, inWords, Phrase, type Sayable, say, saying, type Translations } from './phrase.ts'
import type { BoundNode, Dataset, Derivation, Entry, Numbered, Place, Row, Trace } from './report.ts'
import { addressOf, writtenAt } from './written.ts'

/**
 * Explains a figure or table by its label or id (`图8`, `fig-market`), or what stands in a line of a chapter
 * (`chapters/01-market.md:12`).
 *
 * @param translations Of the language of whoever reads it.
 * @returns Lines for a terminal; null where there is nothing of that name.
 */
export function explain(
  target: string,
  numbered: Numbered,
  translations: Translations = {},
): string[] | null {
  const lines = linesOf(target, numbered)?.map((line) => inWords(line, translations))
  return lines ? [...new Set(lines)] : null
}

function linesOf(target: string, numbered: Numbered): Sayable[] | null {
  const [, path, line] = /^(.+):(\d+)$/.exec(target) ?? []
  if (path) return explainLine(path, Number(line), numbered)
  const entry = [...numbered.entries.values()].find(
    ({ id, label }) => id === target || bare(label) === bare(target),
  )
  return entry ? explainEntry(entry, numbered.house.words) : null
}

/** Names that `explain` knows, for the nearest one. */
export function namesOf({ entries }: Numbered): string[] {
  return [...entries.values()].flatMap(({ id, label }) => [id, bare(label)]).filter(Boolean)
}

function bare(label: string): string {
  return label.replaceAll(/\s+/g, '')
}

function explainEntry({ label, title, float, chapter, place }: Entry, words: Words): Sayable[] {
  const lines = [`${label} ${textOf(title)}  (${addressOf(chapter.file, place)})`]
  const dataset = float?.dataset
  if (!dataset) return [...lines, say`  holds no data`]
  return [
    ...lines,
    ...originOf(dataset),
    ...dataset.rows.flatMap((row) => {
      const cells = dataset.columns.map((column) => ({ dataset, row, column }))
      return [
        joined(['  ', keyOf(dataset, row), roleOf(row), '  ', at(dataset.file.path, placeOfRow(cells[0]!))]),
        ...cells
          .filter(({ column }) => !dataset.keys.includes(column.name))
          .map((cell) => describe(cell, words)),
      ]
    }),
  ]
}

/** Every bound number and every figure that stands in the line (1-based) of a chapter or a piece. */
function explainLine(path: string, line: number, { chapters, house }: Numbered): Sayable[] | null {
  const holding = chapters.filter(({ file }) => isPartOf(path, file))
  if (holding.length === 0) return null
  const lines = holding.flatMap(({ tree, file, floats }) => {
    const covers = (place: Place) => {
      const own = writtenAt(file, place)
      return own.path === path && own.place && own.place.start.line <= line && line <= own.place.end.line
    }
    const found: Sayable[] = []
    visit(tree, 'bound', (node: BoundNode) => {
      if (covers(node.position)) found.push(...explainTrace(node, file, house.words))
    })
    const float = floats.find(({ node }) => covers(node.position))
    const { dataset = null } = float ?? {}
    return dataset ? [...found, say`${float!.id} shows ${dataset.name}`, ...originOf(dataset)] : found
  })
  return lines.length > 0 ? lines : [say`Nothing in ${path}:${line} comes from a dataset`]
}

function isPartOf(path: string, { path: own, data: { origins } }: VFile): boolean {
  return own === path || (origins?.some((origin) => origin.path === path) ?? false)
}

function explainTrace({ trace, position, ...node }: BoundNode, file: VFile, words: Words): Sayable[] {
  const datasets = [...new Set(trace.cells.map(({ dataset }) => dataset))]
  const { start } = writtenAt(file, position).place ?? {}
  const place = start ? `${start.line}:${start.column}` : ''
  return [
    `${place} ${textOf(node)} = ${trace.address}`,
    ...trace.cells
      .flatMap((cell) => [cell, ...operandsOf(cell)])
      .map((cell) =>
        joined([describe(cell, words), roleOf(cell.row), '  ', at(cell.dataset.file.path, placeOfRow(cell))]),
      ),
    ...datasets.flatMap(originOf),
  ]
}

function originOf(dataset: Dataset): Sayable[] {
  const { file, title, sources, asOf, provenance } = dataset
  const about = [sources.join(', '), asOf ? say`as of ${asOf}` : '', saying(provenance)]
  return [joined([`  ${file.path}: ${title} (`, joined(about, '; '), ')'])]
}

type CellTrace = Trace['cells'][number]
type Words = Record<string, string>

/** What a row is beside the others, after its key. */
function roleOf({ role, hidden }: Row): Sayable {
  const said = [role ? saying(role) : '', hidden ? say`hidden` : ''].filter((text) => text !== '')
  return said.length > 0 ? joined([' (', listed(said), ')']) : ''
}

function describe(cell: CellTrace, words: Words): Sayable {
  const { dataset, row, column } = cell
  const { value = null, text = '' } = row.cells[column.name] ?? {}
  const how = column.derive ? derivationText(column.derive) : ''
  const said = [...(value === null ? [say`no number`] : marks(cell, words)), how]
  const shown = [keyOf(dataset, row), column.name, text, column.unit].filter((part) => part !== '')
  return joined([`    ${shown.join(' ')} [`, listed(said), ']'])
}

/** `recalled`, `forecast`, `computed back from growth_2024 (stated 30.1%)` */
function marks(cell: CellTrace, words: Words): Sayable[] {
  const { dataset, row, column } = cell
  const { provenance = dataset.provenance, forecast = false } = row.cells[column.name] ?? {}
  const basis = basisOf(cell)
  const stated = basis ? statedOf(dataset, basis, words) : ''
  return [saying(provenance), forecast ? say`forecast` : '', basis ? back(basis.name, stated) : '']

  function back(name: string, stated: string): Sayable {
    const from = stated ? say`${name} (stated ${stated})` : name
    return column.derive ? say`from numbers computed back from ${from}` : say`computed back from ${from}`
  }
}

/** `yoy of size`, `mean of price, weight volume`, `= profit / revenue` */
function derivationText({ how, of, by, base, weight }: Derivation): Sayable {
  const said = [
    how === 'formula' ? `= ${of}` : say`${how} of ${of}`,
    by === null ? '' : say`by ${by}`,
    base === null ? '' : say`base ${base}`,
    weight === null ? '' : say`weight ${weight}`,
  ]
  return listed(said)
}

function placeOfRow({ dataset, row }: CellTrace): Place {
  return dataset.placeOf(['rows', row.index])
}

/** Those that say something, as a list. */
function listed(parts: Sayable[]): Sayable {
  return enumerated(parts.filter((part) => part !== ''))
}

/** Those that say something, one after the other. */
function joined(parts: Sayable[], between = ''): Sayable {
  const said = parts.filter((part) => part !== '')
  return new Phrase(['', ...said.map((_, index) => (index < said.length - 1 ? between : ''))], said)
}

function at(path: string, place: Place): string {
  return place ? `${path}:${place.start.line}:${place.start.column}` : path
}

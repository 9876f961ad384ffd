/** What the data say of themselves under a figure: notes, and how sure the numbers are. */
import { groupBy } from '../data/group.ts'
import { alikeAmong, cellsComputedBack } from '../data/mark.ts'
import { filled } from '../data/pattern.ts'
import { type Cell, type Dataset, type Float, type Provenance, provenances, type Sign } from '../report.ts'

/** Texts in the order they are printed. The house has words for the kinds of provenance a reader is to know of. */
export function remarksOf(float: Float, dataset: Dataset, words: Record<string, string>): string[] {
  return [
    ...(dataset.note ? [dataset.note] : []),
    ...rowNotes(dataset, words),
    ...computedBack(float, dataset, words),
    ...toldOf(float, dataset, words)
      .filter((provenance) => !words[`${provenance}_sign`])
      .map((provenance) => wordsFor(provenance, float, dataset, words)),
  ]
}

/** What is said of some numbers of a figure may differ from what is said of all of them. */
function wordsFor(provenance: Provenance, float: Float, dataset: Dataset, words: Record<string, string>) {
  const cells = printedCells(dataset, shownColumns(float, dataset))
  const all = cells.every((cell) => cell.provenance === provenance)
  return (all ? undefined : words[`${provenance}_some`]) ?? words[provenance]!
}

/** What the house has a sign for is no text under each figure. */
export function signsOf(float: Float, dataset: Dataset, words: Record<string, string>): Sign[] {
  return toldOf(float, dataset, words).flatMap((provenance) => {
    const sign = words[`${provenance}_sign`]
    return sign ? [{ sign, meaning: words[provenance]! }] : []
  })
}

/** The kinds of provenance among the numbers of a figure that a reader is to know of. */
function toldOf(float: Float, dataset: Dataset, words: Record<string, string>): Provenance[] {
  const cells = printedCells(dataset, shownColumns(float, dataset))
  return provenances.filter(
    (provenance) => words[provenance] && cells.some((cell) => cell.provenance === provenance),
  )
}

/** The columns a figure prints: those its parameters name, or all of them. */
function shownColumns(float: Float, dataset: Dataset): string[] {
  const named = (float.kind?.params ?? [])
    .filter(({ type }) => type === 'column' || type === 'columns')
    .flatMap(({ name }) => float.params[name] ?? [])
    .map(String)
  return named.length > 0 ? named : dataset.columns.map(({ name }) => name)
}

function printedCells(dataset: Dataset, columns: string[]): Cell[] {
  return dataset.rows
    .flatMap(({ cells }) => columns.map((column) => cells[column]))
    .filter((cell) => cell !== undefined && cell.value !== null) as Cell[]
}

/** `2023：由来源所述2024年增速推算`, once for all values of one label that its numbers rest on. */
function computedBack(float: Float, dataset: Dataset, words: Record<string, string>): string[] {
  const shown = dataset.rows.filter(({ hidden }) => !hidden)
  const bases = printedCells({ ...dataset, rows: shown }, shownColumns(float, dataset)).map(
    ({ basis }) => basis,
  )
  const pattern = words.computed_back_remark ?? '{cells}: computed back from {value}'
  return alikeAmong(dataset.values.filter(({ name }) => bases.includes(name))).map((values) =>
    filled(pattern, {
      cells: cellsComputedBack(dataset, values, words),
      value: values[0]!.label || values[0]!.name,
    }),
  )
}

/** `2020、2021：编者插值`: rows with the same note are named together. */
function rowNotes(dataset: Dataset, words: Record<string, string>): string[] {
  const key = dataset.columns[0]?.name ?? ''
  const noted = dataset.rows.filter(({ note, hidden }) => note && !hidden)
  return [...groupBy(noted, ({ note }) => note)].map(([note, rows]) => {
    const names = rows.map((row) => row.cells[key]?.text).join(words.list_separator ?? ', ')
    return names + (words.colon ?? ': ') + note
  })
}

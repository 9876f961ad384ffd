/** Signs at the numbers of the table behind a figure, and the line under it that says what they mean. */
import {
  alikeAmong,
  basisOf,
  isFilled,
  type Marked,
  marksOf,
  provenanceWord,
  roleText,
  valueText,
} from '../data/mark.ts'
import { filled } from '../data/pattern.ts'
import type { Column, Dataset, Row, Sign } from '../report.ts'

type Words = Record<string, string>

/** Reasons for which a number has a sign, with the classes of its cell. */
const kinds = ['recalled', 'illustrative', 'computed-back', 'forecast'] as const
type Kind = (typeof kinds)[number]

interface CellMark {
  /** Empty for a cell that is what its reader takes it for. */
  class: string
  /** Everything that is said of it, in words. */
  title: string
  signs: string
}

const UNMARKED: CellMark = { class: '', title: '', signs: '' }

interface RowMark {
  class: string
  title: string
  cells: CellMark[]
}

/** @returns By row and column as the dataset has them; a kind that all numbers are of is in the legend alone. */
export function markTable(dataset: Dataset, words: Words): { marks: RowMark[]; legend: Sign[] } {
  const cells = cellsIn(dataset, words)
  const found = kinds.filter((kind) => cells.some((cell) => kindsOf(cell).includes(kind)))
  const signed = found.filter((kind) => !cells.every((cell) => kindsOf(cell).includes(kind)))
  const marks = dataset.rows.map((row) => ({
    class: classOf(row),
    title: roleText(row, words),
    cells: dataset.columns.map((column) =>
      isMarked(row, column, dataset, words) ? cellMark({ dataset, row, column }, signed, words) : UNMARKED,
    ),
  }))
  const legend = found.map((kind) => ({
    sign: signed.includes(kind) ? signOf(kind, words) : '',
    meaning: meaningOf(kind, cells, dataset, words),
  }))
  return { marks, legend }
}

function cellsIn(dataset: Dataset, words: Words): Marked[] {
  return dataset.rows.flatMap((row) =>
    dataset.columns
      .filter((column) => isMarked(row, column, dataset, words))
      .map((column) => ({ dataset, row, column })),
  )
}

/** Keys only name the rows, and what is missing is not unsure. */
function isMarked(row: Row, { name }: Column, { keys }: Dataset, words: Words): boolean {
  return !keys.includes(name) && isFilled(row.cells[name]!, words)
}

function kindsOf(cell: Marked): Kind[] {
  const { provenance, forecast } = cell.row.cells[cell.column.name]!
  const is: Record<Kind, boolean> = {
    recalled: provenance === 'recalled',
    illustrative: provenance === 'illustrative',
    'computed-back': basisOf(cell) !== null,
    forecast,
  }
  return kinds.filter((kind) => is[kind])
}

function cellMark(cell: Marked, signed: Kind[], words: Words): CellMark {
  const own = kindsOf(cell)
  if (own.length === 0) return UNMARKED
  const signs = signed.filter((kind) => own.includes(kind)).map((kind) => signOf(kind, words))
  const title = marksOf(cell, words).join(words.source_separator ?? '; ')
  return { class: own.join(' '), title, signs: signs.join('') }
}

function classOf({ role, hidden, forecast }: Row): string {
  return [role, hidden && 'base', forecast && 'forecast'].filter(Boolean).join(' ')
}

/** Those of a provenance are the house's, where it has some under its figures. */
function signOf(kind: Kind, words: Words): string {
  switch (kind) {
    case 'recalled':
      return words.recalled_sign || '†'
    case 'illustrative':
      return words.illustrative_sign || '‡'
    case 'computed-back':
      return words.computed_back_sign || '§'
    case 'forecast':
      return words.forecast_sign || 'E'
  }
}

function meaningOf(kind: Kind, cells: Marked[], dataset: Dataset, words: Words): string {
  if (kind === 'forecast') return words.forecast ?? 'forecast'
  if (kind !== 'computed-back') return provenanceWord(kind, words)
  const bases = new Set(cells.map(basisOf))
  const pattern = words.computed_back ?? 'computed back from {value}'
  return alikeAmong(dataset.values.filter((value) => bases.has(value)))
    .map((values) => filled(pattern, { value: valueText(dataset, values, words) }))
    .join(words.list_separator ?? ', ')
}

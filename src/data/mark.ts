/** What is said of a number beside it: how sure it is, whether it is a forecast, and what it was computed back from. */
import type { Cell, Column, Dataset, NamedValue, Provenance, Row } from '../report.ts'
import { type Expression, parseFormula } from './formula.ts'
import { groupBy } from './group.ts'
import { keyOf } from './keys.ts'
import { measureIn } from './measure.ts'
import { headsOf, plainName } from './name.ts'
import { filled } from './pattern.ts'
import { formatter, withUnit } from './print.ts'

type Words = Record<string, string>

/** A cell of a dataset, as it stands in a trace. */
export interface Marked {
  dataset: Dataset
  row: Row
  column: Column
}

/** Digits of a stated number are the source's own: more than these are never stated. */
const STATED_FORMAT = ',.12~f'

/** `recalled` → `凭记忆整理，未核对` */
export function provenanceWord(provenance: Provenance, words: Words): string {
  return words[`provenance_${provenance}`] ?? provenance
}

/** Whether a cell says anything: a turn from loss to profit is a word in place of a number. */
export function isFilled({ value, text }: Cell, words: Words): boolean {
  return value !== null || (text !== '' && text !== (words.missing ?? '–'))
}

/** The columns whose cells have marks: the keys only name the rows. */
function markedColumns({ columns, keys }: Dataset): Column[] {
  return columns.filter(({ name }) => !keys.includes(name))
}

/** The named value that a number was, or that numbers it is computed from were, computed back from. */
export function basisOf({ dataset, row, column }: Marked): NamedValue | null {
  const basis = row.cells[column.name]?.basis
  return dataset.values.find(({ name }) => name === basis) ?? null
}

/** `30.1%`: what the source states, in the unit of what it is stated of; empty where it states nothing. */
export function statedOf(dataset: Dataset, value: NamedValue, words: Words): string {
  if (value.stated === null) return ''
  const world = { datasets: new Map([[dataset.name, dataset]]), broken: new Set<string>(), words }
  const measured = measureIn(dataset, value.of, world, value.unit)
  const unit = value.unit || ('rule' in measured ? '' : measured.unit)
  return withUnit(formatter(value.format || STATED_FORMAT)(value.stated), unit)
}

/** `来源所述2024年增速（30.1%）`; several values of one label are told together. */
export function valueText(dataset: Dataset, values: NamedValue[], words: Words): string {
  const [label = ''] = values.map(({ label, name }) => label || name)
  const stated = values.map((value) => statedOf(dataset, value, words)).filter((text) => text !== '')
  if (stated.length === 0) return label
  const unit = stated.join(words.list_separator ?? ', ')
  return filled(words.with_unit ?? '{label} ({unit})', { label, unit })
}

/** `由来源所述2024年增速（30.1%）推算`; empty for a number of its own. */
function basisText(cell: Marked, words: Words): string {
  const basis = basisOf(cell)
  if (!basis) return ''
  const pattern = cell.column.derive
    ? (words.rests_on ?? 'from numbers computed back from {value}')
    : (words.computed_back ?? 'computed back from {value}')
  return filled(pattern, { value: valueText(cell.dataset, [basis], words) })
}

/** The cells of the same row that a formula is computed from; none for any other column. */
export function operandsOf({ dataset, row, column }: Marked): Marked[] {
  if (column.derive?.how !== 'formula') return []
  const names = namesIn(parseFormula(column.derive.of, []))
  const columns = dataset.columns.filter(({ name, label }) => names.includes(name) || names.includes(label))
  return columns.filter((other) => other !== column).map((column) => ({ dataset, row, column }))
}

function namesIn(expression: Expression): string[] {
  switch (expression.type) {
    case 'name':
      return [expression.name]
    case 'call':
      return expression.args.flatMap(namesIn)
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)]
    case 'negative':
      return namesIn(expression.of)
    default:
      return []
  }
}

/** Everything that is said of one cell: provenance, forecast, what it was computed back from. */
export function marksOf(cell: Marked, words: Words): string[] {
  const { dataset, row, column } = cell
  const { provenance = dataset.provenance, forecast = false } = row.cells[column.name] ?? {}
  return [
    provenanceWord(provenance, words),
    forecast ? (words.forecast ?? 'forecast') : '',
    basisText(cell, words),
  ].filter((text) => text !== '')
}

/** What a row is beside the others: their total, what is left, or a base that figures leave out; else empty. */
export function roleText({ role, hidden }: Row, words: Words): string {
  return [
    role ? (words[`role_${role}`] ?? role) : '',
    hidden ? (words.data_base_row ?? 'base for growth only') : '',
  ]
    .filter((text) => text !== '')
    .join(words.source_separator ?? '; ')
}

/** A column of texts beside the data: what is said of each row. */
export interface MarkColumn {
  name: string
  /** In the order of the rows. */
  texts: string[]
}

/**
 * What is said of the rows, for a table that is read by people and by `yanbao import`, which knows none of these columns
 * as one of the dataset's.
 *
 * @param isAlone Whether nothing above the table says what is true of all of it: provenance and forecasts are then said
 *   of every row, else only where they differ.
 */
export function markColumns(dataset: Dataset, words: Words, isAlone: boolean): MarkColumn[] {
  const taken = new Set(dataset.columns.flatMap((column) => [plainName(column.name), ...headsOf(column)]))
  const named = (name: string, textOf: (row: Row) => string): MarkColumn => ({
    name: freeName(name, taken),
    texts: dataset.rows.map(textOf),
  })
  const always = isAlone
    ? [words.data_provenance ?? 'Provenance', words.forecast ?? 'Forecast']
    : ([] as string[])
  return [
    named(words.data_provenance ?? 'Provenance', (row) => provenanceOf(row, dataset, words, isAlone)),
    named(words.forecast ?? 'Forecast', (row) => forecastOf(row, dataset, words, isAlone)),
    named(words.data_basis ?? 'Computed back', (row) =>
      told(row, dataset, words, (cell) => basisText(cell, words)),
    ),
    named(words.data_role ?? 'Row', (row) => roleText(row, words)),
    named(words.data_note ?? 'Note', ({ note }) => note),
  ].filter(({ texts }, at) => at < always.length || texts.some((text) => text !== ''))
}

function provenanceOf(row: Row, dataset: Dataset, words: Words, isAlone: boolean): string {
  const own = told(row, dataset, words, ({ row, column }) => {
    const { provenance } = row.cells[column.name]!
    return provenance === dataset.provenance ? '' : provenanceWord(provenance, words)
  })
  if (!isAlone) return own
  const usual = provenanceWord(dataset.provenance, words)
  const isWhole = filledColumns(row, dataset, words).every(
    ({ name }) => row.cells[name]!.provenance !== dataset.provenance,
  )
  return [isWhole && own !== '' ? '' : usual, own].filter(Boolean).join(words.source_separator ?? '; ')
}

function forecastOf(row: Row, dataset: Dataset, words: Words, isAlone: boolean): string {
  const yes = words.data_yes ?? 'yes'
  const some = told(row, dataset, words, ({ row, column }) => (row.cells[column.name]!.forecast ? yes : ''))
  if (row.forecast) return yes
  return some || (isAlone ? (words.data_no ?? 'no') : '')
}

/** What is said of all cells of a row, or of single ones: `凭记忆`, `沪深300、恒生：凭记忆`. */
function told(row: Row, dataset: Dataset, words: Words, textOf: (cell: Marked) => string): string {
  const columns = filledColumns(row, dataset, words)
  return grouped(columns, (column) => textOf({ dataset, row, column }))
    .map(([text, group]) =>
      group.length === columns.length
        ? text
        : group.map(({ label }) => label).join(words.list_separator ?? ', ') + (words.colon ?? ': ') + text,
    )
    .join(words.source_separator ?? '; ')
}

function filledColumns(row: Row, dataset: Dataset, words: Words): Column[] {
  return markedColumns(dataset).filter(({ name }) => isFilled(row.cells[name]!, words))
}

/** By a text, in the order in which the texts first appear; what has none is left out. */
function grouped<T>(list: T[], textOf: (item: T) => string): Array<[text: string, items: T[]]> {
  return [...groupBy(list, textOf)].filter(([text]) => text !== '')
}

function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let count = 2; taken.has(plainName(free)); count++) free = `${name} ${count}`
  taken.add(plainName(free))
  return free
}

/** Values of one label together: `growth of 2024` of revenue and of profit. */
export function alikeAmong(values: NamedValue[]): NamedValue[][] {
  return grouped(values, ({ label, name }) => label || name).map(([, alike]) => alike)
}

/** `2023、2024归母净利润`: the numbers that were computed back from one of the values, hidden ones too. */
export function cellsComputedBack(dataset: Dataset, values: NamedValue[], words: Words): string {
  const names = values.map(({ name }) => name)
  const separator = words.list_separator ?? ', '
  const numbers = dataset.columns.filter(({ type, derive }) => type === 'number' && !derive)
  const labelsOf = ({ cells }: Row): string =>
    numbers
      .filter(({ name }) => names.includes(cells[name]?.basis ?? '') && cells[name]!.value !== null)
      .map(({ label }) => label)
      .join(separator)
  const all = numbers.map(({ label }) => label).join(separator)
  return grouped(dataset.rows, labelsOf)
    .map(([columns, list]) => {
      const rows = list.map((row) => keyOf(dataset, row)).join(separator)
      return columns === all ? rows : filled(words.cells_of ?? '{rows} {columns}', { rows, columns })
    })
    .join(separator)
}

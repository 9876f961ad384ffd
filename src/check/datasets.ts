/** Datasets: which nothing shows, which are old, and whether what they state follows from their rows. */
import { visit } from 'unist-util-visit'
import { completeDataset } from '../data/dataset.ts'
import { keyOf } from '../data/keys.ts'
import { measureIn, reasonOf, type World } from '../data/measure.ts'
import type { Measured } from '../data/operation.ts'
import { printNumber } from '../data/print.ts'
import type { Memory } from '../memory.ts'
import { note } from '../message.ts'
import type { BoundChapter, Column, Dataset, NamedValue, Numbered, Row, Settings } from '../report.ts'
import { checkTotals } from './totals.ts'
import { type Rounded, Written } from './written.ts'

export function checkDatasets({ datasets, settings, house: { words } }: Numbered, memory: Memory): void {
  for (const dataset of datasets.values()) {
    memory.recallFrom(
      `${dataset.file.path} numbers`,
      { dataset, settings, words },
      datasets,
      ({ dataset, settings, words }, _, datasets) => {
        checkAge(dataset, settings)
        checkTotals(dataset, settings.rules)
        const world: World = { datasets, broken: new Set(), words }
        for (const value of dataset.values) checkStated(value, dataset, settings.rules, world)
      },
      { files: [dataset.file] },
    )
  }
}

/** Datasets that neither a figure nor a number, a claim or a name in a text comes from. */
export function checkUse({ datasets, chapters, settings }: Numbered, memory: Memory): void {
  const names = chapters.map((chapter) =>
    memory.recall(`${chapter.file.path} uses`, { chapter }, ({ chapter }) => usedIn(chapter)),
  )
  const used = new Set(names.flat())
  for (const { name, file, placeOf } of datasets.values()) {
    if (!used.has(name)) note(settings.rules, file, placeOf(['title']), 'dataset-unused', name)
  }
}

/** Names of datasets. */
function usedIn({ floats, tree }: BoundChapter): Array<string | undefined> {
  const names = floats.map(({ dataset }) => dataset?.name)
  visit(tree, 'bound', ({ trace }) => {
    names.push(/^[^\s.]+/.exec(trace.address)?.[0], ...trace.cells.map(({ dataset }) => dataset.name))
  })
  return names
}

function checkAge({ asOf, file, placeOf }: Dataset, settings: Settings): void {
  const [then, now] = [monthOf(asOf), monthOf(settings.date)]
  if (then === null || now === null || now - then <= settings.dataAge) return
  note(settings.rules, file, placeOf(['as_of']), 'data-old', asOf, now - then, settings.dataAge)
}

/** Months since the year 0; a year alone is taken to its end. */
function monthOf(date: string): number | null {
  const [, year, month] = /^(\d{4})(?:-(\d{2}))?/.exec(date) ?? []
  return year ? Number(year) * 12 + (month ? Number(month) : 12) : null
}

/**
 * A stated number follows from the rows where it, widened by half a unit of its last digit, meets what the rows can
 * give when each of them is as far off as its own last digit allows.
 */
function checkStated(value: NamedValue, dataset: Dataset, rules: Settings['rules'], world: World): void {
  if (value.stated === null) return
  const { file, placeOf } = dataset
  const place = placeOf(['values', value.name, 'stated'])
  const measured = measureIn(dataset, value.of, world, value.unit)
  if ('rule' in measured) {
    note(rules, file, place, 'stated-value-open', value.name, value.of, reasonOf(measured))
    return
  }
  const circle = measured.cells.find(({ row, column }) => row.cells[column.name]?.basis === value.name)
  if (circle) note(rules, file, place, 'stated-value-circular', value.name, keyOf(dataset, circle.row))
  const stated = new Written(dataset).rounded(value.stated, ['values', value.name, 'stated'])
  const range = rangeOf(value, measured, dataset, world)
  if (!range) return
  const { low, high } = range
  const slack = stated.half + 1e-9 * Math.abs(stated.value)
  if (stated.value + slack >= low && stated.value - slack <= high) return
  const specifier = `,.${Math.max(0, -Math.floor(Math.log10(stated.half * 2) + 1e-9)) + 1}~f`
  const [from, to] = [low, high].map((end) => printNumber(end, specifier)) as [string, string]
  note(rules, file, place, 'stated-value-off', value.name, String(value.stated), value.of, from, to)
}

/** More cells than this are taken as exact. */
const MOST_CELLS = 400

/**
 * What can stand at an address. Each cell is moved up by itself to see which way the result goes; all of them are then
 * moved to the one side and to the other. That is exact for what an address can compute: it rises or falls with every
 * cell all the way.
 *
 * @returns Null where there is no number.
 */
function rangeOf(
  { of, unit }: NamedValue,
  measured: Measured,
  dataset: Dataset,
  world: World,
): { low: number; high: number } | null {
  const measure = (moved: Map<Row, Map<string, number>>): number | null => {
    const rows = dataset.rows.map((row) => moveRow(row, moved.get(row)))
    const { dataset: copy } = completeDataset({ ...dataset, rows, ok: true }, world.words)
    const measured = copy && measureIn(copy, of, world, unit)
    return !measured || 'rule' in measured ? null : measured.value
  }
  const middle = measured.value
  if (middle === null) return null
  const inputs = inputsOf(measured, dataset)
  const down = new Map<Row, Map<string, number>>()
  const up = new Map<Row, Map<string, number>>()
  for (const { row, column, value, half } of inputs) {
    const raised = measure(new Map([[row, new Map([[column, value + half]])]]))
    if (raised === null) return null
    const sign = Math.sign(raised - middle)
    set(up, row, column, value + sign * half)
    set(down, row, column, value - sign * half)
  }
  const [low, high] = [measure(down), measure(up)]
  return low === null || high === null
    ? null
    : { low: Math.min(low, high, middle), high: Math.max(low, high, middle) }
}

/** The typed cells of the dataset that a number rests on: its own, and those that derived cells are computed from. */
function inputsOf({ cells: own }: Measured, dataset: Dataset): Array<Rounded & { row: Row; column: string }> {
  const cells = own
    .filter((cell) => cell.dataset.name === dataset.name)
    .flatMap(({ row, column }) =>
      typedSources(column, dataset).flatMap((source) =>
        (column.derive ? dataset.rows : [row]).map((row) => ({ row, column: source })),
      ),
    )
  const written = new Written(dataset)
  const once = new Map(cells.map((cell) => [`${cell.row.index} ${cell.column.name}`, cell]))
  if (once.size > MOST_CELLS) return []
  return [...once.values()].flatMap(({ row, column }) => {
    const value = row.cells[column.name]?.value
    if (typeof value !== 'number') return []
    return { row, column: column.name, ...written.rounded(value, written.pathOf(row, column)) }
  })
}

/** The typed columns that a column is computed from; a formula may name any. */
function typedSources(column: Column, dataset: Dataset): Column[] {
  const { derive } = column
  if (!derive) return [column]
  const { columns } = dataset
  if (derive.how === 'formula') return columns.filter(({ derive, type }) => !derive && type === 'number')
  const named = columns.filter(({ name }) => name === derive.of || name === derive.weight)
  return named.flatMap((source) => typedSources(source, dataset))
}

function moveRow(row: Row, moved: Map<string, number> | undefined): Row {
  const cells = Object.entries(row.cells).map(([name, cell]) => {
    const value = moved?.get(name)
    return [name, value === undefined ? cell : { ...cell, value }] as const
  })
  return { ...row, cells: Object.fromEntries(cells) }
}

function set(map: Map<Row, Map<string, number>>, row: Row, column: string, value: number): void {
  const cells = map.get(row) ?? new Map()
  map.set(row, cells.set(column, value))
}

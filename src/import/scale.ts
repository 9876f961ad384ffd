/** Numbers that move by a power of ten: a file in other units, or fractions where percentages are meant. */
import type { VFile } from 'vfile'
import { groupBy } from '../data/group.ts'
import { isTimeType } from '../data/period.ts'
import type { SourceColumn, SourceDataset, SourceRow } from '../report.ts'
import type { AddedRow, CellChange, Changes } from './merge.ts'
import { complain } from './read.ts'

/** A change by less is news. */
const LEAST = 2

/** How far, as a power of ten, most of a column may be from such a step, and one cell among others that stay. */
const NEAR = 0.15
const EXACT = 0.005

interface Step {
  column: SourceColumn
  /** Power of ten; negative where the file has the smaller numbers. */
  power: number
  /** A sentence for each cell that shows it. */
  shown: string[]
}

/**
 * Refuses what would change by a hundred or more: most numbers of a column by the same power of ten, single ones by
 * exactly that, or all new periods of a column against those that are there.
 *
 * @returns The notes, where such changes are accepted.
 */
export function checkScale(
  changes: Changes,
  dataset: SourceDataset,
  file: VFile,
  accepted: boolean,
): string[] {
  return dataset.columns.flatMap((column) => {
    if (column.type !== 'number') return []
    const step = stepOfCells(changes, column) ?? stepOfRows(changes, dataset, column)
    if (!step) return []
    const cells = listed(step.shown)
    if (accepted) return [`\`${column.name}\` moves by a factor of ${factor(step.power)}: ${cells}`]
    complain(file, 'import-scale', column.name, factor(step.power), cells, column.unit)
    return []
  })
}

function stepOfCells({ cells, compared }: Changes, column: SourceColumn): Step | null {
  const own = cells.filter((change) => change.column === column.name)
  const moved = own.flatMap((change) => {
    const power = powerOf(change.from, change.to)
    return power === null ? [] : { change, power, step: Math.round(power) }
  })
  const near = moved.filter(({ power, step }) => Math.abs(step) >= LEAST && Math.abs(power - step) <= NEAR)
  const exact = near.filter(({ power, step }) => Math.abs(power - step) <= EXACT)
  for (const { step } of near) {
    const same = near.filter((other) => other.step === step)
    const found =
      same.length * 2 > (compared.get(column.name) ?? 0) ? same : exact.filter((other) => other.step === step)
    if (found.length > 0)
      return { column, power: step, shown: found.map(({ change }) => shownChange(change)) }
  }
  return null
}

function shownChange({ place, key, from, to }: CellChange): string {
  return `${place} (${key}: ${from} → ${to})`
}

/**
 * Periods follow one another: where all new ones are far from all old ones of the same other keys, they are in another
 * unit.
 */
function stepOfRows({ added, keys }: Changes, dataset: SourceDataset, column: SourceColumn): Step | null {
  const others = keys.filter(({ type }) => !isTimeType(type))
  if (others.length === keys.length) return null
  const old = groupBy(dataset.rows, ({ cells }) =>
    others.map(({ name }) => String(cells[name]?.value)).join('\n'),
  )
  const fresh = groupBy(added, (row) => others.map((key) => row.keys[keys.indexOf(key)]).join('\n'))
  const steps = [...fresh].flatMap(([key, rows]) => stepBetween(old.get(key) ?? [], rows, column) ?? [])
  const [first] = steps
  const isSame = steps.every(({ power }) => Math.sign(power) === Math.sign(first!.power))
  return first && first.power !== 0 && isSame
    ? { ...first, shown: steps.flatMap(({ shown }) => shown) }
    : null
}

/** Between rows of the dataset and new ones; a power of 0 where they are near one another, null where nothing is to compare. */
function stepBetween(rows: SourceRow[], added: AddedRow[], column: SourceColumn): Step | null {
  const old = sizes(rows.map(({ cells }) => cells[column.name]?.value))
  const fresh = sizes(added.map(({ values }) => values[column.name]))
  if (old.length === 0 || fresh.length === 0) return null
  const up = Math.log10(Math.min(...fresh) / Math.max(...old))
  const down = Math.log10(Math.max(...fresh) / Math.min(...old))
  if (up <= FAR && down >= -FAR) return { column, power: 0, shown: [] }
  const power = Math.round(up > 0 ? up : down)
  const shown = added
    .filter(({ values }) => Number(values[column.name]))
    .map(({ places, key, values }) => `${places[column.name]} (${key}: ${values[column.name]})`)
  return { column, power: Math.abs(power) < LEAST ? LEAST * Math.sign(power) : power, shown }
}

/** Between the nearest of the new and the old, as a power of ten: a factor of 30. */
const FAR = 1.5

function sizes(values: unknown[]): number[] {
  return values.flatMap((value) => (typeof value === 'number' && value !== 0 ? Math.abs(value) : []))
}

function powerOf(from: unknown, to: unknown): number | null {
  if (typeof from !== 'number' || typeof to !== 'number' || from === 0 || to === 0) return null
  return Math.log10(Math.abs(to / from))
}

function factor(power: number): string {
  return power > 0 ? (10 ** power).toLocaleString('en') : `1/${(10 ** -power).toLocaleString('en')}`
}

/** Cells that are named in a message. */
const LISTED = 3

function listed(cells: string[]): string {
  const more = cells.length - LISTED
  return cells.slice(0, LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

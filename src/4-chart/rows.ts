/** The rows that a figure draws: those that are shown, and empty places for periods that none has. */
import { frequencyOf, missingIn } from '../data/frequency.ts'
import { comparePeriods } from '../data/period.ts'
import type { Cell, Column, Dataset, Float, House, Period, Row } from '../report.ts'

/** A row that is drawn. */
export interface DrawnRow extends Row {
  /** An empty place: of a period that no row has, or of a whole stretch of them. */
  place: 'row' | 'period' | 'stretch'
}

/** What stands under the place of a whole stretch of time. */
export const STRETCH = '…'

/** With more empty places than this an axis would show little else: each stretch has one. */
const MOST_PLACES = 40

/**
 * Those that are not hidden and not of a role that the kind leaves out; on an axis of time there is an empty place for
 * every period that is missing between them. Where that would be more places than there are rows, or very many, there
 * is one for each stretch of missing periods.
 *
 * @param dataset The figure's.
 * @param words For a value that is not known, and between the ends of a stretch.
 */
export function drawnRows({ kind, params }: Float, dataset: Dataset, words: House['words']): DrawnRow[] {
  const shown = dataset.rows
    .filter(({ hidden, role }) => !hidden && !(role && kind?.without.includes(role)))
    .map((row): DrawnRow => ({ ...row, place: 'row' }))
  const { gaps } = kind ?? { gaps: null }
  if (!gaps || params[gaps.of] !== dataset.time) return shown
  return gaps.unless !== null && params[gaps.unless] === true ? shown : withGaps(shown, dataset, words)
}

function withGaps(rows: DrawnRow[], dataset: Dataset, words: House['words']): DrawnRow[] {
  const periods = rows.flatMap(({ period }) => period ?? [])
  const isSeries = periods.every((period, at) => at === 0 || comparePeriods(periods[at - 1]!, period) < 0)
  if (!isSeries || periods.length < rows.length) return rows
  const missing = missingIn(periods, frequencyOf(periods))
  const isRegular = missing.length <= Math.min(rows.length, MOST_PLACES)
  return rows.flatMap((row, at) => {
    const before = rows[at - 1]
    if (!before) return [row]
    const between = missing.filter((period) => isBetween(period, before.period!, row.period!))
    const empty = (place: DrawnRow['place'], periods: Period[]) =>
      emptyRow(place, periods, before.forecast, dataset, words)
    if (isRegular) return [...between.map((period) => empty('period', [period])), row]
    return between.length > 0 ? [empty('stretch', between), row] : [row]
  })
}

function isBetween(period: Period, after: Period, before: Period): boolean {
  return comparePeriods(after, period) < 0 && comparePeriods(period, before) < 0
}

/** @param periods At least one, in order. */
function emptyRow(
  place: DrawnRow['place'],
  periods: Period[],
  forecast: boolean,
  { columns, time, rows }: Dataset,
  { missing = '–', time_range: mark = '–' }: House['words'],
): DrawnRow {
  const [first, last] = [periods[0]!.text, periods.at(-1)!.text]
  const name = first === last ? first : first + mark + last
  const cellOf = ({ name: column }: Column): Cell => {
    const cell = { provenance: 'original', forecast, basis: null } as const
    if (column === time) return { ...cell, value: name, text: forecast ? `${name}E` : name }
    return { ...cell, value: null, text: missing }
  }
  const cells: Record<string, Cell> = Object.assign(
    Object.create(null),
    Object.fromEntries(columns.map((column) => [column.name, cellOf(column)])),
  )
  return { cells, index: rows.length, forecast, hidden: false, role: null, note: '', period: null, place }
}

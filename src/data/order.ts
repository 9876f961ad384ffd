/** Rows in the order of time. */
import type { Frequency, Period, SourceColumn, SourceRow } from '../report.ts'
import { frequencyOf } from './frequency.ts'
import { groupBy } from './group.ts'
import { keysOf, keyTextOf, timeAmong } from './keys.ts'
import { comparePeriods, readPeriod } from './period.ts'

/** A row with what the time among its keys says; null where no key is a time. */
export type Placed<R extends SourceRow = SourceRow> = R & { period: Period | null }

export interface Ordered<R extends SourceRow = SourceRow> {
  keys: string[]
  time: string | null
  frequency: Frequency | null
  rows: Array<Placed<R>>
}

/** Oldest first among rows whose other keys are the same; without a time among the keys, as in the file. */
export function orderRows<R extends SourceRow>(rows: R[], columns: SourceColumn[]): Ordered<R> {
  const keys = keysOf(columns, rows)
  const time = timeAmong(keys, columns)
  const type = columns.find(({ name }) => name === time)?.type
  const placed = rows.map((row) => {
    const written = time === null ? null : row.cells[time]?.value
    return { ...row, period: type && written ? readPeriod(String(written), type) : null }
  })
  if (time === null) return { keys, time, frequency: null, rows: placed }
  const frequency = frequencyOf(placed.flatMap(({ period }) => period ?? []))
  return { keys, time, frequency, rows: inOrder(placed, keys, time) }
}

/** Keys that come before the time put rows into groups, in the order in which the groups first appear. */
function inOrder<R extends SourceRow>(
  rows: Array<Placed<R>>,
  keys: string[],
  time: string,
): Array<Placed<R>> {
  const before = keys.slice(0, keys.indexOf(time))
  const groups = groupBy(rows, (row) => keyTextOf(row, before))
  return [...groups.values()].flatMap((group) =>
    group.toSorted((a, b) => (a.period && b.period ? comparePeriods(a.period, b.period) : 0)),
  )
}

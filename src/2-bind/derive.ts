/** Columns that are computed from others. */
import { fail } from '../message.ts'
import { type Cell, type Column, type Dataset, type Provenance, provenances, type Row } from '../report.ts'
import { yearBefore } from './period.ts'

/** Adds the cells of a dataset's derived columns. A column without its base keeps empty cells. */
export function derive(dataset: Dataset): void {
  for (const column of dataset.columns) {
    if (!column.derive) continue
    const source = dataset.columns.find(({ name }) => name === column.derive?.yoy)
    const key = dataset.columns[0]
    const problem = problemOf(source, key)
    if (problem)
      fail(
        dataset.file,
        dataset.placeOf(['columns', column.name, 'derive']),
        'derive-source',
        column.derive.yoy,
        problem,
      )
    for (const row of dataset.rows) {
      row.cells[column.name] = problem ? nothing : yoy(dataset, row, source!.name)
    }
  }
}

const nothing: Cell = { value: null, text: '', provenance: 'original' }

function problemOf(source: Column | undefined, key: Column | undefined): string | null {
  if (!source) return 'there is no such column'
  if (source.type !== 'number' || source.derive) return 'it is not a column of typed numbers'
  if (!key || !['year', 'quarter', 'period', 'date'].includes(key.type))
    return 'the rows have no time to compare'
  return null
}

/**
 * Growth over the same period of the year before, in percent.
 *
 * The base is taken as an absolute value, the convention of A-share filings; without the base, or with a base of
 * zero, there is no growth.
 */
export function yoy(dataset: Dataset, row: Row, column: string): Cell {
  const key = dataset.columns[0]!.name
  const before = yearBefore(String(row.cells[key]?.value))
  const base = dataset.rows.find((other) => other.cells[key]?.value === before)?.cells[column]
  const now = row.cells[column]
  if (typeof now?.value !== 'number' || typeof base?.value !== 'number' || base.value === 0) return nothing
  const value = ((now.value - base.value) / Math.abs(base.value)) * 100
  return { value, text: '', provenance: weakest([now.provenance, base.provenance]) }
}

/** What is derived is only as sure as the weakest number in it. */
export function weakest(list: Provenance[]): Provenance {
  return list.reduce((a, b) => (provenances.indexOf(a) > provenances.indexOf(b) ? a : b), 'original')
}

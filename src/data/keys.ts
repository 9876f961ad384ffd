/** Which columns tell the rows of a dataset apart, and which row stands beside another. */
import type { ColumnType, Dataset, Period, Row, SourceColumn, SourceRow } from '../report.ts'
import { isTimeType } from './period.ts'

/** What a row is found by in an index of rows: the texts of its keys. */
const SEPARATOR = '\u0000'

/**
 * The first column, and of the names and times after it as many as it takes to tell every row from the others. Where
 * even all of them do not, rows of one key remain.
 */
export function keysOf(columns: SourceColumn[], rows: SourceRow[]): string[] {
  const namesOf = (columns: SourceColumn[]) => columns.map(({ name }) => name)
  return namesOf(keyColumns(columns, (columns) => isUnique(rows, namesOf(columns))))
}

/** @param isUnique Whether no two rows have the same texts in these columns. */
export function keyColumns<C extends Pick<SourceColumn, 'type' | 'derive'>>(
  columns: C[],
  isUnique: (columns: C[]) => boolean,
): C[] {
  const [first, ...others] = columns.filter(({ derive }) => !derive)
  const keys = first ? [first] : []
  for (const column of others.filter(({ type }) => isKeyType(type))) {
    if (isUnique(keys)) break
    keys.push(column)
  }
  return keys
}

/** Whether a column of the type can tell rows apart, beside the first. */
function isKeyType(type: ColumnType): boolean {
  return type === 'category' || isTimeType(type)
}

function isUnique(rows: SourceRow[], keys: string[]): boolean {
  return new Set(rows.map((row) => keyTextOf(row, keys))).size === rows.length
}

/** The key that is a time; null where none is. */
export function timeAmong(keys: string[], columns: SourceColumn[]): string | null {
  return keys.find((key) => isTimeType(columns.find(({ name }) => name === key)?.type ?? '')) ?? null
}

/** The keys of a row as one text, equal for rows of equal keys. */
export function keyTextOf({ cells }: Pick<SourceRow, 'cells'>, keys: string[]): string {
  return keys.map((key) => String(cells[key]?.value ?? '')).join(SEPARATOR)
}

/** The keys of a row as printed: `2027E`, `宁德时代 2024`. */
export function keyOf({ keys }: Pick<Dataset, 'keys'>, { cells }: Row): string {
  return keys.map((key) => cells[key]?.text ?? '').join(' ')
}

/** Pairs of rows that have all keys in common: the first one, and another. */
export function twinsAmong<R extends SourceRow>(rows: R[], keys: string[]): Array<[first: R, other: R]> {
  const firsts = new Map<string, R>()
  const twins: Array<[R, R]> = []
  for (const row of rows) {
    const key = keyTextOf(row, keys)
    const first = firsts.get(key)
    if (first) twins.push([first, row])
    else firsts.set(key, row)
  }
  return twins
}

/** Rows by their keys: asked once for each row of a dataset, it is made once. */
export class Siblings<R extends Pick<SourceRow, 'cells'> & { period: Period | null }> {
  private readonly byKey = new Map<string, R>()
  private readonly others: string[]
  private readonly time: string | null

  /** @param time The key that is a time; null where none is. */
  constructor(rows: R[], keys: string[], time: string | null) {
    this.time = time
    this.others = keys.filter((key) => key !== time)
    for (const row of rows) {
      const key = this.keyOf(row, row.period?.text ?? '')
      if (!this.byKey.has(key)) this.byKey.set(key, row)
    }
  }

  /** The row of the same other keys at a period, as its text; null where there is none. */
  at(row: R, period: string): R | null {
    return this.byKey.get(this.keyOf(row, period)) ?? null
  }

  private keyOf({ cells }: R, period: string): string {
    const others = keyTextOf({ cells }, this.others)
    return this.time === null ? others : others + SEPARATOR + period
  }
}

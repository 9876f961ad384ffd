/** Cells as a file has them, before anything is made of them; and what makes a file unfit to be read. */
import { LARGEST_TEXT } from '../1-load/disk.ts'
import { type Sayable, say } from '../phrase.ts'

/**
 * What a cell is beside its value: `percent`, `date` and `time` (of a day) by its number format, `scaled` where the
 * format shows another number than the cell holds, `error` as `#REF!`, `uncached` where a formula has no value.
 */
export type CellKind = 'plain' | 'percent' | 'date' | 'time' | 'scaled' | 'error' | 'uncached'

export interface GridCell {
  /** Dates as `YYYY-MM-DD`, times as `HH:MM`; null for an empty cell. */
  value: string | number | boolean | null
  kind: CellKind
  /** What its number format writes around a number: `{ before: '', after: '亿元' }`. */
  affixes?: { before: string; after: string }
  /** A date as its number format shows it, where that leaves the day out: `2024-03`. */
  short?: string
  /** Its part in a merged area: the cell that holds the value, or one that is covered by it. */
  merged?: 'first' | 'down' | 'across'
}

/** A sheet, or a CSV file. */
export interface Grid {
  /** Name of the sheet; empty for a CSV file. */
  name: string
  hidden: boolean
  /** Rows and columns that a spreadsheet does not show. */
  concealed: number
  /** What parts the cells of a CSV file. */
  separator?: string
  /** By 0-based row and column; holes are empty cells. */
  rows: Array<GridCell[] | undefined>
}

/** Above these a file is no table of a report. */
export const limits = {
  /** Bytes of the file. */
  file: 50 * 2 ** 20,
  /** Bytes of what is read out of a workbook, unpacked. */
  unpacked: 150 * 2 ** 20,
  rows: 100_000,
  columns: 1_000,
  /** Characters; no spreadsheet takes more. */
  cell: 32_767,
  /** Bytes of the dataset that is written: the compiler reads no larger text. */
  dataset: LARGEST_TEXT,
} as const

/** A file that cannot be read any further: a rule and the two arguments of its sentence. */
export class Refusal extends Error {
  readonly rule: 'import-format' | 'import-limit' | 'import-sheet'
  readonly seen: Sayable
  readonly expected: Sayable

  constructor(rule: Refusal['rule'], seen: Sayable, expected: Sayable) {
    super(rule)
    this.rule = rule
    this.seen = seen
    this.expected = expected
  }
}

export const empty: GridCell = { value: null, kind: 'plain' }

export function cellAt(grid: Grid, row: number, column: number): GridCell {
  return grid.rows[row]?.[column] ?? empty
}

/** Puts a cell in its place; beyond the limits the file is refused. */
export function putCell(grid: Grid, row: number, column: number, cell: GridCell): void {
  const place = () => placeOf(grid, row, column)
  if (typeof cell.value === 'string' && cell.value.length > limits.cell)
    throw new Refusal(
      'import-limit',
      say`${cell.value.length} characters in ${place()}`,
      say`${limits.cell} in a cell`,
    )
  if (row >= limits.rows)
    throw new Refusal('import-limit', say`value in ${place()}`, say`${limits.rows} rows`)
  if (column >= limits.columns)
    throw new Refusal('import-limit', say`value in ${place()}`, say`${limits.columns} columns`)
  let cells = grid.rows[row]
  if (!cells) {
    cells = []
    grid.rows[row] = cells
  }
  cells[column] = cell
}

/** `Sheet1!B7` as spreadsheets write it; `B7` in a CSV file. Rows and columns are 0-based. */
export function placeOf({ name }: Grid, row: number, column: number): string {
  const cell = columnName(column) + (row + 1)
  if (name === '') return cell
  return `${/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`}!${cell}`
}

/** 0 → `A`, 26 → `AA`. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last
}

/** Whether a cell holds something of its own: it is not empty, and not covered by a merged one. */
export function holdsSomething(cell: GridCell): boolean {
  const covered = cell.merged === 'across' || cell.merged === 'down'
  return !covered && (cell.kind === 'uncached' || (cell.value !== null && cell.value !== ''))
}

/** First column of the table: its name may be missing where the header begins. */
export function firstColumn(grid: Grid, top: number): number {
  const next = grid.rows
    .slice(top, top + 3)
    .map((cells) => (cells ?? []).findIndex((cell) => cell && holdsSomething(cell)))
  return Math.max(0, Math.min(...next.filter((at) => at >= 0)))
}

/** SourceDataset → Dataset: in the order of time, every cell computed and printed. */

import { say } from '../phrase.ts'
import type {
  Cell,
  Column,
  Dataset,
  NamedValue,
  Row,
  SourceCell,
  SourceColumn,
  SourceDataset,
} from '../report.ts'
import { deriveColumns, type Problem } from './derive.ts'
import { FormulaError, isFormula, parseFormula } from './formula.ts'
import { orderRows, type Placed } from './order.ts'
import { filled } from './pattern.ts'
import { isTimeType } from './period.ts'
import { printNumber, problemOfFormat } from './print.ts'

/**
 * Completes a dataset. One that was read with mistakes is looked through for others.
 *
 * @param words The house's.
 * @returns Null for the dataset where it has mistakes after all.
 */
export function completeDataset(
  source: SourceDataset,
  words: Record<string, string>,
): { dataset: Dataset | null; problems: Problem[] } {
  const problems: Problem[] = []
  const rows = source.rows.map((row) => ({ ...row, cells: Object.assign(Object.create(null), row.cells) }))
  const ordered = orderRows(rows, source.columns)
  const derived = deriveColumns(source.columns, ordered, words, problems)
  for (const column of derived) checkFormat('columns', column, problems)
  for (const value of source.values) {
    checkFormat('values', value, problems)
    checkFormula(value, problems)
  }
  if (problems.length > 0 || !source.ok) return { dataset: null, problems }
  const columns = derived.map((column): Column => ({ ...column, title: titleOf(column, words) }))
  const { keys, time, frequency } = ordered
  const { ok, ...about } = source
  const printed = ordered.rows.map((row) => printRow(row, columns, words))
  return { dataset: { ...about, columns, keys, time, frequency, rows: printed }, problems }
}

function checkFormat(
  list: 'columns' | 'values',
  { name, format, unit }: Pick<SourceColumn, 'name' | 'format' | 'unit'>,
  problems: Problem[],
): void {
  const expected = format && problemOfFormat(format, unit)
  if (!expected) return
  const path = [list, name, 'format']
  problems.push({ rule: 'yaml-type', what: [path.join('.'), say`\`${format}\`, expected ${expected}`], path })
}

/** A named value is read where it is declared, whether anything prints it or not. */
function checkFormula({ name, of }: Pick<NamedValue, 'name' | 'of'>, problems: Problem[]): void {
  if (!isFormula(of)) return
  try {
    parseFormula(of, [])
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const { seen, expected, names, at } = error
    const path = ['values', name, 'of']
    problems.push({ rule: 'formula-invalid', what: [of, seen, expected, names, at], path, at })
  }
}

function titleOf({ label, unit }: SourceColumn, words: Record<string, string>): string {
  const pattern = unit ? (words.with_unit ?? '{label} ({unit})') : '{label}'
  return filled(pattern, { label, unit })
}

function printRow(row: Placed, columns: Column[], words: Record<string, string>): Row {
  const cells: Record<string, Cell> = Object.create(null)
  for (const column of columns) {
    const cell = row.cells[column.name]!
    cells[column.name] = { ...cell, text: printCell(cell, column, words) }
  }
  return { ...row, cells }
}

function printCell(
  cell: SourceCell & { text?: string },
  { type, format }: Column,
  words: Record<string, string>,
): string {
  const { value, forecast, text } = cell
  // A turn from loss to profit is a word in place of a number.
  if (value === null) return text || (words.missing ?? '–')
  if (typeof value === 'number') return printNumber(value, format)
  if (Array.isArray(value)) return value.join(words.list_separator ?? ', ')
  return forecast && isTimeType(type) ? `${value}E` : value
}

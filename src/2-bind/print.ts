/** Cells as a reader sees them. */
import { format, formatSpecifier } from 'd3-format'
import { fail } from '../message.ts'
import type { Column, Dataset, Row } from '../report.ts'

/** 23.95 is a little less in binary, and would be rounded down: people round a half up. */
const HALF_UP = 1 + 2 ** -51

/** Beyond this a number has no digits after the point that are printed. */
const EXACT = 1e12

/** Thousands are grouped, at most two decimals, none that are zero. */
const DEFAULT_FORMAT = ',.2~f'

/** Marks formats that are none; the dataset is then not to be printed. */
export function checkFormats(dataset: Dataset): void {
  for (const { name, format } of dataset.columns) {
    if (isFormat(format)) continue
    const what = `\`${format}\`, expected a d3-format specifier, as in ,.1f`
    fail(
      dataset.file,
      dataset.placeOf(['columns', name, 'format']),
      'yaml-type',
      `columns.${name}.format`,
      what,
    )
    dataset.ok = false
  }
}

/** d3-format takes a letter that it does not know for none. */
function isFormat(specifier: string): boolean {
  try {
    return /^[efgrs%pbodxXcn]?$/.test(formatSpecifier(specifier).type)
  } catch {
    return false
  }
}

/** Fills in the title of every column and the printed text of every cell. */
export function printCells(dataset: Dataset, words: Record<string, string>): void {
  for (const column of dataset.columns) column.title = titleOf(column, words)
  for (const row of dataset.rows) {
    for (const column of dataset.columns) {
      const cell = row.cells[column.name]
      if (cell) row.cells[column.name] = { ...cell, text: printCell(column, row, words) }
    }
  }
}

function titleOf({ label, unit }: Column, words: Record<string, string>): string {
  const pattern = unit ? (words.with_unit ?? '{label} ({unit})') : '{label}'
  return pattern.replace('{label}', label).replace('{unit}', unit)
}

function printCell(column: Column, row: Row, words: Record<string, string>): string {
  const value = row.cells[column.name]?.value ?? null
  // A turn from loss to profit is a word in place of a number.
  if (value === null) return row.cells[column.name]?.text || (words.missing ?? '–')
  if (typeof value === 'number') return printNumber(value, column.format)
  if (Array.isArray(value)) return value.join(words.list_separator ?? ', ')
  const isTime = ['year', 'quarter', 'period', 'date'].includes(column.type)
  return isTime && row.forecast ? `${value}E` : value
}

/**
 * @param specifier A d3-format specifier; empty for the default.
 * @throws Where the specifier is not one.
 */
export function printNumber(value: number, specifier: string): string {
  return format(specifier || DEFAULT_FORMAT)(Math.abs(value) < EXACT ? value * HALF_UP : value)
}

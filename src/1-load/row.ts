/** A row of a dataset file → Row: its cells by the types of their columns. */
import { z } from 'zod'
import { fail } from '../message.ts'
import {
  type Cell,
  type Column,
  type ColumnType,
  type Dataset,
  type Provenance,
  provenances,
  type Row,
  type Value,
} from '../report.ts'
import { provenanceSchema, type Raw } from './dataset-schema.ts'
import type { Yaml } from './yaml.ts'

/** Keys a row may have beside its columns. */
const ROW_KEYS = ['provenance', 'note', 'forecast', 'hidden']

export interface RowContext {
  row: unknown
  index: number
  columns: Column[]
  raw: Raw
  yaml: Yaml
  file: Dataset['file']
}

/** A row is a mapping of columns, or a list in the order of the typed columns. */
export function readRow(context: RowContext): Row {
  const { row, index, columns, raw, yaml, file } = context
  const typed = columns.filter((column) => !column.derive)
  const empty: Row = { cells: {}, forecast: false, hidden: false, note: '' }
  if (Array.isArray(row)) {
    if (row.length !== typed.length) {
      const seen = `${row.length} values, expected ${typed.length}`
      fail(file, yaml.placeOf(['rows', index]), 'yaml-type', `rows.${index}`, seen)
      return empty
    }
    return finish(Object.fromEntries(typed.map((column, at) => [column.name, row[at]])), context, (column) =>
      yaml.placeOf(['rows', index, typed.findIndex(({ name }) => name === column)]),
    )
  }
  if (typeof row !== 'object' || row === null) {
    fail(file, yaml.placeOf(['rows', index]), 'yaml-type', `rows.${index}`, 'expected a mapping or a list')
    return empty
  }
  const names = typed.map((column) => column.name)
  for (const key of Object.keys(row)) {
    if (names.includes(key) || ROW_KEYS.includes(key)) continue
    const derived = columns.some((column) => column.name === key)
    const place = yaml.keyPlaceOf(['rows', index], key)
    if (derived) fail(file, place, 'cell-type', key, 'typed value', 'none, for the column is derived')
    else fail(file, place, 'column-missing', key, names)
  }
  return finish(row as Record<string, unknown>, { ...context, raw }, (column) =>
    yaml.placeOf(['rows', index, column]),
  )
}

function finish(
  row: Record<string, unknown>,
  context: RowContext,
  placeOf: (column: string) => ReturnType<Yaml['placeOf']>,
): Row {
  const { columns, raw, file, index, yaml } = context
  const cells: Record<string, Cell> = {}
  const provenanceOf = rowProvenance(row.provenance, context)
  for (const column of columns) {
    if (column.derive) continue
    const value = readCell(row[column.name] ?? null, column.type)
    if (value === undefined) {
      fail(
        file,
        placeOf(column.name),
        'cell-type',
        column.name,
        shown(row[column.name]),
        expected[column.type],
      )
    }
    cells[column.name] = { value: value ?? null, text: '', provenance: provenanceOf(column.name) }
  }
  if (row.note !== undefined && typeof row.note !== 'string') {
    fail(file, yaml.placeOf(['rows', index, 'note']), 'yaml-type', `rows.${index}.note`, 'expected text')
  }
  if (row.forecast !== undefined && typeof row.forecast !== 'boolean') {
    const place = yaml.placeOf(['rows', index, 'forecast'])
    fail(file, place, 'yaml-type', `rows.${index}.forecast`, 'expected true or false')
  }
  const key = cells[columns[0]?.name ?? '']?.value
  const from = raw.forecast_from?.replace(/E$/, '')
  const forecast = row.forecast === true || /\dE$/.test(String(row[columns[0]?.name ?? '']))
  return {
    cells,
    forecast: forecast || (from !== undefined && typeof key === 'string' && key >= from),
    hidden: row.hidden === true,
    note: typeof row.note === 'string' ? row.note : '',
  }
}

/** Provenance of a row's cells: one word for all of them, or a word by column. */
function rowProvenance(
  written: unknown,
  { columns, raw, file, yaml, index }: RowContext,
): (column: string) => Provenance {
  if (written === undefined) return () => raw.provenance
  const checked = z.union([provenanceSchema, z.record(z.string(), provenanceSchema)]).safeParse(written)
  if (!checked.success) {
    const place = yaml.placeOf(['rows', index, 'provenance'])
    fail(file, place, 'yaml-type', `rows.${index}.provenance`, `expected one of ${provenances.join(', ')}`)
    return () => raw.provenance
  }
  const { data } = checked
  const names = columns.filter((column) => !column.derive).map(({ name }) => name)
  for (const name of typeof data === 'string' ? [] : Object.keys(data)) {
    const place = yaml.keyPlaceOf(['rows', index, 'provenance'], name)
    if (!names.includes(name)) fail(file, place, 'column-missing', name, names)
  }
  return (column) => (typeof data === 'string' ? data : (data[column] ?? raw.provenance))
}

const expected: Record<ColumnType, string> = {
  year: 'a year, as in 2024 or 2024E',
  quarter: 'a quarter, as in 2024Q3',
  period: 'a year or a part of one, as in 2024 or 2024Q1-Q3',
  date: 'a date, as in 2024-03 or 2024-03-31',
  category: 'a name',
  number: 'a number, or null where it is not known',
  text: 'a text',
  list: 'a list of texts',
}

const patterns: Partial<Record<ColumnType, RegExp>> = {
  year: /^\d{4}$/,
  quarter: /^\d{4}Q[1-4]$/,
  period: /^(FY)?\d{4}(Q[1-4](-Q[1-4])?|H[12])?$/,
  date: /^\d{4}-\d{2}(-\d{2})?$/,
}

/** The value as the column's type keeps it; undefined where it is of another type. */
function readCell(value: unknown, type: ColumnType): Value | undefined {
  if (value === null) return null
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  if (type === 'list') return Array.isArray(value) ? value.map(String) : undefined
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const pattern = patterns[type]
  if (!pattern) return String(value)
  const period = String(value).replace(/E$/, '')
  return pattern.test(period) ? period : undefined
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'mapping'
  return `${typeof value === 'string' ? 'text' : typeof value} \`${value}\``
}

/** Forecasts begin at a period as the first column writes it, or at one that contains it. */
export function checkForecastFrom(raw: Raw, [key]: Column[], yaml: Yaml, file: Dataset['file']): void {
  const from = raw.forecast_from
  if (from === undefined || !key || !(key.type in patterns)) return
  if (readCell(from, key.type) !== undefined || readCell(from, 'year') !== undefined) return
  const seen = `\`${from}\`, expected ${expected[key.type]}`
  fail(file, yaml.placeOf(['forecast_from']), 'yaml-type', 'forecast_from', seen)
}

/** The key of a row is unique where it is a time. */
export function checkKeys(rows: Row[], columns: Column[], yaml: Yaml, file: Dataset['file']): void {
  const [key] = columns
  if (!key || !(key.type in patterns)) return
  const first = new Map<Value, number>()
  for (const [index, row] of rows.entries()) {
    const value = row.cells[key.name]?.value ?? null
    const earlier = first.get(value)
    if (value === null) continue
    if (earlier === undefined) first.set(value, index)
    else {
      const line = yaml.placeOf(['rows', earlier])?.start.line ?? 0
      fail(file, yaml.placeOf(['rows', index]), 'row-duplicate', String(value), line)
    }
  }
}

/** A row of a dataset file → SourceRow: its cells by the types of their columns. */
import { z } from 'zod'
import { expectedPeriod, isTimeType, parsePeriod, readPeriod } from '../data/period.ts'
import { fail } from '../message.ts'
import { enumerated, type Sayable, say, saying } from '../phrase.ts'
import {
  type ColumnType,
  type Period,
  type Place,
  type Provenance,
  provenances,
  type SourceCell,
  type SourceColumn,
  type SourceDataset,
  type SourceRow,
  type Value,
} from '../report.ts'
import { provenanceSchema, type Raw } from './dataset-schema.ts'
import type { Yaml } from './yaml.ts'

/** Keys a row may have beside its columns. */
const ROW_KEYS = ['provenance', 'note', 'forecast', 'hidden', 'computed_from']

export interface RowContext {
  columns: SourceColumn[]
  raw: Raw
  yaml: Yaml
  file: SourceDataset['file']
}

/** A row as written: its values by name, and where each stands. */
interface Written {
  index: number
  values: Record<string, unknown>
  /** Path of a column's cell from the top of the file. */
  pathOf(column: string): Array<string | number>
}

/** A row is a mapping of columns, or a list in the order of the typed columns. */
export function readRow(row: unknown, index: number, context: RowContext): SourceRow {
  const { columns, yaml, file } = context
  const typed = columns.filter((column) => !column.derive)
  const place = yaml.placeOf(['rows', index])
  if (Array.isArray(row)) {
    if (row.length === typed.length) return finish(listed(row, index, typed), context)
    fail(file, place, 'yaml-type', `rows.${index}`, say`${row.length} values, expected ${typed.length}`)
  } else if (typeof row === 'object' && row !== null) {
    refuseKeys(row, index, typed, context)
    const values = Object.assign(Object.create(null), row) as Record<string, unknown>
    return finish({ index, values, pathOf: (column) => ['rows', index, column] }, context)
  } else fail(file, place, 'yaml-type', `rows.${index}`, say`expected a mapping or a list`)
  return { cells: {}, index, forecast: false, hidden: false, role: null, note: '' }
}

function listed(row: unknown[], index: number, typed: SourceColumn[]): Written {
  const values: Record<string, unknown> = Object.create(null)
  for (const [at, { name }] of typed.entries()) values[name] = row[at]
  return {
    index,
    values,
    pathOf: (column) => ['rows', index, typed.findIndex(({ name }) => name === column)],
  }
}

function refuseKeys(row: object, index: number, typed: SourceColumn[], { columns, yaml, file }: RowContext) {
  const names = typed.map((column) => column.name)
  for (const key of Object.keys(row)) {
    if (names.includes(key) || ROW_KEYS.includes(key)) continue
    const derived = columns.some((column) => column.name === key)
    const place = yaml.keyPlaceOf(['rows', index], key)
    if (derived) fail(file, place, 'cell-type', key, say`typed value`, say`none, for the column is derived`)
    else fail(file, place, 'column-missing', key, names)
  }
}

function finish(written: Written, context: RowContext): SourceRow {
  const { index, values } = written
  const { columns } = context
  const time = columns.find(({ type, derive }) => !derive && isTimeType(type))
  const forecast = isForecast(time, written, context)
  const provenanceOf = rowProvenance(written, context)
  const basisOf = rowBasis(written, context)
  const cells: Record<string, SourceCell> = Object.create(null)
  for (const column of columns) {
    if (column.derive) continue
    const { name } = column
    cells[name] = {
      value: cellOf(column, written, context),
      provenance: provenanceOf(name),
      forecast: forecast || (isTimeType(column.type) && endsInE(values[name])),
      basis: column.type === 'number' ? basisOf(name) : null,
    }
  }
  return {
    cells,
    index,
    forecast,
    hidden: flag('hidden', written, context),
    role: null,
    note: noteOf(written, context),
  }
}

/** Where its period is written with an E, is `forecast_from` or later, or where the row says so. */
function isForecast(time: SourceColumn | undefined, written: Written, context: RowContext): boolean {
  const said = flag('forecast', written, context)
  if (!time) return said
  const value = written.values[time.name]
  const period = readPeriod(withoutE(value), time.type)
  const from = firstForecast(context.raw)
  return said || endsInE(value) || (from !== null && period !== null && period.start >= from.start)
}

function firstForecast({ forecast_from: from }: Raw): Period | null {
  return from === undefined ? null : parsePeriod(withoutE(from))
}

function endsInE(value: unknown): boolean {
  return typeof value === 'string' && /\dE$/.test(value)
}

function withoutE(value: unknown): string {
  return String(value).replace(/(?<=\d)E$/, '')
}

const YES = /^(?:y|yes|true|on)$/i
const NO = /^(?:n|no|false|off)$/i

/** Yes or no in every spelling that YAML has had. */
function flag(name: 'forecast' | 'hidden', { index, values }: Written, { file, yaml }: RowContext): boolean {
  const value = values[name] ?? false
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && YES.test(value)) return true
  if (typeof value === 'string' && NO.test(value)) return false
  const place = yaml.placeOf(['rows', index, name])
  fail(file, place, 'yaml-type', `rows.${index}.${name}`, say`${shown(value)}, expected true or false`)
  return false
}

function noteOf({ index, values: { note } }: Written, { file, yaml }: RowContext): string {
  if (typeof note === 'string') return note
  const place = yaml.placeOf(['rows', index, 'note'])
  if (note !== undefined && note !== null)
    fail(file, place, 'yaml-type', `rows.${index}.note`, say`expected text`)
  return ''
}

/** The cell's value; null with a message where it is of another type. */
function cellOf(column: SourceColumn, { values, pathOf }: Written, { file, yaml }: RowContext): Value {
  const { name, type } = column
  const written = values[name] ?? null
  const path = pathOf(name)
  const value = readCell(asWritten(written, path, type, yaml), type)
  const place = () => yaml.placeOf(path)
  if (value === undefined) fail(file, place(), 'cell-type', name, shown(written), expectedOf(written, type))
  const source = yaml.sourceOf(path)
  if (typeof value === 'number' && losesDigits(value, source)) {
    const expected = say`a number of at most 15 digits: more are not kept`
    fail(file, place(), 'cell-type', name, say`number \`${source ?? ''}\``, expected)
  }
  return value ?? null
}

/** A name is what its author wrote, though YAML reads a number in it: 000001 is the code of a share. */
function asWritten(value: unknown, path: Array<string | number>, type: ColumnType, yaml: Yaml): unknown {
  if (type === 'list' && Array.isArray(value))
    return value.map((item, at) => asWritten(item, [...path, at], 'text', yaml))
  if (typeof value !== 'number' || type === 'number' || isTimeType(type)) return value
  return yaml.sourceOf(path) ?? value
}

/** Whether a number was written with digits that it does not have. */
function losesDigits(value: number, source: string | undefined): boolean {
  if (source === undefined || source.length < 16 || !/^[-+]?[\d_]+$/.test(source)) return false
  return BigInt(source.replaceAll(/[+_]/g, '')) !== BigInt(value)
}

/** The value as the column's type keeps it; undefined where it is of another type. */
function readCell(value: unknown, type: ColumnType): Value | undefined {
  if (value === null) return null
  if (type === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  if (type === 'list') return Array.isArray(value) ? value.map(String) : undefined
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  if (!isTimeType(type)) return String(value)
  return readPeriod(withoutE(value), type)?.text
}

const expected: Record<Exclude<ColumnType, 'year' | 'quarter' | 'period' | 'date'>, Sayable> = {
  category: say`a name`,
  number: say`a number, or null where it is not known`,
  text: say`a text`,
  list: say`a list of texts`,
}

function expectedOf(written: unknown, type: ColumnType): Sayable {
  return type in expected ? expected[type as keyof typeof expected] : expectedPeriod(withoutE(written), type)
}

function shown(value: unknown): Sayable {
  if (Array.isArray(value)) return say`list`
  if (typeof value === 'object') return say`mapping`
  return typeof value === 'string'
    ? say`text \`${value}\``
    : say`${saying(typeof value)} \`${String(value)}\``
}

/** Provenance of a row's cells: one word for all of them, or a word by column. */
function rowProvenance(written: Written, context: RowContext): (column: string) => Provenance {
  const { raw, file, yaml } = context
  const { provenance } = written.values
  if (provenance === undefined) return () => raw.provenance
  const path = ['rows', written.index, 'provenance']
  const checked = z.union([provenanceSchema, z.record(z.string(), provenanceSchema)]).safeParse(provenance)
  if (!checked.success) {
    const what = say`expected one of ${enumerated([...provenances])}`
    fail(file, yaml.placeOf(path), 'yaml-type', `rows.${written.index}.provenance`, what)
    return () => raw.provenance
  }
  const { data } = checked
  if (typeof data === 'string') return () => data
  refuseColumns(Object.keys(data), path, context)
  return (column) => (Object.hasOwn(data, column) ? data[column]! : raw.provenance)
}

/** The named value that numbers of a row were computed back from: one for all of them, or one by column. */
function rowBasis(written: Written, context: RowContext): (column: string) => string | null {
  const { raw, file, yaml } = context
  const { computed_from: basis } = written.values
  if (basis === undefined || basis === null) return () => null
  const path = ['rows', written.index, 'computed_from']
  const checked = z.union([z.string(), z.record(z.string(), z.string())]).safeParse(basis)
  const names = Object.keys(raw.values)
  const said = checked.success
    ? [checked.data].flatMap((data) => (typeof data === 'string' ? data : Object.values(data)))
    : []
  const unknown = said.find((name) => !names.includes(name))
  if (!checked.success || unknown !== undefined) {
    fail(file, yaml.placeOf(path), 'value-unknown', unknown ?? String(shown(basis)), names)
    return () => null
  }
  const { data } = checked
  if (typeof data === 'string') return () => data
  refuseColumns(Object.keys(data), path, context)
  return (column) => (Object.hasOwn(data, column) ? data[column]! : null)
}

function refuseColumns(seen: string[], path: Array<string | number>, { columns, file, yaml }: RowContext) {
  const names = columns.filter(({ derive }) => !derive).map(({ name }) => name)
  for (const name of seen) {
    if (!names.includes(name)) fail(file, yaml.keyPlaceOf(path, name), 'column-missing', name, names)
  }
}

/** Forecasts begin at a period as the time of the rows is written, or at one that contains it. */
export function checkForecastFrom({ raw, columns, yaml, file }: RowContext): void {
  const from = raw.forecast_from
  if (from === undefined) return
  const time = columns.find(({ type, derive }) => !derive && isTimeType(type))
  const period = firstForecast(raw)
  if (time && period && (readPeriod(period.text, time.type) || period.kind === 'year')) return
  const what = time
    ? expectedPeriod(withoutE(from), time.type)
    : say`a column of years, quarters, periods or dates to begin in`
  fail(
    file,
    yaml.placeOf(['forecast_from']),
    'yaml-type',
    'forecast_from',
    say`\`${from}\`, expected ${what}`,
  )
}

/** Rows with a key that the dataset names as that of a total or a remainder. */
export function withRoles(rows: SourceRow[], keys: string[], { totals, remainders }: Raw): SourceRow[] {
  const isNamed = ({ cells }: SourceRow, names: string[] | undefined) =>
    keys.some((key) => names?.includes(String(cells[key]?.value)))
  return rows.map((row) => ({
    ...row,
    role: isNamed(row, totals) ? 'total' : isNamed(row, remainders) ? 'remainder' : null,
  }))
}

/** Keys said to be totals or remainders are keys of rows. */
export function checkRoles(rows: SourceRow[], keys: string[], { raw, yaml, file }: RowContext): void {
  const known = rows.flatMap(({ cells }) => keys.map((key) => String(cells[key]?.value ?? '')))
  for (const list of ['totals', 'remainders'] as const) {
    for (const [index, key] of (raw[list] ?? []).entries()) {
      const place = yaml.placeOf([list, index]) as Place
      if (!known.includes(key)) fail(file, place, 'row-unknown', key, list, [...new Set(known)])
    }
  }
}

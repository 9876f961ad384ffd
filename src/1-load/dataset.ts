/** YAML → SourceDataset: columns, rows and where the numbers come from. */
import { VFile } from 'vfile'
import { mixtureIn } from '../data/frequency.ts'
import { keysOf, timeAmong, twinsAmong } from '../data/keys.ts'
import { expectedPeriod, parsePeriod, readPeriod } from '../data/period.ts'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { SourceColumn, SourceDataset, SourceRow, Value } from '../report.ts'
import { datasetSchema, type Raw } from './dataset-schema.ts'
import { checkForecastFrom, checkRoles, type RowContext, readRow, withRoles } from './row.ts'
import { checkShape, type Path, parseYaml, type Yaml } from './yaml.ts'

/** What the file of a dataset says, as plain data. */
export type Said = Omit<SourceDataset, 'file' | 'placeOf'>

/** Reads one dataset. Derived columns are declared in it, and still without cells. */
export function readDataset(file: VFile): SourceDataset {
  return datasetOf(parseDataset(file), file)
}

/** The dataset of a file that says so. Where things were written is looked up when somebody asks: that is for mistakes. */
export function datasetOf({ rows, ...said }: Said, file: VFile): SourceDataset {
  let yaml: Yaml | null | undefined
  const placeOf = (path: Path) => {
    // What is wrong with the file has been said.
    yaml ??= parseYaml(new VFile({ path: file.path, value: String(file) }))
    return yaml?.placeOf(path)
  }
  return { ...said, rows: rows.map(withBareCells), file, placeOf }
}

/** A column can have the name of anything that an object has by itself. */
function withBareCells(row: SourceRow): SourceRow {
  return { ...row, cells: Object.assign(Object.create(null), row.cells) }
}

export function parseDataset(file: VFile): Said {
  const name = file.path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '')
  const yaml = file.messages.length === 0 ? parseYaml(file) : null
  const raw = yaml && checkShape(file, yaml, datasetSchema)
  const head = { name, title: '', sources: [], asOf: '', provenance: 'original' as const, note: '' }
  if (!raw) return { ...head, ok: false, columns: [], rows: [], values: [] }
  const columns = readColumns(raw)
  const context: RowContext = { columns, raw, yaml, file }
  const read = raw.rows.map((row, index) => readRow(row, index, context))
  checkAsOf(context)
  checkLabels(context)
  checkForecastFrom(context)
  checkKeys(read, context)
  return {
    ...head,
    ok: file.messages.length === 0,
    title: raw.title,
    sources: raw.source,
    asOf: raw.as_of,
    provenance: raw.provenance,
    note: raw.note,
    columns,
    rows: withRoles(read, keysOf(columns, read), raw),
    values: Object.entries(raw.values).map(([name, value]) => ({ name, ...value })),
  }
}

function readColumns(raw: Raw): SourceColumn[] {
  return Object.entries(raw.columns).map(([name, column]) => ({
    ...column,
    name,
    type: column.derive ? 'number' : (column.type ?? 'text'),
    label: column.label || name,
    derive: column.derive ?? null,
    from: column.from ?? [],
  }))
}

function checkAsOf({ raw: { as_of: asOf }, file, yaml }: RowContext): void {
  const period = parsePeriod(asOf)
  const isDate = period && !period.fiscal && ['year', 'month', 'day'].includes(period.kind)
  if (asOf === '' || isDate) return
  const expected = /^\d{4}-\d/.test(asOf) ? expectedPeriod(asOf, 'date') : say`YYYY, YYYY-MM or YYYY-MM-DD`
  fail(file, yaml.placeOf(['as_of']), 'yaml-type', 'as_of', say`text \`${asOf}\`, expected ${expected}`)
}

/** A legend, a list of columns and an address know a column by its label. */
function checkLabels({ columns, file, yaml }: RowContext): void {
  const first = new Map<string, string>()
  for (const { name, label } of columns) {
    const other = first.get(label)
    const place = yaml.placeOf(['columns', name, 'label'])
    if (other !== undefined) fail(file, place, 'label-duplicate', label, name, other)
    else first.set(label, name)
  }
}

/** Whether a reader sees nothing of a key. */
function isBlank(key: Value): boolean {
  return /^[\s\p{Cf}\p{Cc}]*$/u.test(String(key))
}

/** A row has its keys; its periods are of kinds that can be compared; none stands twice. */
function checkKeys(rows: SourceRow[], context: RowContext): void {
  const { columns, yaml, file } = context
  // A row that could not be read has no keys, and would be told to be another's twin.
  const isRead = file.messages.length === 0
  const read = rows.filter(({ cells }) => Object.values(cells).some(({ value }) => value !== null))
  const keys = keysOf(columns, read)
  for (const { cells, index } of isRead ? rows : []) {
    const empty = keys.find((key) => isBlank(cells[key]?.value ?? ''))
    if (empty !== undefined) fail(file, yaml.placeOf(['rows', index]), 'key-missing', empty)
  }
  checkRoles(read, keys, context)
  const time = timeAmong(keys, columns)
  const column = columns.find(({ name }) => name === time)
  if (!column) return
  const periods = read.map(({ cells }) => readPeriod(String(cells[column.name]?.value), column.type))
  const mixed = mixtureIn(periods.flatMap((period) => period ?? []))
  if (mixed) {
    const at = periods.findIndex((period) => period?.text === mixed[1].text)
    fail(
      file,
      yaml.placeOf(['rows', read[at]!.index]),
      'period-mixed',
      mixed[1].text,
      mixed[0].text,
      column.name,
    )
  }
  const known = read.filter(({ cells }) => keys.every((key) => (cells[key]?.value ?? '') !== ''))
  for (const [first, other] of twinsAmong(known, keys)) {
    const line = yaml.placeOf(['rows', first.index])?.start.line ?? 0
    const key = keys.map((key) => other.cells[key]?.value).join(' ')
    fail(file, yaml.placeOf(['rows', other.index]), 'row-duplicate', key, line)
  }
}

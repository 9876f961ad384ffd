/** YAML → Dataset: columns, rows and where the numbers come from. */
import type { Column, Dataset } from '../report.ts'
import { datasetSchema, type Raw } from './dataset-schema.ts'
import { checkForecastFrom, checkKeys, readRow } from './row.ts'
import { checkShape, parseYaml } from './yaml.ts'

/** Reads one dataset. Derived columns are declared in it, and still empty. */
export function readDataset(file: Dataset['file']): Dataset {
  const name = file.path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, '')
  const yaml = file.messages.length === 0 ? parseYaml(file) : null
  const raw = yaml && checkShape(file, yaml, datasetSchema)
  const head = { name, file, title: '', sources: [], asOf: '', provenance: 'original' as const, note: '' }
  const placeOf: Dataset['placeOf'] = (path) => yaml?.placeOf(path)
  if (!raw) return { ...head, ok: false, columns: [], rows: [], values: [], placeOf }
  const columns = readColumns(raw)
  const rows = raw.rows.map((row, index) => readRow({ row, index, columns, raw, yaml, file }))
  checkKeys(rows, columns, yaml, file)
  checkForecastFrom(raw, columns, yaml, file)
  return {
    ...head,
    ok: file.messages.length === 0,
    title: raw.title,
    sources: raw.source,
    asOf: raw.as_of,
    provenance: raw.provenance,
    note: raw.note,
    columns,
    rows,
    values: Object.entries(raw.values).map(([name, value]) => ({ name, ...value })),
    placeOf,
  }
}

function readColumns(raw: Raw): Column[] {
  return Object.entries(raw.columns).map(([name, column]) => ({
    ...column,
    name,
    type: column.derive ? 'number' : (column.type ?? 'text'),
    label: column.label || name,
    title: '',
    derive: column.derive ?? null,
  }))
}

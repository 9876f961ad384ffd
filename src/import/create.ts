/** Table → a new dataset, its types and units as the file shows them. */
import type { VFile } from 'vfile'
import type { ColumnType, Provenance, SourceColumn, Value } from '../report.ts'
import { isMissing, numberOf, periodOf, periods, shownCell } from './cell.ts'
import { keyValue, scalarText } from './document.ts'
import { complain, readValue } from './merge.ts'
import type { Table, TableCell, TableColumn } from './table.ts'

/** What a file does not say of itself. */
export interface Origin {
  title: string
  source: string
  provenance: Provenance
}

type NewColumn = Pick<SourceColumn, 'name' | 'type' | 'label' | 'unit'> & {
  from: TableColumn & { percent: boolean }
}

/** Cells that cannot be read for certain become messages on the file; the text is then not to be used. */
export function createDataset(
  table: Table,
  origin: Origin,
  file: VFile,
): { text: string; columns: NewColumn[] } {
  const columns = columnsOf(table)
  const first = new Map<string, string>()
  const rows = table.rows.flatMap((cells) => {
    if (cells.every((cell) => isMissing(cell))) return []
    const key = readKey(cells[0]!, columns[0]!, first, file)
    const values = columns.slice(1).map((column, at) => {
      const value = readValue(cells[at + 1]!, column, column.from, file)
      return `${column.name}: ${scalarText(value)}`
    })
    return `  - { ${[`${columns[0]!.name}: ${scalarText(key)}`, ...values].join(', ')} }`
  })
  const lines = [
    `title: ${scalarText(origin.title)}`,
    `source: ${scalarText(origin.source)}`,
    `provenance: ${origin.provenance}`,
    'columns:',
    ...columns.map(columnLine),
    'rows:',
    ...rows,
  ]
  return { text: `${lines.join('\n')}\n`, columns }
}

function readKey(cell: TableCell, column: NewColumn, first: Map<string, string>, file: VFile): Value {
  const period = periods.includes(column.type) ? periodOf(cell, column.type) : null
  const text =
    isMissing(cell) || cell.kind === 'error' || cell.kind === 'uncached' ? null : String(cell.value).trim()
  const key = period?.key ?? text
  if (key === null) {
    complain(file, 'import-key', cell.place, shownCell(cell), 'a period or a name in every row')
    return null
  }
  const earlier = first.get(key)
  if (earlier) complain(file, 'import-key-second', cell.place, key, earlier)
  first.set(key, cell.place)
  return keyValue(key, column, period?.forecast ?? false)
}

function columnLine({ name, type, unit, label }: NewColumn): string {
  const settings = [
    `type: ${type}`,
    ...(unit ? [`unit: ${scalarText(unit)}`] : []),
    `label: ${scalarText(label)}`,
  ]
  return `  ${name}: { ${settings.join(', ')} }`
}

function columnsOf(table: Table): NewColumn[] {
  const names = new Set<string>()
  return table.columns.map((from, at) => {
    const cells = table.rows.map((row) => row[at]!).filter((cell) => !isMissing(cell))
    const type = at === 0 ? keyType(cells) : valueType(cells, from.label)
    const percent = cells.some((cell) => numberOf(cell)?.percent)
    const unit = type === 'number' ? from.unit || (percent ? '%' : '') : ''
    const { name, label } = at === 0 ? keyNameOf(from, type) : { name: from.label, label: from.label }
    const unique = uniqueName(name || `column_${at + 1}`, names)
    return { name: unique, type, label: label || unique, unit, from: { ...from, percent } }
  })
}

/** Names of keys that have none, or one that says nothing of them. */
const keyNames: Partial<Record<ColumnType, { name: string; label: string }>> = {
  year: { name: 'year', label: '年份' },
  quarter: { name: 'quarter', label: '季度' },
  period: { name: 'period', label: '报告期' },
  date: { name: 'date', label: '日期' },
  category: { name: 'name', label: '名称' },
}

function keyNameOf({ label }: TableColumn, type: ColumnType): { name: string; label: string } {
  return label === '' || /^(指标名称|指标|项目|科目)$/.test(label) ? keyNames[type]! : { name: label, label }
}

/** The first type of period that fits every cell. */
function keyType(cells: TableCell[]): ColumnType {
  const type = periods.find((type) => cells.length > 0 && cells.every((cell) => periodOf(cell, type)))
  return type ?? 'category'
}

/** Where more than half of the cells are numbers the others are mistakes; a code such as 000001 is a text. */
function valueType(cells: TableCell[], label: string): ColumnType {
  const isDate = (cell: TableCell) =>
    cell.kind === 'date' || (typeof cell.value === 'string' && /\d[-/年]\d/.test(cell.value))
  if (cells.length > 0 && cells.every((cell) => isDate(cell) && periodOf(cell, 'date'))) return 'date'
  const isPadded = cells.some((cell) => typeof cell.value === 'string' && /^0\d+$/.test(cell.value))
  const isCode = isPadded || /代码|编码|编号|\b(code|id|ticker)\b/i.test(label)
  const odd = (cell: TableCell) => cell.kind === 'uncached' || cell.kind === 'error' || cell.kind === 'scaled'
  const numbers = cells.filter((cell) => odd(cell) || numberOf(cell)).length
  return !isCode && numbers * 2 >= cells.length ? 'number' : 'text'
}

/** Keys of a row that are no columns. */
const RESERVED = ['provenance', 'note', 'forecast', 'hidden']

function uniqueName(label: string, names: Set<string>): string {
  const bare = label
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '_')
    .replace(/^[_-]+|[_-]+$/g, '')
  const base = !/^\p{L}/u.test(bare) || RESERVED.includes(bare) ? `_${bare}` : bare
  let name = base
  for (let count = 2; names.has(name); count++) name = `${base}_${count}`
  names.add(name)
  return name
}

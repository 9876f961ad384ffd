/** Table → a new dataset, its types and units as the file shows them. */
import type { VFile } from 'vfile'
import { plainName } from '../data/name.ts'
import { isTimeType } from '../data/period.ts'
import { enumerated, type Sayable, say, saying } from '../phrase.ts'
import type { ColumnType, Provenance, SourceColumn, Value } from '../report.ts'
import { isMissing, isUnclear, numberOf, periodOf, periods, plainText, shownCell, textOf } from './cell.ts'
import { scalarText } from './document.ts'
import type { TableColumn } from './head.ts'
import { areUnique, compareTimes, isTotal, specialKey, specialKeys } from './keys.ts'
import { columnName, readableLabels } from './name.ts'
import { complain, type From, fromOf, readValue } from './read.ts'
import { isRatio, type Table, type TableCell } from './table.ts'

/** What a file does not say of itself. */
export interface Origin {
  title: string
  source: string
  provenance: Provenance
}

export interface NewColumn extends Pick<SourceColumn, 'name' | 'type' | 'label' | 'unit'> {
  from: From
  /** As the file calls it, where neither name nor label do. */
  written: string
  isKey: boolean
}

export interface Created {
  text: string
  columns: NewColumn[]
  /** A line of the text for each row. */
  rows: string[]
  notes: Sayable[]
}

interface NewRow {
  /** Texts of its keys. */
  keys: string[]
  cells: TableCell[]
  values: Value[]
  forecast: boolean
}

/** Cells that cannot be read for certain become messages on the file; the text is then not to be used. */
export function createDataset(table: Table, origin: Origin, file: VFile): Created {
  const notes: Sayable[] = []
  const filled = table.rows.filter((cells) => !cells.every((cell) => isMissing(cell)))
  const body = withoutTotals(filled, table, notes)
  const columns = columnsOf(table, body, notes)
  const first = new Map<string, string>()
  const rows = body.map((cells) => readRow(cells, columns, first, file))
  const ordered = inOrder(rows, columns, notes)
  const lines = ordered.map((row) => rowLine(row, columns))
  if (rows.length === 0) complain(file, 'import-table', table.sheet || file.basename!)
  const text = [
    `title: ${scalarText(origin.title)}`,
    `source: ${scalarText(origin.source)}`,
    `provenance: ${origin.provenance}`,
    ...specialLines(body, columns, notes),
    'columns:',
    ...columns.map(columnLine),
    'rows:',
    ...lines,
  ]
  return { text: `${text.join('\n')}\n`, columns, rows: lines, notes }
}

/** Under years or months there is no place for their sum. */
function withoutTotals(rows: TableCell[][], { frequency }: Table, notes: Sayable[]): TableCell[][] {
  const isSum = (cells: TableCell[]) => isTotal(cells[0]!)
  const others = rows.filter((cells) => !isSum(cells))
  if (
    others.length === rows.length ||
    !timeOf(
      others.map((cells) => cells[0]!),
      frequency,
    )
  )
    return rows
  for (const [cell] of rows.filter(isSum))
    notes.push(say`the row \`${plainText(cell!)}\` in ${cell!.place} is the sum of periods and was not read`)
  return others
}

/** Rows that are sums or rests of others are named once for the whole dataset. */
function specialLines(rows: TableCell[][], columns: NewColumn[], notes: Sayable[]): string[] {
  return Object.entries(specialKeys).flatMap(([key, what]) => {
    const names = columns.flatMap(({ isKey, type }, at) =>
      isKey && type === 'category'
        ? rows.flatMap((cells) => (specialKey(cells[at]!) === key ? [textOf(cells[at]!)!] : []))
        : [],
    )
    const [name, ...more] = [...new Set(names)]
    if (name === undefined) return []
    notes.push(say`${enumerated([name, ...more])}: taken for the ${saying(what)} of other rows (\`${key}\`)`)
    return [
      `${key}: ${more.length > 0 ? `[${[name, ...more].map(scalarText).join(', ')}]` : scalarText(name)}`,
    ]
  })
}

function readRow(cells: TableCell[], columns: NewColumn[], first: Map<string, string>, file: VFile): NewRow {
  const row: NewRow = { keys: [], cells, values: [], forecast: false }
  for (const [at, column] of columns.entries()) {
    const cell = cells[at]!
    if (!column.isKey) {
      row.values.push(readValue(cell, column, column.from, file))
      continue
    }
    const period = isTimeType(column.type) ? periodOf(cell, column.type) : null
    const key = period?.key ?? (isMissing(cell) || isTimeType(column.type) ? null : textOf(cell))
    if (key === null)
      complain(file, 'import-key', cell.place, shownCell(cell), say`a period or a name in every row`)
    row.keys.push(key ?? '')
    row.values.push(key)
    row.forecast ||= period?.forecast ?? false
  }
  if (row.keys.includes('')) return row
  const id = JSON.stringify(row.keys)
  const earlier = first.get(id)
  if (earlier) complain(file, 'import-key-second', cells[0]!.place, row.keys.join(' '), earlier)
  else first.set(id, cells[0]!.place)
  return row
}

/** Oldest first: growth is counted down the rows. */
function inOrder(rows: NewRow[], columns: NewColumn[], notes: Sayable[]): NewRow[] {
  const keys = columns.filter(({ isKey }) => isKey)
  const time = keys.findIndex(({ type }) => isTimeType(type))
  if (time < 0) return rows
  const groupOf = ({ keys }: NewRow) => JSON.stringify(keys.filter((_, at) => at !== time))
  const groups = new Map<string, NewRow[]>()
  for (const row of rows) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), row])
  const rises = (list: NewRow[]) =>
    list.every((row, at) => at === 0 || compareTimes(list[at - 1]!.keys[time]!, row.keys[time]!) <= 0)
  if ([...groups.values()].every(rises)) return rows
  notes.push(say`the rows of the file do not run from old to new: they are written oldest first`)
  const sorted = (list: NewRow[]) => [...list].sort((a, b) => compareTimes(a.keys[time]!, b.keys[time]!))
  const blocks = rows.filter((row, at) => at === 0 || groupOf(rows[at - 1]!) !== groupOf(row)).length
  return blocks === groups.size ? [...groups.values()].flatMap(sorted) : sorted(rows)
}

function rowLine({ values, forecast }: NewRow, columns: NewColumn[]): string {
  const time = columns.findIndex(({ type }) => isTimeType(type))
  // The E of a period speaks for its row where it stands in the first time.
  const isWritten = forecast && columns[time]?.isKey === true
  const pairs = columns.map(({ name, type }, at) => {
    const value = values[at] ?? null
    if (isWritten && at === time) return `${scalarText(name)}: ${value}E`
    return `${scalarText(name)}: ${type === 'year' ? String(value) : scalarText(value)}`
  })
  if (forecast && !isWritten) pairs.push('forecast: true')
  return `  - { ${pairs.join(', ')} }`
}

function columnLine({ name, type, unit, label, written }: NewColumn): string {
  const settings = [
    `type: ${type}`,
    ...(unit ? [`unit: ${scalarText(unit)}`] : []),
    `label: ${scalarText(label)}`,
    ...(written ? [`from: ${scalarText(written)}`] : []),
  ]
  return `  ${scalarText(name)}: { ${settings.join(', ')} }`
}

function columnsOf(table: Table, rows: TableCell[][], notes: Sayable[]): NewColumn[] {
  const cellsOf = (at: number) => rows.map((row) => row[at]!).filter((cell) => !isMissing(cell))
  const types = table.columns.map(({ label }, at) =>
    at === 0 ? (timeOf(cellsOf(0), table.frequency) ?? 'category') : valueType(cellsOf(at), label),
  )
  const keys = keysOf(table, rows, types)
  if (keys.size > 1) {
    const names = [...keys].map((at) => `\`${table.columns[at]!.label}\``)
    notes.push(say`rows are told apart by ${enumerated(names)}`)
  }
  const taken = new Set<string>()
  const shownLabels = new Set<string>()
  const numbered = distinctLabels(table.columns)
  for (const [at, { label, place }] of table.columns.entries())
    if (numbered[at] !== label)
      notes.push(say`a second column \`${label}\`, in ${place}, is called \`${numbered[at]!}\``)
  const labels = readableLabels(numbered)
  const columns = table.columns.map((column, at): NewColumn => {
    const type = types[at]!
    const from = fromOf(table, at)
    const unit = type === 'number' ? from.unit || (from.units[0] ?? '') : ''
    const { name, label } =
      at === 0 ? keyNameOf(column, type, table.isTurned) : { name: column.label, label: labels[at]! }
    const unique = columnName(name || `column_${at + 1}`, taken)
    const shown = distinct(label || unique, shownLabels)
    const isFound = [unique, shown].map(plainName).includes(plainName(column.label))
    return {
      name: unique,
      type,
      label: shown,
      unit,
      from,
      written: at === 0 || isFound ? '' : column.label,
      isKey: keys.has(at),
    }
  })
  notes.push(...columns.flatMap((column, at) => notesOn(column, cellsOf(at), table, at)))
  return columns
}

/** The second column of a name gets a number, which the next import gives it again. */
function distinctLabels(columns: TableColumn[]): string[] {
  const names = columns.map(({ label }) => plainName(label))
  return columns.map(({ label }, at) => {
    const earlier = names.slice(0, at).filter((name) => name === names[at]).length
    return label !== '' && earlier > 0 ? `${label} ${earlier + 1}` : label
  })
}

/** A dataset knows a column by its label, too. */
function distinct(label: string, taken: Set<string>): string {
  let own = label
  for (let count = 2; taken.has(own); count++) own = `${label} ${count}`
  taken.add(own)
  return own
}

/** What was taken for granted of a column. */
function notesOn(column: NewColumn, cells: TableCell[], table: Table, at: number): Sayable[] {
  const { name, type, unit, label } = column
  const { withheld } = table.columns[at]!
  const notes: Sayable[] = []
  const odd = oddOneOut(column, cells, table.columns[at]!.label)
  if (odd)
    notes.push(
      at === 0
        ? say`\`${name}\` is a ${saying(type)}, for ${odd.place} is no period: ${shownCell(odd)}`
        : say`\`${name}\` is a ${saying(type)}, for ${odd.place} is no number: ${shownCell(odd)}`,
    )
  if (type !== 'number') return notes
  const numbers = cells.flatMap((cell) => numberOf(cell) ?? [])
  const others = column.from.units.filter((own) => own !== unit)
  if (others.length > 0)
    notes.push(say`cells of \`${name}\` in ${enumerated(others)} were converted to ${unit}`)
  if (withheld && unit === '')
    notes.push(
      say`the unit above the table, ${withheld}, was not given to \`${name}\`: write its own unit into the dataset`,
    )
  else if (unit === '' && isRatio(label) && numbers.length > 0)
    notes.push(say`\`${name}\` names no unit: write \`unit: '%'\` into the dataset where it is in percent`)
  const isFraction = ({ value, unit }: { value: number; unit: string }) => unit === '' && Math.abs(value) <= 1
  if (
    unit === '%' &&
    numbers.length > 1 &&
    numbers.every(isFraction) &&
    numbers.some(({ value }) => value !== 0)
  )
    notes.push(say`the numbers of \`${name}\` are at most 1, though in %: a hundredth of what is meant?`)
  return notes
}

/** The first cell that makes a column of numbers a text, or one of periods a category. */
function oddOneOut({ type, isKey }: NewColumn, cells: TableCell[], label: string): TableCell | undefined {
  if (type !== 'text' && type !== 'category') return undefined
  if (isCode(cells, label)) return undefined
  const type_ = periods.find(
    (period) => isKey && cells.filter((cell) => periodOf(cell, period)).length * 2 > cells.length,
  )
  if (type_) return cells.find((cell) => !periodOf(cell, type_))
  const isNumber = (cell: TableCell) => numberOf(cell) !== null
  return !isKey && cells.some(isNumber) ? cells.find((cell) => !isNumber(cell)) : undefined
}

/** Names of keys that have none, or one that says nothing of them. */
const keyNames: Partial<Record<ColumnType, { name: string; label: string }>> = {
  year: { name: 'year', label: '年份' },
  quarter: { name: 'quarter', label: '季度' },
  period: { name: 'period', label: '报告期' },
  date: { name: 'date', label: '日期' },
  category: { name: 'name', label: '名称' },
}

/** What stands above the names of a turned table names them, not the periods beside it. */
function keyNameOf(
  { label }: TableColumn,
  type: ColumnType,
  isTurned: boolean,
): { name: string; label: string } {
  const isOther = isTurned && isTimeType(type) && !TIME_NAME.test(label)
  return label === '' || isOther || /^(指标名称|指标名|指标|项目|科目)$/.test(label)
    ? keyNames[type]!
    : { name: label, label }
}

/** The first type of period that fits every cell: the one that the file says its values come in, if it says so. */
function timeOf(cells: TableCell[], frequency: string): ColumnType | null {
  if (cells.length === 0) return null
  const order =
    frequency === '年' ? ['year', ...periods] : frequency === '季' ? ['quarter', ...periods] : periods
  return (order as ColumnType[]).find((type) => cells.every((cell) => periodOf(cell, type))) ?? null
}

/** Where more than half of the cells are numbers the others are mistakes; a code such as 000001 is a text. */
function valueType(cells: TableCell[], label: string): ColumnType {
  const time = timeOf(cells, '')
  const isWritten = (cell: TableCell) =>
    cell.kind === 'date' || (typeof cell.value === 'string' && /\d[-/年季Q]|^FY/i.test(cell.value))
  if (time && (cells.every(isWritten) || TIME_NAME.test(label))) return time
  const numbers = cells.filter((cell) => isUnclear(cell) || numberOf(cell)).length
  return !isCode(cells, label) && numbers * 2 >= cells.length ? 'number' : 'text'
}

const TIME_NAME = /(年|年份|年度|季度|月份|日期|报告期)$|^(year|fy|fiscal year|quarter|month|date|period)$/i

function isCode(cells: TableCell[], label: string): boolean {
  const isIdentity = ({ value }: TableCell) => typeof value === 'string' && /^(0\d+|\d{16,})$/.test(value)
  return cells.some(isIdentity) || /代码|编码|编号|\b(code|id|ticker)\b/i.test(label)
}

/**
 * The columns that tell rows apart, by index: the first one where it can; else with it the fewest of the others, times
 * before names. Their types become those of keys.
 */
function keysOf(table: Table, rows: TableCell[][], types: ColumnType[]): Set<number> {
  const texts = table.columns.map((_, at) => rows.map((row) => keyText(row[at]!, types[at]!)))
  const areApart = (columns: number[]) =>
    areUnique(rows.map((_, row) => columns.map((at) => texts[at]![row]!)))
  if (areApart([0])) return new Set([0])
  const isYear = (at: number) =>
    types[at] === 'number' &&
    timeOf(
      rows.map((row) => row[at]!),
      '',
    ) === 'year'
  const isFull = (at: number) => rows.every((row) => !isMissing(row[at]!))
  const others = table.columns
    .map((_, at) => at)
    .slice(1)
    .filter(isFull)
  const times = others.filter((at) => periods.includes(types[at]!) || isYear(at))
  const names = others.filter((at) => types[at] === 'text')
  const found = choices([...times, ...names].slice(0, MOST_KEYS)).find((chosen) => areApart([0, ...chosen]))
  const keys = [0, ...(found ?? times)].sort((a, b) => a - b)
  for (const at of keys.slice(1))
    types[at] = isYear(at) ? 'year' : types[at] === 'text' ? 'category' : types[at]!
  return new Set(keys)
}

/** Columns among which those that tell rows apart are looked for. */
const MOST_KEYS = 8

/** One of the list, then two, then three, the first ones first. */
function choices(list: number[]): number[][] {
  const one = list.map((at) => [at])
  const more = (lists: number[][]) =>
    lists.flatMap((chosen) =>
      list.filter((at) => list.indexOf(at) > list.indexOf(chosen.at(-1)!)).map((at) => [...chosen, at]),
    )
  return [...one, ...more(one), ...more(more(one))]
}

function keyText(cell: TableCell, type: ColumnType): string | null {
  return (isTimeType(type) ? periodOf(cell, type)?.key : textOf(cell)) ?? null
}

/** Columns that are computed from others, never typed. */
import { fail } from '../message.ts'
import {
  type Cell,
  type Column,
  type Dataset,
  type Derivation,
  type Provenance,
  provenances,
  type Row,
} from '../report.ts'
import { type Growth, growth } from './growth.ts'
import { stepBefore, yearBefore } from './period.ts'

const TIMES = ['year', 'quarter', 'period', 'date']

/** Fills in the cells, and the units, of a dataset's derived columns, each after those it is computed from. */
export function derive(dataset: Dataset, words: Record<string, string>): void {
  const done = new Set<string>()
  for (const column of dataset.columns) deriveColumn(column, dataset, words, done, [])
}

/** @param path Columns that wait for this one. */
function deriveColumn(
  column: Column,
  dataset: Dataset,
  words: Record<string, string>,
  done: Set<string>,
  path: string[],
): void {
  const { name, derive } = column
  if (!derive || done.has(name)) return
  const source = dataset.columns.find((other) => other.name === derive.of)
  const circular = path.includes(name)
  if (source && !circular) deriveColumn(source, dataset, words, done, [...path, name])
  if (done.has(name)) return
  done.add(name)
  const place = dataset.placeOf(['columns', name, 'derive'])
  const problem = problemOf(derive, source, dataset)
  if (circular) fail(dataset.file, place, 'derive-circular', name)
  else if (problem) fail(dataset.file, place, 'derive-source', derive.of, problem)
  if (circular || problem) dataset.ok = false
  column.unit ||= unitOf(derive, source?.unit ?? '', words)
  for (const row of dataset.rows) {
    row.cells[name] = circular || problem ? cellOf(null, []) : compute(derive, row, dataset, words)
  }
}

function problemOf(
  { how, by, base }: Derivation,
  source: Column | undefined,
  dataset: Dataset,
): string | null {
  const key = dataset.columns[0]
  if (!source) return 'there is no such column'
  if (source.type !== 'number') return 'it is not a column of numbers'
  if (by !== null && !dataset.columns.some(({ name }) => name === by))
    return `there is no column \`${by}\` to group by`
  if (how === 'index' && !rowOfKey(dataset, base ?? ''))
    return 'an index needs `base`, the key of one of the rows'
  const needsTime = how === 'yoy' || how === 'qoq' || how === 'difference'
  return needsTime && !TIMES.includes(key?.type ?? '') ? 'the rows have no time to compare' : null
}

/** A difference of percentages is in percentage points. */
function unitOf({ how }: Derivation, unit: string, words: Record<string, string>): string {
  switch (how) {
    case 'yoy':
    case 'qoq':
    case 'share':
      return '%'
    case 'index':
      return ''
    case 'difference':
      return unit === '%' ? (words.percentage_points ?? 'pp') : unit
    default:
      return unit
  }
}

function compute(derivation: Derivation, row: Row, dataset: Dataset, words: Record<string, string>): Cell {
  const { how, of, by, base } = derivation
  const now = row.cells[of]!
  const peers = dataset.rows.filter((other) => by === null || other.cells[by]?.value === row.cells[by]?.value)
  switch (how) {
    case 'yoy':
    case 'qoq': {
      const before = neighbour(dataset, row, how)?.cells[of]
      return before
        ? growthCell(growth(numberOf(before), numberOf(now)), [now, before], words)
        : cellOf(null, [])
    }
    case 'difference': {
      const before = neighbour(dataset, row, 'yoy')?.cells[of]
      const [from, to] = [numberOf(before), numberOf(now)]
      return cellOf(from === null || to === null ? null : to - from, [now, before])
    }
    case 'share': {
      const total = sumOf(peers, of)
      return cellOf(
        total && numberOf(now) !== null ? (numberOf(now)! / total) * 100 : null,
        cellsOf(peers, of),
      )
    }
    case 'cumulative': {
      const until = peers.slice(0, peers.indexOf(row) + 1)
      return cellOf(sumOf(until, of), cellsOf(until, of))
    }
    case 'index': {
      const hundred = rowOfKey(dataset, base!)!.cells[of]
      const value =
        numberOf(hundred) && numberOf(now) !== null ? (numberOf(now)! / numberOf(hundred)!) * 100 : null
      return cellOf(value, [now, hundred])
    }
    case 'sum':
      return cellOf(sumOf(peers, of), cellsOf(peers, of))
    case 'mean': {
      const sum = sumOf(peers, of)
      return cellOf(sum === null ? null : sum / peers.length, cellsOf(peers, of))
    }
  }
}

/** The row of the same period a year before, or of the quarter or month before. */
export function neighbour(dataset: Dataset, row: Row, how: 'yoy' | 'qoq'): Row | null {
  const period = String(row.cells[dataset.columns[0]!.name]?.value)
  const before = how === 'yoy' ? yearBefore(period) : stepBefore(period)
  return before === null ? null : rowOfKey(dataset, before)
}

function rowOfKey(dataset: Dataset, key: string): Row | null {
  const column = dataset.columns[0]?.name ?? ''
  return dataset.rows.find(({ cells }) => cells[column]?.value === key) ?? null
}

/** The sum, or null where one of the numbers is not known: a part is never printed as a whole. */
export function sumOf(rows: Row[], column: string): number | null {
  const numbers = cellsOf(rows, column).map(numberOf)
  return numbers.every((number) => number !== null) ? numbers.reduce((sum, number) => sum + number, 0) : null
}

function cellsOf(rows: Row[], column: string): Cell[] {
  return rows.map(({ cells }) => cells[column]!)
}

export function numberOf(cell: Cell | undefined): number | null {
  return typeof cell?.value === 'number' ? cell.value : null
}

function growthCell(rate: Growth, from: Cell[], words: Record<string, string>): Cell {
  return typeof rate === 'string' ? { ...cellOf(null, from), text: wordOf(rate, words) } : cellOf(rate, from)
}

/** `扭亏为盈`, `由盈转亏` */
export function wordOf(turn: 'turned-profit' | 'turned-loss', words: Record<string, string>): string {
  return words[turn.replace('-', '_')] ?? turn.replace('-', ' ')
}

function cellOf(value: number | null, from: Array<Cell | undefined>): Cell {
  const known = from.filter((cell) => cell !== undefined)
  return { value, text: '', provenance: weakest(known.map(({ provenance }) => provenance)) }
}

/** What is derived is only as sure as the weakest number in it. */
function weakest(list: Provenance[]): Provenance {
  return list.reduce((a, b) => (provenances.indexOf(a) > provenances.indexOf(b) ? a : b), 'original')
}

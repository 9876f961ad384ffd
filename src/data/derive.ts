/** Columns that are computed from others, never typed. */

import { enumerated, type Sayable, say } from '../phrase.ts'
import type { Cell, Derivation, SourceCell, SourceColumn, SourceRow } from '../report.ts'
import { evaluate, type Operand, type Scope, settle } from './evaluate.ts'
import { exactDifference, exactSum } from './exact.ts'
import { type Expression, FormulaError, parseFormula } from './formula.ts'
import { groupBy } from './group.ts'
import { growth, type Turn } from './growth.ts'
import { keyTextOf, Siblings } from './keys.ts'
import type { Ordered, Placed } from './order.ts'
import { gapAmong, holdsRemainder, inherited, isPart, meanOf, numberOf, sumOf } from './peers.ts'
import { stepBefore, yearBefore } from './period.ts'
import { convert, isPercent, parseUnit } from './unit.ts'

/** A mistake in a dataset: a rule of the catalogue, the arguments of its sentence, and where it was written. */
export interface Problem {
  rule: 'derive-circular' | 'derive-source' | 'formula-invalid' | 'yaml-type'
  what: unknown[]
  /** Keys and 0-based indexes from the top of the file. */
  path: Array<string | number>
  /** A part of the text there that is meant, as 0-based offset; undefined for all of it. */
  at?: number
}

/** A cell that is computed: without a number it may hold a word, for a turn from loss to profit. */
export type Computed = SourceCell & Pick<Cell, 'text'>

/**
 * Computes the derived columns of a dataset, each after those it is computed from, and puts their cells into the rows.
 *
 * @param ordered Its rows; cells are added to them.
 * @param words The house's, for turns of profit and loss and for percentage points.
 * @returns The columns, those that are derived with their units.
 */
export function deriveColumns(
  columns: SourceColumn[],
  ordered: Ordered,
  words: Record<string, string>,
  problems: Problem[],
): SourceColumn[] {
  return new Deriver(columns, ordered, words, problems).run()
}

/** Rows that are compared with one another, and what was computed over them. */
interface Group {
  rows: Placed[]
  isWhole: boolean
  found: Map<string, { value: number | null; cell: SourceCell }>
}

class Deriver {
  private readonly columns: Map<string, SourceColumn>
  private readonly ordered: Ordered
  private readonly words: Record<string, string>
  private readonly problems: Problem[]
  private readonly siblings: Siblings<Placed>
  private readonly done = new Set<string>()
  private readonly groups = new Map<string, Map<string, Group>>()
  private readonly courses = new Map<Placed[], Placed[]>()
  private sequences: Map<string, Placed[]> | null = null
  private readonly runs = new Map<string, Map<Placed, Computed>>()
  /** Columns that wait for another one. */
  private readonly waiting: string[] = []

  constructor(columns: SourceColumn[], ordered: Ordered, words: Record<string, string>, problems: Problem[]) {
    this.columns = new Map(columns.map((column) => [column.name, { ...column }]))
    this.ordered = ordered
    this.words = words
    this.problems = problems
    this.siblings = new Siblings(ordered.rows, ordered.keys, ordered.time)
  }

  run(): SourceColumn[] {
    for (const column of this.columns.values()) this.derive(column)
    return [...this.columns.values()]
  }

  /** @returns False where the column is computed from itself. */
  private derive(column: SourceColumn): boolean {
    const { name, derive } = column
    if (!derive || this.done.has(name)) return true
    if (this.waiting.includes(name)) {
      this.refuse(column, 'derive-circular', [name])
      return false
    }
    this.waiting.push(name)
    try {
      if (derive.how === 'formula') this.deriveFormula(column, derive)
      else this.deriveUsual(column, derive)
    } finally {
      this.waiting.pop()
      this.done.add(name)
    }
    return true
  }

  private refuse({ name }: SourceColumn, rule: Problem['rule'], what: unknown[], at?: number): void {
    const path = ['columns', name, 'derive', ...(at === undefined ? [] : ['formula'])]
    this.problems.push({ rule, what, path, ...(at === undefined ? {} : { at }) })
  }

  private deriveUsual(column: SourceColumn, derivation: Derivation): void {
    const source = this.columns.get(derivation.of)
    const isRight = !source || this.derive(source)
    const natural = this.unitOf(derivation, source?.unit ?? '')
    column.unit ||= natural
    const problem = this.problemOf(derivation, source) ?? problemOfUnit(natural, column.unit)
    if (problem) this.refuse(column, 'derive-source', [derivation.of, problem])
    for (const row of this.ordered.rows) {
      const isComputed = isRight && !problem
      const cell = isComputed ? this.compute(derivation, row) : this.cellOf(null, row, [])
      const number = numberOf(cell)
      row.cells[column.name] =
        number === null ? cell : { ...cell, value: convert(number, natural, column.unit) }
    }
  }

  private problemOf({ how, by, base, weight }: Derivation, source: SourceColumn | undefined): Sayable | null {
    if (!source) return say`there is no such column`
    if (source.type !== 'number') return say`it is not a column of numbers`
    if (by !== null && !this.columns.has(by)) return say`there is no column \`${by}\` to group by`
    const scale = weight === null ? null : this.columns.get(weight)
    if (weight !== null && scale?.type !== 'number')
      return say`there is no column of numbers \`${weight}\` to weigh by`
    if (scale && !this.derive(scale)) return say`\`${scale.name}\` is computed from it`
    if (how === 'index' && !this.ordered.rows.some((row) => this.isAt(row, base)))
      return say`an index needs \`base\`, the key of one of the rows`
    const needsTime = how === 'yoy' || how === 'qoq' || how === 'difference'
    return needsTime && this.ordered.time === null ? say`the rows have no time to compare` : null
  }

  /** A difference of percentages is in percentage points. */
  private unitOf({ how }: Derivation, unit: string): string {
    switch (how) {
      case 'yoy':
      case 'qoq':
      case 'share':
        return '%'
      case 'index':
        return ''
      case 'difference':
        return isPercent(unit) ? this.points() : unit
      default:
        return unit
    }
  }

  private points(): string {
    return this.words.percentage_points ?? 'pp'
  }

  private isAt({ cells }: Placed, key: string | null): boolean {
    return this.ordered.keys.some((column) => String(cells[column]?.value) === key)
  }

  /** The row that is 100: of a time, that of the same other keys. */
  private baseOf(row: Placed, base: string | null): Placed | undefined {
    const rows = this.ordered.time === null ? this.ordered.rows : this.sequenceOf(row)
    return rows.find((other) => this.isAt(other, base))
  }

  private compute(derivation: Derivation, row: Placed): Computed {
    const { how, of, by, base, weight } = derivation
    const now = row.cells[of]!
    switch (how) {
      case 'yoy':
      case 'qoq': {
        const before = this.neighbour(row, how)?.cells[of]
        const rate = before ? growth(numberOf(before), numberOf(now)) : null
        return typeof rate === 'string'
          ? { ...this.cellOf(null, row, [now, before]), text: wordOf(rate, this.words) }
          : this.cellOf(rate, row, [now, before])
      }
      case 'difference': {
        const before = this.neighbour(row, 'yoy')?.cells[of]
        const [from, to] = [numberOf(before), numberOf(now)]
        return this.cellOf(from === null || to === null ? null : exactDifference(to, from), row, [
          now,
          before,
        ])
      }
      case 'share': {
        const { value: whole, cell } = this.overPeers('sum', of, null, row, by)
        const value = whole && numberOf(now) !== null ? (numberOf(now)! / whole) * 100 : null
        return this.cellOf(value, row, [now, cell])
      }
      case 'cumulative':
        return this.cumulated(of, row, by)
      case 'index': {
        const hundred = this.baseOf(row, base)?.cells[of]
        const [from, to] = [numberOf(hundred), numberOf(now)]
        return this.cellOf(from && to !== null ? (to / from) * 100 : null, row, [now, hundred])
      }
      case 'sum':
      case 'mean': {
        const { value, cell } = this.overPeers(how, of, weight, row, by)
        return this.cellOf(value, row, [cell])
      }
      case 'formula':
        throw new Error('A formula is computed by its expression')
    }
  }

  /** A sum or mean over the rows that a row is compared with, and a cell that is as sure as they are; computed once for all of them. */
  private overPeers(
    how: 'sum' | 'mean',
    of: string,
    weight: string | null,
    row: Placed,
    by: string | null,
  ): { value: number | null; cell: SourceCell } {
    const group = this.groupOf(row, by)
    return remembered(group.found, `${how} ${of} ${weight ?? ''}`, () => {
      const { rows } = group
      const cells = [...cellsOf(rows, of), ...(weight === null ? [] : cellsOf(rows, weight))]
      const compute = () => (how === 'sum' ? sumOf(rows, of) : meanOf(rows, of, weight))
      const value = finite(group.isWhole ? compute() : null)
      return { value, cell: { value, ...inherited(cells) } }
    })
  }

  private groupOf(row: Placed, by: string | null): Group {
    const { keys, time, rows } = this.ordered
    const isPanel = by === null && time !== null && keys.length > 1
    const sharedBy = ({ period, cells }: Placed) =>
      isPanel ? (period?.text ?? '') : by === null ? '' : String(cells[by]?.value)
    const groups = remembered(this.groups, by ?? '', () => {
      const parts = groupBy(rows.filter(isPart), sharedBy)
      const whole = [...parts].map(([key, rows]): [string, Group] => [key, this.groupFor(rows)])
      return new Map(whole)
    })
    return groups.get(sharedBy(row)) ?? this.groupFor([])
  }

  /** The sum of the rows so far: those of the same other keys in the order of time, or those with the same value in `by`. */
  private cumulated(of: string, row: Placed, by: string | null): Computed {
    const run = this.withoutBases(by === null ? this.sequenceOf(row) : this.groupOf(row, by).rows)
    const sums = remembered(this.runs, `${of} ${by ?? ''} ${run[0]?.index}`, () => {
      const cells = new Map<Placed, Computed>()
      let sum: number | null = 0
      let last: SourceCell | undefined
      const gap = gapAmong(run, this.ordered) !== null
      for (const [at, each] of run.entries()) {
        const number = numberOf(each.cells[of])
        const isWhole = !gap || this.isWhole(run.slice(0, at + 1))
        sum = sum === null || number === null || !isWhole ? null : exactSum([sum, number])
        last = this.cellOf(sum, each, [last, each.cells[of]])
        cells.set(each, last as Computed)
      }
      return cells
    })
    return sums.get(row) ?? this.cellOf(null, row, [])
  }

  /** A base that lies apart from the rows, as the same month a year before, is no part of their course. */
  private withoutBases(rows: Placed[]): Placed[] {
    return remembered(this.courses, rows, () => {
      const shown = rows.filter(({ hidden }) => !hidden)
      return this.isWhole(rows) || !this.isWhole(shown) ? rows : shown
    })
  }

  private groupFor(rows: Placed[]): Group {
    return { rows, isWhole: this.isWhole(rows), found: new Map() }
  }

  /** The rows of which a row is one in a sequence. */
  private sequenceOf(row: Placed): Placed[] {
    const { keys, time, rows } = this.ordered
    const others = keys.filter((key) => key !== time)
    const ownOf = (row: Placed) => (time === null ? '' : keyTextOf(row, others))
    // A total among names has a course of its own in time.
    const isCourse = time !== null && others.length > 0
    this.sequences ??= groupBy(isCourse ? rows : rows.filter(isPart), ownOf)
    return this.sequences.get(ownOf(row)) ?? []
  }

  private isWhole(rows: Placed[]): boolean {
    return rows.length > 0 && gapAmong(rows, this.ordered) === null
  }

  /** The row of the same keys a year before, or a step before. */
  private neighbour(row: Placed, how: Neighbour): Placed | null {
    return neighbourOf(row, how, this.ordered, this.siblings)
  }

  private cellOf(value: number | null, row: Placed, from: Array<SourceCell | undefined>): Computed {
    const { forecast, ...others } = inherited(from)
    return { value: finite(value), text: '', ...others, forecast: forecast || row.forecast }
  }

  private deriveFormula(column: SourceColumn, { of, by }: Derivation): void {
    const names = [...this.columns.keys()]
    try {
      const expression = parseFormula(of, names)
      if (by !== null && !this.columns.has(by))
        throw new FormulaError(say`\`by: ${by}\``, say`a column to group by`, 0, names)
      const units = new Set<string>()
      const sums: Sums = new Map()
      for (const row of this.ordered.rows) {
        const cells: SourceCell[] = []
        const operand = evaluate(expression, this.scopeOf(row, by, cells, sums))
        const { value, unit } = settle(operand, column.unit)
        units.add(unit)
        row.cells[column.name] = this.cellOf(value, row, cells)
      }
      if (this.ordered.rows.length === 0) return
      column.unit = [...units][0] ?? ''
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error
      const { seen, expected, names, at } = error
      this.refuse(column, 'formula-invalid', [of, seen, expected, names, at], at)
      for (const row of this.ordered.rows) row.cells[column.name] = this.cellOf(null, row, [])
    }
  }

  /** @param cells Those that are asked for are added to them. */
  private scopeOf(row: Placed, by: string | null, cells: SourceCell[], sums: Sums): Scope {
    const scope: Scope = {
      points: this.points(),
      column: (name, at) => {
        const column = this.columnOf(name, at)
        const cell = row.cells[column.name]!
        cells.push(cell)
        return operandOf(numberOf(cell), column.unit)
      },
      address: (_, at) => {
        throw new FormulaError(say`address in brackets`, say`columns of this dataset`, at)
      },
      overRows: (name, of, at) => {
        if (name === 'sum' || name === 'mean') {
          const group = this.groupOf(row, by)
          const { operand, cell } = this.sumOver(group, name, of, by, sums) ?? {
            operand: evaluate(of, scope),
          }
          if (cell) cells.push(cell)
          return cell ? operand : { ...operand, value: null }
        }
        if (this.ordered.time === null) throw new FormulaError(`\`${name}\``, say`rows that have a time`, at)
        const neighbour = this.neighbour(row, name === 'before' ? 'yoy' : 'previous')
        const before = evaluate(of, this.scopeOf(neighbour ?? row, by, cells, sums))
        return neighbour ? before : { ...before, value: null }
      },
    }
    return scope
  }

  /** A sum or mean of an expression over a group, computed once for all of its rows; null over no rows. */
  private sumOver(group: Group, name: 'sum' | 'mean', of: Expression, by: string | null, sums: Sums) {
    const byGroup = remembered(sums, of, () => new Map<Group, Summed | null>())
    return remembered(byGroup, group, () => {
      const cells: SourceCell[] = []
      const operands = group.rows.map((row) => evaluate(of, this.scopeOf(row, by, cells, sums)))
      const [first] = operands
      if (!first) return null
      const known = operands.flatMap(({ value }) => value ?? [])
      const isKnown = known.length === operands.length && !(name === 'mean' && holdsRemainder(group.rows))
      const sum = group.isWhole && isKnown ? exactSum(known) : null
      const value = sum === null || name === 'sum' ? sum : sum / known.length
      return { operand: { ...first, value }, cell: { value, ...inherited(cells) } }
    })
  }

  /** @throws FormulaError */
  private columnOf(name: string, at: number): SourceColumn {
    const named = () => [...this.columns.values()].find(({ label }) => label === name)
    const column = this.columns.get(name) ?? named()
    if (!column) {
      const numbers = [...this.columns.values()].filter(({ type }) => type === 'number')
      const names = numbers.map(({ name }) => name)
      throw new FormulaError(say`column \`${name}\``, say`one of ${enumerated(names)}`, at, names)
    }
    if (column.type !== 'number')
      throw new FormulaError(say`column \`${name}\` of type ${column.type}`, say`a column of numbers`, at)
    if (!this.derive(column))
      throw new FormulaError(`\`${name}\``, say`a column that is not computed from this one`, at)
    return column
  }
}

function problemOfUnit(natural: string, wanted: string): Sayable | null {
  return convert(1, natural, wanted) === null ? say`it gives \`${natural}\`, which is no \`${wanted}\`` : null
}

/** What a row is compared with: the same keys a year before, or at the quarter, month or other step before. */
export type Neighbour = 'yoy' | 'qoq' | 'previous'

/** @returns Null where there is no such row; a year has no quarter before. */
export function neighbourOf<R extends SourceRow>(
  row: Placed<R>,
  how: Neighbour,
  { frequency }: Pick<Ordered, 'frequency'>,
  siblings: Siblings<Placed<R>>,
): Placed<R> | null {
  if (!row.period || (how === 'qoq' && row.period.kind === 'year')) return null
  const before = how === 'yoy' ? yearBefore(row.period, frequency) : stepBefore(row.period, frequency)
  return before && siblings.at(row, before.text)
}

/** What an expression sums up to over a group, and a cell that is as sure as all that went in. */
interface Summed {
  operand: Operand
  cell: SourceCell
}

type Sums = Map<Expression, Map<Group, Summed | null>>

function remembered<K, T>(map: Map<K, T>, key: K, make: () => T): T {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

function cellsOf(rows: Placed[], column: string): SourceCell[] {
  return rows.map(({ cells }) => cells[column]!)
}

export function operandOf(value: number | null, unit: string, format = ''): Operand {
  return { value, unit: parseUnit(unit), name: unit, format }
}

/** What overflows is no number. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}

/** `扭亏为盈`, `由盈转亏` */
export function wordOf(turn: Turn, words: Record<string, string>): string {
  return words[turn.replace('-', '_')] ?? turn.replace('-', ' ')
}

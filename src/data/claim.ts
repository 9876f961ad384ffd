/** What a sentence says of the data: judged, and refused where they do not tell. */

import { Phrase, type Sayable, say } from '../phrase.ts'
import type { Row, Trace } from '../report.ts'
import { type Reading, readAddress } from './address.ts'
import { isAbove } from './exact.ts'
import { isFormula } from './formula.ts'
import { canBeCompared } from './frequency.ts'
import { keyOf } from './keys.ts'
import { measure, measureRows, type Problem, type World } from './measure.ts'
import { baseOf, cellsOf, type Measured, operations } from './operation.ts'
import {
  besideOneAnother,
  gapAmong,
  isRanked,
  isSequence,
  peersOf,
  sequenceOf,
  whyUnranked,
} from './peers.ts'
import { printNumber, withUnit } from './print.ts'
import { convert } from './unit.ts'

/** What a number, or a run of numbers, can be said to be. */
export const states = [
  'rising',
  'falling',
  'highest',
  'lowest',
  'positive',
  'negative',
  'first',
  'last',
] as const
export type State = (typeof states)[number]

/** A claim as its author wrote it. */
export interface Claim {
  /** Address or expression of the number that is spoken of. */
  of: string
  is: State | null
  /** A number with a unit, or an address: the number is above it, below it. */
  above: string | null
  below: string | null
  /** Its place from the largest down: `1`, or `1..3` for one of the first three. */
  rank: string | null
  /** How many steps in a row; null for all that the address names. */
  for: string | null
  /** Keys of the rows that it is compared with; null for all of its sequence, or of its period. */
  within: string | null
  /** Whether it is said of the known numbers alone: of those that a source has published. */
  known: boolean
}

export interface Judged {
  holds: boolean
  /** The numbers that decided, as printed. */
  shown: Sayable
  /** What the claim rests on. */
  cells: Trace['cells']
}

export type ClaimProblem =
  | Problem
  | { rule: 'claim-syntax' }
  | { rule: 'claim-unknown'; why: Sayable }
  | { rule: 'unit-incompatible'; from: string; to: string }

const SYNTAX: ClaimProblem = { rule: 'claim-syntax' }

/** @returns Whether it holds, or why that cannot be said. */
export function judge(claim: Claim, world: World): Judged | ClaimProblem {
  const { of, is, above, below, rank } = claim
  const asked = [above, below, rank].filter((text) => text !== null).length
  if (of === '' || asked > 1 || (is === null && asked === 0) || !fits(claim)) return SYNTAX
  if (rank !== null) return is === null ? judgeRank(claim, rank, world) : SYNTAX
  switch (is) {
    case null:
      return isRun(claim, world) ? judgeRun(claim, world) : judgeLimit(claim, world)
    case 'positive':
    case 'negative':
      if (asked > 0) return SYNTAX
      return isRun(claim, world) ? judgeRun(claim, world) : judgeSign(claim, is, world)
    case 'rising':
    case 'falling':
      return asked > 0 ? SYNTAX : judgeRun(claim, world)
    case 'highest':
    case 'lowest':
      return asked > 0 ? SYNTAX : judgeExtreme(claim, is, world)
    case 'first':
    case 'last':
      return asked === 1 ? judgeTurn(claim, is, world) : SYNTAX
  }
}

/** Whether what else is said goes with it: steps with a run, rivals with an extreme or a turn. */
function fits({ is, rank, for: steps, within, known }: Claim): boolean {
  const isHeld = is === 'highest' || is === 'lowest' || is === 'first' || is === 'last'
  if ((within !== null || known) && !isHeld) return false
  return steps === null || (!isHeld && rank === null)
}

/** Whether a claim is said of several numbers, each of which it has to hold for. */
function isRun(claim: Claim, world: World): boolean {
  if (claim.for !== null) return true
  const subject = subjectOf(claim.of, world)
  return !('rule' in subject) && subject.reading.isRange
}

function shownOf({ value, text, unit, format }: Measured): string {
  return value === null ? text : withUnit(printNumber(value, format), unit)
}

function judgeSign({ of }: Claim, is: 'positive' | 'negative', world: World): Judged | ClaimProblem {
  const measured = measure(of, world)
  if ('rule' in measured) return measured
  const { value, cells } = measured
  const holds = value !== null && (is === 'positive' ? value > 0 : value < 0)
  return { holds, shown: shownOf(measured), cells }
}

function judgeLimit(claim: Claim, world: World): Judged | ClaimProblem {
  const measured = measure(claim.of, world)
  if ('rule' in measured) return measured
  const limit = limitOf(claim, measured.unit, world)
  if ('rule' in limit) return limit
  const { value } = measured
  const holds = value !== null && isOver(value, limit.value, claim)
  return { holds, shown: shownOf(measured), cells: [...measured.cells, ...limit.cells] }
}

function isOver(value: number, limit: number, { above }: Claim): boolean {
  return above === null ? isAbove(limit, value) : isAbove(value, limit)
}

/** A number, its thousands grouped or not, and a unit; more than this is no unit. */
const LIMIT = /^([+\-−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)\s*(.{0,40})$/

/** A limit as written, a number with a unit or an address, in the given unit. */
function limitOf(
  { above, below }: Claim,
  unit: string,
  world: World,
): { value: number; cells: Trace['cells'] } | ClaimProblem {
  const written = (above ?? below)!
  const [, number, own = ''] = LIMIT.exec(written) ?? []
  const at =
    number === undefined || isFormula(written)
      ? measure(written, world)
      : { value: Number(number.replaceAll(',', '').replace('−', '-')), unit: own || unit, cells: [] }
  if ('rule' in at) return at
  if (at.value === null || Number.isNaN(at.value)) return SYNTAX
  const value = convert(at.value, at.unit, unit)
  return value === null ? { rule: 'unit-incompatible', from: at.unit, to: unit } : { value, cells: at.cells }
}

/** A row with the number that is spoken of in it. */
interface Point {
  row: Row
  measured: Measured
}

/** The address of a claim about rows, with what measures the same in any other row. */
interface Subject {
  reading: Reading
  dataset: Trace['cells'][number]['dataset']
  /** Numbers of rows in their order; why one is missing. */
  pointsOf(rows: Row[]): Point[] | ClaimProblem
}

/** Operations that are asked of a single row. */
const SINGLE = ['yoy', 'qoq', 'share', 'rank']

function subjectOf(of: string, world: World): Subject | ClaimProblem {
  const [, name = '', address] = /^([^\s.]+)\.(.+)$/s.exec(of.trim().replaceAll(/\s+/g, ' ')) ?? []
  if (isFormula(of) || address === undefined) return SYNTAX
  const dataset = world.datasets.get(name)
  if (!dataset) return world.broken.has(name) ? { rule: null } : { rule: 'dataset-unknown', name }
  const reading = readAddress(dataset, address)
  if ('rule' in reading) return reading
  if (reading.asksKey || (reading.operation !== null && !SINGLE.includes(reading.operation))) return SYNTAX
  const pointsOf = (rows: Row[]) => {
    const points: Point[] = []
    for (const row of rows) {
      const measured = measureRows(dataset, { ...reading, rows: [row], isRange: false }, world)
      const isWord = !('rule' in measured) && measured.value === null
      if ('rule' in measured || isWord) {
        const why = isWord
          ? say`“${measured.text}” is no number`
          : 'why' in measured
            ? measured.why
            : say`is not known`
        return { rule: 'claim-unknown', why: say`${keyOf(dataset, row)}: ${why}` } as const
      }
      points.push({ row, measured })
    }
    return points
  }
  return { reading, dataset, pointsOf }
}

/** Each number above, or below, the one before it; each of one sign; each over a limit. */
function judgeRun(claim: Claim, world: World): Judged | ClaimProblem {
  const subject = subjectOf(claim.of, world)
  if ('rule' in subject) return subject
  const { dataset, reading } = subject
  const steps = claim.for === null ? null : Number(claim.for)
  if (steps !== null && !(Number.isInteger(steps) && steps > 0)) return SYNTAX
  const isTrend = claim.is === 'rising' || claim.is === 'falling'
  if ((isTrend || steps !== null) && !isSequence(reading.rows, dataset))
    return {
      rule: 'claim-unknown',
      why: dataset.time === null ? say`the rows have no time` : say`the rows differ in more than their time`,
    }
  const rows = steps === null ? reading.rows : runBefore(subject, steps + (isTrend ? 1 : 0))
  if (reading.rows.length === 0)
    return { rule: 'claim-unknown', why: say`there are no rows from the first key to the last` }
  if (!rows || rows.length < (isTrend ? 2 : 1))
    return {
      rule: 'claim-unknown',
      why:
        steps === null
          ? say`it is said of one row, and needs several`
          : say`there are not ${steps} steps before it`,
    }
  const gap = gapAmong(rows, dataset)
  if (gap) return { rule: 'claim-unknown', why: gap }
  const points = subject.pointsOf(rows)
  if ('rule' in points) return points
  const numbers = points.map(({ measured }) => measured.value!)
  const limit = claim.is === null ? limitOf(claim, points[0]!.measured.unit, world) : null
  if (limit && 'rule' in limit) return limit
  const holds = numbers.every((number, at) => {
    if (claim.is === 'positive') return number > 0
    if (claim.is === 'negative') return number < 0
    if (limit) return isOver(number, limit.value, claim)
    return (
      at === 0 ||
      (claim.is === 'rising' ? isAbove(number, numbers[at - 1]!) : isAbove(numbers[at - 1]!, number))
    )
  })
  return {
    holds,
    shown: listed(points, subject.dataset),
    cells: [...cellsOfPoints(points), ...(limit?.cells ?? [])],
  }
}

/** The last so many rows of the sequence up to the one that is spoken of; null where there are not as many. */
function runBefore({ dataset, reading }: Subject, count: number): Row[] | null {
  const [row] = reading.rows
  if (reading.rows.length !== 1 || !row) return null
  const rows = alike(row, sequenceOf(row, dataset) as Row[])
  const end = rows.indexOf(row) + 1
  return end >= count ? rows.slice(end - count, end) : null
}

/** A half year is compared with half years. */
function alike({ period }: Row, rows: Row[]): Row[] {
  return rows.filter((other) => !period || (other.period && canBeCompared(other.period, period)))
}

/** The rows that a row is held against; null where the author has to say which. */
function rivalsOf(claim: Claim, subject: Subject): Row[] | ClaimProblem {
  const { dataset, reading } = subject
  const [row] = reading.rows
  if (reading.rows.length !== 1 || !row)
    return { rule: 'claim-unknown', why: say`it is said of one row, and there are several` }
  if (claim.within !== null) {
    const within = readAddress(dataset, `"${reading.column.name}" ${claim.within} sum`)
    if ('rule' in within) return within
    const rivals = besideOneAnother(within.rows, dataset, ({ role }) => role !== 'total')
    if (rivals.includes(row)) return rivals
    const why = within.rows.includes(row) ? whyUnranked(row) : say`it is not among the rows of \`within\``
    return { rule: 'claim-unknown', why }
  }
  if (dataset.time === null) return peersOf(row, dataset) as Row[]
  if (dataset.keys.length === 1) return alike(row, sequenceOf(row, dataset) as Row[])
  const [one, other] = dataset.keys.map((key) => `within="${row.cells[key]?.text}"`)
  return { rule: 'claim-unknown', why: say`it has to say among which rows, as in ${one!} or ${other!}` }
}

function judgeExtreme(claim: Claim, is: 'highest' | 'lowest', world: World): Judged | ClaimProblem {
  const subject = subjectOf(claim.of, world)
  if ('rule' in subject) return subject
  const rivals = rivalsOf(claim, subject)
  if ('rule' in rivals) return rivals
  const [row] = subject.reading.rows as [Row]
  const ranked = besideOneAnother(rivals, subject.dataset, isRanked)
  if (!ranked.includes(row)) return { rule: 'claim-unknown', why: whyUnranked(row) }
  const points = claim.known ? knownPoints(subject, ranked) : comparable(subject, ranked)
  if ('rule' in points) return points
  const own = points.find((point) => point.row === row)
  if (!own) return { rule: 'claim-unknown', why: say`${keyOf(subject.dataset, row)}: is not known` }
  if (points.length === 1) return { rule: 'claim-unknown', why: say`there is nothing to compare it with` }
  const others = points.filter((point) => point !== own)
  const holds = others.every(({ measured }) =>
    is === 'highest'
      ? isAbove(own.measured.value!, measured.value!)
      : isAbove(measured.value!, own.measured.value!),
  )
  const best = [...points].sort(
    (a, b) => (is === 'highest' ? -1 : 1) * (a.measured.value! - b.measured.value!),
  )[0]!
  const rival = best === own ? '' : `, ${keyOf(subject.dataset, best.row)} ${shownOf(best.measured)}`
  return { holds, shown: shownOf(own.measured) + rival, cells: cellsOfPoints([own, ...others]) }
}

/** The course of a rate begins with the first row that has a base; after that every number has to be known. */
function comparable(subject: Subject, rows: Row[]): Point[] | ClaimProblem {
  const gap = gapAmong(rows, subject.dataset)
  if (gap) return { rule: 'claim-unknown', why: gap }
  const how = isSequence(rows, subject.dataset) ? rateOf(subject.reading) : null
  const start = how ? rows.findIndex((row) => baseOf(row, how, subject.dataset) !== null) : 0
  return subject.pointsOf(rows.slice(Math.max(0, start)))
}

/** What a number is a growth or a difference over; null where it is none. */
function rateOf({ operation, column }: Reading): 'yoy' | 'qoq' | null {
  const how = operation ?? column.derive?.how
  if (how === 'difference') return 'yoy'
  return how === 'yoy' || how === 'qoq' ? how : null
}

function knownPoints(subject: Subject, rows: Row[]): Point[] {
  return rows.flatMap((row) => {
    const points = subject.pointsOf([row])
    return 'rule' in points ? [] : points
  })
}

/** Over a limit for the first time, or the last. */
function judgeTurn(claim: Claim, is: 'first' | 'last', world: World): Judged | ClaimProblem {
  const subject = subjectOf(claim.of, world)
  if ('rule' in subject) return subject
  if (subject.dataset.time === null) return SYNTAX
  const [row] = subject.reading.rows
  if (subject.reading.rows.length !== 1 || !row) return SYNTAX
  const rivals =
    claim.within === null ? alike(row, sequenceOf(row, subject.dataset) as Row[]) : rivalsOf(claim, subject)
  if ('rule' in rivals) return rivals
  const at = rivals.indexOf(row)
  const side = is === 'first' ? rivals.slice(0, at + 1) : rivals.slice(at)
  const points = claim.known ? knownPoints(subject, side) : comparable(subject, side)
  if ('rule' in points) return points
  const own = points.find((point) => point.row === row)
  if (!own) return { rule: 'claim-unknown', why: say`${keyOf(subject.dataset, row)}: is not known` }
  // Of the first number of a series nobody knows what was before it.
  if (points.length === 1)
    return {
      rule: 'claim-unknown',
      why: is === 'first' ? say`there is nothing before it` : say`there is nothing after it`,
    }
  const limit = limitOf(claim, own.measured.unit, world)
  if ('rule' in limit) return limit
  const holds = points.every(
    ({ row: other, measured }) => isOver(measured.value!, limit.value, claim) === (other === row),
  )
  return { holds, shown: listed(points, subject.dataset), cells: [...cellsOfPoints(points), ...limit.cells] }
}

function judgeRank(claim: Claim, rank: string, world: World): Judged | ClaimProblem {
  const [, from, to = from] = /^(\d+)(?:\.\.(\d+))?$/.exec(rank.trim()) ?? []
  if (from === undefined) return SYNTAX
  const subject = subjectOf(claim.of, world)
  if ('rule' in subject) return subject
  const { dataset, reading } = subject
  if (reading.operation !== null) return SYNTAX
  const ranked = operations.rank({
    dataset,
    column: reading.column,
    rows: reading.rows,
    weight: null,
    asksKey: false,
    words: world.words,
  })
  if (ranked instanceof Phrase) return { rule: 'claim-unknown', why: ranked }
  const holds = ranked.value! >= Number(from) && ranked.value! <= Number(to)
  return { holds, shown: say`rank ${ranked.value ?? ''}`, cells: ranked.cells }
}

/** More numbers than this are not listed in a message. */
const LISTED = 12

/** `2022: 10 GW, 2023: 12 GW` */
function listed(points: Point[], dataset: Subject['dataset']): string {
  const shown = points
    .slice(0, LISTED)
    .map(({ row, measured }) => `${keyOf(dataset, row)}: ${shownOf(measured)}`)
  return shown.join(', ') + (points.length > LISTED ? ' …' : '')
}

function cellsOfPoints(points: Point[]): Trace['cells'] {
  return points.flatMap(({ measured, row }) => {
    const [cell] = measured.cells
    return cell ? cellsOf(cell.dataset, cell.column, [row]) : []
  })
}

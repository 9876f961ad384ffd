/** Laws of claims: what passes is true, what is true passes, and what the data do not tell is refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Claim, judge } from '../src/data/claim.ts'
import { compare, type Fraction, fraction, signOf } from './fraction.ts'
import {
  Dice,
  datasetOf,
  type Plain,
  type RandomDataset,
  randomDataset,
  randomWriting,
  worldOf,
  yamlOf,
} from './random-dataset.ts'
import { byTime, hasBase, isBroken, type Operation, partsWith, randomChoice, reckon } from './reckoning.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

const none: Claim = {
  of: '',
  is: null,
  above: null,
  below: null,
  rank: null,
  for: null,
  within: null,
  known: false,
}

/** A claim, and whether it is true; null where the data do not tell. */
interface Case {
  claim: Claim
  isTrue: boolean | null
}

const runs = ['rising', 'falling', 'positive', 'negative', 'above', 'below'] as const
const kinds = ['run', 'run', 'steps', 'extreme', 'extreme', 'turn', 'rank', 'single'] as const

function randomCase(data: RandomDataset, dice: Dice): Case {
  const operation = dice.oneOf<Operation>(['cell', 'cell', 'cell', 'yoy', 'qoq', 'share'])
  const after = operation === 'cell' ? '' : ` ${operation}`
  const row = dice.oneOf(data.rows)
  const own = `d.size ${row.name && `"${row.name}" `}${row.period}`.trim()
  const of = own + after
  const is = dice.oneOf(runs)
  const limit = dice.oneOf(['0', '0.3', '5', '50', '500', '-1.25'])
  const side = is === 'above' || is === 'below' ? { [is]: limit } : { is }
  switch (dice.oneOf(kinds)) {
    case 'run': {
      const { text, rows } = randomChoice(data, dice)
      const claim = { ...none, of: `d.size ${text}${after}`, ...side }
      if (text === '') return { claim: { ...claim, of: '' }, isTrue: null }
      if (rows.length === 1 && !text.includes('..') && is !== 'rising' && is !== 'falling')
        return { claim, isTrue: isOne(data, rows[0]!, operation, is, limit) }
      return { claim, isTrue: isRun(data, rows, operation, is, text, limit) }
    }
    case 'steps': {
      const steps = 1 + dice.below(4)
      const course = courseOf(data, row)
      const end = course.indexOf(row) + 1
      const count = steps + (is === 'rising' || is === 'falling' ? 1 : 0)
      const rows = end >= count && data.layout !== 'name' ? course.slice(end - count, end) : []
      return {
        claim: { ...none, of, ...side, for: String(steps) },
        isTrue: holdsOver(data, rows, operation, is, limit),
      }
    }
    case 'extreme': {
      const state = dice.oneOf(['highest', 'lowest'] as const)
      const isBoth = data.layout === 'name-time' || data.layout === 'time-name'
      const inCourse = !isBoth || dice.once(2)
      const within = isBoth ? (inCourse ? `"${row.name}"` : row.period) : null
      const course = isBoth ? byTime(data.rows.filter(({ name }) => name === row.name)) : courseOf(data, row)
      const rivals = isBoth && !inCourse ? partsWith(data, row) : course
      return {
        claim: { ...none, of, is: state, within },
        isTrue: isExtreme(data, row, rivals, operation, state),
      }
    }
    case 'turn': {
      const state = dice.oneOf(['first', 'last'] as const)
      const over = dice.oneOf(['above', 'below'] as const)
      const claim = { ...none, of, is: state, [over]: limit }
      if (data.layout === 'name') return { claim, isTrue: null }
      const course = courseOf(data, row)
      const at = course.indexOf(row)
      const rows = state === 'first' ? course.slice(0, at + 1) : course.slice(at)
      const numbers = comparable(data, rows, operation)
      if (!numbers || numbers.length < 2) return { claim, isTrue: null }
      if (!numberOf(data, row, operation)) return { claim, isTrue: null }
      const ownAt = state === 'first' ? numbers.length - 1 : 0
      return { claim, isTrue: numbers.every((number, at) => isOver(number, over, limit) === (at === ownAt)) }
    }
    case 'rank': {
      const [from, to] = [1 + dice.below(3), 1 + dice.below(4)].sort() as [number, number]
      const told = reckon(data, 'size', 'rank', [row])
      const rank = told && 'number' in told ? told.number : null
      const isTrue =
        rank && compare(rank, fraction(String(from))) >= 0 && compare(rank, fraction(String(to))) <= 0
      return { claim: { ...none, of: own, rank: from === to ? String(from) : `${from}..${to}` }, isTrue }
    }
    case 'single':
      if (is === 'rising' || is === 'falling') return { claim: { ...none, of, is }, isTrue: null }
      return { claim: { ...none, of, ...side }, isTrue: isOne(data, row, operation, is, limit) }
  }
}

function numberOf(data: RandomDataset, row: Plain, operation: Operation): Fraction | null {
  const told = reckon(data, 'size', operation, [row])
  return told && 'number' in told ? told.number : null
}

/** Rows of one name and of the same part of their years. */
function courseOf(data: RandomDataset, row: Plain): Plain[] {
  if (data.layout === 'name') return partsWith(data, row)
  return byTime(data.rows.filter(({ name, span }) => name === row.name && span === row.span))
}

function isOver(number: Fraction, side: 'above' | 'below', limit: string): boolean {
  const order = compare(number, fraction(limit))
  return side === 'above' ? order > 0 : order < 0
}

/** A word is no number: it is neither above nor below anything. */
function isOne(
  data: RandomDataset,
  row: Plain,
  operation: Operation,
  is: (typeof runs)[number],
  limit: string,
): boolean | null {
  const told = reckon(data, 'size', operation, [row])
  if (!told) return null
  if (!('number' in told)) return false
  return isSo([told.number], is, limit)
}

function isSo(numbers: Fraction[], is: (typeof runs)[number], limit: string): boolean {
  return numbers.every((number, at) => {
    const before = numbers[at - 1]
    switch (is) {
      case 'rising':
        return !before || compare(number, before) > 0
      case 'falling':
        return !before || compare(number, before) < 0
      case 'positive':
        return signOf(number) > 0
      case 'negative':
        return signOf(number) < 0
      default:
        return isOver(number, is, limit)
    }
  })
}

function holdsOver(
  data: RandomDataset,
  rows: Plain[],
  operation: Operation,
  is: (typeof runs)[number],
  limit: string,
): boolean | null {
  if (rows.length === 0 || isBroken(data, rows)) return null
  const numbers = rows.map((row) => numberOf(data, row, operation))
  return numbers.every((number) => number !== null) ? isSo(numbers, is, limit) : null
}

/** A trend is a course in time, of one name; anything else can be said of all rows of a range. */
function isRun(
  data: RandomDataset,
  rows: Plain[],
  operation: Operation,
  is: (typeof runs)[number],
  text: string,
  limit: string,
): boolean | null {
  if (is !== 'rising' && is !== 'falling')
    return text.includes('..') ? holdsOver(data, rows, operation, is, limit) : null
  if (
    data.layout === 'name' ||
    new Set(rows.map(({ name }) => name)).size !== 1 ||
    rows.length < 2 ||
    text === ''
  )
    return null
  return holdsOver(data, rows, operation, is, '')
}

/** Numbers of rows; of rates, from the first that has a base. Null where one is missing. */
function comparable(data: RandomDataset, rows: Plain[], operation: Operation): Fraction[] | null {
  if (isBroken(data, rows)) return null
  const isCourse = data.layout !== 'name' && new Set(rows.map(({ name }) => name)).size === 1
  const isRate = isCourse && (operation === 'yoy' || operation === 'qoq')
  const start = isRate
    ? Math.max(
        0,
        rows.findIndex((row) => hasBase(data, row, operation)),
      )
    : 0
  const numbers = rows.slice(start).map((row) => numberOf(data, row, operation))
  return numbers.every((number) => number !== null) ? numbers : null
}

function isExtreme(
  data: RandomDataset,
  row: Plain,
  all: Plain[],
  operation: Operation,
  is: 'highest' | 'lowest',
): boolean | null {
  const isOwnCourse = data.layout !== 'name' && new Set(all.map(({ name }) => name)).size === 1
  const side = all.filter(({ role, hidden }) => role === null && !hidden)
  const rivals = side.length === 0 && isOwnCourse ? all : side
  if (!rivals.includes(row)) return null
  const own = numberOf(data, row, operation)
  const numbers = comparable(data, rivals, operation)
  if (!own || !numbers || numbers.length < 2) return null
  const as = numbers.filter((number) => compare(number, own) === 0).length
  return as === 1 && numbers.every((number) => compare(number, own) * (is === 'highest' ? 1 : -1) <= 0)
}

test('claims are true, false or refused as a second reckoning has it', () => {
  const seen = { true: 0, false: 0, null: 0 }
  const law = fc.property(fc.nat(), (seed) => {
    const dice = new Dice(seed)
    const data = randomDataset(dice)
    if (data.rows.some(({ name }) => name === 'max' || name === 'latest')) return
    const yaml = yamlOf(data, randomWriting(data, dice))
    const world = worldOf(datasetOf(yaml))
    for (let count = 0; count < 25; count++) {
      const { claim, isTrue } = randomCase(data, dice)
      if (claim.of === '') continue
      seen[`${isTrue}`]++
      const judged = judge(claim, world)
      const found = 'rule' in judged ? null : judged.holds
      const why = JSON.stringify(judged, (key, value) =>
        key === 'dataset' || key === 'cells' ? undefined : value,
      )
      expect(found, `${JSON.stringify(claim)}: ${why} of\n${yaml}\n`).toBe(isTrue)
    }
  })
  fc.assert(law, { numRuns: 120 * often, endOnFailure: true })
  // A law over claims that are all refused would hold of anything.
  expect(Math.min(seen.true, seen.false, seen.null)).toBeGreaterThan(50)
})

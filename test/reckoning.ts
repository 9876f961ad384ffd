/** What follows from a random dataset, plainly: the second opinion that the laws hold src/data against. */
import {
  compare,
  type Fraction,
  fraction,
  hundred,
  minus,
  over,
  signOf,
  size,
  sum,
  times,
  toNumber,
} from './fraction.ts'
import { type Dice, numberIn, type Plain, perYear, type RandomDataset, words } from './random-dataset.ts'

export type Column = 'size' | 'weight'

/** What is told: a number, a number that no fraction is, a word or a key; null where the data do not tell. */
export type Told = { number: Fraction } | { root: number } | { word: string } | null

export const singles = ['cell', 'yoy', 'qoq', 'share', 'rank'] as const
export const multiples = [
  'cagr',
  'change',
  'sum',
  'mean',
  'mean by',
  'max',
  'min',
  'max key',
  'min key',
] as const
export type Operation = (typeof singles)[number] | (typeof multiples)[number]

/** Rows that an address names, oldest first among rows of one name. */
export interface Choice {
  /** As an address writes it; empty for all rows. */
  text: string
  rows: Plain[]
}

function hasTime({ layout }: RandomDataset): boolean {
  return layout !== 'name'
}

function hasName({ layout }: RandomDataset): boolean {
  return layout !== 'time'
}

/** In order of time; the year after the nine months that it contains. */
export function byTime(rows: Plain[]): Plain[] {
  return [...rows].sort((a, b) => a.at - b.at || (a.span < b.span ? -1 : a.span > b.span ? 1 : 0))
}

function quoted(name: string, always: boolean): string {
  return always || name === 'max' || name === 'latest' ? `"${name}"` : name
}

/** Whether an address can mean something else: a row that is called as an operation or an end is. */
export function isAmbiguous({ rows }: RandomDataset, { text }: Choice, operation: Operation): boolean {
  if (operation !== 'max' || rows.some(({ name }) => name && text.includes(name))) return false
  const named = rows.filter(({ name }) => name === 'max')
  if (text === 'latest') return named.some(({ forecast, role }) => !forecast && role !== 'total')
  const isPeriod = /^\d/.test(text) && !text.includes('..')
  return isPeriod ? named.some(({ period }) => period === text) : named.length > 0
}

/** A row, rows of one key, a range, all rows. */
export function randomChoice(data: RandomDataset, dice: Dice): Choice {
  const { rows } = data
  const [row, other] = [dice.oneOf(rows), dice.oneOf(rows)]
  const isNamed = hasName(data) && dice.once(2)
  const name = isNamed ? quoted(row.name, true) : ''
  const isSame = (each: Plain) => !isNamed || each.name === row.name
  const inOrder = (...keys: string[]) => dice.shuffled(keys.filter(Boolean)).join(' ')
  const kind = hasTime(data)
    ? dice.oneOf(['row', 'row', 'row', 'all', 'range', 'range', 'period', 'end', 'name'] as const)
    : dice.oneOf(['row', 'row', 'all'] as const)
  switch (kind) {
    case 'row': {
      const period = row.period && row.period + (dice.once(3) ? 'E' : '')
      return { text: inOrder(row.name && quoted(row.name, dice.once(2)), period), rows: [row] }
    }
    case 'all':
      return { text: '', rows: byTime(rows) }
    case 'range': {
      const hasEnds = [row, other].every(({ period }) =>
        rows.some((each) => each.period === period && isSame(each)),
      )
      const isAlike = (each: Plain) => row.span !== other.span || each.span === row.span
      const inside = rows.filter(
        (each) => isSame(each) && isAlike(each) && isAtOrAfter(each, row) && isAtOrAfter(other, each),
      )
      return { text: inOrder(name, `${row.period}..${other.period}`), rows: hasEnds ? byTime(inside) : [] }
    }
    case 'period':
      return { text: row.period, rows: rows.filter(({ period }) => period === row.period) }
    case 'name':
      return hasName(data)
        ? { text: quoted(row.name, true), rows: byTime(rows.filter((each) => each.name === row.name)) }
        : { text: '', rows: byTime(rows) }
    case 'end': {
      // A row that is called `latest` is meant as well where no other key names one.
      const isFirst = dice.once(2) || (!isNamed && rows.some(({ name }) => name === 'latest'))
      const known = byTime(rows.filter(isSame)).filter(({ forecast }) => isFirst || !forecast)
      const parts = known.filter(({ role }) => role !== 'total')
      const end = isFirst ? known[0] : (parts.at(-1) ?? known.at(-1))
      const chosen = rows.filter((each) => isSame(each) && each.period === end?.period)
      return { text: inOrder(name, isFirst ? 'first' : 'latest'), rows: chosen }
    }
  }
}

function isAtOrAfter(a: Pick<Plain, 'at' | 'span'>, b: Pick<Plain, 'at' | 'span'>): boolean {
  return a.at > b.at || (a.at === b.at && (a.span === b.span || a.span === 'year'))
}

/** What an operation on the chosen rows says. */
export function reckon(data: RandomDataset, column: Column, operation: Operation, chosen: Plain[]): Told {
  if (chosen.length === 0) return null
  const [only] = chosen.length === 1 ? chosen : []
  switch (operation) {
    case 'cell':
      return only ? told(numberIn(only, column)) : null
    case 'yoy':
      return only ? growth(rowAt(data, only, perYear[data.pace]), only, column) : null
    case 'qoq':
      return only && hasSteps(data) ? growth(rowAt(data, only, 1), only, column) : null
    case 'share':
      return only && only.role !== 'total' ? share(data, only, column, partsWith(data, only)) : null
    case 'rank': {
      if (!only || only.role !== null || only.hidden) return null
      const rivals = partsWith(data, only).filter(({ role, hidden }) => role === null && !hidden)
      const numbers = allNumbers(data, rivals, column)
      const own = numberIn(only, column)
      if (!numbers || !own) return null
      const above = numbers.filter((number) => compare(number, own) > 0).length
      return { number: fraction(String(above + 1)) }
    }
    case 'sum':
    case 'mean':
    case 'mean by': {
      const parts = besideOneAnother(data, chosen, ({ role }) => role !== 'total')
      return total(data, parts, column, operation)
    }
    case 'change':
    case 'cagr':
      return between(data, chosen, column, operation)
    default: {
      const ranked = besideOneAnother(data, chosen, ({ role, hidden }) => role === null && !hidden)
      const numbers = allNumbers(data, ranked, column)
      if (!numbers || numbers.length === 0) return null
      const sign = operation.startsWith('max') ? 1 : -1
      const best = numbers.reduce((best, number) => (sign * compare(number, best) > 0 ? number : best))
      if (!operation.endsWith('key')) return { number: best }
      const rows = ranked.filter((_, at) => compare(numbers[at]!, best) === 0)
      return rows.length === 1 ? { word: keyAmong(data, chosen, rows[0]!) } : null
    }
  }
}

/** What tells a row from those it was chosen from. */
function keyAmong({ layout }: RandomDataset, chosen: Plain[], { name, period, forecast }: Plain): string {
  const isOneName = chosen.every((row) => row.name === name)
  const isOnePeriod = chosen.every((row) => row.period === period)
  const isAlone = isOneName && isOnePeriod
  const keys = [
    isOneName && !isAlone ? '' : name,
    isOnePeriod && !isAlone ? '' : period + (forecast ? 'E' : ''),
  ]
  return (layout === 'time-name' ? keys.reverse() : keys).filter(Boolean).join(' ')
}

/** Totals are no parts, but have a course of their own. */
function besideOneAnother(data: RandomDataset, rows: Plain[], isBeside: (row: Plain) => boolean): Plain[] {
  const beside = rows.filter(isBeside)
  const isCourse = hasTime(data) && new Set(rows.map(({ name }) => name)).size === 1
  return beside.length === 0 && isCourse ? rows : beside
}

function told(number: Fraction | null): Told {
  return number && { number }
}

/** A year, and a part of years, has no quarter before; two days do not show that they are a week apart. */
function hasSteps({ pace, rows }: RandomDataset): boolean {
  if (pace === 'year' || pace === 'parts') return false
  return pace !== 'week' || new Set(rows.map(({ at }) => at)).size > 2
}

/** The row of the same name and span so many positions before. */
function rowAt({ rows, layout }: RandomDataset, row: Plain, before: number | null): Plain | undefined {
  if (before === null || layout === 'name') return undefined
  return rows.find(({ name, span, at }) => name === row.name && span === row.span && at === row.at - before)
}

/** Whether there is a row to compare with. */
export function hasBase(data: RandomDataset, row: Plain, operation: Operation): boolean {
  if (operation === 'qoq' && !hasSteps(data)) return false
  return rowAt(data, row, operation === 'yoy' ? perYear[data.pace] : 1) !== undefined
}

function growth(base: Plain | undefined, now: Plain, column: Column): Told {
  const [from, to] = [numberIn(base, column), numberIn(now, column)]
  if (!from || !to || signOf(from) === 0) return null
  if (signOf(from) < 0 && signOf(to) > 0) return { word: words.turned_profit }
  if (signOf(from) > 0 && signOf(to) < 0) return { word: words.turned_loss }
  return { number: times(over(minus(to, from), size(from)), hundred) }
}

/** The rows that a row is a part with. */
export function partsWith(data: RandomDataset, row: Plain): Plain[] {
  const parts = data.rows.filter(({ role }) => role !== 'total')
  const isBoth = hasName(data) && hasTime(data)
  return isBoth ? parts.filter(({ period }) => period === row.period) : byTime(parts)
}

function share(data: RandomDataset, row: Plain, column: Column, parts: Plain[]): Told {
  const own = numberIn(row, column)
  const numbers = allNumbers(data, parts, column)
  if (!own || !numbers || signOf(sum(numbers)) === 0) return null
  return { number: times(over(own, sum(numbers)), hundred) }
}

/** Their numbers; null where one is missing, or a row that would stand between them. */
function allNumbers(data: RandomDataset, rows: Plain[], column: Column): Fraction[] | null {
  if (isBroken(data, rows)) return null
  const numbers = rows.map((row) => numberIn(row, column))
  return numbers.every((number) => number !== null) ? numbers : null
}

/** Whether rows of one name do not follow one another without a gap. */
export function isBroken(data: RandomDataset, rows: Plain[]): boolean {
  if (!hasTime(data)) return false
  // Of two days nobody knows whether others lie between them.
  const isOpen = data.pace === 'week' && !hasSteps(data)
  return [...new Set(rows.map(({ name }) => name))].some((name) => {
    const own = rows.filter((row) => row.name === name)
    const positions = own.map(({ at }) => at)
    const length = Math.max(...positions) - Math.min(...positions) + 1
    return new Set(own.map(({ span }) => span)).size > 1 || (!isOpen && length !== own.length)
  })
}

function total(
  data: RandomDataset,
  parts: Plain[],
  column: Column,
  operation: 'sum' | 'mean' | 'mean by',
): Told {
  const numbers = allNumbers(data, parts, column)
  if (!numbers || numbers.length === 0) return null
  if (operation === 'sum') return { number: sum(numbers) }
  const left = parts.filter(({ role }) => role === 'remainder').length
  if (operation === 'mean' && left > 0 && left < parts.length) return null
  if (operation === 'mean')
    return meanOf(
      numbers,
      numbers.map(() => fraction('1')),
    )
  const weights = parts.map((row) => numberIn(row, 'weight'))
  return weights.every((weight) => weight !== null) ? meanOf(numbers, weights) : null
}

function meanOf(numbers: Fraction[], weights: Fraction[]): Told {
  const whole = sum(weights)
  if (signOf(whole) === 0) return null
  return { number: over(sum(numbers.map((number, at) => times(number, weights[at]!))), whole) }
}

/** From the first of rows to the last: of one name, and of the same part of their years. */
function between(data: RandomDataset, rows: Plain[], column: Column, operation: 'change' | 'cagr'): Told {
  const [first, last] = [rows[0], rows.at(-1)]
  const isOneName = new Set(rows.map(({ name }) => name)).size === 1
  if (!first || !last || first === last || !hasTime(data) || !isOneName || first.span !== last.span)
    return null
  const [from, to] = [numberIn(first, column), numberIn(last, column)]
  if (!from || !to) return null
  if (operation === 'change') return { number: minus(to, from) }
  const year = perYear[data.pace]
  if (year === null || (last.at - first.at) % year !== 0) return null
  if (signOf(from) <= 0 || signOf(to) <= 0) return null
  const years = (last.at - first.at) / year
  const rise = toNumber(over(minus(to, from), from))
  return { root: Math.expm1(Math.log1p(rise) / years) * 100 }
}

/** What a derived column says in a row. */
export function reckonColumn(data: RandomDataset, name: string, row: Plain): Told {
  const own = numberIn(row, 'size')
  switch (name) {
    case 'growth':
      return reckon(data, 'size', 'yoy', [row])
    case 'pace':
      return reckon(data, 'size', 'qoq', [row])
    case 'part':
      return share(data, row, 'size', partsWith(data, row))
    case 'more': {
      const before = numberIn(rowAt(data, row, perYear[data.pace]), 'size')
      return before && own && { number: minus(own, before) }
    }
    case 'running': {
      const course = hasTime(data)
        ? byTime(data.rows.filter((each) => each.name === row.name))
        : data.rows.filter(({ role }) => role !== 'total')
      // A base that lies apart is no part of the course.
      const shown = course.filter(({ hidden }) => !hidden)
      const rows = isBroken(data, course) && !isBroken(data, shown) ? shown : course
      return rows.includes(row) ? total(data, rows.slice(0, rows.indexOf(row) + 1), 'size', 'sum') : null
    }
    case 'whole':
      return total(data, partsWith(data, row), 'size', 'sum')
    case 'average':
      return total(data, partsWith(data, row), 'size', 'mean')
    case 'weighed':
      return total(data, partsWith(data, row), 'size', 'mean by')
    case 'contribution': {
      const before = rowAt(data, row, perYear[data.pace])
      const from = numberIn(before, 'size')
      const whole = before && reckonColumn(data, 'whole', before)
      if (!from || !own || !whole || !('number' in whole) || signOf(whole.number) === 0) return null
      return { number: over(minus(own, from), whole.number) }
    }
    default: {
      const weight = numberIn(row, 'weight')
      return own && weight && signOf(weight) !== 0 ? { number: over(own, weight) } : null
    }
  }
}

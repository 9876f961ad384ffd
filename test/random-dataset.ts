/**
 * Random datasets for laws, and what follows from them, reckoned a second time: with positions on a line in place of
 * periods, with fractions of whole numbers in place of floating point, and with nothing of src/data.
 */
import { VFile } from 'vfile'
import { readDataset } from '../src/1-load/dataset.ts'
import { completeDataset } from '../src/data/dataset.ts'
import type { World } from '../src/data/measure.ts'
import type { Dataset } from '../src/report.ts'
import { type Fraction, fraction } from './fraction.ts'

export const words = {
  missing: '—',
  percentage_points: '个百分点',
  turned_profit: '扭亏为盈',
  turned_loss: '由盈转亏',
}

/** How the rows of a dataset are told apart: by a time, a name, or both. */
export const layouts = ['time', 'name', 'name-time', 'time-name'] as const
export type Layout = (typeof layouts)[number]

/** How its periods are written; positions count years, quarters, months or weeks. */
export const paces = ['year', 'quarter', 'month', 'month-end', 'quarter-end', 'week', 'parts'] as const
export type Pace = (typeof paces)[number]

/** Positions in a year; null where a year is no whole number of them. */
export const perYear: Record<Pace, number | null> = {
  year: 1,
  quarter: 4,
  month: 12,
  'month-end': 12,
  'quarter-end': 4,
  week: null,
  parts: 1,
}

/** A row as it was thought of, before it was written. */
export interface Plain {
  /** Empty where there is no such key. */
  name: string
  /** Position of its period; 0 where there is none. */
  at: number
  /** Of `parts`: a whole year, or its first three quarters. */
  span: 'year' | 'nine-months'
  /** The period as datasets write it; empty where there is none. */
  period: string
  /** Digits and a power of ten, so that nothing is lost: null where it is not known. */
  size: string | null
  weight: string | null
  hidden: boolean
  forecast: boolean
  role: 'total' | 'remainder' | null
}

export interface RandomDataset {
  layout: Layout
  pace: Pace
  rows: Plain[]
}

/** The period at a position, the first one early in 2019. */
function periodAt(pace: Pace, at: number, span: Plain['span']): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const year = (count: number) => 2019 + Math.floor(at / count)
  const lastDay = (year: number, month: number) =>
    month === 2 ? (year % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  switch (pace) {
    case 'year':
      return String(2019 + at)
    case 'parts':
      return span === 'year' ? String(2019 + at) : `${2019 + at}Q1-Q3`
    case 'quarter':
      return `${year(4)}Q${(at % 4) + 1}`
    case 'month':
      return `${year(12)}-${two((at % 12) + 1)}`
    case 'month-end':
      return `${year(12)}-${two((at % 12) + 1)}-${lastDay(year(12), (at % 12) + 1)}`
    case 'quarter-end':
      return `${year(4)}-${two((at % 4) * 3 + 3)}-${lastDay(year(4), (at % 4) * 3 + 3)}`
    case 'week':
      return new Date(Date.UTC(2019, 0, 4 + 7 * at)).toISOString().slice(0, 10)
  }
}

const names = ['宁德时代', 'BYD', 'Market share', '中创 新航', 'max', 'latest', '其他', '合计']

/** A source of choices: the same ones for the same seed. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    // Numbers of mulberry32.
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  /** Whether something happens that does once in so many times. */
  once(times: number): boolean {
    return this.below(times) === 0
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }

  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list]
    return list.map(() => left.splice(this.below(left.length), 1)[0]!)
  }
}

/** Numbers as people write them: few digits, a few decimals, of either sign or above 0; or so few that some are equal. */
const numbers = {
  any: (dice: Dice) => writtenAs(dice.below(12_000) - 2000, dice.below(4)),
  positive: (dice: Dice) => writtenAs(1 + dice.below(9999), dice.below(3)),
  coarse: (dice: Dice) => writtenAs(dice.below(8) - 2, 1),
}

function writtenAs(digits: number, places: number): string {
  const all = String(Math.abs(digits)).padStart(places + 1, '0')
  const cut = all.length - places
  return `${digits < 0 ? '-' : ''}${all.slice(0, cut)}${places > 0 ? `.${all.slice(cut)}` : ''}`
}

/** Positions that are there: the first two always, so that the data show their pace. */
function positionsOf(dice: Dice): number[] {
  const first = dice.below(20)
  const length = 2 + dice.below(8)
  const isWhole = dice.once(2)
  const near = Array.from({ length }, (_, at) => first + at).filter(
    (_, at) => at < 2 || isWhole || !dice.once(6),
  )
  const yearLater = dice.once(2) ? [first + 12, first + 13] : []
  return [...new Set([...near, ...yearLater])].sort((a, b) => a - b)
}

export function randomDataset(dice: Dice): RandomDataset {
  const layout = dice.oneOf(layouts)
  const pace = dice.oneOf(paces)
  const numberOf = numbers[dice.oneOf(['any', 'positive', 'positive', 'coarse'] as const)]
  const [isKnown, isComplete, hasRoles] = [dice.once(2), dice.once(2), dice.once(2)]
  const positions = layout === 'name' ? [0] : positionsOf(dice)
  const forecastFrom = positions[0]! + dice.below(30)
  const named = layout === 'time' ? [''] : dice.shuffled(names).slice(0, 2 + dice.below(4))
  const spans =
    pace === 'parts' && layout !== 'name' ? (['nine-months', 'year'] as const) : (['year'] as const)
  const rows: Plain[] = []
  for (const name of named) {
    for (const at of positions) {
      for (const span of spans) {
        // Of two sequences the first two rows stay: they show the pace, and which keys there are.
        const isShown = layout === 'name' || (named.indexOf(name) < 2 && at <= positions[1]!)
        if (!isShown && !isComplete && dice.once(8)) continue
        const known = (digits: string) => (!isKnown && dice.once(10) ? null : digits)
        rows.push({
          name,
          at,
          span,
          period: layout === 'name' ? '' : periodAt(pace, at, span),
          size: known(numberOf(dice)),
          weight: known(numbers.positive(dice)),
          hidden: dice.once(6),
          forecast: layout !== 'name' && at >= forecastFrom,
          role: !hasRoles ? null : name === '合计' ? 'total' : name === '其他' ? 'remainder' : null,
        })
      }
    }
  }
  return { layout, pace, rows }
}

export interface Writing {
  /** Order of the rows: indexes into them. */
  order: number[]
  asMappings: boolean
  /** Whether number columns stand in the other order. */
  isTurned: boolean
}

/** A way of writing a dataset down. */
export function randomWriting({ rows }: RandomDataset, dice: Dice): Writing {
  const order = dice.shuffled(rows.map((_, index) => index))
  return { order, asMappings: dice.once(2), isTurned: dice.once(2) }
}

const types: Record<Pace, string> = {
  year: 'year',
  quarter: 'quarter',
  month: 'date',
  'month-end': 'date',
  'quarter-end': 'date',
  week: 'date',
  parts: 'period',
}

/** Columns that every random dataset has, with all that is computed from `size`. */
const derived: Record<string, string> = {
  growth: '{ yoy: size }',
  pace: '{ qoq: size }',
  part: '{ share: size }',
  more: '{ difference: size }',
  running: '{ cumulative: size }',
  whole: '{ sum: size }',
  average: '{ mean: size }',
  weighed: '{ mean: size, weight: weight }',
  contribution: "{ formula: '(size - before(size)) / before(sum(size))' }",
  ratio: "{ formula: 'size / weight' }",
}

/** What a unit is worth beside 亿元: size 12.5 in 亿元 is 125000 in 万元. */
export const storages = { 亿元: 0, 百万元: 2, 万元: 4, 元: 8 }
export type Storage = keyof typeof storages

/** The file of a dataset. */
export function yamlOf(
  { layout, pace, rows }: RandomDataset,
  { order, asMappings, isTurned }: Writing,
  storage: Storage = '亿元',
): string {
  const time = `  time: { type: ${types[pace]}, label: 时间 }`
  const name = '  name: { type: category, label: 名称 }'
  const keys = { time: [time], name: [name], 'name-time': [name, time], 'time-name': [time, name] }[layout]
  const columns = [
    `  size: { type: number, unit: ${storage}, label: 规模 }`,
    '  weight: { type: number, unit: 万吨, label: Weight of all }',
  ]
  if (isTurned) columns.reverse()
  const computed = Object.entries(derived)
    .filter(([, derive]) => layout !== 'name' || !/yoy|qoq|difference|before/.test(derive))
    .map(([column, derive]) => `  ${column}: { derive: ${derive} }`)
  const has = (role: Plain['role']) => rows.some((row) => row.role === role)
  return [
    'title: Random',
    'source: Nobody',
    'provenance: original',
    'columns:',
    ...keys,
    ...columns,
    ...computed,
    ...(has('total') ? ['totals: 合计'] : []),
    ...(has('remainder') ? ['remainders: [其他]'] : []),
    'rows:',
    ...order.map((index) => `  - ${rowOf(rows[index]!)}`),
  ].join('\n')

  function rowOf(row: Plain): string {
    const period = row.forecast ? `${row.period}E` : row.period
    const size = row.size === null ? 'null' : moved(row.size, storages[storage])
    const key = { time: { time: period }, name: { name: `'${row.name}'` } }
    const keys = {
      time: key.time,
      name: key.name,
      'name-time': { ...key.name, ...key.time },
      'time-name': { ...key.time, ...key.name },
    }[layout]
    const weight = row.weight ?? 'null'
    const numbers = isTurned ? { weight, size } : { size, weight }
    const cells = Object.entries({ ...keys, ...numbers })
    if (!row.hidden && !asMappings) return `[${cells.map(([, value]) => value).join(', ')}]`
    const hidden = row.hidden ? ['hidden: true'] : []
    return `{ ${[...cells.map(([name, value]) => `${name}: ${value}`), ...hidden].join(', ')} }`
  }
}

/** Digits with the point so many places further right: `12.5` by 4 is `125000`. */
function moved(digits: string, places: number): string {
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', part = ''] = digits.replace('-', '').split('.')
  const all = whole + part.padEnd(places, '0')
  const cut = whole.length + places
  const left = all.slice(cut)
  return `${sign}${all.slice(0, cut).replace(/^0+(?=\d)/, '')}${left ? `.${left}` : ''}`
}

/** Reads and completes a dataset of the name `d`. */
export function datasetOf(yaml: string): Dataset {
  const file = new VFile({ path: 'datasets/d.yaml', value: yaml })
  const { dataset, problems } = completeDataset(readDataset(file), words)
  if (!dataset) {
    throw new Error(
      [yaml, ...file.messages.map(String), ...problems.map((each) => JSON.stringify(each))].join('\n'),
    )
  }
  return dataset
}

export function worldOf(...datasets: Dataset[]): World {
  return { datasets: new Map(datasets.map((dataset) => [dataset.name, dataset])), broken: new Set(), words }
}

/** The number of a row as a fraction. */
export function numberIn(row: Plain | undefined, column: 'size' | 'weight'): Fraction | null {
  const digits = row?.[column] ?? null
  return digits === null ? null : fraction(digits)
}

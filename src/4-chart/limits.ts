/**
 * Limits of what a spec makes: a few words of a stranger can ask for more rows, marks or letters than a machine has room
 * or time for. What can be counted is counted before it is made, and all else is stopped when its time is over.
 */
import * as vega from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import { LimitError, limited } from '../limited.ts'
import { type Sayable, say } from '../phrase.ts'
import { ChartError } from './chart-error.ts'

/** Lists and texts that an expression makes, rows that a transform makes, marks of a drawing. */
const LONGEST = 100_000

/** Marks of one axis or legend: nobody reads more. */
const MOST_TICKS = 1000

/** ms for one step of a drawing, where a whole one takes a few dozen. */
const PATIENCE = 10_000

/**
 * Runs one step of a drawing.
 *
 * @throws ChartError
 */
export function inTime<T>(work: () => T): T {
  try {
    return limited(work, PATIENCE)
  } catch (error) {
    if (!(error instanceof LimitError)) throw error
    throw new ChartError(say`${error.said}, expected a chart that is drawn sooner`)
  }
}

/** Vega's interpreter, whose results are no longer than a chart has use for. */
export const interpreter = {
  ...expressionInterpreter,
  operator: (...given: unknown[]) => checking(expressionInterpreter.operator(...(given as [never, never]))),
  parameter: (...given: unknown[]) => checking(expressionInterpreter.parameter(...(given as [never, never]))),
}

type Evaluate = (...given: unknown[]) => unknown

function checking(evaluate: unknown): Evaluate {
  return (...given) => {
    const made = (evaluate as Evaluate)(...given)
    if (typeof made === 'string') bound(made.length, say`characters`)
    else if (Array.isArray(made)) bound(made.length, say`values`)
    return made
  }
}

/** @throws ChartError for more than there may be. */
function bound(count: number, what: Sayable, most = LONGEST): void {
  if (count > most) throw new ChartError(say`${Math.ceil(count)} ${what}, expected at most ${most}`)
}

/** @throws ChartError for a drawing of more marks than a page has room for. */
export function boundMarks(view: vega.View): void {
  let count = 0
  const open: unknown[] = [(view.scenegraph() as unknown as { root: unknown }).root]
  for (let node = open.pop(); node; node = open.pop()) {
    const { items = [] } = node as { items?: unknown[] }
    count++
    bound(count, say`marks`)
    for (const item of items) open.push(item)
  }
}

/** What expressions call, with its results counted first. */
const functions: Record<string, (...given: never[]) => void> = {
  sequence: (...[from, to, step = 1]: number[]) => {
    const [start, stop] = to === undefined ? [0, from ?? 0] : [from ?? 0, to]
    bound(Math.ceil((stop - start) / step), say`values`)
  },
  repeat: (text: unknown, times: number) => bound(String(text).length * times, say`characters`),
  pad: (_: unknown, length: number, filler: unknown = ' ') =>
    bound(length + String(filler).length, say`characters`),
  replace: (text: unknown, _: unknown, by: unknown) =>
    bound((String(text).length + 1) * String(by ?? '').length, say`characters`, 100 * LONGEST),
  join: (list: unknown[], between: unknown = ',') =>
    bound((list?.length ?? 0) * (String(between).length + 1), say`characters`, 100 * LONGEST),
  timeSequence: (unit: string, start: number, stop: number, step = 1) => boundTimes(unit, start, stop, step),
  utcSequence: (unit: string, start: number, stop: number, step = 1) => boundTimes(unit, start, stop, step),
}

for (const [name, check] of Object.entries(functions)) {
  const own = originalOf(name)
  vega.expressionFunction(name, (...given: never[]) => {
    check(...given)
    return own(...given)
  })
}

/** As Vega has it: of its interpreter where that alone knows it. */
function originalOf(name: string): Evaluate {
  const given = (vega.expressionFunction as (name: string) => Evaluate | undefined)(name)
  if (given) return given
  const texts: Record<string, Evaluate> = {
    replace: (text, pattern, by) => String(text).replace(pattern as string, by as string),
    join: (list, ...between) => (list as unknown[]).join(...(between as [string?])),
  }
  return texts[name]!
}

const MS: Record<string, number> = {
  milliseconds: 1,
  seconds: 1e3,
  minutes: 6e4,
  hours: 3.6e6,
  date: 8.64e7,
  day: 8.64e7,
  dayofyear: 8.64e7,
  week: 6.048e8,
  month: 2.4e9,
  quarter: 7.2e9,
  year: 3e10,
}

function boundTimes(unit: string, start: number, stop: number, step: number, most = LONGEST): void {
  bound((Number(stop) - Number(start)) / ((MS[unit] ?? 1) * Math.max(1, step)), say`times`, most)
}

interface Params {
  [name: string]: unknown
}

interface Pulse {
  source?: unknown[]
}

/** What transforms make of their parameters, counted first. */
const before: Record<string, (params: Params, pulse: Pulse) => void> = {
  flatten: ({ fields }, { source = [] }) => {
    let rows = 0
    for (const row of source) {
      const lists = (fields as Evaluate[]).map((field) => (field(row) as unknown[] | undefined)?.length ?? 0)
      rows += Math.max(0, ...lists)
      bound(rows, say`rows`)
    }
  },
  fold: ({ fields }, { source = [] }) => bound(source.length * (fields as unknown[]).length, say`rows`),
  impute: ({ keyvals }, { source = [] }) =>
    bound(source.length * Math.max(1, [keyvals ?? []].flat().length), say`rows`, 10 * LONGEST),
  kde: (params) => boundSteps(params),
  density: (params) => boundSteps(params),
  quantile: ({ step, probs }) => {
    bound(1 / Number(step ?? 1), say`steps`)
    bound([probs ?? []].flat().length, say`steps`)
  },
  regression: ({ order }) => bound(Number(order ?? 0), say`powers`, 100),
  sequence: ({ start, stop, step }) =>
    bound((Number(stop) - Number(start ?? 0)) / Number(step ?? 1), say`rows`),
  graticule: () => {
    throw new ChartError(say`a graticule, expected data from a dataset of the report`)
  },
  scale: ({ bins, schemeCount }) => {
    const { start, stop, step } = (bins ?? {}) as Record<string, number | undefined>
    if (start !== undefined && stop !== undefined && step) bound((stop - start) / step, say`bins`, MOST_TICKS)
    bound(Number(schemeCount ?? 0), say`colours`, MOST_TICKS)
  },
  axisticks: boundTicks,
  legendentries: boundTicks,
}

function boundSteps({ steps, minsteps, maxsteps }: Params): void {
  for (const count of [steps, minsteps, maxsteps]) bound(Number(count ?? 0), say`steps`, MOST_TICKS)
}

function boundTicks({ count, scale }: Params): void {
  if (typeof count === 'number') bound(count, say`ticks`, MOST_TICKS)
  const { interval = count, step = 1 } = (count ?? {}) as { interval?: unknown; step?: number }
  const domain = (scale as { domain?(): unknown[] } | undefined)?.domain?.() ?? []
  const unit = typeof interval === 'string' ? interval : ''
  const [from, to] = [domain[0], domain.at(-1)].map(Number)
  const name = Object.keys(MS).find((each) => each === unit || each === `${unit}s`)
  if (name) boundTimes(name, from!, to!, step, MOST_TICKS)
}

/** Bins are known when they are made: nothing counts them before. */
const after: Record<string, (made: Params) => void> = {
  bin: ({ start, stop, step }) => bound((Number(stop) - Number(start)) / Number(step), say`bins`, MOST_TICKS),
}

type Transform = (this: { value: Params }, params: Params, pulse: Pulse) => unknown

const { transforms } = vega as unknown as {
  transforms: Record<string, { prototype: { transform: Transform } }>
}

for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
  const { prototype } = transforms[name]!
  const { transform } = prototype
  prototype.transform = function (params, pulse) {
    before[name]?.(params, pulse)
    const made = transform.call(this, params, pulse)
    after[name]?.(this.value)
    return made
  }
}

/** `:claim[逐年上升]{of="ai-market.growth 2020..2024" is=rising}`: words that are true only while the data say so. */
import type { PhrasingContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { fail } from '../message.ts'
import type { Chapter, Dataset, Row, Sources, Trace } from '../report.ts'
import { numberOf } from './derive.ts'
import { measure } from './measure.ts'
import type { Measured } from './operation.ts'
import { printNumber } from './print.ts'
import { convert, withUnit } from './unit.ts'
import { measureOrFail } from './value.ts'

/** What a series or a number can be said to be. */
const STATES = ['rising', 'falling', 'highest', 'lowest', 'positive', 'negative'] as const
type State = (typeof STATES)[number]

const FORMS = [...STATES.map((state) => `is=${state}`), 'above=…', 'below=…']

/** Keeps the words, with the cells behind them; a claim that the data do not support is a mistake. */
export function bindClaim(node: TextDirective, chapter: Chapter, sources: Sources): PhrasingContent {
  const { of = '', is, above, below } = node.attributes ?? {}
  const limit = above ?? below
  const state = STATES.find((state) => state === is)
  const cells = (of && (state || limit) && judge(node, chapter, sources)) || null
  if (!of || (!state && !limit)) fail(chapter.file, node.position, 'claim-syntax', FORMS)
  const trace: Trace = { address: of ?? '', value: null, cells: cells ?? [] }
  return { type: 'bound', trace, children: node.children as PhrasingContent[], position: node.position }
}

/** @returns The cells the claim rests on; null where there are none. */
function judge(node: TextDirective, chapter: Chapter, sources: Sources): Trace['cells'] | null {
  const { of, is, above, below } = node.attributes as Record<string, string>
  if (is === 'rising' || is === 'falling') return judgeSeries(node, chapter, sources)
  const measured = measureOrFail(of!, node, chapter, sources)
  if (!measured) return null
  const { value, unit, format, cells } = measured
  const shown = value === null ? measured.text : withUnit(printNumber(value, format), unit)
  const limit = is ? null : limitOf((above ?? below)!, unit, sources)
  if (!is && limit === null) {
    fail(chapter.file, node.position, 'claim-syntax', FORMS)
    return null
  }
  const isOver =
    value !== null && limit !== null && (above === undefined ? value < limit.value : value > limit.value)
  const holds = value !== null && (is ? isState(is as State, measured) : isOver)
  if (!holds) fail(chapter.file, node.position, 'claim-false', textOf(node), `${of} is ${shown}`)
  return [...cells, ...(limit?.cells ?? [])]
}

function isState(state: State, { value, cells }: Measured): boolean {
  if (state === 'positive') return value! > 0
  if (state === 'negative') return value! < 0
  const [cell] = cells
  const numbers =
    cell?.dataset.rows.map((row) => numberOf(row.cells[cell.column.name])).filter((n) => n !== null) ?? []
  return value === (state === 'highest' ? Math.max(...numbers) : Math.min(...numbers))
}

/**
 * A limit as written: a number with a unit, `6 万亿美元`, or an address.
 *
 * @returns It in the given unit, and its cells; null where it is neither, or measures something else.
 */
function limitOf(
  written: string,
  unit: string,
  { datasets, house }: Sources,
): { value: number; cells: Trace['cells'] } | null {
  const [, number, own] = /^([+-]?[\d.]+)\s*(.*)$/.exec(written) ?? []
  const at =
    number === undefined
      ? measure(written, datasets, house.words)
      : { value: Number(number), unit: own || unit, cells: [] }
  if ('rule' in at || at.value === null) return null
  const value = convert(at.value, at.unit, unit)
  return value === null ? null : { value, cells: at.cells }
}

/** Each number above, or below, the one before it. */
function judgeSeries(node: TextDirective, chapter: Chapter, sources: Sources): Trace['cells'] | null {
  const { of, is } = node.attributes as Record<string, string>
  const ends = measureOrFail(`${of} change`, node, chapter, sources)
  const [first, last] = ends?.cells ?? []
  if (!first || !last) return null
  const rows = between(first.dataset, first.row, last.row)
  const cells = rows.map((row) => ({ ...first, row }))
  const numbers = rows.map((row) => numberOf(row.cells[first.column.name]))
  const holds = numbers.every((number, index) => {
    const before = numbers[index - 1]
    if (index === 0) return number !== null
    return number !== null && before !== null && (is === 'rising' ? number > before! : number < before!)
  })
  const shown = numbers
    .map((number) => (number === null ? '–' : printNumber(number, first.column.format)))
    .join(', ')
  if (!holds) fail(chapter.file, node.position, 'claim-false', textOf(node), `${of} is ${shown}`)
  return cells
}

function between({ rows }: Dataset, first: Row, last: Row): Row[] {
  return rows.slice(rows.indexOf(first), rows.indexOf(last) + 1)
}

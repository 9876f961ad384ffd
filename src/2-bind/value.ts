/** `:value[ai-market.size 2024 yoy]`: numbers in prose that come from a dataset. */
import type { PhrasingContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { fail } from '../message.ts'
import type { BoundNode, Chapter, Dataset, Sources } from '../report.ts'
import { keyOf, measure, type Problem } from './measure.ts'
import type { Measured } from './operation.ts'
import { printNumber } from './print.ts'
import { convert, withUnit } from './unit.ts'

/** Options in braces after an address. */
const OPTIONS = ['unit', 'digits', 'bare', 'sign']

/** Replaces the directive by what it stands for; where it has a mistake, by its own address. */
export function bindValue(node: TextDirective, chapter: Chapter, sources: Sources): PhrasingContent {
  const address = textOf(node).trim()
  const { position } = node
  const measured = measureOrFail(address, node, chapter, sources)
  const printed = measured && print(measured, node, chapter)
  if (!printed) return { type: 'text', value: address, position }
  const { text, value } = printed
  const trace = { address, value, cells: measured.cells }
  const bound: BoundNode = {
    type: 'bound',
    trace,
    children: [{ type: 'text', value: text, position }],
    position,
  }
  return bound
}

/** What stands at the address; null with a message where nothing does. */
export function measureOrFail(
  address: string,
  node: TextDirective,
  chapter: Chapter,
  { datasets, house }: Pick<Sources, 'datasets' | 'house'>,
): Measured | null {
  const measured = measure(address, datasets, house.words)
  if (!('rule' in measured)) return measured
  mark(measured, address, node, chapter, datasets)
  return null
}

function mark(
  problem: Problem,
  address: string,
  { position }: TextDirective,
  { file }: Chapter,
  datasets: Map<string, Dataset>,
): void {
  if (problem.rule === 'value-syntax') fail(file, position, problem.rule, address)
  if (problem.rule === 'value-null') fail(file, position, problem.rule, address, problem.why)
  if (problem.rule === 'dataset-unknown')
    fail(file, position, problem.rule, problem.name, [...datasets.keys()])
  if (problem.rule === 'column-unknown') {
    const { columns, values, name } = problem.dataset
    const names = [...columns, ...values].map(({ name }) => name)
    fail(file, position, problem.rule, problem.column, name, names)
  }
  if (problem.rule === 'value-row') {
    const { rows, name } = problem.dataset
    const keys = rows.map((row) => keyOf(problem.dataset, row))
    fail(file, position, problem.rule, problem.key, name, keys)
  }
}

/** The text, and the number in the unit it is printed in. */
function print(
  measured: Measured,
  node: TextDirective,
  chapter: Chapter,
): { text: string; value: number | null } | null {
  for (const name of Object.keys(node.attributes ?? {})) {
    if (!OPTIONS.includes(name)) fail(chapter.file, node.position, 'param-unknown', name, ':value', OPTIONS)
  }
  if (measured.value === null) return { text: measured.text, value: null }
  const { unit: wanted, digits, bare, sign } = node.attributes ?? {}
  const unit = wanted ?? measured.unit
  const value = convert(measured.value, measured.unit, unit)
  if (value === null) {
    fail(chapter.file, node.position, 'unit-incompatible', measured.unit, unit)
    return null
  }
  if (digits && !/^\d$/.test(digits)) {
    fail(chapter.file, node.position, 'param-type', 'digits', `\`${digits}\``, 'a number from 0 to 9')
    return null
  }
  const converted = unit === measured.unit ? measured.format : ',.2f'
  const specifier = digits ? `,.${digits}f` : converted
  const isAsked = (option: string | null | undefined) => option !== undefined && option !== null
  const text = printNumber(value, isAsked(sign) && specifier ? `+${specifier}` : specifier)
  return { text: isAsked(bare) ? text : withUnit(text, unit), value }
}

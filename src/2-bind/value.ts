/** `:value[ai-market.size 2024 yoy]`: numbers in prose that come from a dataset. */
import type { PhrasingContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { operandOf } from '../data/derive.ts'
import { measure } from '../data/measure.ts'
import type { Measured } from '../data/operation.ts'
import { parsePeriod } from '../data/period.ts'
import { printQuantity } from '../data/quantity.ts'
import { convertUnit, divideUnits, multiplyUnits, parseUnit, sameDimension } from '../data/unit.ts'
import { fail } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'
import type { BoundNode, Chapter } from '../report.ts'
import { markProblem, type TextContext } from './problem.ts'

/** Options in braces after an address. */
const OPTIONS = ['unit', 'digits', 'bare', 'sign', 'abs', 'rate', 'long']

/** Replaces the directive by what it stands for; where it has a mistake, by its own address. */
export function bindValue(node: TextDirective, chapter: Chapter, context: TextContext): PhrasingContent {
  const address = addressIn(node, chapter)
  const { position } = node
  const measured = measureOrFail(address, node, chapter, context)
  const changed = measured && exchanged(measured, node, chapter, context)
  const printed = changed && print(changed, node, chapter, context)
  if (!printed) return { type: 'literal', children: [{ type: 'text', value: address, position }], position }
  const { text, value } = printed
  const trace = { address, value, cells: changed.cells }
  const bound: BoundNode = {
    type: 'bound',
    trace,
    children: [{ type: 'text', value: text, position }],
    position,
  }
  return bound
}

/** What stands in the brackets, as it was written: in `1*2*3` nothing is emphasized. */
function addressIn({ children }: TextDirective, { file }: Chapter): string {
  const written = children.map((child) =>
    child.type === 'text' || !child.position
      ? textOf(child)
      : String(file).slice(child.position.start.offset, child.position.end.offset),
  )
  return written.join('').trim()
}

/** What stands at the address; null with a message where nothing does. */
function measureOrFail(
  address: string,
  node: TextDirective,
  chapter: Chapter,
  context: TextContext,
): Measured | null {
  const measured = measure(address, context.world, node.attributes?.unit ?? '')
  if (!('rule' in measured)) return measured
  markProblem(measured, address, node.position, chapter, context)
  return null
}

/** The number in another currency, by the rate that `rate` names; null with a message where that cannot be. */
function exchanged(
  measured: Measured,
  node: TextDirective,
  chapter: Chapter,
  context: TextContext,
): Measured | null {
  const { rate: address, unit } = node.attributes ?? {}
  if (address === undefined || address === null) return measured
  if (/^[\d.]+$/.test(address)) {
    const expected = say`the address of a rate that a dataset holds, as in fx.usd 2024`
    fail(chapter.file, node.position, 'param-type', 'rate', `\`${address}\``, expected)
    return null
  }
  const rate = measure(address, context.world)
  if ('rule' in rate) {
    markProblem(rate, address, node.position, chapter, context)
    return null
  }
  const refuse = (seen: Sayable, expected: Sayable) => {
    fail(chapter.file, node.position, 'param-type', 'rate', seen, expected)
    return null
  }
  if (!unit) return refuse(say`\`rate\` without \`unit\``, say`\`unit\`, the unit to print in`)
  if (measured.value === null || !rate.value) return refuse(say`rate that is no number`, say`a rate above 0`)
  const [amount, price] = [operandOf(measured.value, measured.unit), operandOf(rate.value, rate.unit)]
  const target = parseUnit(unit)
  const [product, quotient] = [multiplyUnits(amount.unit, price.unit), divideUnits(amount.unit, price.unit)]
  const isProduct = sameDimension(product, target)
  if (!isProduct && !sameDimension(quotient, target))
    return refuse(say`rate in \`${rate.unit}\``, say`one that leads from \`${measured.unit}\` to \`${unit}\``)
  const value = isProduct
    ? convertUnit(measured.value * rate.value, product, target)
    : convertUnit(measured.value / rate.value, quotient, target)
  return { ...measured, value, unit, format: '', cells: [...measured.cells, ...rate.cells] }
}

/** A year, month or day as the language writes it: `2025年5月`, `May 31, 2025`; anything else as it is. */
function inWords({ text, cells }: Measured, language: string): string {
  const period = parsePeriod(text)
  if (!period || period.fiscal || !['year', 'month', 'day'].includes(period.kind)) return text
  const isMonth = cells[0]?.dataset.frequency?.unit === 'month-end'
  const style: Intl.DateTimeFormatOptions = { year: 'numeric', timeZone: 'UTC' }
  if (period.kind !== 'year') style.month = 'long'
  if (period.kind === 'day' && !isMonth) style.day = 'numeric'
  return new Intl.DateTimeFormat(language, style).format(period.start * 24 * 60 * 60 * 1000)
}

/** The text, and the number in the unit it is printed in. */
function print(
  measured: Measured,
  node: TextDirective,
  { file }: Chapter,
  { language }: TextContext,
): { text: string; value: number | null } | null {
  const { position, attributes } = node
  for (const name of Object.keys(attributes ?? {})) {
    if (!OPTIONS.includes(name)) fail(file, position, 'param-unknown', name, ':value', OPTIONS)
  }
  const { value, text, unit, format } = measured
  const isAsked = (option: string) => (attributes?.[option] ?? undefined) !== undefined
  if (value === null) return { text: isAsked('long') ? inWords(measured, language) : text, value: null }
  const { unit: wanted, digits } = attributes ?? {}
  if (digits && !/^\d$/.test(digits)) {
    fail(file, position, 'param-type', 'digits', `\`${digits}\``, say`a number from 0 to 9`)
    return null
  }
  const printed = printQuantity(
    { value, unit, format },
    {
      ...(wanted === undefined || wanted === null ? {} : { unit: wanted }),
      ...(digits ? { digits: Number(digits) } : {}),
      sign: isAsked('sign'),
      bare: isAsked('bare'),
      abs: isAsked('abs'),
    },
  )
  if (!('problem' in printed)) return printed
  if (printed.problem === 'unit') fail(file, position, 'unit-incompatible', unit, wanted ?? '')
  else fail(file, position, 'param-type', 'digits', `\`${digits}\``, say`none with the format \`${format}\``)
  return null
}

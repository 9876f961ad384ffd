/** What stands at an address, or follows from an expression over addresses. */

import { either, Phrase, type Sayable, say } from '../phrase.ts'
import type { Dataset, Row, Trace } from '../report.ts'
import { type AddressProblem, type Reading, readAddress } from './address.ts'
import { operandOf } from './derive.ts'
import { evaluate, settle } from './evaluate.ts'
import { withoutNoise } from './exact.ts'
import { type Expression, FormulaError, isFormula, parseFormula } from './formula.ts'
import { keyOf, twinsAmong } from './keys.ts'
import { type Measured, named, ONE_ROW, operations } from './operation.ts'
import { formatIn } from './quantity.ts'
import { convert } from './unit.ts'

/** Why there is nothing, as the arguments of a message. */
export type Problem =
  | AddressProblem
  | { rule: 'dataset-unknown'; name: string }
  | { rule: 'value-null'; why: Sayable }
  /** `at` is a 0-based offset in the expression. */
  | {
      rule: 'formula-invalid'
      formula: string
      seen: Sayable
      expected: Sayable
      names: string[]
      at: number
    }
  /** The dataset has mistakes of its own, which are listed already. */
  | { rule: null }

/** A problem in words, for a sentence that names the address already. */
export function reasonOf(problem: Problem): Sayable {
  switch (problem.rule) {
    case 'value-null':
      return problem.why
    case 'dataset-unknown':
      return say`there is no dataset \`${problem.name}\``
    case 'column-unknown':
      return say`there is no column \`${problem.column}\``
    case 'value-row':
      return say`there is no row \`${problem.key}\``
    case 'value-ambiguous':
      return say`it can mean ${either(problem.meanings)}`
    case 'formula-invalid':
      return say`${problem.seen} where ${problem.expected} is expected`
    case 'value-syntax':
      return say`it is no address`
    case null:
      return say`its dataset has mistakes`
  }
}

/** All that addresses can reach. */
export interface World {
  datasets: Map<string, Dataset>
  /** Names of datasets that have mistakes. */
  broken: ReadonlySet<string>
  /** The house's, for turns of profit and loss and for percentage points. */
  words: Record<string, string>
}

/**
 * Finds or computes the number at an address of the report: `market.size 2024 yoy`, or an expression over such addresses
 * in brackets.
 *
 * @param unit What the result of an expression is to be in where it has no usual unit.
 */
export function measure(text: string, world: World, unit = ''): Measured | Problem {
  const address = text.trim()
  if (isFormula(address)) return compute(address, unit, world, (inner) => measure(inner, world))
  const [, name, column, rest] = /^([^\s.]+)(?:\.(.+)|(?:\s+(.+))?)$/s.exec(address) ?? []
  if (!name) return { rule: 'value-syntax' }
  const dataset = world.datasets.get(name)
  if (!dataset) return world.broken.has(name) ? { rule: null } : { rule: 'dataset-unknown', name }
  if (column === undefined) return rest === 'as_of' ? named(dataset.asOf) : { rule: 'value-syntax' }
  return measureIn(dataset, column, world)
}

/** @param text Inside the dataset: `size 2024 yoy`, the name of one of its values, or an expression. */
export function measureIn(dataset: Dataset, text: string, world: World, unit = ''): Measured | Problem {
  const address = text.trim().replaceAll(/\s+/g, ' ')
  if (isFormula(address)) return compute(address, unit, world, (inner) => measureNear(dataset, inner, world))
  const declared = dataset.values.find(({ name }) => name === address)
  if (declared) {
    // A value can be computed from others, not from itself.
    const values = dataset.values.filter((value) => value !== declared)
    return measureValue(declared, measureIn({ ...dataset, values }, declared.of, world, declared.unit))
  }
  const reading = readAddress(dataset, address)
  return 'rule' in reading ? reading : measureRows(dataset, reading, world)
}

/** What a named value prints: what its source states, else what is computed, in the unit that it declares. */
function measureValue(
  { stated, unit, format }: Dataset['values'][number],
  computed: Measured | Problem,
): Measured | Problem {
  if ('rule' in computed) {
    const isOpen = computed.rule === 'value-null' && stated !== null && unit !== ''
    return isOpen ? { value: stated, text: '', unit, format, cells: [] } : computed
  }
  const printed = unit || computed.unit
  const value = computed.value === null ? null : convert(computed.value, computed.unit, printed)
  if (computed.value !== null && value === null)
    return { rule: 'value-null', why: say`it is in \`${computed.unit}\`, which is no \`${printed}\`` }
  const own =
    value === null || printed === computed.unit
      ? computed.format
      : formatIn({ ...computed, value: computed.value! }, printed)
  return { ...computed, value: stated ?? value, unit: printed, format: format || own }
}

/** An address in a dataset's own expression: of its own columns, or of another dataset. */
function measureNear(dataset: Dataset, address: string, world: World): Measured | Problem {
  const [, name = ''] = /^([^\s.]+)\./.exec(address) ?? []
  const isOther = world.datasets.has(name) || world.broken.has(name)
  return isOther ? measure(address, world) : measureIn(dataset, address, world)
}

/** What a reading of an address finds. */
export function measureRows(dataset: Dataset, reading: Reading, world: World): Measured | Problem {
  const { column, rows, operation, weight, asksKey } = reading
  if (rows.length === 0)
    return { rule: 'value-null', why: say`there are no rows from the first key to the last` }
  const twins = twinsAmong(rows, dataset.keys)[0]
  const found = operation
    ? operations[operation]({ dataset, column, rows, weight, asksKey, words: world.words })
    : cellOf(dataset, reading, world)
  if ((found === ONE_ROW || found === SEVERAL) && (twins || !reading.isRange)) {
    const meant = twins ?? rows.slice(0, 2)
    const meanings = meant.map((row) => say`row ${row.index + 1}, "${keyOf(dataset, row)}"`)
    return { rule: 'value-ambiguous', meanings, dataset }
  }
  if (found instanceof Phrase) return { rule: 'value-null', why: found }
  if (found.value !== null && !Number.isFinite(found.value)) return TOO_LARGE
  if (operation !== null && found.value !== null) found.value = withoutNoise(found.value)
  const [first] = found.cells
  return asksKey && first ? named(keyAmong(rows, first.row, dataset), found.cells) : found
}

const TOO_LARGE: Problem = { rule: 'value-null', why: say`it is too large for a number` }

const SEVERAL = say`a range of rows needs to be told what to compute, as in \`2020..2024 cagr\``

/** Of a row, the keys that tell it from the others: of one maker's years, the year. */
function keyAmong(rows: Row[], row: Row, { keys }: Dataset): string {
  const different = keys.filter((key) =>
    rows.some(({ cells }) => cells[key]?.value !== row.cells[key]?.value),
  )
  return keyOf({ keys: different.length > 0 ? different : keys }, row)
}

/** What stands in a cell, or why nothing does. */
function cellOf(dataset: Dataset, { column, rows }: Reading, { words }: World): Measured | Phrase {
  const [row] = rows
  if (rows.length !== 1 || !row) return SEVERAL
  const { value, text } = row.cells[column.name]!
  const cells = [{ dataset, row, column }]
  if (typeof value === 'number') return { value, text: '', unit: column.unit, format: column.format, cells }
  // A derived cell without a number may say that profit and loss turned.
  return text === '' || text === words.missing ? say`the cell holds no value` : named(text, cells)
}

/** Why an address inside an expression has no number. */
class Unmeasured extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super('unmeasured')
    this.problem = problem
  }
}

/** @param find What stands at an address in brackets. */
function compute(
  formula: string,
  unit: string,
  { words }: World,
  find: (address: string) => Measured | Problem,
): Measured | Problem {
  const cells: Trace['cells'] = []
  const numberAt = (address: string) => {
    const measured = find(address)
    if ('rule' in measured) throw new Unmeasured(measured)
    if (measured.value === null)
      throw new Unmeasured({
        rule: 'value-null',
        why: say`\`${address}\` is no number but “${measured.text}”`,
      })
    cells.push(...measured.cells)
    return operandOf(measured.value, measured.unit, measured.format)
  }
  try {
    const expression: Expression = parseFormula(formula, [])
    const operand = evaluate(expression, {
      points: words.percentage_points ?? 'pp',
      address: numberAt,
      column: (name, at) => {
        throw new FormulaError(`\`${name}\``, say`an address in brackets, as in [market.size 2024]`, at)
      },
      overRows: (name, _, at) => {
        throw new FormulaError(
          `\`${name}\``,
          say`it in derived columns only: here an address says what it is computed of`,
          at,
        )
      },
    })
    const settled = settle(operand, operand.name ?? unit)
    if (settled.value === null) return { rule: 'value-null', why: say`it is divided by zero` }
    if (!Number.isFinite(settled.value)) return TOO_LARGE
    return {
      value: withoutNoise(settled.value),
      text: '',
      unit: settled.unit,
      format: operand.format,
      cells: once(cells),
    }
  } catch (error) {
    if (error instanceof Unmeasured) return error.problem
    if (!(error instanceof FormulaError)) throw error
    const { seen, expected, names, at } = error
    return { rule: 'formula-invalid', formula, seen, expected, names, at }
  }
}

function once(cells: Trace['cells']): Trace['cells'] {
  const seen = new Map<Row, Set<string>>()
  return cells.filter(({ row, column }) => {
    const columns = seen.get(row) ?? new Set()
    seen.set(row, columns)
    return !columns.has(column.name) && columns.add(column.name)
  })
}

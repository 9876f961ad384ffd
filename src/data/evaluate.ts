/** The value of an expression, with its unit: what cannot be added is refused, whatever the numbers are. */

import { type Sayable, say } from '../phrase.ts'
import { exactDifference, exactSum } from './exact.ts'
import { type Expression, FormulaError, type FunctionName, type Operator } from './formula.ts'
import {
  convertUnit,
  divideUnits,
  multiplyUnits,
  nameOfQuotient,
  parseUnit,
  ratioOf,
  sameDimension,
  type Unit,
} from './unit.ts'

/** A number with its unit; null where it is not known. */
export interface Operand {
  value: number | null
  unit: Unit
  /** The unit as it would be printed; null where it has no usual name. */
  name: string | null
  /** A d3-format specifier for it; empty for the default. */
  format: string
}

/** What an expression stands in. */
export interface Scope {
  /** @throws FormulaError */
  column(name: string, at: number): Operand
  /** @throws FormulaError */
  address(text: string, at: number): Operand
  /** A function that looks at other rows. @throws FormulaError */
  overRows(name: FunctionName, of: Expression, at: number): Operand
  /** What a difference of percentages is counted in. */
  points: string
}

/** @throws FormulaError */
export function evaluate(expression: Expression, scope: Scope): Operand {
  switch (expression.type) {
    case 'number':
      return {
        value: expression.value,
        unit: parseUnit(expression.unit),
        name: expression.unit,
        format: '',
      }
    case 'name':
      return scope.column(expression.name, expression.at)
    case 'address':
      return scope.address(expression.text, expression.at)
    case 'negative': {
      const of = evaluate(expression.of, scope)
      return { ...of, value: of.value === null ? null : -of.value }
    }
    case 'binary': {
      const [left, right] = [evaluate(expression.left, scope), evaluate(expression.right, scope)]
      refuseBare(expression, left, right)
      return combine(expression.operator, left, right, expression.at, scope)
    }
    case 'call':
      return call(expression.name, expression.args, expression.at, scope)
  }
}

function call(name: FunctionName, args: Expression[], at: number, scope: Scope): Operand {
  if (name !== 'abs' && name !== 'min' && name !== 'max') return scope.overRows(name, args[0]!, at)
  const [first, ...others] = args.map((arg) => evaluate(arg, scope)) as [Operand, ...Operand[]]
  if (name === 'abs') return map(first, Math.abs)
  const values = [first.value, ...others.map((other) => alike(other, first, at))]
  const known = values.filter((value) => value !== null)
  const value = known.length < values.length ? null : name === 'min' ? Math.min(...known) : Math.max(...known)
  return { ...first, value }
}

function map(operand: Operand, change: (value: number) => number): Operand {
  return { ...operand, value: operand.value === null ? null : change(operand.value) }
}

function combine(operator: Operator, left: Operand, right: Operand, at: number, scope: Scope): Operand {
  const both = left.value !== null && right.value !== null
  switch (operator) {
    case '+':
    case '-': {
      const addend = alike(right, left, at)
      const add = operator === '+' ? (a: number, b: number) => exactSum([a, b]) : exactDifference
      const value = both && addend !== null ? add(left.value!, addend) : null
      return isPercent(left) && isPercent(right) && operator === '-'
        ? { ...left, value, unit: parseUnit(scope.points), name: scope.points }
        : { ...left, value }
    }
    case '*': {
      const [a, b] = factors(left, right)
      const unit = multiplyUnits(a.unit, b.unit)
      return {
        value: both ? left.value! * right.value! : null,
        unit,
        name: nameOfProduct(a, b) ?? (isRatio({ unit }) ? '' : null),
        format: '',
      }
    }
    case '/': {
      const [a, b] = isPoints(left) && isRatio(right) ? [left, right] : [asFactor(left), asFactor(right)]
      const unit = divideUnits(a.unit, b.unit)
      const value = both && right.value !== 0 ? left.value! / right.value! : null
      // Half of 30 % is 15 %; how many times 15 % the 30 % are is a plain number.
      const isTimes = isRatio(a) && isRatio(b) && !isOne(b)
      const name = isRatio(b) && !isTimes ? a.name : quotientOf(a, b)
      return { value, unit, name, format: '' }
    }
  }
}

/** Beside 3.00 % a 0.25 is 25 %, and hardly ever meant so; the 1 of a whole is. */
function refuseBare(
  { operator, left, right, at }: Expression & { type: 'binary' },
  first: Operand,
  second: Operand,
): void {
  if (operator === '*' || operator === '/') return
  const isBare = (part: Expression) => part.type === 'number' && part.unit === '' && part.value !== 1
  const isTrap = (isBare(left) && isPercent(second)) || (isBare(right) && isPercent(first))
  if (isTrap)
    throw new FormulaError(say`number without a unit beside one in \`%\``, say`its unit, as in 0.25%`, at)
}

/** Half of so many points are points; points of an amount are a part of it. */
function factors(left: Operand, right: Operand): [Operand, Operand] {
  const isScaled = (isPoints(left) && isRatio(right)) || (isRatio(left) && isPoints(right))
  return isScaled ? [left, right] : [asFactor(left), asFactor(right)]
}

function asFactor(operand: Operand): Operand {
  return isPoints(operand) ? { ...operand, unit: asRatio(operand), name: '%' } : operand
}

function isPoints({ unit }: Operand): boolean {
  return Object.keys(unit.dimension).join() === 'points'
}

function quotientOf(left: Operand, right: Operand): string | null {
  if (sameDimension(left.unit, right.unit)) return ''
  return left.name === null || right.name === null ? null : nameOfQuotient(left.name, right.name)
}

function nameOfProduct(left: Operand, right: Operand): string | null {
  if (isRatio(right)) return left.name
  return isRatio(left) ? right.name : null
}

/** The number of one operand in the unit of another. */
function alike(operand: Operand, other: Operand, at: number): number | null {
  const { unit } = other
  const own = isRatio({ unit }) ? asRatio(operand) : operand.unit
  if (!sameDimension(own, unit))
    throw new FormulaError(
      say`number in ${shown(operand)} beside one in ${shown(other)}`,
      say`numbers that measure the same`,
      at,
    )
  return operand.value === null ? null : convertUnit(operand.value, own, unit)
}

/**
 * The number in the unit that is asked for, or in its own.
 *
 * @returns The unit as printed with it.
 * @throws FormulaError where it measures something else, or has no usual name.
 */
export function settle(operand: Operand, wanted: string, at = 0): { value: number | null; unit: string } {
  const unit = wanted || operand.name
  if (unit === null)
    throw new FormulaError(say`result without a usual unit`, say`its unit to be said with \`unit\``, at)
  const target = parseUnit(unit)
  const own = isRatio({ unit: target }) ? asRatio(operand) : operand.unit
  if (ratioOf(own, target) === null)
    throw new FormulaError(
      say`unit \`${unit}\` of a result in ${shown(operand)}`,
      say`a unit that the result converts to`,
      at,
    )
  return { value: operand.value === null ? null : convertUnit(operand.value, own, target), unit }
}

/** In a sum, and where its author says so, a difference of percentages is a percentage; a share may be said in points. */
function asRatio(operand: Operand): Unit {
  const { unit } = operand
  return isPoints(operand) ? { ...unit, dimension: {}, exponent: unit.exponent - 2 } : unit
}

function isRatio({ unit }: Pick<Operand, 'unit'>): boolean {
  return Object.keys(unit.dimension).length === 0
}

function isOne({ unit }: Operand): boolean {
  return unit.exponent === 0 && unit.numerator === 1 && unit.denominator === 1
}

function isPercent(operand: Operand): boolean {
  return isRatio(operand) && operand.unit.exponent === -2
}

function shown({ name, unit }: Operand): Sayable {
  if (name === '') return say`no unit`
  return `\`${
    name ??
    Object.entries(unit.dimension)
      .map(([base, power]) => (power === 1 ? base : `${base}^${power}`))
      .join('·')
  }\``
}

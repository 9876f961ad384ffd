/** A number with its unit, printed as it is asked for: in another unit, with other decimals, with a sign. */
import { type FormatSpecifier, formatSpecifier } from 'd3-format'
import { decimalOf, formatOf, printWith, roundTo, scaledPrecision, withUnit } from './print.ts'
import { convert, parseUnit, ratioOf, type Unit } from './unit.ts'

export interface Quantity {
  value: number
  /** As printed: `十亿美元`, `%`; empty for none. */
  unit: string
  /** A d3-format specifier; empty for the default. */
  format: string
}

export interface Options {
  /** Unit to print in; that of the quantity if left out. */
  unit?: string
  /** Decimals, 0 to 20. */
  digits?: number
  /** Whether a plus is printed. */
  sign?: boolean
  /** Whether the unit is left out. */
  bare?: boolean
  /** Whether the size alone is printed. */
  abs?: boolean
}

export type Printed =
  /** The value is in the unit printed, unrounded. */
  | { text: string; value: number }
  /** The units measure different things, or a format in another base than ten has no decimals. */
  | { problem: 'unit' }
  | { problem: 'digits' }

/** Digits that a converted number shows where its own unit showed fewer of those that are known. */
const ENOUGH_DIGITS = 4

/** Digits of a number that takes a fraction to convert: 100 亩 are 6.67 公顷. */
const FRACTION_DIGITS = 3

const FEW_DECIMALS = 2

/** @throws Where the format of the quantity is none. */
export function printQuantity(quantity: Quantity, options: Options): Printed {
  const { value: own, format } = quantity
  const unit = options.unit ?? quantity.unit
  const converted = unit === quantity.unit ? own : convert(own, quantity.unit, unit)
  if (converted === null) return { problem: 'unit' }
  const value = options.abs ? Math.abs(converted) : converted
  const ratio = unit === quantity.unit ? null : ratioOf(parseUnit(quantity.unit), parseUnit(unit))
  const asked = formatOf(format)
  // A format that prints a hundredfold is one for shares without a unit.
  const isConverted = ratio !== null && (!isOne(ratio) || /[%p]/.test(asked.type))
  if (options.digits !== undefined && !canHaveDecimals(asked, options.digits)) return { problem: 'digits' }
  const specifier = isConverted ? convertedFormat(quantity, value, ratio) : asked
  if (options.digits !== undefined) setDecimals(specifier, value, options.digits)
  if (options.sign) specifier.sign = '+'
  // A size has no sign.
  else if (options.abs) specifier.sign = '-'
  const text = printWith(specifier, value)
  return { text: options.bare ? text : withUnit(text, unit), value }
}

/** The format that a number has in another unit: one that shows no less than its own, and no more than is known. */
export function formatIn(quantity: Quantity, unit: string): string {
  const ratio = ratioOf(parseUnit(quantity.unit), parseUnit(unit))
  const value = convert(quantity.value, quantity.unit, unit)
  if (ratio === null || value === null || isOne(ratio)) return quantity.format
  return convertedFormat(quantity, value, ratio).toString()
}

function isOne({ exponent, numerator, denominator }: Unit): boolean {
  return exponent === 0 && numerator === 1 && denominator === 1
}

function canHaveDecimals({ type }: FormatSpecifier, digits: number): boolean {
  return !/[boxXc]/.test(type) && Number.isInteger(digits) && digits >= 0 && digits <= 20
}

/** Sets how many decimals a format prints, whatever its type means by its precision. */
function setDecimals(specifier: FormatSpecifier, value: number, digits: number): void {
  const { type } = specifier
  if (type === 'n') specifier.comma = true
  if (type === 'p') specifier.type = '%'
  else if (!/[fe%s]/.test(type) || type === '') specifier.type = 'f'
  specifier.precision = type === 's' ? scaledPrecision(decimalOf(value), digits) : digits
  specifier.trim = false
}

/** A format for a converted number that shows no less than was printed, and no more than is known. */
function convertedFormat(quantity: Quantity, value: number, ratio: Unit): FormatSpecifier {
  const asked = formatOf(quantity.format)
  const own = digitsOf(plainText(quantity.value, asked))
  const known = Math.min(decimalOf(quantity.value).digits.length, ENOUGH_DIGITS)
  const isFraction = ratio.numerator !== 1 || ratio.denominator !== 1
  const count = Math.max(own, known, isFraction ? FRACTION_DIGITS : 1)
  const short = roundTo(decimalOf(value), quantity.format === '' ? fewDigits(value, count) : count)
  // Zeros at the end are the format's, and nobody's knowledge.
  const specifier = formatSpecifier(',r')
  specifier.precision = Math.max(short.digits.length, 1)
  specifier.sign = asked.sign
  specifier.symbol = asked.symbol === '$' ? '$' : ''
  return specifier
}

/** Digits of a number without a format: two decimals, or those that it takes to see four digits. */
function fewDigits(value: number, count: number): number {
  const { point } = roundTo(decimalOf(value), ENOUGH_DIGITS)
  return Math.min(count, point + Math.max(FEW_DECIMALS, ENOUGH_DIGITS - point))
}

/** The number in its own unit: digits and a point, without anything around them. */
function plainText(value: number, asked: FormatSpecifier): string {
  const specifier = formatSpecifier(asked.toString())
  if (!canHaveDecimals(asked, 0)) specifier.type = 'd'
  specifier.width = undefined
  specifier.symbol = ''
  return printWith(specifier, value)
    .replace(/e.*$/, '')
    .replace(/[^\d.]/g, '')
}

/** Significant digits; zeros at the end of a whole number are none. */
function digitsOf(text: string): number {
  const said = text.includes('.') ? text.replace('.', '') : text.replace(/0+$/, '')
  return said.replace(/^0+/, '').length
}

/** Numbers as a reader sees them: rounded in decimal, halves away from zero. */
import { format as d3Format, type FormatSpecifier, formatSpecifier } from 'd3-format'
import { type Sayable, say } from '../phrase.ts'
import { isScaled } from './unit.ts'

/** Thousands are grouped, at most two decimals, none that are zero; but no number that is not zero becomes 0. */
export const DEFAULT_FORMAT = ',.2~f'

/** More would fill pages, or memory. */
const MOST_PLACES = 40
const MOST_DIGITS = 20

/** A number is taken at so many digits: those behind them are noise of binary computing. */
const TRUE_DIGITS = 15

const PREFIXES = ['y', 'z', 'a', 'f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

/** 0.DIGITS × 10^point, without a sign and without zeros at either end; no digits for zero. */
export interface Decimal {
  digits: string
  point: number
}

/**
 * @param format A d3-format specifier; empty for the default.
 * @throws Where the specifier is not one.
 */
export function printNumber(value: number, format: string): string {
  return printWith(formatOf(format), value)
}

/**
 * What prints numbers by a specifier, for charts to round as the text does.
 *
 * @throws Where the specifier is not one.
 */
export function formatter(specifier: string): (value: number) => string {
  const format = formatOf(specifier)
  return (value) => printWith(format, value)
}

/** @throws Where the specifier is not one. */
export function formatOf(specifier: string): FormatSpecifier {
  return formatSpecifier(specifier || DEFAULT_FORMAT)
}

/** Why numbers of a unit cannot be printed so, in words that follow `expected`; null where they can. */
export function problemOfFormat(format: string, unit: string): Sayable | null {
  const specifier = readFormat(format)
  if (!specifier || !/^[efgrs%pbodxXn]?$/.test(specifier.type)) return say`a d3-format specifier, as in ,.1f`
  const { type, symbol, width = 0, precision = 0 } = specifier
  if (width > MOST_PLACES) return say`a width of at most ${MOST_PLACES}`
  if (precision > MOST_DIGITS) return say`at most ${MOST_DIGITS} digits, as in ,.1f`
  if (symbol === '$' && /[%p]/.test(type)) return say`a format with either $ or %, as in .1%`
  if (unit === '') return null
  if (/[%p]/.test(type))
    return say`a format without ${type}, which prints a hundredfold, beside the unit ${unit}`
  if (symbol === '$') return say`a format without $, which prints dollars, beside the unit ${unit}`
  if (type === 's' && isScaled(unit))
    return say`a format without s, which prints a prefix of its own, beside the unit ${unit}`
  return null
}

function readFormat(format: string): FormatSpecifier | null {
  try {
    return formatOf(format)
  } catch {
    return null
  }
}

const SIGNS = '(?:[A-Z]{1,3})?[$€£¥₩₹₽₫฿₺₱]'
const SIGN_FIRST = new RegExp(`^(${SIGNS})(\\s*)(.*)$`, 'u')
const SIGN_LAST = new RegExp(`^([^/]*?)\\s*(${SIGNS})(/.*)?$`, 'u')

/**
 * A number with its unit as a reader expects it: currency signs before it, no space before % and Han (the browser
 * spaces Han and digits), a no-break space before words of other letters.
 */
export function withUnit(text: string, unit: string): string {
  const plain = unit.normalize('NFKC') === unit ? unit : unit.replace(/￥/g, '¥').replace(/＄/g, '$')
  const [, sign, space = '', rest = ''] = SIGN_FIRST.exec(plain) ?? []
  if (sign !== undefined)
    return beside(behindMinus(text, sign), rest, space !== '' || /^[a-z]{4}/i.test(rest))
  const [, before = '', last, after = ''] = SIGN_LAST.exec(plain) ?? []
  if (last !== undefined) return beside(behindMinus(text, last), before, startsWithLetter(before)) + after
  return beside(text, unit, startsWithLetter(unit))
}

/** −5 with $ before it: −$5. */
function behindMinus(text: string, sign: string): string {
  return text.replace(/^\s*[−+(-]?/, (start) => start + sign)
}

function beside(text: string, unit: string, isSpaced: boolean): string {
  if (unit === '') return text
  return isSpaced && startsWithLetter(unit) ? `${text}\u00a0${unit}` : text + unit
}

/** Not of signs, not of Han, and not ×, which stands at its number. */
function startsWithLetter(unit: string): boolean {
  return /^(?![\p{Script=Han}ー-ヿ]|x$)[\p{L}\d]/iu.test(unit)
}

/** Prints by a specifier that is read already. */
export function printWith(specifier: FormatSpecifier, value: number): string {
  if (!Number.isFinite(value) || specifier.type === 'c') return d3Format(specifier.toString())(value)
  const printed = bodyOf(specifier, decimalOf(value))
  const body = specifier.trim || isPlain(specifier) ? trimmed(printed.text) : printed.text
  const [, whole = '', tail = ''] = isRadix(specifier) ? [body, body] : /^(\d*)(.*)$/.exec(body)!
  const isNegative = value < 0 && (isRadix(specifier) ? body !== '0' : !isZero(body))
  const sign = signOf(specifier, isNegative)
  const symbol = specifier.symbol === '$' ? '$' : isRadix(specifier) ? radixSymbol(specifier) : ''
  const percent = /[%p]/.test(specifier.type) && symbol !== '$' ? '%' : ''
  const closing = isNegative && specifier.sign === '(' ? ')' : ''
  return arranged(specifier, sign + symbol, whole, tail + printed.prefix + percent + closing)
}

function signOf({ sign }: FormatSpecifier, isNegative: boolean): string {
  if (isNegative) return sign === '(' ? '(' : '−'
  return sign === '+' || sign === ' ' ? sign : ''
}

function isZero(body: string): boolean {
  return !/[1-9]/.test(body.replace(/e.*/, ''))
}

function isRadix({ type }: FormatSpecifier): boolean {
  return /^[boxX]$/.test(type)
}

function radixSymbol({ symbol, type }: FormatSpecifier): string {
  return symbol === '#' ? `0${type.toLowerCase()}` : ''
}

/** No type: as many digits as there are, up to the precision. */
function isPlain({ type }: FormatSpecifier): boolean {
  return !/^[efgrs%pbodxXn]$/.test(type)
}

/** The digits by the type of a format; `prefix` is that of type s. */
function bodyOf(specifier: FormatSpecifier, decimal: Decimal): { text: string; prefix: string } {
  const { type, precision = isPlain(specifier) ? 12 : 6 } = specifier
  const decimals = Math.min(precision, MOST_DIGITS)
  const significant = Math.max(1, Math.min(precision, MOST_DIGITS + 1))
  if (type === 's') return scaled(decimal, significant)
  return { text: textOf(), prefix: '' }

  function textOf(): string {
    const hundredfold = { ...decimal, point: decimal.digits === '' ? 0 : decimal.point + 2 }
    if (type === 'f') return isDefault(specifier) ? visible(decimal) : fixed(decimal, decimals)
    if (type === '%') return fixed(hundredfold, decimals)
    if (type === 'p') return rounded(hundredfold, significant)
    if (type === 'r') return rounded(decimal, significant)
    if (type === 'e') return exponential(decimal, decimals)
    if (type === 'd') return fixed(decimal, 0)
    if (isRadix(specifier)) return inRadix(decimal, type)
    return general(decimal, significant)
  }
}

function isDefault({ type, comma, precision, trim }: FormatSpecifier): boolean {
  return type === 'f' && comma && precision === 2 && trim
}

/** The number as people would write it down, at as many digits as are true; none for what is no number. */
export function decimalOf(value: number): Decimal {
  const size = Number.isFinite(value) ? Math.abs(value) : 0
  const text = Number.isInteger(size) ? BigInt(size).toString() : size.toPrecision(TRUE_DIGITS)
  const [mantissa = '', power = '0'] = text.split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = whole + fraction
  const digits = all.replace(/^0+/, '')
  if (digits === '') return { digits: '', point: 0 }
  return {
    digits: digits.replace(/0+$/, ''),
    point: whole.length + Number(power) - (all.length - digits.length),
  }
}

/** The first digits, with the last of them rounded: halves up, as the sign stands apart. */
export function roundTo({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point }
  const isUp = count >= 0 && digits[count]! >= '5'
  const kept = count > 0 ? digits.slice(0, count) : ''
  const sum = isUp ? (BigInt(kept || '0') + 1n).toString() : kept
  const bare = sum.replace(/0+$/, '')
  // A carry makes one digit more: 99 → 100.
  return bare === ''
    ? { digits: '', point: 0 }
    : { digits: bare, point: point + sum.length - Math.max(0, count) }
}

/** `1234.50`: with so many decimals. */
function fixed(decimal: Decimal, decimals: number): string {
  const { digits, point } = roundTo(decimal, decimal.point + decimals)
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0'
  const fraction = '0'.repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point))
  return decimals > 0 ? `${whole}.${fraction.padEnd(decimals, '0')}` : whole
}

/** `1230`, `0.0456`: at so many significant digits. */
function rounded(decimal: Decimal, count: number): string {
  const short = roundTo(decimal, count)
  return short.digits === '' ? '0' : fixed(short, Math.max(0, count - short.point))
}

function visible(decimal: Decimal): string {
  const text = fixed(decimal, 2)
  return isZero(text) ? rounded(decimal, 2) : text
}

function exponential(decimal: Decimal, decimals: number): string {
  const short = roundTo(decimal, decimals + 1)
  const power = short.digits === '' ? 0 : short.point - 1
  const mantissa = fixed({ ...short, point: short.digits === '' ? 0 : 1 }, decimals)
  return `${mantissa}e${power < 0 ? '-' : '+'}${Math.abs(power)}`
}

function general(decimal: Decimal, count: number): string {
  const short = roundTo(decimal, count)
  if (short.digits === '') return fixed(short, count - 1)
  const power = short.point - 1
  return power < -6 || power >= count ? exponential(short, count - 1) : fixed(short, count - 1 - power)
}

function scaled(decimal: Decimal, count: number): { text: string; prefix: string } {
  const short = roundTo(decimal, count)
  if (short.digits === '') return { text: fixed(short, count - 1), prefix: '' }
  const step = stepOf(short)
  const shifted = { ...short, point: short.point - 3 * step }
  const decimals = count - Math.max(1, shifted.point)
  return { text: fixed(shifted, Math.max(0, decimals)), prefix: PREFIXES[8 + step]! }
}

/** The thousands that a prefix stands for. */
function stepOf({ point }: Decimal): number {
  return Math.max(-8, Math.min(8, Math.floor((point - 1) / 3)))
}

/** The precision with which type s prints so many decimals of this number. */
export function scaledPrecision(decimal: Decimal, decimals: number): number {
  const precision = (of: Decimal) => Math.max(1, of.point - 3 * stepOf(of)) + decimals
  return decimal.digits === '' ? decimals + 1 : precision(roundTo(decimal, precision(decimal)))
}

function inRadix(decimal: Decimal, type: string): string {
  const text = BigInt(fixed(decimal, 0)).toString({ b: 2, o: 8 }[type] ?? 16)
  return type === 'X' ? text.toUpperCase() : text
}

/** Without zeros at the end of the decimals: 1.20e+3 → 1.2e+3. */
function trimmed(text: string): string {
  return text.replace(/\.(\d*?)0*(?!\d)/, (_, kept: string) => (kept ? `.${kept}` : ''))
}

/** Groups, fills and aligns as d3-format does: zeros are filled in before grouping, all else after it. */
function arranged(specifier: FormatSpecifier, prefix: string, whole: string, suffix: string): string {
  const { fill, align, width = 0 } = specifier
  const comma = specifier.comma || specifier.type === 'n'
  const isZeroFilled = specifier.zero || (fill === '0' && align === '=')
  const body = comma && !isZeroFilled ? grouped(whole, Number.POSITIVE_INFINITY) : whole
  const missing = Math.max(0, width - prefix.length - body.length - suffix.length)
  const padding = (isZeroFilled ? '0' : fill).repeat(missing)
  if (isZeroFilled) {
    const room = missing > 0 ? width - suffix.length : Number.POSITIVE_INFINITY
    return prefix + (comma ? grouped(padding + body, room) : padding + body) + suffix
  }
  const half = Math.floor(missing / 2)
  if (align === '<') return prefix + body + suffix + padding
  if (align === '=') return prefix + padding + body + suffix
  if (align === '^') return padding.slice(0, half) + prefix + body + suffix + padding.slice(half)
  return padding + prefix + body + suffix
}

/** Thousands from the right, until there is no room; never a comma first. */
function grouped(digits: string, room: number): string {
  const groups: string[] = []
  let length = 0
  for (let end = digits.length; end > 0 && length <= room; ) {
    const size = length + 4 > room ? Math.max(1, room - length) : 3
    groups.unshift(digits.slice(Math.max(0, end - size), end))
    end -= size
    length += size + 1
  }
  return groups.join(',')
}

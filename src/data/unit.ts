/** Units as people write them, and what one is in another: 十亿美元 → 万亿美元, US$ billion → 亿美元, 元/kg → 万元/吨. */
import { isDeepStrictEqual } from 'node:util'
import {
  counters,
  currencies,
  currencyScales,
  derived,
  englishScales,
  type Family,
  families,
  hanPrefixes,
  hanScales,
  otherBases,
  points,
  prefixes,
  shares,
} from './unit-words.ts'

/** What a unit measures and how much of it one is. */
export interface Unit {
  /** Powers of base names: `{ 元: 1, W: -1 }`; empty for a ratio, `{ points: 1 }` for percentage points. */
  dimension: Record<string, number>
  /** Power of ten. */
  exponent: number
  /** Exact factor beside it, in lowest terms: both positive and without a factor of ten. */
  numerator: number
  denominator: number
}

/** The base of percentage points: their rise of 5 is no 5 %. */
const POINTS = 'points'

/** A word of the vocabulary: so many of a base, or of a unit in other words. */
interface Word {
  base?: string
  of?: string
  exponent?: number
  numerator?: number
  denominator?: number
}

const NONE: Unit = { dimension: {}, exponent: 0, numerator: 1, denominator: 1 }

/** Units by their spelling, and by their spelling in small letters where the case tells nothing. */
const exact = new Map<string, Word>()
const loose = new Map<string, string[]>()
const bases = new Set<string>([POINTS])
const currencyNames = new Set<string>()
const shareNames = new Set<string>()
const read = new Map<string, Unit>()

learn()

/** Characters of a unit; a longer text is a word that nobody knows. */
const LONGEST = 200

/**
 * Reads a unit; never fails: a word that nobody knows is a base of its own.
 *
 * @param text As written: `十亿美元`, `US$ billion`, `元/kWh`, `%`; empty for none.
 */
export function parseUnit(text: string): Unit {
  const tidy = tidied(text)
  const known = read.get(tidy)
  if (known) return known
  const unit = tidy.length > LONGEST ? baseOf(tidy) : unitOf(tidy)
  read.set(tidy, unit)
  return unit
}

/** Whether every word in it is in the vocabulary; `A`, `B` and numbers alone are names as often. */
export function isKnownUnit(text: string): boolean {
  if (/^(?:[AB]|\d+)$/.test(text.trim())) return false
  return Object.keys(parseUnit(text).dimension).every((base) => bases.has(base))
}

/** Whether a power of ten is part of it already: 亿元, million units, %. */
export function isScaled(text: string): boolean {
  const [first = ''] = tidied(text).split('/')
  const { exponent, dimension } = parseUnit(text)
  if (isShare(text)) return exponent !== 0 || POINTS in dimension
  return scaleOf(first) !== null || /[十百千万亿]元$/.test(first)
}

/** Whether numbers are percentages, however that is spelled: a difference of two is in percentage points. */
export function isPercent(text: string): boolean {
  return isShare(text) && parseUnit(text).exponent === -2
}

/**
 * The value in another unit.
 *
 * @returns Null where the units measure different things.
 */
export function convert(value: number, from: string, to: string): number | null {
  // 5 亿 is a number of things, 5 % a share of one.
  if ((isCount(from) && isShare(to)) || (isShare(from) && isCount(to))) return null
  return convertUnit(value, parseUnit(from), parseUnit(to))
}

/**
 * The value in another unit, exact in decimal: a number of up to 12 digits is the same again after there and back.
 *
 * @returns Null where the units measure different things.
 */
export function convertUnit(value: number, from: Unit, to: Unit): number | null {
  const ratio = ratioOf(from, to)
  if (ratio === null) return null
  if (!Number.isFinite(value) || value === 0) return value
  const result = times(value, ratio)
  if (ratio.denominator === 1 && ratio.numerator === 1) return result
  // The last digits of a fraction are noise where a shorter number leads back to the same value.
  const short = Number(result.toPrecision(12))
  return times(short, inverse(ratio)) === value ? short : result
}

/** How much of one unit the other is, without a dimension; null where they measure different things. */
export function ratioOf(from: Unit, to: Unit): Unit | null {
  const isStep = isRatio(from) && sameDimension(to, { ...NONE, dimension: { [POINTS]: 1 } })
  // A share is so many points; points are no share of anything.
  if (isStep) return divideUnits({ ...from, exponent: from.exponent + 2 }, { ...to, dimension: {} })
  return sameDimension(from, to) ? divideUnits(from, to) : null
}

export function sameDimension(a: Unit, b: Unit): boolean {
  return isRatio(divideUnits(a, b))
}

export function multiplyUnits(a: Unit, b: Unit): Unit {
  const powers = new Map(Object.entries(a.dimension))
  for (const [base, power] of Object.entries(b.dimension)) powers.set(base, (powers.get(base) ?? 0) + power)
  return normal({
    dimension: Object.fromEntries(powers),
    exponent: a.exponent + b.exponent,
    numerator: a.numerator * b.numerator,
    denominator: a.denominator * b.denominator,
  })
}

export function divideUnits(a: Unit, b: Unit): Unit {
  return multiplyUnits(a, inverse(b))
}

/** What a quotient of two numbers is in: 亿元 by 万辆 is 亿元/万辆, 亿元 by 亿元 nothing, 万元 by 元/W 万W. */
export function nameOfQuotient(a: string, b: string): string {
  if (b.trim() === '') return a
  if (isDeepStrictEqual(parseUnit(a), parseUnit(b))) return ''
  const [above = '', ...below] = splitAt(tidied(b), '/')
  const ratio = divideUnits(parseUnit(a), parseUnit(above))
  const scale = isRatio(ratio) && ratio.numerator === ratio.denominator ? hanScaleOf(ratio.exponent) : null
  if (below.length === 0) return `${a || '1'}/${grouped(b)}`
  if (scale !== null) return scale + below.join('·')
  return `${a ? `${grouped(a)}·` : ''}${below.join('·')}/${above}`
}

function grouped(unit: string): string {
  return /[·/]/.test(unit) ? `(${unit})` : unit
}

/** Powers of ten that have a name before a unit: 4 is 万; null for others. */
function hanScaleOf(exponent: number): string | null {
  const names: Record<number, string> = { 0: '', 3: '千', 4: '万', 6: '百万', 7: '千万', 8: '亿', 12: '万亿' }
  return names[exponent] ?? null
}

function isRatio({ dimension }: Unit): boolean {
  return Object.keys(dimension).length === 0
}

function isShare(text: string): boolean {
  return shareNames.has(tidied(text).toLowerCase())
}

/** 万, 亿, million: numbers of things without a name. */
function isCount(text: string): boolean {
  const { exponent, ...unit } = parseUnit(text)
  return isRatio({ ...unit, exponent }) && exponent > 0 && !isShare(text) && !text.includes('/')
}

function inverse({ dimension, exponent, numerator, denominator }: Unit): Unit {
  const turned = Object.entries(dimension).map(([base, power]) => [base, -power])
  return normal({
    dimension: Object.fromEntries(turned),
    exponent: -exponent,
    numerator: denominator,
    denominator: numerator,
  })
}

/** In lowest terms, so that equal units look alike. */
function normal({ dimension, exponent, numerator, denominator }: Unit): Unit {
  const powers = Object.entries(dimension).filter(([, power]) => power !== 0)
  let [above, below, tens] = [numerator, denominator, exponent]
  const common = divisorOf(above, below)
  above /= common
  below /= common
  for (const [factor, other] of [
    [2, 5],
    [5, 2],
  ] as const) {
    for (; below % factor === 0; below /= factor, tens--) above *= other
  }
  for (; above % 10 === 0; above /= 10) tens++
  return { dimension: Object.fromEntries(powers), exponent: tens, numerator: above, denominator: below }
}

function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b)
}

/** Digits times a fraction, rounded once; tens only move the point. */
function times(value: number, { exponent, numerator, denominator }: Unit): number {
  const [mantissa = '', power = '0'] = String(value).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const tens = Number(power) - fraction.length + exponent
  if (numerator === 1 && denominator === 1) return Number(`${whole}${fraction}e${tens}`)
  // Digits enough for any double, whatever the fraction takes off.
  const spare = 40
  const product = BigInt(whole + fraction) * BigInt(numerator) * 10n ** BigInt(spare)
  return Number(`${product / BigInt(denominator)}e${tens - spare}`)
}

/** Full-width letters, raised digits and signs in their plain form; spaces only between words. */
function tidied(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*(?:\/|\bper\b(?! (?:cent|mille)\b))\s*/gi, '/')
    .replace(/(?<=.)每(?=.)/g, '/')
    .replace(/\s*[·⋅・•*]\s*/g, '·')
}

function unitOf(text: string): Unit {
  const whole = wordOf(text) ?? scaled(text, wordOf)
  if (whole) return whole
  const [above = '', ...below] = splitAt(text, '/')
  return below.map(productOf).reduce(divideUnits, productOf(above))
}

function productOf(text: string): Unit {
  return splitAt(text, '·').map(factorOf).reduce(multiplyUnits, NONE)
}

function factorOf(text: string): Unit {
  const [, inside] = /^\((.*)\)$/.exec(text) ?? []
  if (inside !== undefined) return unitOf(inside.trim())
  return wordOf(text) ?? scaled(text, wordOf) ?? scaled(text, baseOf) ?? baseOf(text)
}

/** Parts at a sign, but not inside brackets. */
function splitAt(text: string, sign: string): string[] {
  const parts = ['']
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === sign && depth <= 0) parts.push('')
    else parts[parts.length - 1] += letter
  }
  return parts.map((part) => part.trim())
}

/** A word of the vocabulary, or nothing at all. */
function wordOf(text: string): Unit | null {
  return text === '' ? NONE : (spelled(text) ?? raised(text) ?? namedTwice(text))
}

function spelled(text: string): Unit | null {
  const word = exact.get(text)
  if (word) return meaningOf(word)
  if (text.length === 1 && text !== 'X') return null
  const found = loose.get(text.toLowerCase()) ?? []
  // Nobody writes milli with a capital letter; with a small one it may be either.
  const likely = text.startsWith('M') ? found.filter((spelling) => !spelling.startsWith('m')) : []
  return onlyMeaningOf(likely) ?? onlyMeaningOf(found)
}

/** What several spellings mean, if it is the same. */
function onlyMeaningOf(spellings: string[]): Unit | null {
  const [first, ...others] = spellings.map((spelling) => meaningOf(exact.get(spelling)!))
  const isSame = (unit: Unit) => isDeepStrictEqual(unit, first)
  return first && others.every(isSame) ? first : null
}

function meaningOf({ base, of, exponent = 0, numerator = 1, denominator = 1 }: Word): Unit {
  const unit = base ? baseOf(base) : of ? parseUnit(of) : NONE
  return multiplyUnits(unit, { ...NONE, exponent, numerator, denominator })
}

/** km2, m^3, 平方公里, 平方千米. */
function raised(text: string): Unit | null {
  const [, han, length = ''] = /^(平方|立方)(.+)$/.exec(text) ?? []
  if (han) return powerOf(spelled(length) ?? scaled(length, spelled), han === '平方' ? 2 : 3)
  const [, symbol = '', power] = /^(.+?)\^?([23])$/.exec(text) ?? []
  return powerOf(spelled(symbol), Number(power))
}

/** Lengths and times alone are raised: CO2 is no square. */
function powerOf(root: Unit | null, power: number): Unit | null {
  const [first, ...others] = Object.entries(root?.dimension ?? {})
  if (!root || others.length > 0 || !/^[ms]$/.test(first?.[0] ?? '') || first?.[1] !== 1) return null
  return Array.from({ length: power }, () => root).reduce(multiplyUnits, NONE)
}

/** 人民币亿元, 亿元港币, RMB 亿元: the currency stands beside 元. */
function namedTwice(text: string): Unit | null {
  for (const name of currencyNames) {
    const small = text.toLowerCase()
    const rest = small.startsWith(name)
      ? text.slice(name.length)
      : small.endsWith(name)
        ? text.slice(0, -name.length)
        : ''
    const [, scale] = /^\s*([十百千万亿]*)元\s*$/.exec(rest) ?? []
    if (scale !== undefined) return withTens(spelled(name)!, hanExponent(scale))
  }
  return null
}

function baseOf(text: string): Unit {
  return { ...NONE, dimension: { [text]: 1 } }
}

/** What is left of a scale, if it can be read. */
function scaled(text: string, readRest: (rest: string) => Unit | null): Unit | null {
  const scale = scaleOf(text)
  if (!scale) return null
  const rest = readRest(scale.rest) ?? scaled(scale.rest, readRest)
  return rest && withTens(rest, scale.exponent)
}

function withTens(unit: Unit, exponent: number): Unit {
  return { ...unit, exponent: unit.exponent + exponent }
}

const ENGLISH = Object.keys(englishScales).join('|')
const SHORT = [...Object.keys(currencyScales), ...Object.keys(englishScales)].join('|')
const PATTERNS = {
  // 百分点 begins with no hundred.
  han: /^([十百千万亿]+?(?=百分)|[十百千万亿]+)\s*(.*)$/,
  number: /^(10*)(?!\d)\s*(.*)$/,
  english: new RegExp(`^(${ENGLISH})s?(?![a-z])\\s*(?:of )?(.*)$`, 'i'),
  englishAfter: new RegExp(`^(.*[^a-z])(${ENGLISH})s?$`, 'i'),
  hanAfter: /^(.*?)\s*([十百千万亿]+)$/,
  short: /^([KkMBT]) (.+)$/,
  currency: new RegExp(`^(${SHORT})\\s*(.+)$`, 'i'),
  currencyAfter: new RegExp(`^(.+?)\\s*(${SHORT})$`, 'i'),
}

/** Takes a power of ten off a unit: from its beginning, else from its end. */
function scaleOf(text: string): { exponent: number; rest: string } | null {
  const [, han, afterHan = ''] = PATTERNS.han.exec(text) ?? []
  if (han) return { exponent: hanExponent(han), rest: afterHan }
  const [, number, afterNumber = ''] = PATTERNS.number.exec(text) ?? []
  if (number) return { exponent: number.length - 1, rest: afterNumber }
  const [, english, afterEnglish = ''] = PATTERNS.english.exec(text) ?? []
  if (english) return { exponent: shortExponent(english), rest: afterEnglish }
  const [, beforeEnglish = '', last] = PATTERNS.englishAfter.exec(text) ?? []
  if (last) return { exponent: shortExponent(last), rest: beforeEnglish.trim() }
  const [, beforeHan = '', hanLast] = PATTERNS.hanAfter.exec(text) ?? []
  if (hanLast) return { exponent: hanExponent(hanLast), rest: beforeHan }
  const [, letter, counted = ''] = PATTERNS.short.exec(text) ?? []
  if (letter && exact.has(counted)) return { exponent: shortExponent(letter), rest: counted }
  const [, short, currency = ''] = PATTERNS.currency.exec(text) ?? []
  if (short && isCurrency(currency)) return { exponent: shortExponent(short), rest: currency }
  const [, money = '', shortLast] = PATTERNS.currencyAfter.exec(text) ?? []
  return shortLast && isCurrency(money) ? { exponent: shortExponent(shortLast), rest: money } : null
}

function isCurrency(text: string): boolean {
  return currencyNames.has(text.toLowerCase())
}

function hanExponent(scale: string): number {
  return [...scale].reduce((sum, digit) => sum + hanScales[digit]!, 0)
}

function shortExponent(scale: string): number {
  const word = scale.toLowerCase()
  return englishScales[word] ?? currencyScales[word]!
}

/** Fills the vocabulary; what a word is made of is looked up when it is first read. */
function learn(): void {
  for (const [exponent, names] of shares) teach(names, { exponent })
  for (const [exponent, names] of points) teach(names, { exponent, base: POINTS })
  for (const names of [...currencies, ...counters, ...otherBases]) teach(names, { base: firstOf(names) })
  for (const family of families) teachFamily(family)
  for (const [names, numerator, denominator, of] of derived) teach(names, { numerator, denominator, of })
  for (const names of currencies) for (const name of namesOf(names)) currencyNames.add(name.toLowerCase())
  for (const [, names] of [...shares, ...points]) {
    for (const name of namesOf(names)) shareNames.add(name.toLowerCase())
  }
}

function teachFamily({ symbols, han = '', is, factor = 1, exponent = 0, ...family }: Family): void {
  const meaning = is ? { of: is } : { base: firstOf(symbols) }
  const word = { ...meaning, numerator: factor, exponent }
  teach(symbols, word, (symbol) => symbol.length > 2)
  teach(han, word)
  for (const symbol of namesOf(symbols)) {
    // Prefixes go with symbols, not with words.
    if (symbol !== firstOf(symbols) && symbol.length > 2) continue
    for (const prefix of family.prefixes) {
      const prefixed = { ...word, exponent: exponent + prefixes[prefix]! }
      teach(prefix + symbol, prefixed, () => family.loose?.includes(prefix) ?? false)
    }
  }
  for (const name of namesOf(han)) {
    for (const prefix of family.hanPrefixes ?? '') {
      teach(prefix + name, { ...word, exponent: exponent + hanPrefixes[prefix]! })
    }
  }
}

/** @param isLoose Whether the case of a spelling tells nothing. */
function teach(names: string, word: Word, isLoose: (spelling: string) => boolean = () => true): void {
  if (word.base) bases.add(word.base)
  for (const name of namesOf(names)) {
    exact.set(name, word)
    const small = name.toLowerCase()
    if (isLoose(name)) loose.set(small, [...(loose.get(small) ?? []), name])
  }
}

function namesOf(names: string): string[] {
  return names.split('|').filter(Boolean).map(tidied)
}

function firstOf(names: string): string {
  return names.split('|')[0]!
}

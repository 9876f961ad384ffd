/** What is written around digits to say of what they are so many: `US$`3.2`bn`, 500`多款`, 12`个百分点`. */

import {
  BASIS_POINTS,
  CODES,
  CURRENCIES,
  ENGLISH_MEASURES,
  HAN_COUNTERS,
  HAN_MEASURES,
  LATIN_LOOSE,
  LATIN_STRICT,
  MONEY_SCALES,
  MULTIPLES,
  NOT_BEFORE,
  PER,
  PERCENT,
  POINTS,
  SHORT_SCALES,
  TIMES,
} from './quantity-words.ts'

/** Quantities of one kind may mean the same number; `bare` has no unit, `word` one that nobody knows. */
export type Kind =
  | 'bare'
  | 'word'
  | 'scale'
  | 'ratio'
  | 'points'
  | 'multiple'
  | 'money'
  | 'measure'
  | 'counter'
  | 'time'

export interface Quantity {
  kind: Kind
  /** Right before the digits: a currency. */
  before: string
  /** Right after them, with the space between. */
  after: string
  /** How the data may call the unit; the first one is as written. */
  names: string[]
}

/** Words that stand before a power of ten or a counter and make it vague. */
const VAGUE = '[多余几来]'

/** Powers of ten, the longest first. */
const HAN_SCALE = '(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百|十)'

const isLatin = (word: string) => /^[A-Za-z]/.test(word)
const isHan = (word: string) => !isLatin(word)
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Any of these words, the longest first. */
function anyOf(words: string[], written = (word: string) => escaped(word)): string {
  return words
    .toSorted((a, b) => b.length - a.length)
    .map(written)
    .join('|')
}

/** Any of these words where it begins no other word. */
function hanWords(words: string[]): string {
  return anyOf(words, (word) => escaped(word) + (NOT_BEFORE[word] ? `(?![${NOT_BEFORE[word]}])` : ''))
}

/** Any of these words, whole, in small or capital letters; of `exact` as they are. */
function latinWords(words: string[], exact: string[] = []): string {
  const letters = (word: string) =>
    word.replaceAll(/[a-z]/gi, (c) => `[${c.toLowerCase()}${c.toUpperCase()}]`)
  const written = (word: string) => (exact.includes(word) ? escaped(word) : letters(escaped(word)))
  return `(?:${anyOf([...words, ...exact], written)})(?![A-Za-z\\d])`
}

const HAN_MONEY = CURRENCIES.flatMap(({ han }) => han)
const ENGLISH_MONEY = CURRENCIES.flatMap(({ english }) => english)
const LETTER_SCALE = `(?:${anyOf(Object.keys(SHORT_SCALES), (word) => `[${word[0]}${word[0]!.toUpperCase()}]${word.slice(1)}`)})`
const MANY = `(?:${HAN_SCALE}${VAGUE}?)?`
const MANY_ENGLISH = `(?:${LETTER_SCALE}[ \\u00a0]{0,2})?`
const EACH = `(?:\\/(?:${anyOf(PER)})(?![A-Za-z]))?`

/** Each kind of unit as it stands after digits; the first that fits is it. */
const AFTER: Array<[kind: Kind, pattern: string]> = [
  ['ratio', `[%‰‱]|${latinWords(PERCENT.filter(isLatin))}`],
  ['points', anyOf([...POINTS, ...BASIS_POINTS].filter(isHan))],
  ['points', latinWords([...POINTS, ...BASIS_POINTS].filter(isLatin))],
  ['multiple', `倍(?!增)|-?${latinWords(MULTIPLES.filter(isLatin))}`],
  ['money', `${MANY}(?:${hanWords(HAN_MONEY)})${EACH}`],
  ['money', `${MANY_ENGLISH}(?:${latinWords(ENGLISH_MONEY, CODES)}|${hanWords(HAN_MONEY)})${EACH}`],
  ['measure', `${MANY}(?:${hanWords(HAN_MEASURES)})${EACH}`],
  ['measure', `(?:${HAN_SCALE}|-|${MANY_ENGLISH})?${latinWords(LATIN_LOOSE, LATIN_STRICT)}${EACH}`],
  ['measure', `${MANY_ENGLISH}${latinWords(ENGLISH_MEASURES)}`],
  ['counter', `${MANY}(?:${hanWords(HAN_COUNTERS)})${EACH}`],
  ['time', hanWords(TIMES)],
  ['scale', `${HAN_SCALE}|${LETTER_SCALE}(?![A-Za-z])`],
]

/** What makes digits before it a quantity and no year or name, as the source of a regular expression that looks ahead. */
export const COUNTED = `(?:${VAGUE}?(?:${AFTER.filter(([kind]) => kind !== 'time')
  .map(([, pattern]) => `(?:${pattern})`)
  .join('|')}))`

/** A unit in Latin letters that ends a word: 17kW, 25bp, 3.2bn. */
const LATIN_UNIT = new RegExp(
  `^${latinWords(
    [
      ...[...PERCENT, ...POINTS, ...BASIS_POINTS, ...MULTIPLES].filter(isLatin),
      ...LATIN_LOOSE,
      ...Object.keys(SHORT_SCALES),
    ],
    [...LATIN_STRICT, ...CODES],
  )}$`,
)
const MONEY_UNIT = new RegExp(`^${latinWords(Object.keys(MONEY_SCALES))}$`)

/** A sign of money where it is no end of a longer word. */
const BEFORE = new RegExp(`(?<![A-Za-z$])(?:${anyOf(CURRENCIES.flatMap(({ signs }) => signs))})[ \\u00a0]?$`)

const PATTERNS = AFTER.map(([kind, pattern]) => ({ kind, pattern: new RegExp(`^(?:${pattern})`) }))
const SPACE = /^[ \u00a0]{0,2}/
const SPAN = /^(?:\s{0,2}[-–—~～至到/、]\s{0,2}[+-]?\d[\d.,]{0,20})+/
const MONEY_SCALE = new RegExp(
  `^(?:(?:[ \\u00a0]?(?:${latinWords(Object.keys(MONEY_SCALES))}|${HAN_SCALE}${VAGUE}?))?(?:${hanWords(HAN_MONEY)})?${EACH})`,
)

/** Whether a currency stands right before a place in a text. */
export function endsInMoney(text: string, at: number): boolean {
  return BEFORE.test(text.slice(Math.max(0, at - 12), at))
}

/** Whether letters that follow digits without a space are a unit of theirs. */
export function isLatinUnit(letters: string, isMoney: boolean): boolean {
  return LATIN_UNIT.test(letters) || (isMoney && MONEY_UNIT.test(letters))
}

/**
 * Reads the unit of a numeral.
 *
 * @param before The text before its digits, or the last of it.
 * @param rest The text after its digits.
 */
export function quantityOf(before: string, rest: string): Quantity {
  const [sign = ''] = BEFORE.exec(before.slice(-12)) ?? []
  if (sign) return moneyWith(sign, rest)
  const own = unitAt(rest)
  if (own.kind !== 'bare' && own.kind !== 'word') return own
  // The first of several numerals, as in 30–50% or 1.2/1.5元, has the unit of the last.
  const [others = ''] = SPAN.exec(rest) ?? []
  if (others === '') return own
  const { kind, names } = unitAt(rest.slice(others.length))
  return kind === 'bare' || kind === 'word' ? own : { kind, names, before: '', after: '' }
}

function moneyWith(before: string, rest: string): Quantity {
  const { han, english } = CURRENCIES.find(({ signs }) => signs.includes(before.trim()))!
  const [after = ''] = MONEY_SCALE.exec(rest) ?? []
  const written = after.trim()
  const scale = MONEY_SCALES[written.toLowerCase()]
  const [hanScale = ''] = new RegExp(`^${HAN_SCALE}`).exec(written) ?? []
  const [short, long] = scale ?? [hanScale, '']
  const names = [...han.map((name) => short + name), ...english.map((name) => `${long} ${name}`.trim())]
  return { kind: 'money', before, after, names: ['', ...names] }
}

/** The unit that a text begins with. */
function unitAt(rest: string): Quantity {
  const [space = ''] = SPACE.exec(rest) ?? []
  const [vague = ''] = new RegExp(`^${VAGUE}`).exec(rest.slice(space.length)) ?? []
  const text = rest.slice(space.length + vague.length)
  for (const { kind, pattern } of PATTERNS) {
    const [written] = pattern.exec(text) ?? []
    if (written === undefined) continue
    const names =
      vague || new RegExp(VAGUE).test(written) ? ['', ...namesOf(kind, written)] : namesOf(kind, written)
    return { kind, before: '', after: space + vague + written, names }
  }
  const kind = /^\p{L}/u.test(text) ? 'word' : 'bare'
  return { kind, before: '', after: '', names: [''] }
}

/** The unit as written, and what else it is called. */
function namesOf(kind: Kind, written: string): string[] {
  const small = written.replace(/^-/, '').toLowerCase()
  if (kind === 'ratio') return isLatin(written) ? [written, '%'] : [written]
  if (kind === 'multiple') return [written.replace(/^-/, ''), ...MULTIPLES]
  if (kind === 'points') {
    const names = BASIS_POINTS.includes(small) ? BASIS_POINTS : POINTS
    return [written, ...names]
  }
  return [written.replace(/^-/, '')]
}

/** The kind of a unit of the data; `word` for one that nobody knows, `bare` for none. */
export function kindOfUnit(unit: string): Kind {
  if (unit === '') return 'bare'
  if (CURRENCIES.some(({ signs }) => signs.some((sign) => unit.startsWith(sign)))) return 'money'
  const { kind, after } = unitAt(unit)
  return after.length === unit.length ? kind : 'word'
}

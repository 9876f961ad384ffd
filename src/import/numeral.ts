/** Numbers written as text: `1,234.5`, `.097`, `(12)`, `5亿`, `US$1.2bn`, `1.234,56`, `12 %`. */
import { isUnit } from './unit.ts'

/** What a number is in; empty where the cell does not say. */
export interface Read {
  value: number
  unit: string
}

/**
 * How a column writes decimals: after a point, after a comma, or in a way that cannot be told, so that `1,234` is
 * either of two numbers.
 */
export type Decimals = 'point' | 'comma' | 'either'

/** Half-width, with plain spaces and minus signs. Nothing else: `²` and `①` behind a number are no digits of it. */
export function halfWidth(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.trim()
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\uffe5', '¥')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\ufeff]/g, ' ')
    .replace(/[\u2212\u2012\u2013\u2010\u2011](?=\s*[\d.$¥€£])/g, '-')
    .trim()
}

const CURRENCY = 'US\\$|HK\\$|NT\\$|[$€£¥]|USD|RMB|CNY|HKD|EUR|GBP|JPY'
const NUMERAL = new RegExp(
  `^(?<sign>[+-])?\\s*(?<currency>${CURRENCY})?\\s*(?<after>[+-])?\\s*` +
    `(?<digits>[\\d.,'\u2019 ]*\\d[\\d.,'\u2019]*)(?<exponent>e[+-]?\\d+)?\\s*(?<unit>[^\\d\\s.,].*)?$`,
  'iu',
)

/** Longer texts are no numbers. */
const LONGEST = 60

interface Parts {
  isNegative: boolean
  currency: string
  digits: string
  exponent: string
  unit: string
}

function partsOf(written: string): Parts | null {
  if (written.length > LONGEST) return null
  const text = halfWidth(written)
  const [, bracketed, afterwards = ''] = /^\((.*)\)\s*([%‰]?)$/s.exec(text) ?? []
  const groups = NUMERAL.exec(bracketed === undefined ? text : bracketed + afterwards)?.groups
  if (!groups) return null
  const { sign, currency = '', after, digits = '', exponent = '', unit = '' } = groups
  if ((sign && after) || (bracketed !== undefined && (sign || after))) return null
  const isNegative = bracketed !== undefined || (sign ?? after) === '-'
  return { isNegative, currency, digits: digits.trim(), exponent, unit: unit.trim() }
}

/**
 * Reads a number and its unit.
 *
 * @returns Null where the text is no number; `unclear` where it is one that can be read in two ways, or that cannot be
 * held: `1e400`.
 */
export function readNumeral(text: string, decimals: Decimals): Read | 'unclear' | null {
  const parts = partsOf(text)
  const unit = parts && unitOfAffixes(parts.currency, parts.unit)
  if (!parts || unit === null) return null
  const kind = kindOf(parts.digits)
  if (kind === null) return null
  if (decimals === 'either' && kind.startsWith('either')) return 'unclear'
  const isComma = kind === 'comma' || (kind.startsWith('either') && decimals === 'comma')
  if (kind === 'comma' && decimals === 'point') return null
  if (kind === 'point' && decimals === 'comma') return null
  const plain = parts.digits.replace(isComma ? /[.' \u2019]/g : /[,' \u2019]/g, '').replace(',', '.')
  const size = Number(plain + parts.exponent)
  const isLost = size === 0 && /[1-9]/.test(plain)
  if (!Number.isFinite(size) || isLost) return 'unclear'
  // An identity number loses digits as a number.
  if (/^\d{16,}$/.test(plain) && BigInt(plain) !== BigInt(size)) return null
  return { value: parts.isNegative && size !== 0 ? -size : size, unit }
}

/**
 * How digits are grouped: `point` and `comma` say what begins the decimals, `either…` what could; `plain` has neither.
 * Null where they are no number.
 */
function kindOf(digits: string): 'plain' | 'point' | 'comma' | 'either,' | 'either.' | null {
  if (/^\d+$/.test(digits)) return 'plain'
  if (/^[1-9]\d{0,2}(?:([ '\u2019])\d{3})(?:\1\d{3})*$/.test(digits)) return 'plain'
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return 'either,'
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(digits)) return 'either.'
  if (
    /^(?:\d*\.\d+|\d+\.|[1-9]\d{0,2}(?:([, '\u2019])\d{3})(?:\1\d{3})*\.\d*|[1-9]\d{0,2}(?:,\d{3}){2,})$/.test(
      digits,
    )
  )
    return 'point'
  if (
    /^(?:\d*,\d+|[1-9]\d{0,2}(?:([. '\u2019])\d{3})(?:\1\d{3})*,\d*|[1-9]\d{0,2}(?:\.\d{3}){2,})$/.test(
      digits,
    )
  )
    return 'comma'
  return null
}

/** How many texts of a column say what begins their decimals, and how many could be read both ways. */
export interface Evidence {
  point: number
  comma: number
  either: number
}

export function evidenceOf(texts: string[]): Evidence {
  const kinds = texts.map((text) => {
    const parts = partsOf(text)
    return parts && unitOfAffixes(parts.currency, parts.unit) !== null ? kindOf(parts.digits) : null
  })
  const count = (...of: Array<(typeof kinds)[number]>) => kinds.filter((kind) => of.includes(kind)).length
  return { point: count('point'), comma: count('comma'), either: count('either,', 'either.') }
}

/**
 * How a column writes its decimals.
 *
 * @param file What the whole file shows; null where commas part its cells, or in a workbook: `1,234` is then a number
 * of thousands unless its column shows otherwise.
 */
export function decimalsOf({ point, comma, either }: Evidence, file: Evidence | null): Decimals {
  if (point > 0) return 'point'
  if (comma > 0) return either > comma && (!file || file.point > 0) ? 'either' : 'comma'
  if (!file || either === 0) return 'point'
  if (file.comma > 0 && file.point === 0) return 'comma'
  return file.point > 0 && file.comma === 0 ? 'point' : 'either'
}

const codes: Record<string, string> = {
  $: 'USD',
  US$: 'USD',
  HK$: 'HKD',
  NT$: 'TWD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'CNY',
  RMB: 'CNY',
}
const yuan: Record<string, string> = {
  USD: '美元',
  HKD: '港元',
  TWD: '新台币',
  EUR: '欧元',
  GBP: '英镑',
  CNY: '元',
  JPY: '日元',
}
const scales: Record<string, string> = {
  k: 'thousand',
  m: 'million',
  mm: 'million',
  mn: 'million',
  mln: 'million',
  b: 'billion',
  bn: 'billion',
  bln: 'billion',
  t: 'trillion',
  tn: 'trillion',
  trn: 'trillion',
}

/** Words behind a number that tell when, not how much: `2015年`, `3月`, `5点`, `3季`. */
const TIMES = /^(年度?|月份?|日|号|点|时|分|秒|季度?|周|[A-Za-z])$/

/**
 * The unit that stands around a number: `$`, `bn` → USD billion; empty where nothing does, null where what stands there
 * is no unit.
 */
export function unitOfAffixes(before: string, after: string): string | null {
  const sign = before.trim()
  const unit = after.trim().replace(/^\((.*)\)$/, '$1')
  if (sign === '') {
    if (unit === '') return ''
    if (/^x$/i.test(unit)) return 'x'
    // The mark of a footnote is no unit.
    return !TIMES.test(unit) && !/^\p{No}/u.test(unit) && isUnit(unit) ? unit : null
  }
  const code = codes[sign.toUpperCase()] ?? (/^[A-Z]{3}$/i.test(sign) ? sign.toUpperCase() : null)
  if (code === null || !Object.hasOwn(yuan, code)) return null
  if (unit === '') return code === 'CNY' ? '元' : code
  if (/^[十百千万亿]+$/.test(unit)) return unit + yuan[code]
  if (unit.startsWith('/')) return code + unit
  const scale = Object.hasOwn(scales, unit.toLowerCase()) ? scales[unit.toLowerCase()] : unit
  if (/^(thousand|million|billion|trillion)$/i.test(scale!)) return `${code} ${scale!.toLowerCase()}`
  return yuan[code] === unit || unit.endsWith(yuan[code]!) ? unit : null
}

/** Ranges of years, dates and numbers as the house writes them: 2020—2024年, 6~8万元. */
import { note } from '../message.ts'
import type { House, Settings } from '../report.ts'
import { NAMES } from './name-patterns.ts'
import type { Passage, Text } from './passages.ts'
import { quantityOf } from './quantity.ts'

/** Every mark that somebody writes between the ends of a range. */
const HYPHENS = '-‐‑−－'
const MARK = `[${HYPHENS}‒–—―~∼〜～]`
const HYPHEN = new RegExp(`^[${HYPHENS}]`)

const SPACE = '[ \\u00a0]?'
const DIGITS = '(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,12})(?:\\.\\d{1,12})?'

/**
 * Two numbers with such a mark between them, and what belongs to the first: 2020Q1, 2020年3月, 10%, 6万元. Neither is a part
 * of something longer: `GPT-4-0513`, `2024-09-30`, `978-7-111`.
 */
const RANGE = new RegExp(
  [
    `(?<![\\p{Script=Latin}\\d][-.,/:_·]?|${MARK}|[-+±/:.,])`,
    '(?:[$¥€£￥]\\s?)?',
    `(?<from>${DIGITS})`,
    `(?<unit>${SPACE}(?:Q[1-4]|H[12]|s|[EAF](?![A-Za-z])|年(?:\\d{1,2}月(?:\\d{1,2}日)?)?|月(?:\\d{1,2}日)?|[\\p{Script=Han}]{1,4}|[A-Za-z%％‰°℃]{1,6}))??`,
    `(?<mark>${SPACE}(?<sign>${MARK})\\k<sign>?${SPACE})`,
    '(?:[$¥€£￥]\\s?)?',
    `(?<to>${DIGITS})`,
    `(?![\\d/:=_]|[.,]\\d|${MARK}${SPACE}\\d)`,
  ].join(''),
  'gu',
)

const YEAR = /^(?:18|19|20|21)\d\d$/
const DATED = /^ ?(?:年|月|日|季|Q[1-4]|H[12])/

/** Units of time after the last number. */
const TERM = /^ ?(?:[月日季年]|(?:years?|months?|weeks?|days?)(?![a-z]))/

/** Where digits stand that no range is made of. */
const NO_RANGES = ['addresses and telephones', 'titles', 'codes of shares', 'references'].flatMap(
  (name) => NAMES[name]!,
)

/** A time may be called by its ends, a number lies between them; a stretch of 3—5年 may be written as either. */
type Kind = 'time' | 'number' | 'either'

export function checkRanges({ file, passages }: Text, rules: Settings['rules'], words: House['words']): void {
  const forms = { time: words.time_range, number: words.number_range }
  if (!forms.time && !forms.number) return
  for (const passage of passages) {
    for (const { kind, start, end, markStart, markEnd } of rangesIn(passage)) {
      const accepted = kind === 'either' ? [forms.time, forms.number] : [forms[kind]]
      const mark = passage.text.slice(markStart, markEnd)
      // Without a form of the house, every form is right.
      if (accepted.some((form) => form === undefined || form === mark)) continue
      const { text } = passage
      const right = text.slice(start, markStart) + accepted[0]! + text.slice(markEnd, end)
      note(rules, file, passage.placeOf(start, end), 'range-form', text.slice(start, end), right)
    }
  }
}

interface Range {
  kind: Kind
  start: number
  /** Exclusive. */
  end: number
  markStart: number
  markEnd: number
}

/** The ranges of a passage whose mark its author typed; their ends may be bound. */
function rangesIn({ text, marks }: Passage): Range[] {
  if (!/\d/.test(text)) return []
  // What is literal keeps its form; code and labels of figures hold no range of an author.
  const own = text.replaceAll(/[\s\S]/gu, (character, at: number) =>
    /[tcb]/.test(marks[at]!) ? character : '\ufffc'.repeat(character.length),
  )
  const masked = NO_RANGES.reduce(
    (left, pattern) => left.replaceAll(pattern, (match) => '\ufffc'.repeat(match.length)),
    own,
  )
  return [...masked.matchAll(RANGE)].flatMap((match) => {
    const kind = kindOf(match, masked)
    if (!kind) return []
    const { from = '', unit = '', mark = '', to = '' } = match.groups!
    const markStart = match.index + match[0].indexOf(from) + from.length + unit.length
    const markEnd = markStart + mark.length
    if (!/^[tc]+$/.test(marks.slice(markStart, markEnd))) return []
    const start = match.index
    const end = match.index + match[0].length + endOf(masked.slice(match.index + match[0].length), to)
    return [{ kind, start, end, markStart, markEnd }]
  })
}

/** How long what follows the last number belongs to it, for a message. */
function endOf(rest: string, to: string): number {
  const [dated = ''] = /^(?:Q[1-4]|H[12])?(?:[EAF](?![A-Za-z])|s)?(?: ?年)?(?:\d{1,2}月)?/.exec(rest) ?? []
  if (YEAR.test(to)) return dated.length
  const [term = ''] = TERM.exec(rest) ?? []
  return term.length || quantityOf('', rest).after.length
}

/** Null where two numbers are no range: a subtraction, a score, a date, a name. */
function kindOf({ index, 0: seen, groups }: RegExpMatchArray, text: string): Kind | null {
  const { from = '', unit = '', mark = '', to = '' } = groups!
  const rest = text.slice(index! + seen.length, index! + seen.length + 40)
  const isYears = YEAR.test(from) && (YEAR.test(to) || isShortYear(from, to, rest))
  if (isYears) return Number(to) >= Number(from) || to.length === 2 ? 'time' : null
  if (YEAR.test(from) && unit === '') return null
  // A number that begins with a zero is a part of a date or a code.
  if (/^0\d/.test(from) || /^0\d/.test(to) || /\s/.test(mark)) return null
  if (DATED.test(unit)) return DATED.test(rest) ? (unit.trim() === '年' ? 'either' : 'time') : null
  if (unit === '' && /^ ?[月日季](?![期均])/.test(rest)) return 'time'
  const isMoney = /^[$¥€£￥]/.test(seen)
  const own = quantityOf(isMoney ? seen[0]! : '', unit)
  const last = quantityOf(isMoney ? seen[0]! : '', rest)
  const isUnit = unit === '' || (own.after.length === unit.length && own.kind !== 'word')
  if (!isUnit || (unit === '' && numberIn(from) >= numberIn(to))) return null
  const isTerm = TERM.test(rest)
  const hasUnit = isMoney || isTerm || unit !== '' || !['bare', 'word'].includes(last.kind)
  // 10-K, 737-800, 72B: what only a hyphen joins is a name as long as no unit follows.
  if (HYPHEN.test(mark) && (!hasUnit || /^ ?[A-Z](?![A-Za-z])/.test(rest))) return null
  if (!hasUnit && mark.length > 1) return null
  return isTerm ? 'either' : 'number'
}

/** 2024-26E, 2009—12年; 2024-09 is a month. */
function isShortYear(from: string, to: string, rest: string): boolean {
  return /^\d\d$/.test(to) && Number(to) > Number(from.slice(2)) && (Number(to) > 12 || /^ ?年/.test(rest))
}

function numberIn(digits: string): number {
  return Number(digits.replaceAll(',', ''))
}

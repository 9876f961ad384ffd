/** Punctuation and spaces that Chinese typography forbids, and those that the house has a rule for. */
import { note } from '../message.ts'
import type { HanLatinSpace, Place, Settings } from '../report.ts'
import { isOwn, nearby, type Passage, type Text } from './passages.ts'

const HAN = '\\p{Script=Han}'
/** What Chinese text ends with before a mark of punctuation. */
const CLOSED = `[${HAN}”’》」』】〉）]`
const LATIN = '[\\p{Script=Latin}\\d]'

/** Half-width marks and what stands for them in Chinese text. */
const FULL: Record<string, string> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
}

/** Offences by their rule; the whole match is the offence. */
const HALF_WIDTH = new RegExp(`(?<=${CLOSED})[,;:?!()]|(?<=${CLOSED} )\\(|[,;:?!)](?=${HAN})`, 'gu')
const STRAIGHT = new RegExp(`(?<!\\d)"|(?<=${HAN})'|'(?=${HAN})`, 'gu')
const DASH = new RegExp(`(?<=${HAN}\\s?)-{1,3}(?=\\s?${HAN})`, 'gu')
const DOUBLE = /(?<=\S)[ \u00a0\u3000]{2,}(?=\S)/g
const UNWANTED = new RegExp(
  `(?<=${HAN})[ \\u00a0]+(?=${LATIN})|(?<=[\\p{Script=Latin}\\d%])[ \\u00a0]+(?=${HAN})`,
  'gu',
)
const MISSING = new RegExp(`(?=${HAN}${LATIN}|${LATIN}${HAN})`, 'gu')

/** Captions and data keep the spaces of their sources. */
const SPACED: Array<Passage['kind']> = ['prose', 'heading', 'cell', 'note']

export function checkTypography(
  { file, passages }: Text,
  rules: Settings['rules'],
  hanLatinSpace: HanLatinSpace,
): void {
  for (const passage of passages) {
    const { text } = passage
    for (const { place, near } of find(DOUBLE, passage)) note(rules, file, place, 'space-double', near)
    if (!/\p{Script=Han}/u.test(text)) continue
    for (const { place, seen } of find(HALF_WIDTH, passage)) {
      note(rules, file, place, 'punctuation-halfwidth', seen, FULL[seen]!)
    }
    for (const { place, seen } of find(STRAIGHT, passage)) note(rules, file, place, 'quote-straight', seen)
    for (const { place, seen } of find(DASH, passage)) note(rules, file, place, 'dash-ascii', seen)
    if (!SPACED.includes(passage.kind)) continue
    for (const { place, near } of findSpacing(hanLatinSpace, passage)) {
      note(rules, file, place, 'space-han-latin', near, hanLatinSpace === 'require')
    }
  }
}

interface Offence {
  place: Place
  seen: string
  /** With what stands around it. */
  near: string
  /** Marks of the characters before and after it. */
  beside: string
}

/** Where the author wrote what a pattern matches. */
function find(pattern: RegExp, passage: Passage): Offence[] {
  return [...passage.text.matchAll(pattern)]
    .filter(({ index, 0: seen }) => isOwn(passage, index, index + seen.length))
    .map(({ index, 0: seen }) => offenceAt(index, index + seen.length, passage))
}

function findSpacing(rule: HanLatinSpace, passage: Passage): Offence[] {
  if (rule === 'any') return []
  // The space after an address ends the address.
  if (rule === 'forbid') return find(UNWANTED, passage).filter(({ beside }) => !beside.includes('o'))
  // Two characters without a space between them, at least one of which the author wrote here.
  return [...passage.text.matchAll(MISSING)]
    .filter(({ index }) => /[tc]/.test(passage.marks.slice(index, index + 2)))
    .map(({ index }) => offenceAt(index, index + 2, passage))
}

function offenceAt(start: number, end: number, passage: Passage): Offence {
  return {
    place: passage.placeOf(start, end),
    seen: passage.text.slice(start, end),
    near: nearby(passage, start, end),
    beside: passage.marks.slice(Math.max(0, start - 1), start) + passage.marks.slice(end, end + 1),
  }
}

/** Numerals in texts: those that no dataset stands behind, and the share of those that one does. */
import { note } from '../message.ts'
import type { Chapter, Numbered } from '../report.ts'
import type { Arithmetic } from './arithmetic.ts'
import { Likenesses, type Numeral } from './likeness.ts'
import { type Known, knownOf, maskNames } from './names.ts'
import type { Passage } from './passages.ts'

/** How many numerals of a chapter come from the data. */
export interface Coverage {
  /** Path of the file. */
  chapter: string
  bound: number
  unbound: number
  /** 0–1; null where there are no numerals. */
  share: number | null
}

/** At most so many characters before and after a numeral are read to understand it. */
const NEAR = 200

/** What ends a sentence. */
const STOP = /[。！？!?\n]|\.\s/

const NUMERAL = /(?:(?<![\p{L}\d%％)）\]】.])[+\-−±])?(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/gu

/** Lists the numerals that are not bound, with what each resembles. */
export function checkNumerals(passages: Passage[], numbered: Numbered, arithmetic: Arithmetic): Coverage[] {
  const known = knownOf(numbered)
  const likenesses = new Likenesses(numbered, arithmetic)
  const counts = new Map<Chapter, { bound: number; unbound: number }>()
  for (const chapter of numbered.chapters) counts.set(chapter, { bound: 0, unbound: 0 })
  for (const passage of passages) {
    const count = passage.chapter && counts.get(passage.chapter)
    if (!count) continue
    count.bound += passage.bound
    for (const { numeral, start, end } of numeralsOf(passage, known)) {
      count.unbound += 1
      const like = likenesses.of(numeral)
      const stop = end + (like?.unitLength ?? /^[%％‰]?/.exec(numeral.rest)![0].length)
      const seen = passage.text.slice(start, stop)
      const { rules } = numbered.settings
      note(rules, passage.file, passage.placeOf(start, stop), 'numeral-unbound', seen, like)
    }
  }
  return [...counts].map(([{ file }, { bound, unbound }]) => {
    const share = bound + unbound === 0 ? null : bound / (bound + unbound)
    return { chapter: file.path, bound, unbound, share }
  })
}

/** The numerals an author typed; `end` is exclusive. */
function numeralsOf(passage: Passage, known: Known) {
  const { text, marks, chapter } = passage
  // What is bound, literal or code is there, but holds no numeral.
  const own = [...marks].map((mark, at) => (mark === 't' ? halfWidth(text[at]!) : '\ufffc')).join('')
  const masked = maskNames(own, known)
  return [...masked.matchAll(NUMERAL)].map((match) => {
    const [written] = match
    const start = match.index
    const end = start + written.length
    const numeral: Numeral = {
      value: Number(written.replaceAll(',', '').replace('−', '-').replace('±', '')),
      digits: /\.(\d+)$/.exec(written)?.[1]?.length ?? 0,
      text: written,
      rest: text.slice(end, end + NEAR),
      sentence: sentenceAround(text, start, end),
      chapter: chapter?.name ?? '',
    }
    return { numeral, start, end }
  })
}

/** Digits, points and percent signs as wide as Han characters mean the same. */
function halfWidth(character: string): string {
  return /[０-９．％＋－]/.test(character) ? character.normalize('NFKC') : character
}

function sentenceAround(text: string, start: number, end: number): string {
  const before =
    text
      .slice(Math.max(0, start - NEAR), start)
      .split(STOP)
      .at(-1) ?? ''
  const after = text.slice(end, end + NEAR).split(STOP)[0] ?? ''
  return before + text.slice(start, end) + after
}

/** Numerals in texts: those that no dataset stands behind, and the share of those that one does. */
import type { Memory } from '../memory.ts'
import { note } from '../message.ts'
import type { Numbered } from '../report.ts'
import type { Arithmetic } from './arithmetic.ts'
import { Likenesses, type Numeral } from './likeness.ts'
import { type Known, knownOf, maskNames } from './names.ts'
import type { ChapterText, Passage } from './passages.ts'

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
export function checkNumerals(
  texts: ChapterText[],
  numbered: Numbered,
  arithmetic: Arithmetic,
  memory: Memory,
): Coverage[] {
  const known = knownOf(numbered, memory)
  const found = texts.map((text) =>
    memory.recall(
      `${text.file.path} numerals`,
      () => [text, known],
      (own) => findUnbound(text, known, own),
    ),
  )
  if (found.some(({ length }) => length > 0)) listUnbound(texts, found, numbered, arithmetic, memory)
  return texts.map(({ file, passages }, index) => {
    const bound = passages.reduce((sum, { bound }) => sum + bound, 0)
    const unbound = found[index]!.length
    const share = bound + unbound === 0 ? null : bound / (bound + unbound)
    return { chapter: file.path, bound, unbound, share }
  })
}

/** A numeral that an author typed; `end` is exclusive. */
interface Found {
  numeral: Numeral
  start: number
  end: number
}

type Unbound = Found & { passage: Passage }

function findUnbound({ passages }: ChapterText, known: Known, memory: Memory): Unbound[] {
  return passages.flatMap((passage) => {
    const found = memory.recall(
      `${passage.text}\n${passage.marks}`,
      () => [known],
      () => numeralsOf(passage, known),
    )
    return found.map((each) => ({ ...each, passage }))
  })
}

function listUnbound(
  texts: ChapterText[],
  found: Unbound[][],
  { datasets, house, settings: { rules } }: Numbered,
  arithmetic: Arithmetic,
  memory: Memory,
): void {
  const likenesses = memory.recall(
    'likenesses',
    () => [datasets, house.words],
    (own) => new Likenesses(datasets, house.words, arithmetic, own),
  )
  for (const [index, { file, chapter }] of texts.entries()) {
    const unbound = found[index]!
    memory.recall(
      `${file.path} likenesses`,
      () => [unbound, likenesses, rules],
      () => {
        for (const { numeral, passage, start, end } of unbound) {
          const like = likenesses.of(numeral, chapter)
          const stop = end + (like?.unitLength ?? /^[%％‰]?/.exec(numeral.rest)![0].length)
          const seen = passage.text.slice(start, stop)
          note(rules, file, passage.placeOf(start, stop), 'numeral-unbound', seen, like)
        }
      },
      [file],
    )
  }
}

function numeralsOf({ text, marks }: Passage, known: Known): Found[] {
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

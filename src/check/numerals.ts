/** Numerals in texts: those that no dataset stands behind, and the share of those that one does. */
import type { Memory } from '../memory.ts'
import { note } from '../message.ts'
import type { Numbered } from '../report.ts'
import { Likenesses, type Numeral } from './likeness.ts'
import { type Known, knownOf, maskNames } from './names.ts'
import { type NumberWord, numberWordsIn } from './number-words.ts'
import type { ChapterText, Passage } from './passages.ts'
import { type Quantity, quantityOf } from './quantity.ts'

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

/** Digits with their sign, grouping and decimals; 1/3 and 3:1 are one numeral each. */
const NUMERAL = new RegExp(
  [
    // A sign, not a dash between two things.
    '(?:(?:',
    '(?<![\\p{L}\\d%％)）\\]】.])|(?<=[比速长幅率为至到约降升减增跌涨超]|[YyQqMm][Oo][YyQqMm])|',
    '(?<=\\p{Script=Han})(?=.\\d{1,9}(?:\\.\\d{1,9})?\\s?(?:[%‰]|[Pp][Cc][Tt]|[Pp][Pp]|[Bb][Pp]))',
    ')[+\\-−±])?',
    '(?<![\\d.])(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?',
  ].join(''),
  'gu',
)

/** What follows the first number of a fraction or of a ratio. */
const FRACTION = /^\/([1-9]\d?)(?![\d./]|\s?(?:[%％‰元倍x万亿年月个pP]))/
const RATIO = /^(?:[:：]\d{1,3}(?:\.\d{1,2})?){1,4}(?![\d.])/

const PERCENT: Quantity = { kind: 'ratio', before: '', after: '', names: ['%'] }

/** Lists the numerals that are not bound, with what each resembles. */
export function checkNumerals(texts: ChapterText[], numbered: Numbered, memory: Memory): Coverage[] {
  const known = knownOf(numbered, memory)
  const found = texts.map((text) => memory.recall(`${text.file.path} numerals`, { text, known }, findUnbound))
  if (found.some(({ length }) => length > 0)) listUnbound(texts, found, numbered, memory)
  return texts.map(({ file, passages }, index) => {
    const bound = passages.reduce((sum, { bound }) => sum + bound, 0)
    const unbound = found[index]!.length
    const share = bound + unbound === 0 ? null : bound / (bound + unbound)
    return { chapter: file.path, bound, unbound, share }
  })
}

/** A numeral that an author typed, with its unit; `end` is exclusive. */
export interface Found {
  numeral: Numeral
  start: number
  end: number
}

/** Still without its sentence. */
interface Bare extends Omit<Found, 'numeral'> {
  numeral: Omit<Numeral, 'sentence'>
}

type Unbound = Found & { passage: Passage }

function findUnbound(
  { text: { passages }, known }: { text: ChapterText; known: Known },
  memory: Memory,
): Unbound[] {
  return passages.flatMap((passage) => {
    const { text, marks } = passage
    const found = memory.recall(`${text}\n${marks}`, { text, marks, known }, ({ text, marks, known }) =>
      numeralsOf({ text, marks }, known),
    )
    return found.map((each) => ({ ...each, passage }))
  })
}

function listUnbound(
  texts: ChapterText[],
  found: Unbound[][],
  { datasets, house, settings: { rules } }: Numbered,
  memory: Memory,
): void {
  const { words } = house
  const likenesses = memory.recall(
    'likenesses',
    { datasets, words },
    ({ datasets, words }, own) => new Likenesses(datasets, words, own),
  )
  for (const [index, { file, chapter }] of texts.entries()) {
    const unbound = found[index]!
    memory.recall(
      `${file.path} likenesses`,
      { unbound, chapter, likenesses, rules },
      ({ unbound, chapter, likenesses, rules }) => {
        for (const { numeral, passage, start, end } of unbound) {
          const like = likenesses.of(numeral, chapter)
          const seen = passage.text.slice(start, end)
          note(rules, file, passage.placeOf(start, end), 'numeral-unbound', seen, like)
        }
      },
      { files: [file] },
    )
  }
}

/** The numerals of a passage that its author typed and that stand for quantities, in the order of the text. */
export function numeralsOf({ text, marks }: Pick<Passage, 'text' | 'marks'>, known: Known): Found[] {
  // What is bound, literal or code is there, but holds no numeral.
  const own = [...marks].map((mark, at) => (mark === 't' ? halfWidth(text[at]!) : '\ufffc')).join('')
  const masked = maskNames(own, known)
  const { words, left } = numberWordsIn(masked)
  const found = [...words.map((word) => wordIn(word)), ...digitsIn(own, left)]
  return found
    .map(({ numeral, start, end }) => {
      const sentence = sentenceAround(text, start, end)
      return { numeral: { ...numeral, sentence }, start, end }
    })
    .toSorted((a, b) => a.start - b.start)
}

/**
 * @param own The author's own characters.
 * @param masked The same without names.
 */
function digitsIn(own: string, masked: string): Bare[] {
  const found: Bare[] = []
  let last = 0
  for (const { 0: written, index } of masked.matchAll(NUMERAL)) {
    if (index < last) continue
    const rest = masked.slice(index + written.length, index + written.length + NEAR)
    const part = partAfter(written, rest)
    const text = written + part
    const stop = index + text.length
    const [before, after] = [own.slice(Math.max(0, index - NEAR), index), own.slice(stop, stop + NEAR)]
    const quantity = quantityOf(before, after)
    last = stop + quantity.after.length
    found.push({
      numeral: {
        ...(part === '' ? exactly(written) : partly(written, part)),
        quantity: part.startsWith('/') ? PERCENT : quantity,
        isAlone: before === '' && after.trim() === '',
        after,
      },
      start: index - quantity.before.length,
      end: last,
    })
  }
  return found
}

function exactly(written: string): Pick<Numeral, 'value' | 'digits' | 'figures' | 'text' | 'isWord'> {
  return {
    value: Number(written.replaceAll(',', '').replace('−', '-').replace('±', '')),
    digits: /\.(\d+)$/.exec(written)?.[1]?.length ?? 0,
    figures: written.replace(/\D/g, '').replace(/^0+/, '').length,
    text: written,
    isWord: false,
  }
}

/** 1/3 is a third of something, as in words; 3:1 is no number that data hold. */
function partly(written: string, part: string): ReturnType<typeof exactly> {
  const value = part.startsWith('/') ? Math.round((100 * Number(written)) / Number(part.slice(1))) : null
  return { value, digits: 0, figures: 1, text: String(value ?? ''), isWord: true }
}

/** The rest of a fraction or a ratio. */
function partAfter(written: string, rest: string): string {
  const [fraction = '', whole] = FRACTION.exec(rest) ?? []
  if (fraction && /^[1-9]$/.test(written) && Number(written) < Number(whole)) return fraction
  return RATIO.exec(rest)?.[0] ?? ''
}

function wordIn({ start, text: written, value, unit, kind, figures }: NumberWord): Bare {
  const end = start + written.length
  const quantity = { kind, before: '', after: unit, names: [unit] }
  const numeral = {
    ...{ value, digits: 0, figures, text: String(value ?? ''), isWord: true },
    ...{ quantity, isAlone: false, after: '' },
  }
  return { numeral, start, end }
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

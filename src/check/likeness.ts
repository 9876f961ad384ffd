/** Which cell of the data a numeral in a text resembles, and the address to write in its place. */

import { keyOf } from '../data/keys.ts'
import { measureIn, type World } from '../data/measure.ts'
import { printNumber } from '../data/print.ts'
import { printQuantity } from '../data/quantity.ts'
import { convert } from '../data/unit.ts'
import type { Memory } from '../memory.ts'
import { type Sayable, say } from '../phrase.ts'
import type { BoundChapter, Dataset, Row } from '../report.ts'
import { type Kind, kindOfUnit, type Quantity } from './quantity.ts'

/** A numeral as written: `6.16` of `6.16万亿美元`, or a word: `三成` is 30 %. */
export interface Numeral {
  /** Without grouping; null where it is no exact number. */
  value: number | null
  /** Decimals written. */
  digits: number
  /** Figures written, without zeros at the beginning; of words, without zeros at the end too. */
  figures: number
  /** As written, without its unit; of words, what they mean in figures. */
  text: string
  /** Whether it is written in words, or as a fraction: its unit is then one of the data's. */
  isWord: boolean
  quantity: Quantity
  /** Whether nothing else stands in its passage. */
  isAlone: boolean
  /** What follows its digits. */
  after: string
  /** The sentence it stands in. */
  sentence: string
}

/** What a numeral resembles. */
export interface Likeness {
  /** What to write in place of the numeral and its unit: `:value[ai-market.size 2024]{unit=万亿美元}`. */
  address: string
  /** `6,160十亿美元 (ai-market.size 2024)` */
  cell: Sayable
}

type How = 'value' | 'yoy' | 'share' | 'cagr' | 'stated'

/** A number that has an address. */
interface Candidate {
  dataset: Dataset
  address: string
  value: number
  unit: string
  format: string
  how: How
  /** Texts which, where the sentence has them, show that it is about this number. */
  keys: string[]
  label: string
  /** Years that the number is about; empty where it is not known to be about any. */
  years: string[]
}

/** Growth and shares are looked for in datasets of at most this many rows. */
const MOST_ROWS = 400

/** Of more candidates than these, any is as good as another. */
const MOST_LIKE = 400

/** `digits` of an address has one figure. */
const MOST_DIGITS = 9

/** Words that say a number is below nothing. */
const FALL = /下降|下滑|减少|降低|回落|亏损|跌|减亏|收窄|负增长|fell|fall|down|decline|drop|loss|decrease/i

/** Words that say how a number was computed. */
const HINTS: Record<How, RegExp> = {
  value: /(?!)/,
  stated: /(?!)/,
  yoy: /同比|增速|增长|增幅|上升|下降|下滑|提升|回落|year on year|yoy|growth|grew|rose|fell|up |down /i,
  share: /占|份额|比重|share|account/i,
  cagr: /复合|年均|CAGR|compound/i,
}

/** A power of ten before a unit of the data. */
const SCALE = /^(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千)|^(?:trillion|billion|million|thousand)\s+/i

/** Years as texts name them. */
const YEARS = /(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)\d{2}(?=年)/g

/** A number of the data as it is to be printed in place of a numeral. */
interface Written {
  unit: string
  /** One of the data's unit in the unit written. */
  factor: number
  /** Whether the unit is printed with the number; else it stays where it is. */
  whole: boolean
}

/** Options of `:value`. */
interface Options {
  /** Empty for that of the data. */
  unit: string
  /** Decimals; null for those of the format. */
  digits: number | null
  sign: boolean
  bare: boolean
  abs: boolean
}

/** Every number of the data that has an address, to be asked for what a numeral resembles. */
export class Likenesses {
  private readonly byUnit = new Map<string, Candidate[]>()

  /** @param memory Of the numbers of each dataset. */
  constructor(datasets: Map<string, Dataset>, words: Record<string, string>, memory: Memory) {
    for (const dataset of datasets.values()) {
      const candidates = memory.recallFrom(
        dataset.name,
        { dataset, words },
        datasets,
        ({ dataset, words }, _, datasets) => candidatesOf(dataset, { datasets, broken: new Set(), words }),
      )
      for (const candidate of candidates) {
        const others = this.byUnit.get(candidate.unit) ?? []
        this.byUnit.set(candidate.unit, others)
        others.push(candidate)
      }
    }
    for (const candidates of this.byUnit.values()) {
      candidates.sort((a, b) => Math.abs(a.value) - Math.abs(b.value))
    }
  }

  /**
   * The likest number; null where none is like enough.
   *
   * @param chapter That the numeral stands in.
   */
  of(numeral: Numeral, { floats }: BoundChapter): Likeness | null {
    if (numeral.value === null) return null
    const shown = new Set(floats.map(({ dataset }) => dataset?.name))
    let best: { proposal: Likeness; score: number } | null = null
    for (const [unit, candidates] of this.byUnit) {
      const written = writtenIn(numeral, unit)
      if (!written) continue
      for (const candidate of thoseThatRoundTo(numeral.value, numeral.digits, candidates, written.factor)) {
        const score = scoreOf(candidate, numeral, written, shown)
        if (score <= (best?.score ?? 0)) continue
        const proposal = this.propose(candidate, written, numeral)
        if (proposal) best = { proposal, score }
      }
    }
    return best?.proposal ?? null
  }

  /** What to write; null where nothing that can be written prints the numeral. */
  private propose(candidate: Candidate, written: Written, numeral: Numeral): Likeness | null {
    const { dataset, address, value, unit, format } = candidate
    const { before, after } = numeral.quantity
    const options = {
      unit: written.unit === unit ? '' : written.unit,
      sign: numeral.text.startsWith('+'),
      bare: !written.whole && unit !== '',
      // 下降3.2% of −3.2 %
      abs: value < 0 && numeral.value! > 0 && FALL.test(numeral.sentence),
    }
    const digits = [null, numeral.digits].find((digits) => {
      const printed = this.printed(candidate, { ...options, digits })
      return printed !== null && plain(printed) === plain(numeral.text)
    })
    if (digits === undefined) return null
    const full = `:value[${dataset.name}.${address}]${inBraces({ ...options, digits })}`
    return {
      address: written.whole ? full : before + full + after,
      cell: say`${[printNumber(value, format), unit].join(' ').trim()} of ${dataset.file.path}`,
    }
  }

  /** What `:value` prints of a number, without its unit; null where it cannot be asked so. */
  private printed(
    { value, unit, format }: Candidate,
    { unit: wanted, digits, sign, abs }: Options,
  ): string | null {
    if ((digits ?? 0) > MOST_DIGITS) return null
    const printed = printQuantity(
      { value, unit, format },
      { unit: wanted || unit, ...(digits === null ? {} : { digits }), sign, abs, bare: true },
    )
    return 'problem' in printed ? null : printed.text
  }
}

/** As they stand behind an address; empty where there are none. */
function inBraces({ unit, digits, sign, bare, abs }: Options): string {
  const options = [
    unit && `unit=${/^[\p{L}\d]+$/u.test(unit) ? unit : `"${unit}"`}`,
    digits === null ? '' : `digits=${digits}`,
    sign ? 'sign' : '',
    bare ? 'bare' : '',
    abs ? 'abs' : '',
  ].filter(Boolean)
  return options.length > 0 ? `{${options.join(' ')}}` : ''
}

/**
 * 0 where the likeness may be chance.
 *
 * @param shown Names of the datasets that the chapter shows in figures.
 */
function scoreOf(
  { keys, how, label, dataset, value, years }: Candidate,
  { sentence, figures, value: seen, isWord }: Numeral,
  written: Written,
  shown: Set<string | undefined>,
): number {
  const isKeyNamed = keys.some((key) => key !== '' && sentence.includes(key))
  const isHinted = HINTS[how].test(sentence)
  const isComputed = how !== 'value' && how !== 'stated'
  const isAbout = isKeyNamed && (!isComputed || isHinted)
  const isClear = isAbout || (figures >= 3 && (!isComputed || isHinted || isKeyNamed))
  if (!isClear && !(written.whole && !isWord && !isComputed && figures >= 2)) return 0
  if (isAboutOthers(sentence, years)) return 0
  return (
    1 +
    (written.whole ? 4 : 0) +
    (isKeyNamed ? 3 : 0) +
    (isHinted ? 3 : 0) +
    (isComputed ? 0 : 1) +
    (sentence.includes(label) ? 1 : 0) +
    (shown.has(dataset.name) ? 1 : 0) +
    (Math.abs(value * written.factor) === Math.abs(seen!) ? 1 : 0)
  )
}

/** Whether a sentence names years, and none of these. */
function isAboutOthers(sentence: string, years: string[]): boolean {
  const named = sentence.match(YEARS) ?? []
  return (
    named.length > 0 && years.length > 0 && !named.some((year) => years.some((own) => own.endsWith(year)))
  )
}

/** The same but for grouping: −3.2 is not 3.2. */
function plain(text: string): string {
  return text.replaceAll(/[,±\s]/g, '').replace('−', '-')
}

/**
 * Those whose value, rounded as the numeral is, is the numeral but for its sign.
 *
 * @param digits Decimals of the numeral.
 * @param candidates The smallest first, without their signs.
 * @param factor From their unit to that of the numeral.
 */
function thoseThatRoundTo(
  value: number,
  digits: number,
  candidates: Candidate[],
  factor: number,
): Candidate[] {
  const half = 0.5 * 10 ** -digits * (1 + 1e-9)
  const seen = Math.abs(value)
  const sizeAt = (index: number) => Math.abs(candidates[index]!.value) * factor
  let [first, past] = [0, candidates.length]
  while (first < past) {
    const middle = (first + past) >> 1
    if (sizeAt(middle) < seen - half) first = middle + 1
    else past = middle
  }
  let end = first
  while (end < candidates.length && end - first < MOST_LIKE && sizeAt(end) <= seen + half) end += 1
  return candidates.slice(first, end)
}

/** How a number in a unit of the data is printed in place of a numeral; null where it cannot be meant. */
function writtenIn({ quantity, after, isAlone, isWord }: Numeral, unit: string): Written | null {
  const { kind, before, names } = quantity
  // The unit of the data may be a word that only the data know.
  const isSpelledOut =
    unit !== '' &&
    after.trimStart().startsWith(unit) &&
    !/^\p{Script=Latin}/u.test(after.trimStart().slice(unit.length))
  if (isSpelledOut && before === '' && !isWord && quantity.after.trim().length <= unit.length)
    return { unit, factor: 1, whole: true }
  if (unit === '')
    return ['bare', 'word', 'counter', 'time'].includes(kind) ? { unit, factor: 1, whole: false } : null
  // In a cell of a table the unit stands in the head.
  if (kind === 'bare') return isAlone ? { unit, factor: 1, whole: false } : null
  if (!mayBe(kind, kindOfUnit(unit))) return null
  const called =
    kind === 'scale' ? [names[0]! + unit.replace(SCALE, ''), `${names[0]} ${unit.replace(SCALE, '')}`] : names
  for (const name of called.filter(Boolean)) {
    const factor = name === unit ? 1 : convert(1, unit, name)
    if (factor === null || factor === 0) continue
    const isPrinted = isWord || (before === '' && quantity.after.trim() === name)
    return { unit: name, factor, whole: isPrinted }
  }
  return null
}

/** Whether a numeral of one kind can be a number of the data of another. */
function mayBe(kind: Kind, own: Kind): boolean {
  if (kind === 'word') return false
  // A power of ten without what is counted: 6.16万亿.
  if (kind === 'scale') return ['money', 'measure', 'counter', 'word', 'scale'].includes(own)
  // 25BP of an interest rate of 0.25 %
  if (kind === 'points') return own === 'points' || own === 'ratio'
  return kind === own || own === 'word'
}

function candidatesOf(dataset: Dataset, world: World): Candidate[] {
  const { columns, rows, values, keys, time } = dataset
  const found: Candidate[] = []
  const add = (address: string, how: How, names: string[], label: string) => {
    // A key that could also be an operation has to be put in quotes: such an address says nothing.
    const measured = measureIn(dataset, address, world)
    if ('rule' in measured || measured.value === null) return
    const { value, unit, format } = measured
    const years = time === null ? [] : yearsIn(names)
    found.push({ dataset, address, value, unit, format, how, keys: names, label, years })
  }
  for (const { name, type, label, derive } of columns) {
    if (type !== 'number' || keys.includes(name)) continue
    const how = derive?.how === 'yoy' || derive?.how === 'share' ? derive.how : 'value'
    for (const row of rows) {
      if (typeof row.cells[name]?.value !== 'number') continue
      const names = namesOf(row, dataset)
      const address = `${name} ${keyOf(dataset, row)}`
      add(address, how, names, label)
      if (rows.length > MOST_ROWS || derive) continue
      if (time === null || keys.length > 1) add(`${address} share`, 'share', names, label)
      if (time !== null) add(`${address} yoy`, 'yoy', names, label)
    }
    if (!derive)
      for (const [from, to] of spansOf(dataset)) add(`${name} ${from}..${to} cagr`, 'cagr', [from, to], label)
  }
  for (const { name, label } of values) add(name, 'stated', [], label)
  return found
}

/** Texts by which a sentence names a row. */
function namesOf({ cells }: Row, { keys }: Dataset): string[] {
  const texts = keys.map((key) => cells[key]?.text ?? '')
  return [...new Set(texts.flatMap((text) => [text, text.replace(/(?<=\d)E$/, '')]))]
}

/** From the first to the last row, to the last one that is no forecast, and from there on. */
function spansOf(dataset: Dataset): Array<[from: string, to: string]> {
  const { rows, time, keys } = dataset
  if (time === null || keys.length > 1) return []
  const ends = [rows[0], rows.findLast(({ forecast }) => !forecast), rows.at(-1)]
  const names = ends.map((row) => (row ? keyOf(dataset, row) : ''))
  const [first = '', latest = '', last = ''] = names
  const spans: Array<[string, string]> = [
    [first, last],
    [first, latest],
    [latest, last],
  ]
  return spans.filter(
    ([from, to], at) =>
      from !== to && from !== '' && spans.findIndex((span) => span.join() === `${from},${to}`) === at,
  )
}

/** The years that keys begin with, each once. */
function yearsIn(keys: string[]): string[] {
  return [...new Set(keys.flatMap((key) => /^\d{4}/.exec(key)?.[0] ?? []))]
}

/** Which cell of the data a numeral in a text resembles, and the address to write in its place. */
import type { Memory } from '../memory.ts'
import type { BoundChapter, Dataset } from '../report.ts'
import type { Arithmetic } from './arithmetic.ts'

/** A numeral as written: `6.16` of `6.16万亿美元`. */
export interface Numeral {
  /** Without grouping. */
  value: number
  /** Decimals written. */
  digits: number
  /** As written, without its unit. */
  text: string
  /** What follows it, up to the end of its passage. */
  rest: string
  /** The sentence it stands in. */
  sentence: string
}

/** What a numeral resembles. */
export interface Likeness {
  /** `:value[ai-market.size 2024]{unit=万亿美元}` */
  address: string
  /** `6,160十亿美元 (ai-market.size 2024)` */
  cell: string
  /** How much of what follows the numeral is its unit. */
  unitLength: number
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
}

/** Growth and shares are looked for in datasets of at most this many rows. */
const MOST_ROWS = 400

/** Of more candidates than these, any is as good as another. */
const MOST_LIKE = 400

/** Words that say how a number was computed. */
const HINTS: Record<How, RegExp> = {
  value: /(?!)/,
  stated: /(?!)/,
  yoy: /同比|增速|增长|增幅|上升|下降|下滑|提升|回落|year on year|yoy|growth|grew|rose|fell|up |down /i,
  share: /占|份额|比重|share|account/i,
  cagr: /复合|年均|CAGR|compound/i,
}

/** A power of ten written before a unit. */
const CHINESE = /^(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千)/
const ENGLISH = /\b(?:trillion|billion|million|thousand)\b/i
const WRITTEN_ENGLISH = /^(?:trillion|billion|million|thousand)\b/i

/** What is no power of ten of anything. */
const RATIO = /^(?:%|‰|个?百分点)/

/** How a unit of the data is written after a numeral. */
interface Written {
  unit: string
  /** One of the data's unit in the unit written. */
  factor: number
  length: number
  /** Whether the thing that is counted is named too. */
  whole: boolean
}

/** Every number of the data that has an address, to be asked for what a numeral resembles. */
export class Likenesses {
  private readonly arithmetic: Arithmetic
  private readonly byUnit = new Map<string, Candidate[]>()

  /** @param memory Of the numbers of each dataset. */
  constructor(
    datasets: Map<string, Dataset>,
    words: Record<string, string>,
    arithmetic: Arithmetic,
    memory: Memory,
  ) {
    this.arithmetic = arithmetic
    for (const dataset of datasets.values()) {
      const candidates = memory.recall(
        dataset.name,
        () => [dataset, words],
        () => candidatesOf(dataset, arithmetic, words),
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
    const shown = new Set(floats.map(({ dataset }) => dataset?.name))
    let best: { candidate: Candidate; written: Written; score: number } | null = null
    for (const [unit, candidates] of this.byUnit) {
      const written = unitAfter(numeral.rest, unit, this.arithmetic)
      if (!written) continue
      for (const candidate of thoseThatRoundTo(numeral, candidates, written.factor)) {
        const score = scoreOf(candidate, numeral, written, shown)
        if (score > (best?.score ?? 0)) best = { candidate, written, score }
      }
    }
    return best && this.describe(best.candidate, best.written, numeral)
  }

  private describe(candidate: Candidate, written: Written, numeral: Numeral): Likeness {
    const { dataset, address, value, unit, format } = candidate
    const { printNumber } = this.arithmetic
    const isConverted = written.unit !== unit
    const printed = printNumber(value * written.factor, isConverted ? ',.2f' : format)
    const options = [
      isConverted ? `unit=${/\s/.test(written.unit) ? `"${written.unit}"` : written.unit}` : '',
      plain(printed) === plain(numeral.text) ? '' : `digits=${numeral.digits}`,
      written.whole || unit === '' ? '' : 'bare',
    ].filter(Boolean)
    const full = `${dataset.name}.${address}`
    return {
      address: `:value[${full}]${options.length > 0 ? `{${options.join(' ')}}` : ''}`,
      cell: `${printNumber(value, format)} ${unit} of ${dataset.file.path}`.replace('  ', ' '),
      unitLength: written.whole ? written.length : 0,
    }
  }
}

/**
 * 0 where the likeness may be chance.
 *
 * @param shown Names of the datasets that the chapter shows in figures.
 */
function scoreOf(
  { keys, how, label, dataset, value }: Candidate,
  { sentence, text, value: seen }: Numeral,
  written: Written,
  shown: Set<string | undefined>,
): number {
  const figures = text.replace(/\D/g, '').replace(/^0+/, '').length
  const isKeyNamed = keys.some((key) => key !== '' && sentence.includes(key))
  const isHinted = HINTS[how].test(sentence)
  const isComputed = how !== 'value' && how !== 'stated'
  const isClear = figures >= 3 || (isKeyNamed && (!isComputed || isHinted))
  if (!isClear && !(written.whole && !isComputed && figures >= 2)) return 0
  return (
    1 +
    (written.whole ? 4 : 0) +
    (isKeyNamed ? 3 : 0) +
    (isHinted ? 3 : 0) +
    (isComputed ? 0 : 1) +
    (sentence.includes(label) ? 1 : 0) +
    (shown.has(dataset.name) ? 1 : 0) +
    (Math.abs(value * written.factor) === seen ? 1 : 0)
  )
}

function plain(text: string): string {
  return text
    .replaceAll(/[,+\s]/g, '')
    .replace('−', '-')
    .replace(/^-/, '')
}

/**
 * Those whose value, rounded as the numeral is, is the numeral; the sign may be said in words.
 *
 * @param candidates The smallest first, without their signs.
 * @param factor From their unit to that of the numeral.
 */
function thoseThatRoundTo(numeral: Numeral, candidates: Candidate[], factor: number): Candidate[] {
  const half = 0.5 * 10 ** -numeral.digits * (1 + 1e-9)
  const seen = Math.abs(numeral.value)
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

/** The unit of the data as it may be written after a numeral; null where something else is written there. */
function unitAfter(rest: string, unit: string, { convert }: Arithmetic): Written | null {
  // The first numeral of two, as in 30–50%, has the unit of the second.
  const [range = ''] = /^\s*[-–—~～至到]\s*[+-]?[\d.,]+(?=\D)/.exec(rest) ?? []
  const padded = rest.slice(range.length).replace('％', '%')
  const after = padded.trimStart()
  const whole = (written: string, factor: number): Written => {
    const length = range ? 0 : padded.length - after.length + written.length
    return { unit: written, factor, length, whole: true }
  }
  if (unit === '') return RATIO.test(after) || CHINESE.test(after) ? null : { ...whole(unit, 1), length: 0 }
  if (after.startsWith(unit)) return whole(unit, 1)
  if (RATIO.test(after) || (unit === '%' && after !== '')) return null
  const scaled = scaledUnit(unit, after)
  const factor = convert(1, unit, scaled)
  if (factor === null) return null
  if (after.startsWith(scaled)) return whole(scaled, factor)
  const isScaled = CHINESE.test(after) || WRITTEN_ENGLISH.test(after)
  return { unit: isScaled ? scaled : unit, factor: isScaled ? factor : 1, length: 0, whole: false }
}

/** The unit with the power of ten that is written in the text: 十亿美元 before `万亿` is 万亿美元. */
function scaledUnit(unit: string, after: string): string {
  const own = ENGLISH.exec(unit)?.[0]
  const written = WRITTEN_ENGLISH.exec(after)?.[0]
  if (own)
    return unit
      .replace(own, written ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim()
  return written ? `${written} ${unit}` : (CHINESE.exec(after)?.[0] ?? '') + unit.replace(CHINESE, '')
}

function candidatesOf(
  dataset: Dataset,
  { measureIn }: Arithmetic,
  words: Record<string, string>,
): Candidate[] {
  const { columns, rows, values } = dataset
  const [key] = columns
  if (!key) return []
  const found: Candidate[] = []
  const add = (address: string, how: How, keys: string[], label: string) => {
    const measured = measureIn(dataset, address, words)
    if ('rule' in measured || measured.value === null) return
    const { value, unit, format } = measured
    found.push({ dataset, address, value, unit, format, how, keys, label })
  }
  const isTime = ['year', 'quarter', 'period', 'date'].includes(key.type)
  const nameOf = (index: number) => rows.at(index)?.cells[key.name]?.text ?? ''
  const latest = rows.findLastIndex(({ forecast }) => !forecast)
  for (const { name, type, label, unit, format, derive } of columns) {
    if (type !== 'number' || name === key.name) continue
    for (const [index, row] of rows.entries()) {
      const value = row.cells[name]?.value
      const text = nameOf(index)
      if (typeof value !== 'number' || !text) continue
      const keys = [text, text.replace(/E$/, '')]
      const how = derive?.how === 'yoy' || derive?.how === 'share' ? derive.how : 'value'
      found.push({ dataset, address: `${name} ${text}`, value, unit, format, how, keys, label })
      if (rows.length > MOST_ROWS || derive) continue
      if (isTime) add(`${name} ${text} yoy`, 'yoy', keys, label)
      else add(`${name} ${text} share`, 'share', keys, label)
    }
    if (!isTime || derive || rows.length < 2) continue
    const spans = new Set([`0 ${rows.length - 1}`, `0 ${latest}`, `${latest} ${rows.length - 1}`])
    for (const span of spans) {
      const [from = 0, to = 0] = span.split(' ').map(Number)
      if (from < 0 || from >= to) continue
      add(`${name} ${nameOf(from)}..${nameOf(to)} cagr`, 'cagr', [nameOf(from), nameOf(to)], label)
    }
  }
  for (const { name, label } of values) add(name, 'stated', [], label)
  return found
}

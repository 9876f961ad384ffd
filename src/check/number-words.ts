/** Numbers in words: 三成, 翻番, 四分之一, 两万亿元; and what is a turn of speech. */
import type { Kind } from './quantity.ts'

export interface NumberWord {
  /** As written, with its unit. */
  text: string
  /** 0-based. */
  start: number
  /** In the unit; null where the words name no exact number, as 过半. */
  value: number | null
  /** Empty where it is part of no data: `翻番` is 100 %. */
  unit: string
  kind: Kind
  /** Figures it would have in digits: 三成 has one. */
  figures: number
}

/** Stands in place of what is read already. */
const BLANK = '\0'

const DIGITS = '零一二三四五六七八九'
const ONE_TO_NINE = '[一二两三四五六七八九]'
const HAN_NUMBER = `${ONE_TO_NINE}[零一二两三四五六七八九十百千万亿]{0,9}|十[一二三四五六七八九]?[百千万亿]{0,2}`
/** A number word inside a longer or a vague one: 数十亿, 第三, 几百亿. */
const NOT_AFTER = '(?<![第数几上好多零一二两三四五六七八九十百千万亿半])'

/** Reads one kind of number word. */
interface Reader {
  pattern: RegExp
  /** @param groups Of the match. */
  read(...groups: Array<string | undefined>): Pick<NumberWord, 'value' | 'unit' | 'kind'>
}

const percent = (value: number | null): Pick<NumberWord, 'value' | 'unit' | 'kind'> => ({
  value: value === null ? null : Math.round(value),
  unit: '%',
  kind: 'ratio',
})

/** In the order they are looked for; every pattern ends after a bounded number of characters. */
const READERS: Reader[] = [
  {
    // 三分之一, 百分之五, 千分之三, 百分之百
    pattern: new RegExp(
      `${NOT_AFTER}([一二两三四五六七八九十百千万]{1,3})分之([零一二两三四五六七八九十百千万]{1,5}(?:点[零一二三四五六七八九]{1,3})?|\\d{1,5}(?:\\.\\d{1,3})?)`,
      'g',
    ),
    read: (whole, part) => percent((100 * numberIn(part!)) / numberIn(whole!)),
  },
  {
    // 三成, 三成五; 三四成 and 七成以上 name no exact number
    pattern: new RegExp(
      `${NOT_AFTER}([一二两三四五六七八九]{1,2})成(?![一不立功为本长都员品熟果交型人绩效事见就衣对套份语分])(半|[一二三四五六七八九](?![成个家年月]))?(?=([多余]?)(以上|以下|左右|上下)?)`,
      'g',
    ),
    read: (tens, ones, ...about) => {
      const rest = ones === '半' ? 5 : ones ? numberIn(ones) : 0
      const isExact = tens!.length === 1 && !about.some(Boolean)
      return percent(isExact ? numberIn(tens!) * 10 + rest : null)
    },
  },
  {
    // 翻番, 翻了两番: the growth
    pattern: /翻(?:了|上)?([一二两三四五1-5])?番|翻(?:了)?(?:一)?倍(?![增])/g,
    read: (times) => percent(times ? (2 ** numberIn(times) - 1) * 100 : 100),
  },
  { pattern: /腰斩/g, read: () => percent(50) },
  {
    pattern: /(?<!另|这|那|下|上)一半(?![天路径])|(?<!大|多)半数/g,
    read: () => percent(50),
  },
  {
    // of a share, not of time
    pattern: /(?<![年月日季旬间程期务赛局])过半(?![年月日])/g,
    read: () => percent(null),
  },
  {
    // 八折, 八五折
    pattern: /(?<![一二三四五六七八九骨波曲转])([一二三四五六七八九]{1,2})折(?![叠屏射旧腰线扣磨返])/g,
    read: (digits) => ({ value: numberIn(digits!), unit: '折', kind: 'counter' }),
  },
  {
    // 一倍, 十五倍; not 百倍 and 十倍股
    pattern: new RegExp(`${NOT_AFTER}(${HAN_NUMBER})倍(?![增股速率体])`, 'g'),
    read: (number) => ({ value: exactly(number!), unit: '倍', kind: 'multiple' }),
  },
  {
    pattern: new RegExp(`${NOT_AFTER}(${HAN_NUMBER})(个百分点|个基点|个BP)`, 'gi'),
    read: (number, unit) => ({ value: exactly(number!), unit: unit!, kind: 'points' }),
  },
  {
    // 两万亿元, 三千万吨; not 三元 and 一吨
    pattern: new RegExp(
      `${NOT_AFTER}(${ONE_TO_NINE}[零一二三四五六七八九十百千]{0,7}?)([十百千]?(?:万亿|万|亿))((?:美|港|欧|日)?元|吨|千瓦时?|平方米|平米|公里|桶|人|户|辆|台|家|亩|股)(?![年素])`,
      'g',
    ),
    read: (number, scale, base) => ({
      value: numberIn(number!),
      unit: scale! + base!,
      kind: base!.endsWith('元') ? 'money' : 'counter',
    }),
  },
]

const ENGLISH_READERS: Reader[] = [
  {
    pattern: /\b(one|two|three|four|five|seven|nine)-(half|third|quarter|fifth|eighth|tenth)s?\b/gi,
    read: (part, whole) => {
      const parts = { half: 2, third: 3, quarter: 4, fifth: 5, eighth: 8, tenth: 10 }
      const count = ['', 'one', 'two', 'three', 'four', 'five', '', 'seven', '', 'nine'].indexOf(
        part!.toLowerCase(),
      )
      return percent((100 * count) / parts[whole!.toLowerCase() as keyof typeof parts])
    },
  },
  { pattern: /\ba third\b(?= of)/gi, read: () => percent(100 / 3) },
  { pattern: /\ba quarter\b(?= of (?!a |the year))/gi, read: () => percent(25) },
  { pattern: /\b(?:doubled|doubling|double-fold)\b/gi, read: () => percent(100) },
  { pattern: /\btwo-?fold\b/gi, read: () => ({ value: 2, unit: 'times', kind: 'multiple' }) },
  {
    pattern: /\btwice(?= (?:the|as|its|their|that|what))/gi,
    read: () => ({ value: 2, unit: 'times', kind: 'multiple' }),
  },
  { pattern: /\bthree-?fold\b/gi, read: () => ({ value: 3, unit: 'times', kind: 'multiple' }) },
  { pattern: /\btripled\b/gi, read: () => percent(200) },
  { pattern: /\bquadrupled\b/gi, read: () => percent(300) },
  { pattern: /\bhalved\b/gi, read: () => percent(50) },
  {
    pattern: /\bhalf(?= of)(?! of (?:the year|(?:19|20)\d\d|FY))/gi,
    read: () => percent(50),
  },
  { pattern: /(?<=\b(?:by|nearly|almost|over|about|roughly|than) )half\b/gi, read: () => percent(50) },
]

/**
 * Numbers in words, in the order of the text.
 *
 * @returns Them, and the text with blanks in their place.
 */
export function numberWordsIn(text: string): { words: NumberWord[]; left: string } {
  const readers = [
    ...(/\p{Script=Han}/u.test(text) ? READERS : []),
    ...(/[a-z]{4}/i.test(text) ? ENGLISH_READERS : []),
  ]
  const found: NumberWord[] = []
  // What an earlier reader takes is not there for a later one.
  let left = text
  for (const { pattern, read } of readers) {
    left = left.replaceAll(pattern, (written: string, ...match: Array<string | number | undefined>) => {
      const start = match.at(-2) as number
      const meant = read(...(match.slice(0, -2) as Array<string | undefined>))
      found.push({ text: written, start, ...meant, figures: figuresOf(meant.value) })
      return BLANK.repeat(written.length)
    })
  }
  return { words: found.toSorted((a, b) => a.start - b.start), left }
}

/** Zeros at the end are the word's: 三成 is as exact as 3 of 10. */
function figuresOf(value: number | null): number {
  return value === null ? 0 : String(value).replace(/\D/g, '').replace(/0+$/, '').length
}

/** Null for 两三 and 七八: two digits side by side are a guess. */
function exactly(word: string): number | null {
  return /[一二两三四五六七八九]{2}/.test(word) ? null : numberIn(word)
}

/** 三十五 → 35, 两万 → 20000, 三点五 → 3.5, 八五 → 8.5; digits as they are. */
function numberIn(word: string): number {
  if (/^\d/.test(word)) return Number(word)
  const [whole = '', fraction = ''] = word.split('点')
  const digits = [...fraction].map((digit) => DIGITS.indexOf(digit)).join('')
  if (/^[一二三四五六七八九]{2}$/.test(whole))
    return DIGITS.indexOf(whole[0]!) + DIGITS.indexOf(whole[1]!) / 10
  return Number(`${wholeIn(whole)}.${digits || 0}`)
}

function wholeIn(word: string): number {
  const powers: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
  const groups: Record<string, number> = { 万: 1e4, 亿: 1e8 }
  let [sum, group, digit] = [0, 0, 0]
  for (const character of word) {
    if (powers[character]) {
      group += (digit || 1) * powers[character]
      digit = 0
    } else if (groups[character]) {
      const scale = groups[character]
      // 一亿二千万 adds up, 两万亿 multiplies.
      sum = sum > scale ? sum + (group + digit) * scale : (sum + group + digit || 1) * scale
      group = 0
      digit = 0
    } else digit = character === '两' ? 2 : DIGITS.indexOf(character)
  }
  return sum + group + digit
}

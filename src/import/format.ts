/** Number formats of spreadsheets: what a code such as `#,##0.0"亿元";-0.0` makes of a number. */
import type { CellKind, GridCell } from './grid.ts'

export interface NumberFormat {
  kind: Extract<CellKind, 'plain' | 'percent' | 'date' | 'time' | 'scaled'>
  affixes: NonNullable<GridCell['affixes']>
  /** Letters of `YYYY-MM-DD` that a date is shown with; 10 unless its day, or its month too, is left out. */
  precision: 4 | 7 | 10
}

interface Section extends NumberFormat {
  /** Null where it is for the numbers that no other section is for. */
  holds: ((value: number) => boolean) | null
  /** Whether it shows texts, not numbers. */
  isText: boolean
}

export const general: NumberFormat = { kind: 'plain', affixes: { before: '', after: '' }, precision: 10 }

/** Reads a format code. Each number has its section: by its sign, or by conditions such as `[>=10000]`. */
export function readFormat(code: string): (value: number) => NumberFormat {
  const sections = sectionsOf(code).map(readSection)
  const numbers = sections.filter(({ isText }) => !isText)
  const [first, second, third] = numbers
  if (!first) return () => general
  if (numbers.some(({ holds }) => holds)) {
    return (value) => numbers.find(({ holds }) => !holds || holds(value)) ?? numbers.at(-1)!
  }
  return (value) => (value < 0 ? (second ?? first) : value === 0 ? (third ?? first) : first)
}

/** Splits at semicolons that are no text. An empty section shows nothing: its numbers are as those of the first. */
function sectionsOf(code: string): string[] {
  const sections = ['']
  for (const [piece] of code.matchAll(/"[^"]*"?|\[[^\]]*\]?|[\\!_*].|./gsu)) {
    if (piece === ';') sections.push('')
    else sections.push(sections.pop() + piece)
  }
  return sections.map((section) => section || sections[0]!)
}

/** Stands for a text in a code. */
const TEXT = '\u0001'

function readSection(written: string): Section {
  const texts: string[] = []
  const put = (text: string) => {
    if (text === '') return ''
    texts.push(text)
    return TEXT
  }
  const conditions: string[] = []
  let isElapsed = false
  const code = written
    .replace(/"[^"]*"?|general|G\/通用格式|^标准$/gi, (word) => (word.startsWith('"') ? word : '0'))
    .replace(
      /"([^"]*)"?|\[([^\]]*)\]?|[\\!](.)|[_*].|([$¥€£₩]|\p{Script=Han}+)/gsu,
      (_, quoted, bracket, escaped, bare) => {
        if (bracket === undefined) return put(quoted ?? escaped ?? bare ?? '')
        if (/^(h+|m+|s+)$/i.test(bracket)) isElapsed = true
        if (/^[<>=]/.test(bracket)) conditions.push(bracket)
        return put(/^\$([^-]*)/.exec(bracket)?.[1] ?? '')
      },
    )
  const [, head = '', digits = '', tail = ''] = /^([^0#?]*)(.*[0#?])?([^0#?]*)$/s.exec(code) ?? []
  const inside = textsIn(digits, texts.slice(textCount(head)))
  const affixes = {
    before: named(textsIn(head, texts)),
    after: named(textsIn(tail, texts.slice(textCount(head + digits)))),
  }
  return {
    kind: kindOf(code.replaceAll(TEXT, ''), isElapsed, inside),
    affixes,
    precision: precisionOf(code.replaceAll(TEXT, '')),
    holds: conditions.length > 0 ? (value) => conditions.every((condition) => meets(value, condition)) : null,
    isText: code.includes('@'),
  }
}

/** Brackets and signs are how a number is written, not what it is. */
function named(texts: string[]): string {
  const text = texts.join('').trim()
  return /[^\s()+-]/.test(text) ? text : ''
}

function precisionOf(code: string): NumberFormat['precision'] {
  if (!/[ye]/i.test(code) || /d/i.test(code)) return 10
  return /m/i.test(code) ? 7 : 4
}

function textCount(code: string): number {
  return code.split(TEXT).length - 1
}

function textsIn(code: string, texts: string[]): string[] {
  return texts.slice(0, textCount(code))
}

/** @param inside Texts between the digits. */
function kindOf(code: string, isElapsed: boolean, inside: string[]): NumberFormat['kind'] {
  const letters = code.replace(/am\/pm|a\/p|e[+-]/gi, '')
  if (isElapsed) return 'time'
  if (/[yd]|a{3}/i.test(letters) || (/[me]/i.test(letters) && !/[hs]/i.test(letters))) return 'date'
  if (/[hs]/i.test(letters)) return 'time'
  // A point that is only painted between digits, or commas after the last one: 123456 is shown as 12.3.
  if (inside.some((text) => /[.,]/.test(text)) || /[0#?],+(?![0#?,])/.test(code)) return 'scaled'
  return code.includes('%') ? 'percent' : 'plain'
}

function meets(value: number, condition: string): boolean {
  const [, sign, number] = /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:e[+-]?\d+)?)/i.exec(condition) ?? []
  const limit = Number(number)
  switch (sign) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
    case '=':
      return value === limit
    default:
      return value !== limit
  }
}

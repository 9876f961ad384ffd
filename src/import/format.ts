/** Number formats of spreadsheets: what a code such as `#,##0.0"亿元";-0.0` makes of a number. */
import type { CellKind, GridCell } from './grid.ts'

export interface NumberFormat {
  kind: Extract<CellKind, 'plain' | 'percent' | 'date' | 'time' | 'scaled'>
  affixes: NonNullable<GridCell['affixes']>
}

interface Section extends NumberFormat {
  /** Null where it is for the numbers that no other section is for. */
  holds: ((value: number) => boolean) | null
  /** Whether it shows texts, not numbers. */
  isText: boolean
}

export const general: NumberFormat = { kind: 'plain', affixes: { before: '', after: '' } }

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

/** Splits at semicolons that are no text. */
function sectionsOf(code: string): string[] {
  return (code.match(/(?:"[^"]*"?|\[[^\]]*\]?|[\\!_*].|[^;])*(?:;|$)/gsu) ?? []).map((text) =>
    text.replace(/;$/, ''),
  )
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
    .replace(/general|G\/通用格式|标准/gi, '0')
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
    before: textsIn(head, texts).join('').trim(),
    after: textsIn(tail, texts.slice(textCount(head + digits)))
      .join('')
      .trim(),
  }
  return {
    kind: kindOf(code.replaceAll(TEXT, ''), isElapsed, inside),
    affixes,
    holds: conditions.length > 0 ? (value) => conditions.every((condition) => meets(value, condition)) : null,
    isText: code.includes('@'),
  }
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
  if (/[yd]/i.test(letters) || (/[me]/i.test(letters) && !/[hs]/i.test(letters))) return 'date'
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

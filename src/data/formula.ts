/** Expressions over numbers with units: `profit / revenue`, `[makers.share A 2024] - [makers.share B 2024]`. */

import { enumerated, type Sayable, say } from '../phrase.ts'
import { isKnownUnit } from './unit.ts'

export type Expression =
  /** With its unit: `3900万头`, `0.25%`; empty where none is written. */
  | { type: 'number'; value: number; unit: string; at: number }
  /** A column, by its name or, in quotes, by its label. */
  | { type: 'name'; name: string; at: number }
  /** What stands at an address, written in brackets. */
  | { type: 'address'; text: string; at: number }
  | { type: 'call'; name: FunctionName; args: Expression[]; at: number }
  | { type: 'binary'; operator: Operator; left: Expression; right: Expression; at: number }
  | { type: 'negative'; of: Expression; at: number }

export type Operator = '+' | '-' | '*' | '/'

/**
 * `abs`, `min` and `max` of numbers; `before` and `previous` of the same a year and a period before;
 * `sum` and `mean` over the rows that a row is compared with.
 */
const functionNames = ['abs', 'min', 'max', 'before', 'previous', 'sum', 'mean'] as const
export type FunctionName = (typeof functionNames)[number]

/** Why a text is no expression, or cannot be computed. */
export class FormulaError extends Error {
  /** What was seen, and what was expected there. */
  readonly seen: Sayable
  readonly expected: Sayable
  /** 0-based offset in the text. */
  readonly at: number
  /** Names that could have been meant. */
  readonly names: string[]

  constructor(seen: Sayable, expected: Sayable, at: number, names: string[] = []) {
    super(`Unexpected ${seen}, expected ${expected}`)
    this.seen = seen
    this.expected = expected
    this.at = at
    this.names = names
  }
}

/** Whether a text that may be an address is an expression: addresses stand in brackets there. */
export function isFormula(text: string): boolean {
  return text.includes('[')
}

/**
 * @param names Of the columns: a hyphen belongs to a name where the name is among them.
 * @throws FormulaError
 */
export function parseFormula(text: string, names: string[]): Expression {
  if (text.length > LONGEST) throw new FormulaError(say`text`, say`at most ${LONGEST} characters`, LONGEST)
  const parser = new Parser(tokensOf(text, names))
  const expression = parser.sum(0)
  parser.end()
  return expression
}

/** Characters of an expression; nobody writes or reads longer ones. */
const LONGEST = 2000

interface Token {
  kind: 'number' | 'name' | 'address' | 'mark' | 'end'
  text: string
  /** Of a number. */
  unit?: string
  at: number
}

/** Marks as they are typed, and as they are meant. */
const MARKS: Record<string, string> = {
  '×': '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
}

const TOKEN =
  /\s*(?:(?<number>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[+-]?\d+)?)|(?<name>[\p{L}_][\p{L}\p{N}_-]*)|"(?<label>[^"]*)"|\[(?<address>[^[\]]*)\]|(?<mark>[-+*/(),×·÷−–（），、]))/uy

function tokensOf(text: string, names: string[]): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    const start = at + /^\s*/.exec(text.slice(at))![0].length
    if (!match)
      throw new FormulaError(
        `\`${[...text.slice(start)][0]}\``,
        say`a number, a name or one of + - × ÷ ( )`,
        start,
      )
    const { number, name, label, address, mark } = match.groups!
    at = TOKEN.lastIndex
    if (number !== undefined) {
      const unit = unitAfter(text.slice(at), names)
      tokens.push({ kind: 'number', text: number, unit: unit.trim(), at: start })
      at += unit.length
    } else if (label !== undefined) tokens.push({ kind: 'name', text: label, at: start })
    else if (address !== undefined) tokens.push({ kind: 'address', text: address.trim(), at: start })
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: MARKS[mark] ?? mark, at: start })
    else {
      const known = nameIn(name!, names)
      tokens.push({ kind: 'name', text: known, at: start })
      at = start + known.length
    }
  }
  return [...tokens, { kind: 'end', text: 'end', at: text.length }]
}

/** The unit that is written after a number, with the space before it; empty where none is. */
function unitAfter(rest: string, names: string[]): string {
  const [written = ''] = /^\s?(?:[%％‰]|[\p{L}$€£¥]+)/u.exec(rest) ?? []
  return written !== '' && !names.includes(written.trim()) && isKnownUnit(written.trim()) ? written : ''
}

/** `a-b` is a name where there is such a column, else `a` with a minus after it. */
function nameIn(written: string, names: string[]): string {
  if (names.includes(written)) return written
  const parts = written.split('-')
  for (let length = parts.length - 1; length > 0; length--) {
    const name = parts.slice(0, length).join('-')
    if (names.includes(name)) return name
  }
  return written
}

/** Expressions nest no deeper than anybody writes them. */
const DEEPEST = 50

class Parser {
  private readonly tokens: Token[]
  private next = 0
  /** How many calls are open. */
  private calls = 0

  constructor(tokens: Token[]) {
    this.tokens = tokens
  }

  sum(depth: number): Expression {
    let left = this.product(depth)
    while (this.sees('+', '-')) {
      const { text, at } = this.take()
      left = { type: 'binary', operator: text as Operator, left, right: this.product(depth), at }
    }
    return left
  }

  end(): void {
    const { kind, text, at } = this.tokens[this.next]!
    if (kind !== 'end') throw new FormulaError(`\`${text}\``, say`one of + - × ÷ or the end`, at)
  }

  private product(depth: number): Expression {
    let left = this.factor(depth)
    while (this.sees('*', '/')) {
      const { text, at } = this.take()
      left = { type: 'binary', operator: text as Operator, left, right: this.factor(depth), at }
    }
    return left
  }

  private factor(depth: number): Expression {
    const token = this.take()
    const { kind, text, at } = token
    if (depth > DEEPEST) throw new FormulaError(`\`${text}\``, say`fewer parentheses inside one another`, at)
    if (kind === 'number') return this.number(token)
    if (kind === 'address') return { type: 'address', text, at }
    if (kind === 'name' && this.sees('(')) return this.call(token, depth)
    if (kind === 'name') return { type: 'name', name: text, at }
    if (text === '-') return { type: 'negative', of: this.factor(depth + 1), at }
    if (text === '+') return this.factor(depth + 1)
    if (text === '(') {
      const inner = this.sum(depth + 1)
      this.close()
      return inner
    }
    const seen = kind === 'end' ? say`end of the formula` : `\`${text}\``
    throw new FormulaError(seen, say`a number, a column, an address in brackets or a parenthesis`, at)
  }

  /** Between arguments `1,200` would be two numbers as well. */
  private number({ text, unit = '', at }: Token): Expression {
    const value = Number(text.replaceAll(',', ''))
    if (this.calls > 0 && text.includes(','))
      throw new FormulaError(`\`${text}\``, say`a number without commas, or a space after each comma`, at)
    if (!Number.isFinite(value)) throw new FormulaError(`\`${text}\``, say`a smaller number`, at)
    return { type: 'number', value, unit, at }
  }

  private call({ text, at }: Token, depth: number): Expression {
    const name = functionNames.find((name) => name === text)
    if (!name)
      throw new FormulaError(say`function \`${text}\``, say`one of ${enumerated([...functionNames])}`, at, [
        ...functionNames,
      ])
    this.take()
    this.calls += 1
    const args = [this.sum(depth + 1)]
    while (this.sees(',')) {
      this.take()
      args.push(this.sum(depth + 1))
    }
    this.close()
    this.calls -= 1
    const most = name === 'min' || name === 'max' ? Infinity : 1
    if (args.length > most)
      throw new FormulaError(say`${args.length} arguments of \`${name}\``, String(most), at)
    return { type: 'call', name, args, at }
  }

  private close(): void {
    const { text, at, kind } = this.take()
    if (text !== ')')
      throw new FormulaError(kind === 'end' ? say`end of the formula` : `\`${text}\``, '`)`', at)
  }

  private sees(...marks: string[]): boolean {
    const { kind, text } = this.tokens[this.next]!
    return kind === 'mark' && marks.includes(text)
  }

  private take(): Token {
    const token = this.tokens[this.next]!
    if (token.kind !== 'end') this.next += 1
    return token
  }
}

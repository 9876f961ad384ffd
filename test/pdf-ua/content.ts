/** Content streams, read by the whole grammar of the language: what is drawn, and in which marks. */

export interface Step {
  operator: string
  /** As they are written; a dictionary or an array is one of them. */
  operands: string[]
  /** Marks around it, the outermost first. */
  marks: Mark[]
}

export interface Mark {
  tag: string
  /** Number of a run; null for marks without one. */
  number: number | null
}

const TOKEN =
  /[\0\t\n\f\r ]+|%[^\r\n]*|<<|>>|\[|\]|<[\da-fA-F\s]*>|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)|\/[^\0\t\n\f\r ()<>[\]{}/%]*|[^\0\t\n\f\r ()<>[\]{}/%]+/gy

const OPENING = new Set(['<<', '['])
const CLOSING = new Set(['>>', ']'])

export function stepsOf(content: string): Step[] {
  const steps: Step[] = []
  const marks: Mark[] = []
  let operands: string[] = []
  let open: string[] = []
  let depth = 0
  TOKEN.lastIndex = 0
  for (let at = 0; at < content.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(content)?.[0]
    if (token === undefined) throw new Error(`unreadable at ${at}: ${content.slice(at, at + 20)}`)
    if (/^[\s\0%]/.test(token)) continue
    if (OPENING.has(token)) depth++
    open.push(token)
    if (CLOSING.has(token)) depth--
    if (depth > 0) continue
    const whole = open.join(' ')
    open = []
    const isOperator = /^[A-Za-z'"]/.test(whole) && !['true', 'false', 'null'].includes(whole)
    if (!isOperator) {
      operands.push(whole)
      continue
    }
    if (whole === 'EMC' && !marks.pop()) throw new Error('an end of marks without a beginning')
    steps.push({ operator: whole, operands, marks: [...marks] })
    if (whole === 'BDC' || whole === 'BMC') {
      const number = /\/MCID (\d+)/.exec(operands[1] ?? '')?.[1]
      marks.push({ tag: operands[0]!.slice(1), number: number === undefined ? null : Number(number) })
    }
    operands = []
  }
  if (marks.length > 0) throw new Error('marks that do not end')
  return steps
}

const PAINTING = new Set([
  'f',
  'F',
  'f*',
  'B',
  'B*',
  'b',
  'b*',
  'S',
  's',
  'sh',
  'Do',
  'Tj',
  'TJ',
  "'",
  '"',
  'BI',
])

/** Whether something is to be seen after it. */
export function isPainting({ operator }: Step): boolean {
  return PAINTING.has(operator)
}

/** All operators of ISO 32000-1. */
export const OPERATORS = new Set(
  `b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l M m MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "`.split(
    ' ',
  ),
)

/** Codes of two bytes that a string shows. */
export function codesOf(operand: string): number[] {
  return [...operand.matchAll(/<([\da-fA-F\s]*)>/g)].flatMap(([, digits = '']) =>
    (digits.replaceAll(/\s/g, '').match(/.{4}/g) ?? []).map((code) => Number.parseInt(code, 16)),
  )
}

/** TeX → MathML. */
import { createRequire } from 'node:module'
import type Temml from 'temml'
import { LimitError, limited } from '../limited.ts'
import { type Sayable, say } from '../phrase.ts'

export interface Formula {
  /** Empty where there is a problem. */
  mathml: string
  problem: Problem | null
}

export interface Problem {
  seen: Sayable
  expected: Sayable
  /** Where in the TeX it begins, 0-based; the whole of it for null. */
  at: number | null
}

/** Characters of a formula, and groups in one another. */
const LONGEST = 5000
const MOST_GROUPS = 50

/** ms for a formula, where a long one takes ten. */
const PATIENCE = 5000

/** Loaded for the first formula alone: most reports have none. */
const require = createRequire(import.meta.url)
const temml = () => require('temml') as typeof Temml

/**
 * @param tex Without dollar signs.
 * @param isDisplay Whether it stands on lines of its own.
 */
export function formulaOf(tex: string, isDisplay: boolean): Formula {
  const problem = refusal(tex)
  if (problem) return { mathml: '', problem }
  const options = {
    displayMode: isDisplay,
    throwOnError: true,
    trust: false,
    maxExpand: 200,
    maxSize: [20, 20] as [number, number],
    macros: {},
  }
  try {
    return { mathml: limited(() => temml().renderToString(tex, options), PATIENCE), problem: null }
  } catch (error) {
    return { mathml: '', problem: problemOf(error as Error & { position?: number }, tex) }
  }
}

/** Commands that the compiler does the work of, that reach out of their formula, or whose looks are the house's. */
const REFUSED: Array<[names: RegExp, expected: () => Sayable]> = [
  [
    /^\\(?:tag|notag|nonumber|label)$/,
    () => say`\`$$ {#eq-…}\` at the end of a formula, which numbers it`,
  ],
  [/^\\(?:ref|eqref)$/, () => say`\`[](#eq-…)\` in the text`],
  [/^\\(?:color|textcolor|colorbox|fcolorbox|definecolor)$/, () => say`a formula in the colour of its text`],
  [
    /^\\(?:def|gdef|edef|xdef|let|futurelet|global|long|newcommand|renewcommand|providecommand|DeclareMathOperator)$/,
    () => say`the formula itself: macros are not defined`,
  ],
  [
    /^\\(?:href|url|includegraphics|class|cssId|id|style|data|html\w*|toggle|require|input|include)$/,
    () => say`signs alone: a formula leads nowhere and loads nothing`,
  ],
]

/** What is not read, or not as far as it would go. */
function refusal(tex: string): Problem | null {
  if (tex.trim() === '') return { seen: say`an empty formula`, expected: say`TeX between the dollar signs`, at: null }
  if (tex.length > LONGEST)
    return { seen: say`${tex.length} characters of TeX`, expected: say`at most ${LONGEST} in a formula`, at: null }
  let depth = 0
  for (const { 0: part, index } of tex.matchAll(/\\(?:[A-Za-z]+|[\s\S])|[{}]/g)) {
    if (part === '{' || part === '\\left' || part === '\\begin') depth++
    else if (part === '}' || part === '\\right' || part === '\\end') depth--
    const [, expected] = REFUSED.find(([names]) => names.test(part)) ?? []
    if (expected) return { seen: `\`${part}\``, expected: expected(), at: index }
    if (depth > MOST_GROUPS)
      return { seen: say`over ${MOST_GROUPS} groups in one another`, expected: say`fewer`, at: index }
  }
  return null
}

/** What the library says, in words that name what was seen and what was expected. */
function problemOf(error: Error & { position?: number }, tex: string): Problem {
  if (error instanceof LimitError) return { seen: error.said, expected: say`TeX that is read in less`, at: null }
  if (error.name !== 'ParseError') throw error
  const said = error.message.split(/ at (?:position \d+|end of input): /)[0]!
  const at = error.position ?? null
  for (const [pattern, problem] of SAID) {
    const match = pattern.exec(said)
    if (match) return { ...problem(match, tex), at }
  }
  return { seen: say`TeX that cannot be set (${said})`, expected: say`a formula as LaTeX writes it`, at }
}

type Said = Omit<Problem, 'at'>

const SAID: Array<[pattern: RegExp, problem: (match: RegExpExecArray, tex: string) => Said]> = [
  [
    /^Unsupported function name: (\\\S+)/,
    ([, name]) => ({ seen: `\`${name}\``, expected: say`a command that TeX has for formulas` }),
  ],
  [
    /^No such environment: (.+)/,
    ([, name]) => ({
      seen: `\`\\begin{${name}}\``,
      expected: say`an environment for formulas, as \`aligned\`, \`cases\` or \`pmatrix\``,
    }),
  ],
  [/^Expected '(.+)', got '(.+)'/, ([, wanted, seen]) => ({ seen: nameOf(seen!), expected: nameOf(wanted!) })],
  [
    /^Unexpected end of input in a macro argument, expected '(.+)'/,
    ([, wanted]) => ({ seen: nameOf('EOF'), expected: nameOf(wanted!) }),
  ],
  [
    /^Double (?:superscript|subscript)/,
    () => ({ seen: say`a second \`^\` or \`_\` at one sign`, expected: say`one, with braces around all of it: \`x^{a^b}\`` }),
  ],
  [/^Function "(.+)" is not trusted/, ([, name]) => ({ seen: `\`${name}\``, expected: say`signs alone: a formula leads nowhere and loads nothing` })],
]

function nameOf(token: string): Sayable {
  return token === 'EOF' ? say`the end of the formula` : `\`${token}\``
}

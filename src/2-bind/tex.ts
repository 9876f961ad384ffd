/** TeX → MathML. */
import { createRequire } from 'node:module'
import type Temml from 'temml'
import { LimitError, limited } from '../limited.ts'
import { reworded, type Sayable, say, type Wording } from '../phrase.ts'

export interface Formula {
  /** Empty where there is a problem. */
  mathml: string
  problem: Problem | null
}

export interface Problem {
  seen: Sayable
  expected: Sayable
  /** What may have been meant. */
  names: string[]
  /** Where in the TeX it begins, 0-based; the whole of it for null. */
  at: number | null
}

/** Characters of a formula, and groups in one another. */
const LONGEST = 5000
const MOST_GROUPS = 50

/** ms for a formula, where a long one takes ten. */
const PATIENCE = 5000

/** What is written most, and most often misspelt. */
const COMMANDS =
  'frac dfrac tfrac binom sqrt sum prod int oint lim max min sup inf log ln exp sin cos tan alpha beta gamma delta epsilon varepsilon zeta eta theta lambda mu nu xi pi rho sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Sigma Phi Psi Omega cdot cdots ldots times div pm mp le leq ge geq ne neq approx equiv sim propto infty partial nabla forall exists in notin subset cup cap to rightarrow Rightarrow left right text mathrm mathbf mathbb mathcal boldsymbol operatorname hat bar tilde vec dot overline underline underbrace overbrace begin end quad qquad'
    .split(' ')
    .map((name) => `\\${name}`)
const ENVIRONMENTS = 'aligned cases matrix pmatrix bmatrix vmatrix array gathered split'.split(' ')

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
    const mathml = limited(() => temml().renderToString(withoutNumbers(tex), options), PATIENCE)
    return { mathml, problem: null }
  } catch (error) {
    return { mathml: '', problem: problemOf(error as Error & { position?: number }, tex) }
  }
}

/** Environments that would number their lines by themselves, in their form without numbers, which is a star longer. */
const NUMBERING = /\\(?:begin|end)\{(?:equation|align|alignat|gather)(?=\})/g

function withoutNumbers(tex: string): string {
  return tex.replaceAll(NUMBERING, '$&*')
}

/** @param at In TeX without numbers. */
function placeIn(tex: string, at: number): number {
  const stars = [...tex.matchAll(NUMBERING)].filter(
    ({ 0: part, index }, count) => index + part.length + count < at,
  )
  return at - stars.length
}

/** Commands that the compiler does the work of, that reach out of their formula, or whose looks are the house's. */
const REFUSED: Array<[names: RegExp, expected: () => Sayable]> = [
  [/^\\(?:tag|notag|nonumber|label)$/, () => say`\`$$ {#eq-…}\` at the end of a formula, which numbers it`],
  [/^\\(?:ref|eqref)$/, () => say`\`[](#eq-…)\` in the text`],
  [/^\\(?:color|textcolor|colorbox|fcolorbox|definecolor)$/, () => say`a formula in the colour of its text`],
  [
    /^\\(?:def|gdef|edef|xdef|let|futurelet|global|long|newcommand|renewcommand|providecommand|DeclareMathOperator)$/,
    () => say`the formula itself: macros are not defined`,
  ],
  [
    /^\\(?:cancelto|longdiv|phase|angl|angln|textcircled)$/,
    () => say`signs of a font: what is drawn around others is not printed`,
  ],
  [
    /^\\(?:href|url|includegraphics|class|cssId|id|style|data|html\w*|toggle|require|input|include)$/,
    () => say`signs alone: a formula leads nowhere and loads nothing`,
  ],
]

/** What is not read, or not as far as it would go. */
function refusal(tex: string): Problem | null {
  if (tex.trim() === '') return problemAt(null, say`no sign`, say`TeX between the dollar signs`)
  if (tex.length > LONGEST) return problemAt(null, say`${tex.length} characters`, say`at most ${LONGEST}`)
  let depth = 0
  for (const { 0: part, index } of tex.matchAll(/\\(?:[A-Za-z]+|[\s\S])|[{}%]/g)) {
    if (part === '{' || part === '\\left' || part === '\\begin') depth++
    else if (part === '}' || part === '\\right' || part === '\\end') depth--
    // What comes after it in its line would not be printed.
    if (part === '%') return problemAt(index, '`%`', '`\\%`')
    const [, expected] = REFUSED.find(([names]) => names.test(part)) ?? []
    if (expected) return problemAt(index, `\`${part}\``, expected())
    if (depth > MOST_GROUPS)
      return problemAt(index, say`over ${MOST_GROUPS} groups in one another`, say`fewer`)
  }
  return null
}

/** Signs in messages of the library stand over a line. */
const UNDERLINE = '\u0332'

/** What the library says, in words that name what was seen and what was expected; of some TeX it says what only it understands. */
function problemOf(error: Error & { position?: number }, tex: string): Problem {
  if (error instanceof LimitError) return problemAt(null, error.said, say`TeX that is read in less`)
  const wrong = say`a formula as LaTeX writes it`
  if (error.name !== 'ParseError') return problemAt(null, say`TeX that cannot be set`, wrong)
  const said = error.message
    .split(/ at (?:position \d+|end of input): /)[0]!
    .replaceAll(UNDERLINE, '')
    .trim()
  const at = error.position === undefined ? null : placeIn(tex, error.position)
  const problem = reworded(said, SAID)
  if (problem) return { names: [], ...problem, at }
  return problemAt(at, say`TeX that cannot be set (${said})`, wrong)
}

function problemAt(at: number | null, seen: Sayable, expected: Sayable): Problem {
  return { seen, expected, names: [], at }
}

type Said = Pick<Problem, 'seen' | 'expected'> & Partial<Pick<Problem, 'names'>>

const SAID: Array<Wording<Said>> = [
  [
    /^Unsupported function name: (\\\S+)/,
    (name) => ({
      seen: `\`${name}\``,
      expected: say`a command that TeX has for formulas`,
      names: COMMANDS,
    }),
  ],
  [
    /^No such environment: (.+)/,
    (name) => ({
      seen: `\`\\begin{${name}}\``,
      expected: say`an environment for formulas, as \`aligned\`, \`cases\` or \`pmatrix\``,
      names: ENVIRONMENTS,
    }),
  ],
  [
    /^Expected '(.+)', got '(.+)'/,
    (wanted, seen) => ({
      seen: seen === 'EOF' ? say`end` : `\`${seen}\``,
      expected: wanted === 'EOF' ? say`the end` : `\`${wanted}\``,
    }),
  ],
  [
    /^Unexpected end of input in a macro argument, expected '(.+)'/,
    (wanted) => ({ seen: say`end`, expected: `\`${wanted}\`` }),
  ],
  [
    /^Double (?:superscript|subscript)/,
    () => ({
      seen: say`second \`^\` or \`_\` at one sign`,
      expected: say`one, with braces around all of it: \`x^{a^b}\``,
    }),
  ],
  [
    /^Expected & or /,
    () => ({ seen: say`end of a row`, expected: say`\`&\`, \`\\\\\` or the end of the environment` }),
  ],
  [
    /^Expected group as argument to '(.+)'/,
    (name) => ({ seen: `\`${name}\``, expected: say`a sign or braces after it` }),
  ],
  [
    /^Can't use function '(.+)' in (math|text) mode/,
    (name, mode) => ({
      seen: `\`${name}\``,
      expected: mode === 'text' ? say`signs of a text` : say`signs of a formula`,
    }),
  ],
  [
    /^\{(.+)\} can be used only in display mode/,
    (name) => ({ seen: `\`\\begin{${name}}\``, expected: say`it in a formula on lines of its own` }),
  ],
  [
    /^Mismatch: (\S+) matched by (\S+)/,
    (open, close) => ({ seen: `\`${close}\``, expected: `\`${open!.replace('begin', 'end')}\`` }),
  ],
  [
    /^Function "(.+)" is not trusted/,
    (name) => ({
      seen: `\`${name}\``,
      expected: say`signs alone: a formula leads nowhere and loads nothing`,
    }),
  ],
]

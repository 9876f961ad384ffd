/** YAML as reports write it: what no value can be read by is none, although YAML has it. */
import {
  type Document,
  type ErrorCode,
  isAlias,
  isNode,
  isScalar,
  type LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml'
import { type Sayable, say } from '../phrase.ts'

/** From the first character to the one after the last, in the text that was parsed. */
type Range = [start: number, end: number]

/** What a document must not hold, and where it does. */
export interface Odd {
  what: Sayable
  range: Range
}

/** A document and its value, or what is wrong with it. */
export type Read = { document: Document; data: unknown; odd: null } | { document: null; odd: [Odd, ...Odd[]] }

/** Errors that are said of one text; nobody reads more. */
const MOST = 100

/** Characters of a line that are looked through for slips. */
const LONGEST = 500

/** Levels of lists and mappings in one another. */
const DEEPEST = 100

/**
 * Parses YAML 1.2.
 *
 * @param lines Learns where the lines of the text begin.
 */
export function readYaml(text: string, lines: LineCounter): Read {
  try {
    const options = { lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const
    const document = parseDocument(text, options)
    const errors = document.errors
      .slice(0, MOST)
      .map((error): Odd => ({ what: sentence(error, text), range: error.pos }))
    const [first, ...others] = [...errors, ...secondKeysIn(document)]
    if (first) return { document: null, odd: [first, ...others] }
    const odd = tooDeepIn(document) ?? oddKeyIn(document) ?? oddAliasIn(document)
    if (odd) return { document: null, odd: [odd] }
    return withValue(document, text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { document: null, odd: [{ what: TOO_DEEP, range: deepestLineOf(text) }] }
  }
}

const TOO_DEEP = say`more than ${DEEPEST} levels of lists and mappings, expected fewer`

/** A document that is a text was meant to be more. The parser refuses aliases that would blow a small file up. */
function withValue(document: Document, text: string): Read {
  try {
    const data: unknown = document.toJS()
    const whole: Range = [0, text.length]
    const slip = typeof data === 'string' ? slipIn(text, whole) : null
    return slip ? { document: null, odd: [{ what: slip, range: whole }] } : { document, data, odd: null }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return {
      document: null,
      odd: [
        {
          what: say`aliases that make too much of a small text, expected fewer`,
          range: firstAliasIn(document) ?? [0, 0],
        },
      ],
    }
  }
}

/** In the words of people who write YAML, and first of all what a Chinese keyboard makes of it. */
function sentence({ code, message, pos }: YAMLParseError, text: string): Sayable {
  const [, known] = missing.find(([words]) => words.test(message)) ?? []
  return slipIn(text, pos) ?? known ?? sentences[code] ?? say`something that is not understood (${message})`
}

/** Full-width marks, and a colon that nothing follows, in the lines that an error is in. */
function slipIn(text: string, [start, end]: Range): Sayable | null {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lines = text.slice(from, Math.min(Math.max(end, start + 1), from + 2 * LONGEST)).split('\n')
  for (const whole of lines.slice(0, 2)) {
    const line = whole.slice(0, LONGEST)
    const [, wide] = /^\s*(?:- )?[\w.-]+\s*(：)/.exec(line) ?? []
    if (wide) return say`full-width \`：\` after a key, expected \`: \``
    const [, tight] = /^\s*(?:- )?([\w-]+:[^\s:/,[\]{}][^:]*)$/.exec(line) ?? []
    if (tight) return say`\`${tight.trim()}\`, expected a space after the colon`
    if (/[[{].*[，：]/.test(line))
      return say`full-width \`，\` or \`：\` inside of brackets, expected \`, \` and \`: \``
    if (/:\s+[“”‘’]/.test(line)) return say`full-width quotes, expected \`"\``
  }
  return null
}

/** What the parser misses, by its words: some of its codes stand for several. */
const missing: Array<[words: RegExp, sentence: Sayable]> = [
  [/closing ["']quote/, say`a quote that is never closed`],
  [/end with a [\]}]/, say`a bracket that is never closed, or a line in it that is not indented`],
  [/Missing , /, say`a comma that is missing`],
  [/need to be followed by map values/, say`a line without \`: \`, expected \`key: value\``],
]

const sentences: Partial<Record<ErrorCode, Sayable>> = {
  TAB_AS_INDENT: say`a tab used for indentation, expected spaces`,
  BAD_INDENT: say`wrong indentation, expected what belongs together to begin in one column`,
  BLOCK_AS_IMPLICIT_KEY: say`a second \`: \` in one line, expected the text in quotes`,
  BLOCK_IN_FLOW: say`lines that begin with a key or a dash inside of brackets, expected commas`,
  MULTILINE_IMPLICIT_KEY: say`a line without \`: \`, expected \`key: value\``,
  BAD_SCALAR_START: say`a text that begins with a mark of YAML, expected it in quotes`,
  BAD_DQ_ESCAPE: say`a backslash in double quotes that means nothing, expected it twice, or single quotes`,
  MISSING_CHAR: say`a quote, a bracket or a colon that is missing`,
  UNEXPECTED_TOKEN: say`a mark that has no meaning there, expected the text in quotes`,
  MULTIPLE_DOCS: say`a second document after \`---\`, expected one`,
  KEY_OVER_1024_CHARS: say`a key of more than 1024 characters, expected a shorter one`,
}

/** The line with most marks that open a level: the parser gave up before it could say where. */
function deepestLineOf(text: string): Range {
  const depthOf = (line: string) => line.match(/[-?:[{](?=[\s[{?-]|$)/g)?.length ?? 0
  let [deepest, range, start]: [number, Range, number] = [-1, [0, 0], 0]
  for (const line of text.split('\n')) {
    const depth = depthOf(line)
    if (depth > deepest) [deepest, range] = [depth, [start, start + line.length]]
    start += line.length + 1
  }
  return range
}

function tooDeepIn(document: Document): Odd | null {
  let found: Odd | null = null
  visit(document, {
    Collection: (_, node, above) => {
      if (above.filter(isNode).length < DEEPEST) return undefined
      found = { what: TOO_DEEP, range: rangeOfNode(node) ?? [0, 0] }
      return visit.BREAK
    },
  })
  return found
}

/** Keys that their mapping has already. The parser itself compares each key with all others. */
function secondKeysIn(document: Document): Odd[] {
  const what = say`a key that is already in this mapping, expected each key once`
  const found: Odd[] = []
  visit(document, {
    Map: (_, { items }) => {
      const known = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue
        if (known.has(key.value)) found.push({ what, range: [key.range[0], key.range[0] + 1] })
        known.add(key.value)
      }
    },
  })
  return found
}

/** The first key that is no name of a value; null where there is none. */
function oddKeyIn(document: Document): Odd | null {
  let found: Odd | null = null
  visit(document, {
    Pair: (_, { key }) => {
      const range = rangeOfNode(key)
      const what = range && oddityOf(key)
      if (!what) return undefined
      found = { what, range }
      return visit.BREAK
    },
  })
  return found
}

function oddityOf(key: unknown): Sayable | null {
  if (!isScalar(key)) return say`a key that is no single text, expected a name`
  return key.value === '__proto__' ? say`key \`__proto__\`, expected another name` : null
}

/** The first alias that stands for nothing, or for something that it is a part of; null where there is none. */
function oddAliasIn(document: Document): Odd | null {
  const anchors = new Set<string>()
  let found: Odd | null = null
  visit(document, {
    Node: (_, node, above) => {
      if (!isAlias(node)) {
        if (node.anchor) anchors.add(node.anchor)
        return undefined
      }
      const { source } = node
      const isInside = above.some((each) => isNode(each) && !isAlias(each) && each.anchor === source)
      if (anchors.has(source) && !isInside) return undefined
      const what = isInside
        ? say`alias \`*${source}\` inside of what it stands for, expected it after that`
        : say`alias \`*${source}\` that stands for nothing, expected \`&${source}\` before it`
      found = { what, range: rangeOfNode(node) ?? [0, 0] }
      return visit.BREAK
    },
  })
  return found
}

/** Where the first alias stands; null where there is none. */
function firstAliasIn(document: Document): Range | null {
  let found: Range | null = null
  visit(document, {
    Alias: (_, node) => {
      found = rangeOfNode(node)
      return visit.BREAK
    },
  })
  return found
}

/** Null for what was not written. */
function rangeOfNode(node: unknown): Range | null {
  const range = (node as { range?: [number, number, number] | null } | null)?.range
  return range ? [range[0], range[1]] : null
}

/** YAML as reports write it: what no value can be read by is none, although YAML has it. */
import { type Document, isAlias, isNode, isScalar, type LineCounter, parseDocument, visit } from 'yaml'

/** From the first character to the one after the last, in the text that was parsed. */
type Range = [start: number, end: number]

/** What a document must not hold, and where it does. */
export interface Odd {
  what: string
  range: Range
}

/** A document and its value, or what is wrong with it. */
export type Read = { document: Document; data: unknown; odd: null } | { document: null; odd: [Odd, ...Odd[]] }

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
    const errors = document.errors.map((error): Odd => ({ what: sentence(error), range: error.pos }))
    const [first, ...others] = [...errors, ...secondKeysIn(document)]
    if (first) return { document: null, odd: [first, ...others] }
    const odd = tooDeepIn(document) ?? oddKeyIn(document) ?? oddAliasIn(document)
    if (odd) return { document: null, odd: [odd] }
    return withValue(document)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { document: null, odd: [{ what: TOO_DEEP, range: deepestLineOf(text) }] }
  }
}

const TOO_DEEP = `more than ${DEEPEST} levels of lists and mappings, expected fewer`

/** The parser refuses aliases that would blow a small file up. */
function withValue(document: Document): Read {
  try {
    return { document, data: document.toJS(), odd: null }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    return { document: null, odd: [{ what: error.message, range: firstAliasIn(document) ?? [0, 0] }] }
  }
}

/** Plain words for the mistakes that people make most. */
function sentence(error: { code: string; message: string }): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'a tab used for indentation, expected spaces'
    case 'BAD_INDENT':
      return `wrong indentation (${error.message})`
    default:
      return error.message
  }
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
  const what = 'a key that is already in this mapping, expected each key once'
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

function oddityOf(key: unknown): string | null {
  if (!isScalar(key)) return 'a key that is no single text, expected a name'
  return key.value === '__proto__' ? 'key `__proto__`, expected another name' : null
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
        ? `alias \`*${source}\` inside of what it stands for, expected it after that`
        : `alias \`*${source}\` that stands for nothing, expected \`&${source}\` before it`
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

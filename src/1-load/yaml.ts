/** YAML with places: every value knows where it was written. */
import type { VFile } from 'vfile'
import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { fail } from '../message.ts'
import type { Place } from '../report.ts'

/** Keys and indexes (0-based) from the top of a document to a value. */
export type Path = Array<string | number>

export interface Yaml {
  data: unknown
  /** Where the value at a path stands; the nearest value above it where there is none. */
  placeOf(path: Path): Place
  /** Where a key of the mapping at a path stands. */
  keyPlaceOf(path: Path, key: string): Place
  /** What was written at a path, without quotes; undefined where that is no single value. */
  sourceOf(path: Path): string | undefined
}

/** Mistakes of one kind that are told of a document, or of a mapping: one of them often makes thousands. */
const MOST = 100

/**
 * Parses YAML 1.2. Mistakes in it become messages on the file.
 *
 * @param file The file the text stands in.
 * @param text The text; the whole file unless it is a block of a chapter.
 * @param at Line and column (both 1-based) at which the text begins in the file.
 * @returns Null where the text is not YAML.
 */
export function parseYaml(file: VFile, text = String(file), at = { line: 1, column: 1 }): Yaml | null {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  })
  const place = (start: number, end: number): Place => ({
    start: point(lines, start, at),
    end: point(lines, end, at),
  })
  for (const error of document.errors.slice(0, MOST)) {
    fail(file, place(error.pos[0], error.pos[1]), 'yaml-syntax', sentence(error))
  }
  const seconds = secondKeysIn(document)
  for (const [start, end] of seconds.slice(0, MOST))
    fail(
      file,
      place(start, end),
      'yaml-syntax',
      'a key that is already in this mapping, expected each key once',
    )
  if (document.errors.length > 0 || seconds.length > 0) return null
  const odd = oddKeyIn(document) ?? oddAliasIn(document)
  if (odd) {
    fail(file, place(odd.range[0], odd.range[1]), 'yaml-syntax', odd.what)
    return null
  }
  try {
    return {
      data: document.toJS(),
      placeOf: (path) => rangeOf(document, path, place),
      keyPlaceOf: (path, key) => keyRangeOf(document, path, key, place) ?? rangeOf(document, path, place),
      sourceOf: (path) => {
        const node = document.getIn(path, true)
        return isScalar(node) ? node.source : undefined
      },
    }
  } catch (error) {
    // The parser refuses aliases that would blow a small file up.
    const first = firstAliasIn(document)
    fail(file, first ? place(first[0], first[1]) : undefined, 'yaml-syntax', (error as Error).message)
    return null
  }
}

/**
 * Checks data against a schema; each mistake becomes a message at the place it was written.
 *
 * @returns The checked data, or null where there was a mistake.
 */
export function checkShape<T extends z.ZodType>(file: VFile, yaml: Yaml, schema: T): z.infer<T> | null {
  const result = schema.safeParse(yaml.data ?? {})
  if (result.success) return result.data
  for (const issue of result.error.issues.slice(0, MOST)) {
    const path = issue.path as Path
    const name = path.join('.') || 'the document'
    const value = valueAt(yaml.data, path)
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, MOST)) {
        fail(file, yaml.keyPlaceOf(path, key), 'yaml-key', [...path, key].join('.'), keysOf(schema, path))
      }
    } else if (issue.code === 'invalid_key') {
      fail(
        file,
        yaml.keyPlaceOf(path.slice(0, -1), String(path.at(-1))),
        'yaml-type',
        name,
        issue.issues[0]!.message,
      )
    } else if (value === undefined) {
      fail(file, yaml.placeOf(path), 'yaml-missing', name, expectationOf(issue))
    } else if (issue.code === 'invalid_value') {
      fail(file, yaml.placeOf(path), 'yaml-choice', name, String(value), issue.values.map(String))
    } else {
      fail(file, yaml.placeOf(path), 'yaml-type', name, `${kindOf(value)}, expected ${expectationOf(issue)}`)
    }
  }
  return null
}

/** Where keys stand that their mapping has already. The parser itself compares each key with all others. */
function secondKeysIn(document: Document): Array<[start: number, end: number]> {
  const found: Array<[number, number]> = []
  visit(document, {
    Map: (_, { items }) => {
      const known = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue
        if (known.has(key.value)) found.push([key.range[0], key.range[0] + 1])
        known.add(key.value)
      }
    },
  })
  return found
}

/** From the first character to the one after the last, in the text that was parsed. */
type Range = [start: number, end: number]

/** What a document must not hold, and where it does. */
interface Odd {
  what: string
  range: Range
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

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], data)
}

/** What a schema wants, in the words of people who write YAML; a schema's own sentence says it best. */
function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.join(', ')}`
  if (issue.code === 'invalid_type') return kinds[issue.expected] ?? issue.expected
  return issue.message.replace(/^expected /, '')
}

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  return typeof value === 'string' ? `text \`${value}\`` : `${typeof value} \`${value}\``
}

function point(lines: LineCounter, offset: number, at: { line: number; column: number }) {
  const { line, col } = lines.linePos(offset)
  return { line: line - 1 + at.line, column: col - 1 + at.column }
}

function rangeOf(document: Document, path: Path, place: (start: number, end: number) => Place): Place {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const range = (node as { range?: [number, number, number] } | null | undefined)?.range
    if (range) return place(range[0], range[1])
  }
  return undefined
}

function keyRangeOf(
  document: Document,
  path: Path,
  key: string,
  place: (start: number, end: number) => Place,
): Place {
  const map = path.length === 0 ? document.contents : document.getIn(path, true)
  if (!isMap(map)) return undefined
  const pair = map.items.find((item) => String((item.key as { value?: unknown }).value) === key)
  const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range
  return range && place(range[0], range[1])
}

/** The keys a schema knows at a path, for the nearest right one. */
function keysOf(schema: z.ZodType, path: Path): string[] {
  let at: unknown = schema
  for (const step of path) {
    const definition = unwrap(at)
    at = definition?.shape?.[step] ?? definition?.valueType ?? definition?.element
  }
  return Object.keys(unwrap(at)?.shape ?? {})
}

interface Definition {
  shape?: Record<string, unknown>
  valueType?: unknown
  element?: unknown
  innerType?: unknown
  /** What a transformed schema takes. */
  in?: unknown
}

function unwrap(schema: unknown): Definition | undefined {
  const definition = (schema as { def?: Definition } | undefined)?.def
  const inner = definition?.innerType ?? definition?.in
  return inner ? unwrap(inner) : definition
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

/** YAML with places: every value knows where it was written. */
import type { VFile } from 'vfile'
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { fail } from '../message.ts'
import { enumerated, type Sayable, say, saying } from '../phrase.ts'
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
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false })
  const place = (start: number, end: number): Place => ({
    start: point(lines, start, at),
    end: point(lines, end, at),
  })
  for (const error of document.errors) {
    fail(file, place(error.pos[0], error.pos[1]), 'yaml-syntax', sentence(error))
  }
  const seconds = secondKeysIn(document)
  for (const [start, end] of seconds)
    fail(
      file,
      place(start, end),
      'yaml-syntax',
      say`a key that is already in this mapping, expected each key once`,
    )
  if (document.errors.length > 0 || seconds.length > 0) return null
  const reserved = reservedKeyIn(document)
  if (reserved) {
    fail(file, place(reserved[0], reserved[1]), 'yaml-syntax', say`key \`__proto__\`, expected another name`)
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
    fail(file, undefined, 'yaml-syntax', (error as Error).message)
    return null
  }
}

/** Unknown keys of one mapping that are told. */
const MOST_KEYS = 100

/**
 * Checks data against a schema; each mistake becomes a message at the place it was written.
 *
 * @returns The checked data, or null where there was a mistake.
 */
export function checkShape<T extends z.ZodType>(file: VFile, yaml: Yaml, schema: T): z.infer<T> | null {
  const result = schema.safeParse(yaml.data ?? {})
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const path = issue.path as Path
    const name = path.join('.') || say`the document`
    const value = valueAt(yaml.data, path)
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, MOST_KEYS)) {
        fail(file, yaml.keyPlaceOf(path, key), 'yaml-key', [...path, key].join('.'), keysOf(schema, path))
      }
    } else if (issue.code === 'invalid_key') {
      fail(
        file,
        yaml.keyPlaceOf(path.slice(0, -1), String(path.at(-1))),
        'yaml-type',
        name,
        saying(issue.issues[0]!.message),
      )
    } else if (value === undefined) {
      fail(file, yaml.placeOf(path), 'yaml-missing', name, expectationOf(issue))
    } else if (issue.code === 'invalid_value') {
      fail(file, yaml.placeOf(path), 'yaml-choice', name, String(value), issue.values.map(String))
    } else {
      fail(
        file,
        yaml.placeOf(path),
        'yaml-type',
        name,
        say`${kindOf(value)}, expected ${expectationOf(issue)}`,
      )
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

/** Where a key stands that no mapping can keep; null where none does. */
function reservedKeyIn(document: Document): [start: number, end: number] | null {
  let found: [number, number] | null = null
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__' || !key.range) return undefined
      found = [key.range[0], key.range[1]]
      return visit.BREAK
    },
  })
  return found
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], data)
}

/** What a schema wants, in the words of people who write YAML; a schema's own sentence says it best. */
function expectationOf(issue: z.core.$ZodIssue): Sayable {
  if (issue.code === 'invalid_value') return say`one of ${enumerated(issue.values.map(String))}`
  if (issue.code === 'invalid_type') return kinds[issue.expected] ?? issue.expected
  return saying(issue.message.replace(/^expected /, ''))
}

const kinds: Record<string, Sayable> = {
  string: say`a text`,
  number: say`a number`,
  boolean: say`true or false`,
  array: say`a list`,
  object: say`a mapping`,
  record: say`a mapping`,
}

function kindOf(value: unknown): Sayable {
  if (value === null) return say`nothing`
  if (Array.isArray(value)) return say`a list`
  if (typeof value === 'object') return say`a mapping`
  return typeof value === 'string'
    ? say`text \`${value}\``
    : say`${saying(typeof value)} \`${String(value)}\``
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
function sentence(error: { code: string; message: string }): Sayable {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return say`a tab used for indentation, expected spaces`
    case 'BAD_INDENT':
      return say`wrong indentation (${error.message})`
    default:
      return error.message
  }
}

/** YAML with places: every value knows where it was written. */
import type { VFile } from 'vfile'
import { type Document, isMap, isScalar, LineCounter } from 'yaml'
import type { z } from 'zod'
import { readYaml } from '../data/yaml.ts'
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
  const place = (start: number, end: number): Place => ({
    start: point(lines, start, at),
    end: point(lines, end, at),
  })
  const read = readYaml(text, lines)
  if (read.odd) {
    for (const { what, range } of read.odd.slice(0, MOST)) fail(file, place(...range), 'yaml-syntax', what)
    return null
  }
  const { document, data } = read
  return {
    data,
    placeOf: (path) => rangeOf(document, path, place),
    keyPlaceOf: (path, key) => keyRangeOf(document, path, key, place) ?? rangeOf(document, path, place),
    sourceOf: (path) => {
      const node = document.getIn(path, true)
      return isScalar(node) ? node.source : undefined
    },
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
    const name = path.join('.') || say`the document`
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

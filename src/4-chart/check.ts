/** A spec written in a chapter, held against Vega-Lite's words and the columns of its dataset. */
import { location } from 'vfile-location'
import { fail } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'
import type { Float, Place } from '../report.ts'
import { vocabularyOf } from './vocabulary.ts'

/** Fields every row has beside its columns. */
const ROW_FIELDS = ['_forecast', '_bridge', '_role', '_text', '_provenance']

/** Fields that transforms make where no `as` names them. */
const MADE_FIELDS: Record<string, string[]> = {
  fold: ['key', 'value'],
  density: ['value', 'density'],
  quantile: ['prob', 'value'],
}

/** Mappings whose keys are an author's own. */
const OWN_KEYS = ['values', 'datasets', 'config', 'usermeta', 'parse', 'from']

/** Words of one spec that are refused: nobody reads more, and each is looked for in the chapter. */
const MOST = 100

/** @returns False where the spec says something that Vega-Lite does not know, or names a field nothing provides. */
export function checkSpec(float: Float): boolean {
  const { spec, chapter } = float
  if (!spec) return true
  const { keys, marks, types } = vocabularyOf()
  let ok = true
  let refused = 0
  const refuse = (what: Sayable, seen: string, names: string[]) => {
    if (refused++ < MOST) fail(chapter.file, placeOf(seen, float), 'chart-word', what, seen, names)
    ok = false
  }
  const used = new Set(keysUnder(spec))
  for (const key of used) if (!keys.has(key)) refuse(say`key`, key, [...keys])
  if (used.has('sequence')) refuse(say`data`, 'sequence', ['values'])
  for (const view of viewsOf(spec)) {
    const mark = typeOf(view.mark)
    if (typeof mark === 'string' && !marks.includes(mark)) refuse(say`mark`, mark, marks)
    for (const side of ['width', 'height'] as const) {
      const length = view[side]
      if (typeof length !== 'number' || length > 0) continue
      fail(
        chapter.file,
        placeOf(side, float),
        'chart-number',
        say`\`${length}\` as \`${side}\``,
        say`a number above 0`,
      )
      ok = false
    }
    for (const channel of Object.values(view.encoding ?? {})) {
      const type = typeOf(channel)
      if (typeof type === 'string' && !types.includes(type)) refuse(say`type`, type, types)
    }
  }
  return checkFields(float) && ok
}

function checkFields(float: Float): boolean {
  const { spec, dataset, chapter } = float
  if (!spec || !dataset) return true
  const columns = dataset.columns.map(({ name }) => name)
  const used = keysUnder(spec)
  // A pivot makes a field of every value.
  if (used.includes('pivot')) return true
  const made = used.flatMap((key) => (Object.hasOwn(MADE_FIELDS, key) ? MADE_FIELDS[key]! : []))
  const known = [...made, ...textsUnder(spec, ['as'])]
  const [, ...inner] = viewsOf(spec)
  const withOwnData = inner.filter(({ data }) => typeof data === 'object' && data !== null)
  const views = new Set<object>(inner)
  const wrong = [
    ...unknownFields(spec, [...columns, ...ROW_FIELDS, ...known], new Set(withOwnData)),
    ...withOwnData.flatMap((view) => {
      const fields = fieldsOf(view.data!)
      return fields ? unknownFields(view, [...fields, ...known], views) : []
    }),
  ]
  for (const field of [...new Set(wrong)].slice(0, MOST)) {
    fail(chapter.file, placeOf(field, float, 'field'), 'column-unknown', field, dataset.name, columns)
  }
  return wrong.length === 0
}

/** @param apart Views inside this one that are looked at for themselves. */
function unknownFields(view: View, known: string[], apart: Set<object>): string[] {
  const names = new Set(known)
  const isKnown = (field: string) => names.has(field) || names.has(field.split(/[.[]/)[0]!)
  const fields = textsUnder(view, ['field'], apart, view)
  return [...new Set(fields)].filter((field) => !isKnown(field))
}

/** Of rows that a view brings along; null where it would have to load them, which is refused. */
function fieldsOf(data: object): string[] | null {
  if (!('values' in data)) return null
  const rows = [data.values].flat()
  const fields = rows.flatMap((row) => (typeof row === 'object' && row !== null ? Object.keys(row) : []))
  // Of bare values Vega makes rows with this one.
  return [...new Set([...fields, 'data'])]
}

interface View {
  data?: object | null
  mark?: unknown
  width?: unknown
  height?: unknown
  encoding?: object
}

/** The spec and every view inside it. */
function viewsOf(spec: Record<string, unknown>): View[] {
  const inner = ['layer', 'concat', 'hconcat', 'vconcat', 'spec'].flatMap((key) => [spec[key]].flat())
  const views = inner.filter((view) => typeof view === 'object' && view !== null)
  return [spec, ...views.flatMap((view) => viewsOf(view as Record<string, unknown>))]
}

/** A mark is a text, or a mapping with a type; a channel is a mapping that may have one. */
function typeOf(node: unknown): unknown {
  return typeof node === 'object' && node !== null ? (node as { type?: unknown }).type : node
}

/** Every key of every mapping, but those that are an author's own. */
function keysUnder(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    const own = Array.isArray(node) ? [] : [key]
    return OWN_KEYS.includes(key) ? own : [...own, ...keysUnder(value)]
  })
}

/**
 * Every text written under one of the keys, anywhere in the spec.
 *
 * @param apart Parts that are not looked into, unless one of them is the whole.
 */
function textsUnder(node: unknown, keys: string[], apart = new Set<object>(), whole?: object): string[] {
  if (typeof node !== 'object' || node === null || (apart.has(node) && node !== whole)) return []
  return Object.entries(node).flatMap(([key, value]) => {
    const own = keys.includes(key) ? [value].flat().filter((text) => typeof text === 'string') : []
    return [...own, ...textsUnder(value, keys, apart, whole)]
  })
}

/**
 * Where a word stands in the block of the spec; the block where it is not to be found.
 *
 * @param key That it is the value of, where it is no key itself.
 */
function placeOf(word: string, { chapter, specPlace }: Float, key = ''): Place {
  if (specPlace?.start.offset === undefined) return specPlace
  const block = String(chapter.file).slice(specPlace.start.offset, specPlace.end.offset)
  const quoted = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const before = key === '' ? '' : `\\b${key}["']?\\s*:\\s*["']?`
  const found = new RegExp(`(?<=${before})(?<![\\p{L}\\p{N}_])${quoted}(?![\\p{L}\\p{N}_])`, 'u').exec(block)
  if (!found) return specPlace
  const offset = specPlace.start.offset + found.index
  const lines = location(chapter.file)
  return { start: lines.toPoint(offset)!, end: lines.toPoint(offset + word.length)! }
}

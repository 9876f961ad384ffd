/** Changes → the text of a dataset: only what changes is written, everything else keeps its bytes. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  stringify,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { isTimeType, parsePeriod } from '../data/period.ts'
import type { SourceColumn, SourceDataset, Value } from '../report.ts'
import { compareTimes } from './keys.ts'
import type { AddedRow, Changes } from './merge.ts'

/** Text put in place of a part of the text. */
interface Edit {
  start: number
  end: number
  text: string
}

/** What the edits are made to. */
interface Context {
  text: string
  eol: string
  rows: YAMLSeq
  /** Columns with typed values, in the order of lists. */
  typed: SourceColumn[]
  /** First forecast key; null where the dataset has none. */
  forecastFrom: string | null
}

/** Why the text cannot be edited; null where it can. */
export function obstacleIn(text: string): string | null {
  if (text.includes('\ufffd')) return 'bytes that are not UTF-8'
  let obstacle: string | null = null
  visit(parseDocument(text), (_, node) => {
    if (isAlias(node) || (isScalar(node) && node.anchor) || (isMap(node) && node.anchor)) {
      obstacle = 'anchors and aliases, which would change in more than one place'
      return visit.BREAK
    }
    return undefined
  })
  return obstacle
}

/** The texts that a key of the dataset lists: a text or several. */
export function textsAt(text: string, key: string): string[] {
  const value = (parseDocument(text).toJS() as Record<string, unknown>)[key]
  return value === undefined || value === null ? [] : [value].flat().map(String)
}

/** @param text The file the dataset was read from. */
export function applyChanges(text: string, changes: Changes, dataset: SourceDataset): string {
  const document = parseDocument(text)
  const from = document.get('forecast_from')
  const context: Context = {
    text,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    rows: document.get('rows', true) as unknown as YAMLSeq,
    typed: dataset.columns.filter(({ derive }) => !derive),
    forecastFrom: from === undefined ? null : String(from).replace(/E$/, ''),
  }
  const edits = changes.cells.map(({ row, column, to }) => cellEdit(context, row, column, to))
  edits.push(...rowEdits(context, changes, dataset))
  let done = 0
  const pieces: string[] = []
  for (const { start, end, text: put } of edits.sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(done, start), put)
    done = end
  }
  return pieces.join('') + text.slice(done)
}

function cellEdit(context: Context, row: number, column: string, to: Value): Edit {
  const node = context.rows.items[row] as YAMLMap | YAMLSeq
  if (isSeq(node)) {
    const at = context.typed.findIndex(({ name }) => name === column)
    return replace(node.items[at] as Node, scalarText(to))
  }
  const pair = node.items.find(({ key }) => String((key as Scalar).value) === column)
  if (pair?.value) return replace(pair.value as Node, scalarText(to))
  if (pair)
    return { start: endOf(pair.key as Node), end: endOf(pair.key as Node), text: `: ${scalarText(to)}` }
  const last = node.items.at(-1)!
  const end = endOf((last.value ?? last.key) as Node)
  const start = node.flow
    ? ''
    : context.eol + ' '.repeat(columnOf(context.text, startOf(node.items[0]!.key as Node)))
  return { start: end, end, text: `${node.flow ? ', ' : start}${scalarText(column)}: ${scalarText(to)}` }
}

function replace(node: Node, text: string): Edit {
  const start = startOf(node)
  const end = endOf(node)
  // An empty value stands right after its colon.
  return { start, end, text: start === end ? ` ${text}` : text }
}

function startOf(node: Node): number {
  return node.range![0]
}

/** Where a node's text ends, without the white space and comments after it. */
function endOf(node: Node): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) {
    const last = node.items.at(-1) as Node | { value: Node | null; key: Node } | undefined
    if (last) return endOf('key' in last ? (last.value ?? last.key) : last)
  }
  return node.range![1]
}

/** 0-based column of an offset. */
function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}

/** New rows stand where their periods belong, beside those of the same name; others at the end. */
function rowEdits(context: Context, { added, keys }: Changes, dataset: SourceDataset): Edit[] {
  const { rows, eol } = context
  const order = orderOf(keys, dataset)
  const sorted = inOrder(added, order)
  if (added.length > 0 && rows.items.length === 0) {
    const lines = sorted.map((row) => `${eol}  - ${rowText(context, row, keys, 'map', '')}`)
    return [{ start: startOf(rows), end: endOf(rows), text: lines.join('') }]
  }
  return sorted.map((row) => rowEdit(context, row, keys, placeFor(row.keys, order)))
}

/** How the rows of a dataset stand. */
interface Order {
  /** Keys of its rows. */
  rows: string[][]
  /** Which key is a time; -1 where none is. */
  time: number
  /** Whether the rows run through all names before the next time comes. */
  byTime: boolean
}

function orderOf(columns: SourceColumn[], dataset: SourceDataset): Order {
  const rows = dataset.rows.map((row) => columns.map(({ name }) => String(row.cells[name]?.value)))
  const time = columns.findIndex(({ type }) => isTimeType(type))
  const isRising = rows.every((keys, at) => at === 0 || compareTimes(rows[at - 1]![time]!, keys[time]!) <= 0)
  const repeats = rows.some((keys, at) => at > 0 && rows[at - 1]![time] === keys[time])
  return { rows, time, byTime: time >= 0 && isRising && repeats }
}

/** The indexes of rows with the same names. */
function groupOf(keys: string[], { rows, time }: Order): number[] {
  const isSame = (other: string[]) => other.every((text, at) => at === time || text === keys[at])
  return [...rows.keys()].filter((at) => isSame(rows[at]!))
}

function falls(group: number[], { rows, time }: Order): boolean {
  return (
    group.length > 1 &&
    group.every((row, at) => at === 0 || compareTimes(rows[group[at - 1]!]![time]!, rows[row]![time]!) > 0)
  )
}

function inOrder(added: AddedRow[], order: Order): AddedRow[] {
  const { time, byTime } = order
  if (time < 0) return added
  const before = (a: AddedRow, b: AddedRow) => compareTimes(a.keys[time]!, b.keys[time]!)
  if (byTime) return [...added].sort(before)
  const groups = new Map<string, AddedRow[]>()
  for (const row of added) {
    const id = JSON.stringify(row.keys.toSpliced(time, 1))
    groups.set(id, [...(groups.get(id) ?? []), row])
  }
  return [...groups.values()].flatMap((rows) => {
    const sorted = rows.sort(before)
    return falls(groupOf(rows[0]!.keys, order), order) ? sorted.reverse() : sorted
  })
}

/** 0-based row that a new one follows; -1 for the first place. */
function placeFor(keys: string[], order: Order): number {
  const { rows, time, byTime } = order
  const last = rows.length - 1
  const at = keys[time]!
  if (byTime) return rows.findLastIndex((other) => compareTimes(other[time]!, at) <= 0)
  // Of several names the first one keeps rows together.
  const group =
    time < 0
      ? keys.length > 1
        ? [...rows.keys()].filter((row) => rows[row]![0] === keys[0])
        : []
      : groupOf(keys, order)
  const [first] = group
  if (first === undefined) return last
  const isFalling = falls(group, order)
  const isSorted =
    time >= 0 &&
    (isFalling ||
      group.every(
        (row, index) => index === 0 || compareTimes(rows[group[index - 1]!]![time]!, rows[row]![time]!) < 0,
      ))
  if (!isSorted) return time >= 0 && keys.length === 1 ? last : group.at(-1)!
  return (
    group.findLast((row) =>
      isFalling ? compareTimes(rows[row]![time]!, at) > 0 : compareTimes(rows[row]![time]!, at) < 0,
    ) ?? first - 1
  )
}

/** @param after 0-based row it follows; -1 for the first place. */
function rowEdit(context: Context, row: AddedRow, keys: SourceColumn[], after: number): Edit {
  const { text, eol, rows } = context
  const model = rows.items[Math.max(0, after)] as YAMLMap | YAMLSeq
  const start = startOf(model)
  const style = isSeq(model) ? 'list' : model.flow ? 'map' : 'block'
  if (rows.flow) {
    const put = rowText(context, row, keys, style === 'list' ? 'list' : 'map', padding(text, start))
    const at = after < 0 ? start : endOf(model)
    return { start: at, end: at, text: after < 0 ? `${put}, ` : `, ${put}` }
  }
  const line = text.lastIndexOf('\n', start - 1) + 1
  const dash = /^\s*-\s+/.exec(text.slice(line, start))?.[0] ?? '  - '
  const put = dash + rowText(context, row, keys, style, padding(text, start), ' '.repeat(dash.length))
  if (after < 0) return { start: line, end: line, text: put + eol }
  const newline = text.indexOf('\n', endOf(model))
  if (newline < 0) return { start: text.length, end: text.length, text: eol + put }
  return { start: newline + 1, end: newline + 1, text: put + eol }
}

/** What stands inside the brackets of a flow collection: a space or nothing. */
function padding(text: string, start: number): string {
  return text[start + 1] === ' ' ? ' ' : ''
}

/** @param indent Before the lines of a block after its first. */
function rowText(
  { typed, forecastFrom, eol }: Context,
  row: AddedRow,
  keys: SourceColumn[],
  style: 'map' | 'list' | 'block',
  pad: string,
  indent = '',
): string {
  const time = keys.findIndex(({ type }) => isTimeType(type))
  const isForecast = row.forecast && !isLater(row.keys[time]!, forecastFrom)
  // The E of a period speaks for its row where it stands in the first time.
  const isWritten = isForecast && keys[time] === typed.find(({ type }) => isTimeType(type))
  const textOf = (column: SourceColumn) => {
    const at = keys.indexOf(column)
    if (at < 0) return scalarText(row.values[column.name] ?? null)
    return scalarText(keyValue(row.keys[at]!, column, isWritten && at === time))
  }
  const isMarked = isForecast && !isWritten
  if (style === 'list' && !isMarked) return `[${pad}${typed.map(textOf).join(', ')}${pad}]`
  const known = typed.filter((column) => keys.includes(column) || Object.hasOwn(row.values, column.name))
  const pairs = known.map((column) => `${scalarText(column.name)}: ${textOf(column)}`)
  if (isMarked) pairs.push('forecast: true')
  const inside = pad || ' '
  return style === 'block' ? pairs.join(eol + indent) : `{${inside}${pairs.join(', ')}${inside}}`
}

/** Whether a period is a forecast already by what the dataset says of all. */
function isLater(key: string, forecastFrom: string | null): boolean {
  const [period, from] = [parsePeriod(key), parsePeriod(forecastFrom ?? '')]
  return period !== null && from !== null && period.start >= from.start
}

/** Years are written as numbers. */
function keyValue(key: string, { type }: Pick<SourceColumn, 'type'>, forecast: boolean): string | number {
  if (forecast) return `${key}E`
  return (type === 'year' || type === 'number') && /^-?[\d.]+$/.test(key) ? Number(key) : key
}

/** A value as it stands anywhere in YAML, in brackets too; always in one line. */
export function scalarText(value: Value): string {
  if (value === null || typeof value === 'number') return String(value)
  if (typeof value === 'string' && UNPRINTED.test(value)) return quoted(value)
  if (Array.isArray(value)) return `[${value.map(scalarText).join(', ')}]`
  const list = stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
  return list.trim().slice(1, -1)
}

/** Line breaks and characters that nobody sees. */
const UNPRINTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

function quoted(text: string): string {
  const hex = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u00ad\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]/g,
    hex,
  )
}

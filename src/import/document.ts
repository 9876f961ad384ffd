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
import type { SourceColumn, SourceDataset, Value } from '../report.ts'
import { periods } from './cell.ts'
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
  edits.push(...rowEdits(context, changes.added, dataset))
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
  if (pair) return replace(pair.value as Node, scalarText(to))
  const last = node.items.at(-1)!
  const end = endOf((last.value ?? last.key) as Node)
  const start = node.flow
    ? ''
    : context.eol + ' '.repeat(columnOf(context.text, startOf(node.items[0]!.key as Node)))
  return { start: end, end, text: `${node.flow ? ', ' : start}${column}: ${scalarText(to)}` }
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

/** New rows stand where their periods belong; others at the end. */
function rowEdits(context: Context, added: AddedRow[], dataset: SourceDataset): Edit[] {
  const { rows, eol } = context
  const key = dataset.columns[0]!
  const keys = dataset.rows.map((row) => String(row.cells[key.name]?.value))
  const isTime = periods.includes(key.type)
  const falls = keys.length > 1 && keys.every((key, at) => at === 0 || keys[at - 1]! > key)
  const rises = keys.every((key, at) => at === 0 || keys[at - 1]! < key)
  const sorted =
    isTime && (falls || rises) ? [...added].sort((a, b) => (a.key < b.key !== falls ? -1 : 1)) : added
  if (added.length > 0 && rows.items.length === 0) {
    const lines = sorted.map((row) => `${eol}  - ${rowText(context, row, key, 'map', '')}`)
    return [{ start: startOf(rows), end: endOf(rows), text: lines.join('') }]
  }
  return sorted.map((row) => {
    const before = keys.findLastIndex((key) => (falls ? key > row.key : key < row.key))
    return rowEdit(context, row, key, isTime && (falls || rises) ? before : keys.length - 1)
  })
}

/** @param after 0-based row it follows; -1 for the first place. */
function rowEdit(context: Context, row: AddedRow, key: SourceColumn, after: number): Edit {
  const { text, eol, rows } = context
  const model = rows.items[Math.max(0, after)] as YAMLMap | YAMLSeq
  const start = startOf(model)
  const style = isSeq(model) ? 'list' : model.flow ? 'map' : 'block'
  if (rows.flow) {
    const put = rowText(context, row, key, style === 'list' ? 'list' : 'map', padding(text, start))
    const at = after < 0 ? start : endOf(model)
    return { start: at, end: at, text: after < 0 ? `${put}, ` : `, ${put}` }
  }
  const line = text.lastIndexOf('\n', start - 1) + 1
  const dash = /^\s*-\s+/.exec(text.slice(line, start))?.[0] ?? '  - '
  const put = dash + rowText(context, row, key, style, padding(text, start), ' '.repeat(dash.length))
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
  key: SourceColumn,
  style: 'map' | 'list' | 'block',
  pad: string,
  indent = '',
): string {
  const forecast = row.forecast && (forecastFrom === null || row.key < forecastFrom)
  const keyText = scalarText(keyValue(row.key, key, forecast))
  if (style === 'list') {
    const values = typed.map(({ name }) =>
      name === key.name ? keyText : scalarText(row.values[name] ?? null),
    )
    return `[${pad}${values.join(', ')}${pad}]`
  }
  const known = typed.filter(({ name }) => name in row.values)
  const pairs = [
    `${key.name}: ${keyText}`,
    ...known.map(({ name }) => `${name}: ${scalarText(row.values[name] ?? null)}`),
  ]
  const inside = pad || ' '
  return style === 'block' ? pairs.join(eol + indent) : `{${inside}${pairs.join(', ')}${inside}}`
}

/** Years are written as numbers. */
export function keyValue(
  key: string,
  { type }: Pick<SourceColumn, 'type'>,
  forecast: boolean,
): string | number {
  if (forecast) return `${key}E`
  return (type === 'year' || type === 'number') && /^-?[\d.]+$/.test(key) ? Number(key) : key
}

/** A value as it stands anywhere in YAML, in brackets too. */
export function scalarText(value: Value): string {
  const list = stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
  return list.trim().slice(1, -1)
}

/** `report-data.xlsx`: the data behind every figure and table, a sheet each. */
import type { FormatSpecifier } from 'd3-format'
import { toString as textOf } from 'mdast-util-to-string'
import { markColumns, provenanceWord } from '../data/mark.ts'
import { formatOf } from '../data/print.ts'
import type { Cell, Column, Dataset, Edition, Float, Row } from '../report.ts'
import { type Sheet, type SheetCell, sheetName, writeSheets } from './sheets.ts'

/** A float with all that its sheet and its line in the list say of it. */
interface Listed {
  float: Float
  sheet: string
  /** `图 8`; empty on the cover. */
  label: string
  title: string
  /** Null where it has no proved page. */
  page: number | null
}

/**
 * @param pages Physical page of each id, 1-based.
 * @returns The same bytes for the same edition.
 */
export function workbookOf(edition: Edition, pages: Map<string, number>): Uint8Array {
  const { settings, house } = edition
  const taken = new Set<string>()
  const list = sheetName(house.words.list_of_figures ?? 'Figures and tables', taken)
  const lines = new Map(edition.index.map((line) => [line.entry.id, line]))
  const listed = edition.floats.map((float): Listed => {
    const line = lines.get(float.id)
    const label = line?.entry.label ?? ''
    const title = line?.title ?? (textOf(float.node.children[0] ?? '').trim() || (float.dataset?.title ?? ''))
    const named = label.replace(/(?<=\p{Script=Han}) +(?=\d)/u, '')
    const page = line ? (pages.get(float.id) ?? null) : null
    return { float, sheet: sheetName(named || title || float.id, taken), label, title, page }
  })
  const sheets = [
    listSheet(list, listed, edition),
    ...listed.map((entry) => floatSheet(entry, list, house.words)),
  ]
  const creator = settings.publisher || settings.authors.join(', ')
  return writeSheets(sheets, { title: settings.title, creator, date: `${settings.date}-01`.slice(0, 10) })
}

type Words = Record<string, string>

function listSheet(name: string, listed: Listed[], { settings, house: { words } }: Edition): Sheet {
  const head = [
    words.data_number ?? 'No.',
    words.data_title ?? 'Title',
    words.data_page ?? 'Page',
    words.data_source ?? 'Source',
    words.data_as_of ?? 'As of',
    words.data_provenance ?? 'Provenance',
  ]
  const rows = listed.map(({ float, sheet, label, title, page }): SheetCell[] => [
    { value: label || sheet, style: 'link', link: sheet },
    { value: title },
    { value: page },
    { value: sourceOf(float, words) },
    { value: float.dataset?.asOf ?? '' },
    { value: float.dataset ? provenanceWord(float.dataset.provenance, words) : '' },
  ])
  return {
    name,
    rows: [
      [{ value: settings.title, style: 'title' }],
      [{ value: [settings.series, settings.date].filter(Boolean).join('  '), style: 'quiet' }],
      [],
      head.map((value) => ({ value, style: 'head' })),
      ...rows,
    ],
    table: 3,
    frozen: 4,
  }
}

function floatSheet({ float, sheet, label, title }: Listed, list: string, words: Words): Sheet {
  const { dataset } = float
  const said: Array<[name: string, value: string]> = [
    [words.data_source ?? 'Source', sourceOf(float, words)],
    [words.data_as_of ?? 'As of', dataset?.asOf ?? ''],
    [words.data_provenance ?? 'Provenance', dataset ? provenanceWord(dataset.provenance, words) : ''],
    ...[...float.remarks, ...float.signs.map(({ meaning }) => meaning)].map((remark): [string, string] => [
      words.data_note ?? 'Note',
      remark,
    ]),
  ]
  const top: SheetCell[][] = [
    [{ value: [label, title].filter(Boolean).join('  '), style: 'title' }],
    ...said
      .filter(([, value]) => value !== '')
      .map(([name, value]): SheetCell[] => [
        { value: name, style: 'quiet' },
        { value, style: 'quiet' },
      ]),
    [{ value: `← ${list}`, style: 'link', link: list }],
    [],
  ]
  const { head, rows } = tableOf(float, words)
  return { name: sheet, rows: [...top, ...head, ...rows], table: top.length, frozen: 0 }
}

function sourceOf({ sources }: Float, words: Words): string {
  return sources.join(words.source_separator ?? '; ')
}

interface SheetTable {
  head: SheetCell[][]
  rows: SheetCell[][]
}

/** The rows of the dataset, of a table or spec written in the chapter, or a word that there is nothing. */
function tableOf({ dataset, content, spec }: Float, words: Words): SheetTable {
  if (dataset) return datasetTable(dataset, words)
  if (content?.type === 'table') {
    const [head = [], ...rows] = content.children.map((row) =>
      row.children.map((cell): SheetCell => ({ value: textOf(cell) })),
    )
    return { head: [head.map((cell) => ({ ...cell, style: 'head' }))], rows }
  }
  const values = inlineValues(spec)
  if (!values)
    return { head: [], rows: [[{ value: words.data_none ?? 'No data: a picture.', style: 'quiet' }]] }
  const names = [...new Set(values.flatMap((row) => Object.keys(row)))]
  return {
    head: [names.map((value) => ({ value, style: 'head' }))],
    rows: values.map((row) => names.map((name) => ({ value: plainValue(row[name]) }))),
  }
}

function inlineValues(spec: Float['spec']): Array<Record<string, unknown>> | null {
  const values = (spec?.data as { values?: unknown } | undefined)?.values
  const isRows = Array.isArray(values) && values.every((row) => typeof row === 'object' && row !== null)
  return isRows && values.length > 0 ? values : null
}

function plainValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  return typeof value === 'number' && Number.isFinite(value) ? value : String(value)
}

/** Two lines of head, names and units, as `yanbao import` reads them back; marks of single rows at the right. */
function datasetTable(dataset: Dataset, words: Words): SheetTable {
  const { columns, rows } = dataset
  const extra = markColumns(dataset, words, false)
  const names = [...columns.map(({ label }) => label), ...extra.map(({ name }) => name)]
  const units = [...columns.map(({ unit }) => unit), ...extra.map(() => '')]
  const isMeasured = units.some((unit) => unit !== '')
  if (isMeasured && units[0] === '') units[0] = words.data_unit ?? 'Unit'
  const formats = columns.map((column) => excelFormats(column, rows))
  return {
    head: [
      names.map((value) => ({ value, style: 'head' })),
      ...(isMeasured ? [units.map((value): SheetCell => ({ value, style: 'unit' }))] : []),
    ],
    rows: rows.map((row, at) => [
      ...columns.map((column, index) =>
        dataCell(row.cells[column.name]!, column, formats[index]![at]!, words),
      ),
      ...extra.map(({ texts }): SheetCell => ({ value: texts[at]! })),
    ]),
  }
}

/** Significant digits of a computed number: those behind them are noise. */
const DIGITS = 15

function dataCell({ value, text }: Cell, { type, derive }: Column, format: string, words: Words): SheetCell {
  if (typeof value === 'number') return { value: derive ? Number(value.toPrecision(DIGITS)) : value, format }
  // A turn from loss to profit is a word in place of a number; what is missing is empty and never 0.
  if (value === null) return { value: text === (words.missing ?? '–') ? null : text }
  return { value: type === 'list' ? [value].flat().join('、') : text }
}

/**
 * Formats of a column's cells as spreadsheets write them, so that they show what the report prints. What spreadsheets
 * have no format for is `General`: a format that shows another number than the cell holds would mislead who imports it.
 *
 * @returns By row.
 */
function excelFormats(column: Column, rows: Row[]): string[] {
  const specifier = formatOf(column.format)
  const texts = rows.map(({ cells }) => {
    const { value, text } = cells[column.name]!
    return typeof value === 'number' ? text : ''
  })
  const most = Math.max(0, ...texts.map(decimalsOf))
  return texts.map((text) => excelFormat(specifier, text, most))
}

/** @param most Decimals of the longest text in the column. */
function excelFormat(specifier: FormatSpecifier, text: string, most: number): string {
  const { comma, type, sign, symbol } = specifier
  const digits = (decimals: number, grouped: boolean) =>
    `${grouped ? '#,##0' : '0'}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`
  const wrapped = (number: string) => signed(symbol === '$' ? `"$"${number}` : number, sign)
  switch (type) {
    case 'f':
      return wrapped(digits(most, comma))
    case '%':
      return wrapped(`${digits(most, comma)}%`)
    case 'd':
      return wrapped(digits(0, comma))
    case 'e':
      return wrapped(`${digits(decimalsOf(text), false)}E+0`)
    case 'b':
    case 'o':
    case 'x':
    case 'X':
    case 's':
      return 'General'
    default:
      // So many significant digits: the decimals differ from row to row.
      if (/e/.test(text)) return wrapped(`${digits(decimalsOf(text), false)}E+0`)
      return wrapped(digits(decimalsOf(text), comma || type === 'n') + (type === 'p' ? '%' : ''))
  }
}

function signed(number: string, sign: FormatSpecifier['sign']): string {
  if (sign === '+') return `+${number};-${number};${number}`
  if (sign === '(') return `${number};(${number})`
  return sign === ' ' ? `" "${number};-${number};" "${number}` : number
}

function decimalsOf(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0
}

/** The head of a table: the names of its columns, and what terminals write about each of them. */

import { plainName } from '../data/name.ts'
import { type Sayable, say } from '../phrase.ts'
import { isMissing, numberOf } from './cell.ts'
import { columnName, firstColumn, type Grid, holdsSomething } from './grid.ts'
import type { Known } from './name.ts'
import { splitLabel, unitOf } from './unit.ts'

export interface TableColumn {
  label: string
  /** Empty where the file names none. */
  unit: string
  /** Where its name stands: `Sheet1!B3`. */
  place: string
  /** The unit of the whole sheet, where it cannot be meant for this column. */
  withheld?: string
}

/** Names that terminals give to the lines between header and rows. */
const META =
  /^(频率|频度|单位|指标id|指标代码|指标编码|指标编号|代码|来源|数据来源|指标来源|更新时间|最后更新时间|最近更新|更新日期|时间区间|数据区间|起止时间|起止日期|开始时间|起始时间|开始日期|起始日期|结束时间|结束日期|截止时间|截止日期|国家|国家\/地区|地区|状态|备注|指标说明|口径|unit|units|frequency|source|indicatorid|id|seriesid|country|region|status|lastupdate|lastupdated|updatetime|startdate|enddate)$/
const INDICATOR = /^(指标名称|指标名|指标|indicatorname|indicator|seriesname)$/

export function isMeta(text: string): boolean {
  return META.test(metaName(text))
}

/** Whether the text names the line of names in such a block. */
export function isIndicator(text: string): boolean {
  return INDICATOR.test(metaName(text))
}

function metaName(text: string): string {
  return plainName(text.slice(0, 40)).replace(/:$/, '')
}

export interface Head {
  columns: TableColumn[]
  /** 0-based column of each in the sheet. */
  at: number[]
  /** 0-based row after the header and all that belongs to it. */
  end: number
  source: string | undefined
  updated: string
  frequency: string
  notes: Sayable[]
}

export function readHead(
  sheet: Grid,
  first: number,
  place: (row: number, column: number) => string,
  known: Known,
): Head {
  const names = first + headerDepth(sheet, first)
  const left = firstColumn(sheet, first)
  const { end, ...meta } = readMeta(sheet, first, names, left, known)
  const labels = labelsOf(sheet, first, names)
  const at = labels.flatMap((label, column) => (label.length > 0 || column === left ? column : []))
  const columns = at.map((column) => {
    const parts = labels[column]!.map((written) => splitLabel(written, known.units))
    const label = parts.map(({ label }) => label).join(' ')
    const unit = meta.units[column] || parts.findLast(({ unit }) => unit !== '')?.unit || ''
    return { label: label.trim(), unit, place: place(first, column) }
  })
  const unnamed = unnamedColumns(sheet, end, at, left)
  const notes = unnamed.map((column) => say`column ${columnName(column)} has no name and was not read`)
  return { columns, at, end, ...meta, notes }
}

interface Meta extends Pick<Head, 'end' | 'source' | 'updated' | 'frequency'> {
  /** By column of the sheet. */
  units: string[]
}

/** Reads the lines of such a block, above the names and below them; empty ones may stand among them. */
function readMeta(sheet: Grid, first: number, names: number, left: number, known: Known): Meta {
  const meta: Meta = { end: names, units: [], source: undefined, updated: '', frequency: '' }
  const read = (row: number): boolean => {
    const cells = sheet.rows[row] ?? []
    const written = String(cells[left]?.value ?? '')
    const name = metaName(written)
    const others = cells.filter((cell, column) => cell && column > left && holdsSomething(cell))
    const texts = others.map((cell) => String(cell.value).trim())
    const units = texts.map((text) => unitOf(text, known.units))
    const isUnits = others.length > 0 && units.every((unit) => unit !== null)
    if (/^(单位|units?)$/.test(name) || (isUnits && (name === '' || unitOf(written, known.units)))) {
      meta.units = Array.from(cells, (cell) => (cell ? (unitOf(String(cell.value), known.units) ?? '') : ''))
    } else if (/来源|^source$/.test(name) && isMeta(written)) meta.source ||= [...new Set(texts)].join('、')
    else if (/^更新|^最后更新|^最近更新|update/.test(name) && isMeta(written))
      meta.updated = texts.sort().at(-1) ?? ''
    else if (/^(频率|频度|frequency)$/.test(name)) meta.frequency = frequencyOf(texts)
    else return isMeta(written)
    return true
  }
  const isBlank = (row: number) => !(sheet.rows[row] ?? []).some((cell) => cell && holdsSomething(cell))
  if (isIndicator(String(sheet.rows[first]?.[left]?.value ?? '')))
    for (let row = first - 1; row >= 0 && (isBlank(row) || read(row)); row--);
  for (let row = names; row < sheet.rows.length; row++) {
    if (isBlank(row)) continue
    if (!read(row)) break
    meta.end = row + 1
  }
  return meta
}

const frequencies: Array<[RegExp, string]> = [
  [/^(年|年度|annual|yearly|y|a)$/i, '年'],
  [/^(季|季度|quarterly|q)$/i, '季'],
  [/^(月|月度|monthly|m)$/i, '月'],
]

/** The frequency that all share; empty where they differ, or are days or weeks, which their dates say themselves. */
function frequencyOf(texts: string[]): string {
  const named = texts.map((text) => frequencies.find(([word]) => word.test(text))?.[1] ?? '')
  return named.every((name) => name === named[0]) ? (named[0] ?? '') : ''
}

/** Rows of a header: merged cells bind the next row to it. */
function headerDepth(sheet: Grid, first: number): number {
  let depth = 1
  while (depth < 3) {
    const above = sheet.rows[first + depth - 1] ?? []
    const next = sheet.rows[first + depth] ?? []
    const spans = above.some((cell) => cell?.merged === 'across' && cell.value !== null)
    const bound = next.some((cell) => cell?.merged === 'down' && cell.value !== null)
    const names = next.filter((cell) => cell && holdsSomething(cell))
    if (
      !(spans || bound) ||
      !names.every((cell) => typeof cell.value === 'string' && numberOf(cell) === null)
    )
      break
    depth += 1
  }
  return depth
}

/** For every column the names above one another, each once. */
function labelsOf(sheet: Grid, first: number, end: number): string[][] {
  const rows = sheet.rows.slice(first, end)
  const width = rows.reduce((width, cells) => Math.max(width, cells?.length ?? 0), 0)
  return Array.from({ length: width }, (_, column) => {
    const names = rows.map((cells) => String(cells?.[column]?.value ?? '').trim())
    return [...new Set(names.filter((name) => name !== ''))]
  })
}

function unnamedColumns(sheet: Grid, end: number, at: number[], left: number): number[] {
  const filled = new Set<number>()
  for (const cells of sheet.rows.slice(end)) {
    cells?.forEach((cell, column) => {
      if (holdsSomething(cell) && !isMissing(cell)) filled.add(column)
    })
  }
  return [...filled].filter((column) => !at.includes(column) && column > left).sort((a, b) => a - b)
}

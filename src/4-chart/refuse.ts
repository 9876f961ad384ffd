/** What data a kind cannot draw without saying something that is not so. */

import { isTimeType } from '../data/period.ts'
import { fail } from '../message.ts'
import { enumerated, type Sayable, say } from '../phrase.ts'
import type { Column, Dataset, Float, Kind, Need, Row } from '../report.ts'

/**
 * Whether a kind can draw these data; if not, the figure has a message.
 *
 * @param drawn The figure's dataset with the rows that it draws.
 * @param width Of the figure, in CSS px.
 */
export function isDrawable(float: Float, drawn: Dataset, width: number): boolean {
  const { kind, chapter, node } = float
  const complaints = [
    ...kind!.unique.map((param) => twinOf(columnsOf(param, float, drawn)[0], drawn)),
    ...(kind!.draw === 'chart' ? kind!.params : [])
      .filter(({ of }) => of.length === 1 && of[0] === 'number')
      .map(({ name }) => numberlessness(columnsOf(name, float, drawn), drawn)),
    ...kind!.needs
      .filter(({ when }) => when === null || float.params[when] === true)
      .map((need) => unfitness(need, columnsOf(need.of, float, drawn), drawn)),
    crowd(kind!.places, columnsOf(kind!.places?.of ?? '', float, drawn)[0], drawn, width),
  ].filter((complaint) => complaint !== null)
  const [first] = complaints
  if (first?.rule === 'chart-key') fail(chapter.file, node.position, first.rule, ...first.what)
  else if (first?.rule === 'chart-places') fail(chapter.file, node.position, first.rule, ...first.what)
  else if (first) fail(chapter.file, node.position, first.rule, ...first.what)
  return !first
}

type Complaint =
  | { rule: 'chart-key'; what: [text: string, column: string, path: string, lines: Sayable] }
  | { rule: 'chart-places'; what: [count: number, column: string, most: number] }
  | { rule: 'chart-number'; what: [seen: Sayable, expected: Sayable] }

/** The columns that a parameter names. */
function columnsOf(param: string, { params }: Float, { columns }: Dataset): Column[] {
  if (param === 'key') return columns.slice(0, 1)
  const names = [params[param] ?? []].flat()
  return names.flatMap((name) => columns.find((column) => column.name === name) ?? [])
}

/** Two rows of one text: they would share a place. */
function twinOf(column: Column | undefined, dataset: Dataset): Complaint | null {
  const firsts = new Map<string, Row>()
  for (const row of column ? dataset.rows : []) {
    const { text } = row.cells[column!.name]!
    const first = firsts.get(text)
    if (first) {
      const [before, after] = [first, row].map((row) => lineOf(row, dataset))
      const lines = say`${before!} and ${after!}`
      return { rule: 'chart-key', what: [text, column!.name, dataset.file.path, lines] }
    }
    firsts.set(text, row)
  }
  return null
}

/** More rows than names can be read of. */
function crowd(
  places: Kind['places'],
  column: Column | undefined,
  { rows }: Dataset,
  width: number,
): Complaint | null {
  if (!places || !column) return null
  const { least, most } = places
  const wide =
    least === null || isTimeType(column.type) ? Number.POSITIVE_INFINITY : Math.floor(width / least)
  const limit = Math.min(wide, most ?? Number.POSITIVE_INFINITY)
  return rows.length > limit ? { rule: 'chart-places', what: [rows.length, column.name, limit] } : null
}

function numberlessness(columns: Column[], { rows }: Dataset): Complaint | null {
  const isKnown = ({ name }: Column) => rows.some(({ cells }) => typeof cells[name]!.value === 'number')
  if (columns.length === 0 || columns.some(isKnown)) return null
  return refused(say`${namesOf(columns)} without a number in any row that is drawn`, say`numbers to draw`)
}

function unfitness({ numbers }: Need, columns: Column[], dataset: Dataset): Complaint | null {
  const isUnfit = (value: number) => (numbers === 'positive' ? value <= 0 : value < 0)
  for (const row of dataset.rows) {
    for (const { name } of columns) {
      const { value, text } = row.cells[name]!
      if (typeof value !== 'number' || !isUnfit(value)) continue
      const seen = say`\`${text}\` in column \`${name}\` (${dataset.file.path}, line ${lineOf(row, dataset)})`
      return numbers === 'positive'
        ? refused(say`${seen} on a log axis`, say`numbers above 0 alone: a log axis has no place for others`)
        : refused(say`${seen} as a share of 100 %`, say`parts of a whole, none of them below 0`)
    }
  }
  if (numbers === 'positive' || dataset.rows.some((row) => isWhole(row, columns))) return null
  return refused(
    say`${namesOf(columns)} without a row that has all of them`,
    say`a whole to show the shares of`,
  )
}

/** Whether all parts are known, and make up something. */
function isWhole({ cells }: Row, columns: Column[]): boolean {
  const values = columns.map(({ name }) => cells[name]!.value)
  return values.every((value) => typeof value === 'number') && values.some((value) => value !== 0)
}

function refused(seen: Sayable, expected: Sayable): Complaint {
  return { rule: 'chart-number', what: [seen, expected] }
}

function namesOf(columns: Column[]): Sayable {
  const names = enumerated(columns.map(({ name }) => `\`${name}\``))
  return columns.length === 1 ? say`column ${names}` : say`columns ${names}`
}

/** 1-based, in the dataset's file. */
function lineOf({ index }: Row, { placeOf }: Dataset): number | string {
  return placeOf(['rows', index])?.start.line ?? '?'
}

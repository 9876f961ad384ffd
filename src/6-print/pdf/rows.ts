/** Rows of tables: Chromium leaves out cells in which there is nothing, and those after them would move up. */
import { PDFArray, type PDFDict, PDFName, PDFNumber } from './pdf-lib.ts'
import { type Element, elementOf, elementsIn } from './structure.ts'
import { nameOf } from './values.ts'

/** Puts empty cells where a row has fewer than the others: before the cell whose head stands farther on, or at its end. */
export function completeRows(table: Element): void {
  const rows = [...elementsIn(table)].filter(({ role }) => role === 'TR')
  const widths = widthsOf(rows)
  const width = Math.max(...widths)
  if (widths.every((each) => each === width)) return
  const columns = columnsOf(rows, widths, width)
  const taken: boolean[][] = rows.map(() => [])
  for (const [index, row] of rows.entries()) completeRow(row, index, { taken, width, columns })
}

/** Whether the rows of a table are equally wide, and no cell reaches below the last one. */
export function isRegular(table: Element): boolean {
  const rows = [...elementsIn(table)].filter(({ role }) => role === 'TR')
  const widths = widthsOf(rows)
  return widths.length === rows.length && widths.every((width) => width === widths[0])
}

/** In cells, with those that reach down from a row above; those that reach below the last row make another one. */
function widthsOf(rows: Element[]): number[] {
  const widths = rows.map(() => 0)
  for (const [index, row] of rows.entries())
    for (const cell of cellsOf(row))
      for (let at = index; at < index + spanOf(cell, ROWS); at++)
        widths[at] = (widths[at] ?? 0) + spanOf(cell, COLUMNS)
  return widths
}

/** Columns of heads by their ids, from the rows that are whole. */
function columnsOf(rows: Element[], widths: number[], width: number): Map<string, number> {
  const columns = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    const cells = cellsOf(row)
    if (widths[index] !== width || cells.length !== width) continue
    for (const [column, cell] of cells.entries())
      for (const id of [cell.id, ...headsOf(cell)]) if (id && !columns.has(id)) columns.set(id, column)
  }
  return columns
}

interface Grid {
  /** By row and column: whether a cell is there. */
  taken: boolean[][]
  width: number
  columns: Map<string, number>
}

function completeRow(row: Element, index: number, { taken, width, columns }: Grid): void {
  const own = taken[index]!
  const kids: Element['kids'] = []
  let column = 0
  const fillTo = (end: number) => {
    for (; column < end; column++) if (!own[column]) kids.push(elementOf('TD', []))
  }
  const cells = cellsOf(row)
  let rest = cells.reduce((sum, cell) => sum + spanOf(cell, COLUMNS), 0)
  for (const cell of cells) {
    while (own[column]) column++
    const ids = columns.has(cell.id) ? [cell.id] : headsOf(cell)
    const known = ids.flatMap((id) => columns.get(id) ?? [])
    // There stays room for those that come.
    fillTo(Math.min(Math.max(column, ...known), width - rest))
    const span = spanOf(cell, COLUMNS)
    for (let down = 0; down < spanOf(cell, ROWS); down++)
      for (let right = 0; right < span; right++) (taken[index + down] ?? [])[column + right] = true
    kids.push(cell)
    column += span
    rest -= span
  }
  fillTo(width)
  row.kids = kids
}

function cellsOf({ kids }: Element): Element[] {
  return kids.filter((kid) => kid.kind === 'element')
}

function headsOf({ attributes }: Element): string[] {
  return attributes.flatMap((each) => {
    const heads = each.get(HEADERS)
    return heads instanceof PDFArray ? heads.asArray().map(nameOf) : []
  })
}

function spanOf({ attributes }: { attributes: PDFDict[] }, key: PDFName): number {
  const spans = attributes.map((each) => each.get(key))
  return spans.reduce((most, span) => (span instanceof PDFNumber ? Math.max(most, span.asNumber()) : most), 1)
}

const [ROWS, COLUMNS, HEADERS] = [PDFName.of('RowSpan'), PDFName.of('ColSpan'), PDFName.of('Headers')]

/** What the HTML edition says about a number under the pointer: its cells and where they come from. */

import { isFormula } from '../data/formula.ts'
import { keyOf } from '../data/keys.ts'
import { marksOf, operandsOf } from '../data/mark.ts'
import type { Trace } from '../report.ts'

/** More cells than this are counted, with all that is said of any of them; of an expression more are, for each of them has its part in it. */
const LISTED = 3
const LISTED_OPERANDS = 12

/**
 * A line for every dataset that the number comes from, one for its sources, and the address:
 * `全球 AI 市场规模：2024 市场规模 6,160 十亿美元 [原报告]`.
 */
export function traceText({ address, cells: own }: Trace, words: Record<string, string>): string {
  const cells = own.flatMap((cell) => [cell, ...operandsOf(cell)])
  const most = isFormula(address) || cells.length > own.length ? LISTED_OPERANDS : LISTED
  const listed = cells.slice(0, most)
  const others = cells.slice(most)
  const said = [...new Set(others.flatMap((cell) => marksOf(cell, words)))]
  const more = others.length > 0 ? ` +${others.length} [${said.join(words.source_separator ?? '; ')}]` : ''
  const datasets = [...new Set(cells.map(({ dataset }) => dataset))]
  const { colon = ': ', list_separator: comma = ', ' } = words
  const lines = datasets.flatMap((dataset, at) => {
    const told = listed.filter((cell) => cell.dataset === dataset).map((cell) => cellText(cell, words))
    const tail = at === datasets.length - 1 ? more : ''
    return [
      dataset.title + (told.length > 0 ? colon + told.join(comma) : '') + tail,
      `${words.source ?? ''}${dataset.sources.join(comma)}`,
    ]
  })
  return [...lines, address].join('\n')
}

/** `利润率 24.1 % = profit / revenue [公开资料；预测]` */
function cellText(cell: Trace['cells'][number], words: Record<string, string>): string {
  const { dataset, row, column } = cell
  const { text = words.missing ?? '–' } = row.cells[column.name] ?? {}
  const formula = column.derive?.how === 'formula' ? `= ${column.derive.of} ` : ''
  const marks = marksOf(cell, words).join(words.source_separator ?? '; ')
  return `${keyOf(dataset, row)} ${column.label} ${text} ${column.unit} ${formula}[${marks}]`.replaceAll(
    / +/g,
    ' ',
  )
}

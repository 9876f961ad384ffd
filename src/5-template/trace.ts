/** What the HTML edition says about a number under the pointer: its cells and where they come from. */
import type { Trace } from '../report.ts'

/** More cells than this are counted, not listed. */
const LISTED = 3

/** `全球 AI 市场规模：2024 市场规模 6,160 十亿美元（原报告）。Frost & Sullivan` */
export function traceText({ address, cells }: Trace, words: Record<string, string>): string {
  const [first] = cells
  if (!first) return address
  const { colon = ': ', list_separator: comma = ', ', missing = '–' } = words
  const listed = cells.slice(0, LISTED).map(({ dataset, row, column }) => {
    const key = row.cells[dataset.columns[0]!.name]?.text
    const { text = missing, provenance = dataset.provenance } = row.cells[column.name] ?? {}
    const origin = words[`provenance_${provenance}`] ?? provenance
    return `${key} ${column.label} ${text} ${column.unit} [${origin}]`.replaceAll(/ +/g, ' ')
  })
  const more = cells.length > LISTED ? ` +${cells.length - LISTED}` : ''
  const source = `${words.source ?? ''}${first.dataset.sources.join(comma)}`
  return `${first.dataset.title}${colon}${listed.join(comma)}${more}\n${source}\n${address}`
}

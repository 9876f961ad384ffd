/** Legends: how many names stand side by side. */
import type { House } from '../report.ts'
import { labelsOf, measureIn } from './typeface.ts'

/** Channels that have a legend. */
const CHANNELS = ['color', 'fill', 'stroke', 'shape', 'strokeDash', 'opacity']

/**
 * What the legends of a spec need beside what the house says: lines where their names are too many for one.
 *
 * @param rows Of its dataset; what the spec brings along counts, too.
 */
export function legendOf(
  spec: Record<string, unknown>,
  rows: Array<Record<string, unknown>>,
  house: House,
  width: number,
): { columns?: number } {
  const lists = [...fieldsIn(spec)].map((field) => namesOf(field, spec, rows))
  const columns = Math.min(...lists.map((names) => columnsThatFit(names, width, house)))
  return lists.some((names) => names.length > columns) ? { columns } : {}
}

/** Fields whose values a legend names. */
function fieldsIn(view: Record<string, unknown>): Set<string> {
  const encoding = (view.encoding ?? {}) as Record<string, { field?: unknown; type?: unknown } | null>
  const own = CHANNELS.flatMap((channel) => {
    const { field, type } = encoding[channel] ?? {}
    return typeof field === 'string' && type !== 'quantitative' && type !== 'temporal' ? [field] : []
  })
  const layers = (Array.isArray(view.layer) ? view.layer : []) as Array<Record<string, unknown>>
  return new Set([...own, ...layers.flatMap((layer) => [...fieldsIn(layer)])])
}

/** The different values of a field: of rows, or of the columns that a fold makes rows of. */
function namesOf(
  field: string,
  { data, transform }: Record<string, unknown>,
  rows: Array<Record<string, unknown>>,
): string[] {
  const brought = (data as { values?: unknown } | undefined)?.values
  const all = [...rows, ...(Array.isArray(brought) ? (brought as typeof rows) : [])]
  const values = all.map((row) => row?.[field]).filter((value) => value !== undefined && value !== null)
  const folds = (Array.isArray(transform) ? transform : []).flatMap(({ fold, as }) =>
    (as?.[0] ?? 'key') === field ? (fold ?? []) : [],
  )
  return [...new Set([...values, ...folds].map(String))]
}

/** What stands beside a label of a legend: symbol and gaps. CSS px. */
const LEGEND_SYMBOL = 41

/** Width of a text in a legend, in CSS px. */
export function legendWidth(text: string, house: House): number {
  const { family, size } = labelsOf(house, 'legend')
  return measureIn(house, family)(text) * size
}

/** How many labels stand side by side in a width of so many CSS px. */
export function columnsThatFit(labels: string[], width: number, house: House): number {
  const widths = labels.map((label) => legendWidth(label, house) + LEGEND_SYMBOL)
  // In columns every label takes the room of the widest one; in a single line each its own.
  const total = widths.reduce((sum, width) => sum + width, 0)
  return total <= width ? Math.max(1, labels.length) : Math.max(1, Math.floor(width / Math.max(...widths)))
}

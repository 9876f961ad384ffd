/** `manifest.json`: the machine-readable truth about one build. */
import { dependencies, version } from '../home.ts'
import type { Edition, Printed } from '../report.ts'

export interface Manifest {
  title: string
  date: string
  /** Of the PDF. */
  pages: number
  /** Prints until the page numbers are still, where those that are reckoned before the first one are wrong. */
  passes: number
  entries: Array<{
    kind: 'heading' | 'figure' | 'table'
    id: string
    number: string
    /** As printed: `图 8`, `1.2.` */
    label: string
    title: string
    /** Physical page of the PDF, 1-based. */
    page: number
    source: string[]
    datasets: string[]
  }>
  inputs: Edition['inputs']
  engine: Record<'yanbao' | 'chromium' | 'vega' | 'font', string>
}

/** One to find the pages, one with their numbers: who knows or guesses them is spared the first. */
const FEWEST_PASSES = 2

/** The same for the same report, whatever was known of it before. */
export function manifestOf(edition: Edition, printed: Printed): Manifest {
  const { settings, index, inputs, house } = edition
  return {
    title: settings.title,
    date: settings.date,
    pages: printed.count,
    passes: Math.max(FEWEST_PASSES, printed.passes),
    entries: index.map(({ entry, title }) => ({
      kind: entry.kind,
      id: entry.id,
      number: entry.number,
      label: entry.label,
      title,
      page: printed.pages.get(entry.id)!,
      source: entry.float?.sources ?? [],
      datasets: entry.float?.dataset ? [entry.float.dataset.name] : [],
    })),
    inputs,
    engine: {
      yanbao: version,
      vega: dependencies.vega!,
      chromium: printed.chromium,
      font: [...new Set(house.fonts.map(({ family }) => family))].join(', '),
    },
  }
}

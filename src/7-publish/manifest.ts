/** `manifest.json`: the machine-readable truth about one build. */
import { version as vega } from 'vega'
import { version as yanbao } from '../home.ts'
import type { Edition, Printed } from '../report.ts'

export interface Manifest {
  title: string
  date: string
  /** Of the PDF. */
  pages: number
  /** Prints until the page numbers were still. */
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

export function manifestOf(edition: Edition, printed: Printed): Manifest {
  const { settings, index, inputs, house } = edition
  return {
    title: settings.title,
    date: settings.date,
    pages: printed.count,
    passes: printed.passes,
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
      yanbao,
      vega,
      chromium: printed.chromium,
      font: [...new Set(house.fonts.map(({ family }) => family))].join(', '),
    },
  }
}

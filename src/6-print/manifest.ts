/** `manifest.json`: the machine-readable truth about one build. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { version as vega } from 'vega'
import { home } from '../home.ts'
import type { Edition } from '../report.ts'
import type { Printed } from './pdf.ts'

const { version: yanbao } = createRequire(import.meta.url)(join(home, 'package.json')) as { version: string }

export const versions = { yanbao, vega }

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

/** @param chromium As the browser names itself. */
export function manifestOf(edition: Edition, printed: Printed, pages: number, chromium: string): Manifest {
  const { settings, index, inputs, house } = edition
  return {
    title: settings.title,
    date: settings.date,
    pages,
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
      ...versions,
      chromium,
      font: [...new Set(house.fonts.map(({ family }) => family))].join(', '),
    },
  }
}

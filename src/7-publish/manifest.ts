/** `manifest.json`: the machine-readable truth about one build. */
import { createHash } from 'node:crypto'
import { facesOf } from '../font-face.ts'
import { dependencies, version } from '../home.ts'
import type { Edition, Printed } from '../report.ts'

export interface Manifest {
  title: string
  date: string
  /** Null where the report is one for all its readers. */
  edition: string | null
  /** Of the PDF. */
  pages: number
  /** Readings of the page numbers: found, and found again with the numbers printed. */
  passes: number
  entries: Array<{
    kind: 'heading' | 'figure' | 'table' | 'equation'
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
  /** Everything else that was delivered, in the order of the paths. */
  files: Delivered[]
  /** Of this manifest as it is written without this key. */
  sha256: string
}

/** A delivered file. */
export interface Delivered {
  /** In the build folder, with `/`. */
  path: string
  bytes: number
  sha256: string
}

/**
 * However many prints that took: it depends on what was known of the pages before, and is nothing that the report says of
 * itself.
 */
const PASSES = 2

/**
 * The same for the same report, whatever was known of it before.
 *
 * @param files All others of the delivery: text or bytes by path in the build folder.
 */
export function manifestOf(
  edition: Edition,
  printed: Printed,
  files: Map<string, string | Uint8Array>,
): Manifest {
  const { settings, index, equations, inputs, house } = edition
  return sealed({
    title: settings.title,
    date: settings.date,
    edition: settings.edition,
    pages: printed.count,
    passes: PASSES,
    entries: [...index, ...equations].map(({ entry, title }) => ({
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
      font: [...new Set(facesOf(house).map(({ family }) => family))].join(', '),
    },
    files: [...files]
      .map(([path, content]) => ({ path, bytes: Buffer.byteLength(content), sha256: sha256Of(content) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  })
}

/** The text of the file. There is one for each manifest: another byte is another manifest, or none. */
export function textOfManifest(manifest: object): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** With its own hash, so that a changed byte in it shows as one in any other file does. */
export function sealed<T extends object>(manifest: T): T & { sha256: string } {
  return { ...manifest, sha256: sha256Of(textOfManifest(manifest)) }
}

/** In hexadecimal digits. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

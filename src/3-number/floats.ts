/** Figures and tables: each counted over the whole report, in reading order. */
import { filled } from '../data/pattern.ts'
import type { Bound, Entry } from '../report.ts'
import { addEntry } from './entry.ts'

export function numberFloats({ floats, house }: Bound, entries: Map<string, Entry>): void {
  const counts = { figure: 0, table: 0 }
  for (const float of floats) {
    const { type: kind, id, chapter, node } = float
    if (chapter.part === 'cover') continue
    counts[kind] += 1
    const number = String(counts[kind])
    const label = filled(house.words[kind] ?? `${kind} {number}`, { number })
    const title = node.children[0]?.children ?? []
    addEntry(entries, { kind, id, number, label, title, depth: 0, chapter, place: node.position, float })
  }
}

/** Figures and tables: each counted over the whole report, in reading order. */
import { filled } from '../data/pattern.ts'
import type { BoundChapter } from '../report.ts'
import type { Target } from './target.ts'

/** @param words Of the house: how figures and tables are called. */
export function floatTargets(chapters: BoundChapter[], words: Record<string, string>): Target[] {
  const counts = { figure: 0, table: 0 }
  return chapters.flatMap(({ part, floats }, chapter) => {
    if (part === 'cover') return []
    return floats.map(({ type: kind, id, node }, index): Target => {
      counts[kind] += 1
      const number = String(counts[kind])
      const label = filled(words[kind] ?? `${kind} {number}`, { number })
      return { kind, chapter, index, node, depth: 0, id, number, label }
    })
  })
}

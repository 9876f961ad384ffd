/** Equations: each with an id is counted over the whole report, in reading order. */
import { filled } from '../data/pattern.ts'
import type { BoundChapter } from '../report.ts'
import type { Target } from './target.ts'

/** @param words Of the house: how equations are called. */
export function equationTargets(chapters: BoundChapter[], words: Record<string, string>): Target[] {
  let count = 0
  return chapters.flatMap(({ equations }, chapter) =>
    equations.map((node, index): Target => {
      const number = String(++count)
      const label = filled(words.equation ?? 'equation ({number})', { number })
      return { kind: 'equation', chapter, index, node, depth: 0, id: node.data!.id, number, label }
    }),
  )
}

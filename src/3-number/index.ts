/** 3-number: over the whole report, every target gets its number and every reference its text. */
import { groupBy } from '../data/group.ts'
import { filled } from '../data/pattern.ts'
import type { Memory } from '../memory.ts'
import type { Bound, BoundChapter, Entry, Numbered, Numbering } from '../report.ts'
import { numberedChapter, type Writing } from './chapter.ts'
import { equationTargets } from './equations.ts'
import { floatTargets } from './floats.ts'
import { headingTargets } from './headings.ts'
import { printedReferences } from './references.ts'
import { type Target, targetsById } from './target.ts'

/** Makes new chapters, in which headings and references carry what they print. */
export function number(bound: Bound, memory: Memory): Numbered {
  const { words } = bound.house
  const headings = headingTargets(bound.chapters)
  const equations = equationTargets(bound.chapters, words)
  const targets = targetsById(
    [...headings, ...floatTargets(bound.chapters, words), ...equations],
    bound.chapters,
  )
  const numbers = groupBy(headings, ({ chapter }) => chapter)
  const counts = groupBy(equations, ({ chapter }) => chapter)
  const chapters = bound.chapters.map((chapter, at) => {
    const writing: Writing = {
      chapter,
      headings: (numbers.get(at) ?? []).map(numberingOf),
      equations: (counts.get(at) ?? []).map(({ number }) => besideEquation(number, words)),
      references: printedReferences(chapter, targets, bound),
    }
    return memory.recall(`${chapter.file.path} numbered`, writing, numberedChapter)
  })
  const entries = [...targets].map(
    ([id, target]) => [id, entryOf(target, chapters[target.chapter]!)] as const,
  )
  return {
    ...bound,
    chapters,
    floats: chapters.flatMap(({ floats }) => floats),
    entries: new Map(entries),
  }
}

function numberingOf({ id, number, label }: Target): Numbering {
  return { id, number, label }
}

/** `（1）`, where it is referred to as `式（1）`. */
function besideEquation(number: string, words: Record<string, string>): string {
  return filled(words.equation_number ?? '({number})', { number })
}

/** The record of a target, with its nodes in the numbered chapter. */
function entryOf(target: Target, chapter: BoundChapter): Entry {
  const { kind, index, depth } = target
  const float = kind === 'figure' || kind === 'table' ? chapter.floats[index]! : null
  const title = kind === 'heading' ? chapter.headings[index] : float?.node.children[0]
  const place = target.node.position
  return { ...numberingOf(target), kind, depth, chapter, place, title: title?.children ?? [], float }
}

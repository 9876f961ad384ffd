/** Headings: `1.`, `1.1.`, `1.1.1.` over the chapters of the body; ids everywhere. */
import GithubSlugger from 'github-slugger'
import type { Heading } from 'mdast'
import { fail } from '../message.ts'
import type { Chapter, Numbering } from '../report.ts'
import type { Target } from './target.ts'

export function headingTargets(chapters: Array<Chapter & { headings: Heading[] }>): Target[] {
  const slugger = new GithubSlugger()
  const counts: number[] = []
  return chapters.flatMap((chapter, at) =>
    chapter.headings.map((node, index): Target => {
      checkHeading(node, chapter, counts.length)
      const { ownId, text } = node.data!
      const id = ownId ?? (slugger.slug(text) || slugger.slug('section'))
      const number = chapter.part === 'body' ? count(counts, node.depth) : ''
      const numbering: Numbering = { id, number, label: number && `${number}.` }
      return { kind: 'heading', chapter: at, index, node, depth: node.depth, ...numbering }
    }),
  )
}

/** @param above Level of the heading before; 0 for the first one. */
function checkHeading(node: Heading, { part, file }: Chapter, above: number): void {
  if (node.data!.text.trim() === '') fail(file, node.position, 'heading-empty')
  if (part === 'body' && node.depth > above + 1)
    fail(file, node.position, 'heading-level', node.depth, above + 1)
}

/**
 * Counts a heading up.
 *
 * @param counts Headings so far, by depth - 1; changed in place.
 * @param depth 1–6.
 */
export function count(counts: number[], depth: number): string {
  counts.length = Math.min(counts.length, depth)
  while (counts.length < depth) counts.push(0)
  counts[depth - 1]! += 1
  return counts.join('.')
}

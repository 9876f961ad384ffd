/** Headings: `1.`, `1.1.`, `1.1.1.` over the chapters of the body; ids everywhere. */
import GithubSlugger from 'github-slugger'
import type { Heading } from 'mdast'
import { fail } from '../message.ts'
import type { Bound, Chapter, Entry } from '../report.ts'
import { addEntry } from './entry.ts'

export function numberHeadings({ chapters }: Bound, entries: Map<string, Entry>): void {
  const slugger = new GithubSlugger()
  const counts: number[] = []
  for (const chapter of chapters) {
    for (const node of chapter.headings) {
      const { ownId, text } = node.data!
      const id = ownId ?? (slugger.slug(text) || slugger.slug('section'))
      checkHeading(node, chapter, counts.length)
      const number = chapter.part === 'body' ? count(counts, node.depth) : ''
      const label = number && `${number}.`
      node.data = { ownId, text, id, label }
      const { depth, children: title, position: place } = node
      addEntry(entries, { kind: 'heading', id, number, label, title, depth, chapter, place, float: null })
    }
  }
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

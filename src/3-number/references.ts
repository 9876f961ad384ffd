/** `[](#fig-market)` prints the label of what it points at. */
import { toString as textOf } from 'mdast-util-to-string'
import { fail } from '../message.ts'
import type { Bound, Entry } from '../report.ts'

export function resolveReferences({ chapters, house }: Bound, entries: Map<string, Entry>): void {
  for (const { references, file } of chapters) {
    for (const { node, bare } of references) {
      const id = decoded(node.url.slice(1))
      const entry = entries.get(id)
      if (!entry) fail(file, node.position, 'reference-unknown', id, [...entries.keys()])
      if (!entry || !bare) continue
      // A label is never broken over two lines.
      node.data = entry.label ? { hProperties: { className: ['reference'] } } : {}
      // Outside the body a heading has no label, and is named by its title.
      const value = entry.label ? referenceText(entry, house.words) : textOf(entry.title)
      node.children = [{ type: 'text', value }]
    }
  }
}

/** An id without its percent signs; as it stands where they mean nothing. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** In a sentence a section is `第 1.2 节`, where its heading says `1.2.`. */
function referenceText(entry: Entry, words: Record<string, string>): string {
  return entry.kind === 'heading'
    ? ((entry.depth === 1 ? words.chapter : undefined) ?? words.section ?? '{number}').replace(
        '{number}',
        entry.number,
      )
    : entry.label
}

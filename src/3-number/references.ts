/** `[](#fig-market)` prints the label of what it points at. */
import { visit } from 'unist-util-visit'
import { fail } from '../message.ts'
import type { Bound, Entry } from '../report.ts'

export function resolveReferences({ chapters, house }: Bound, entries: Map<string, Entry>): void {
  for (const { tree, file } of chapters) {
    visit(tree, 'link', (node) => {
      if (!node.url.startsWith('#')) return
      const id = decoded(node.url.slice(1))
      const entry = entries.get(id)
      if (!entry) {
        fail(file, node.position, 'reference-unknown', id, [...entries.keys()])
        return
      }
      if (node.children.length > 0) return
      // A label is never broken over two lines.
      if (entry.label) node.data = { ...node.data, hProperties: { className: ['reference'] } }
      // Outside the body a heading has no label, and is named by its title.
      node.children = entry.label
        ? [{ type: 'text', value: referenceText(entry, house.words) }]
        : structuredClone(entry.title)
    })
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

/** Footnotes as a text refers to them. */
import type { FootnoteDefinition, Nodes, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'

/** Names of the notes that a text refers to, and that these refer to in turn. */
export function notesWanted(tree: Root): Set<string> {
  const notes = new Map<string, FootnoteDefinition>()
  visit(tree, 'footnoteDefinition', (note) => {
    if (!notes.has(note.identifier)) notes.set(note.identifier, note)
  })
  const wanted = referencesIn(tree)
  for (const name of wanted) {
    const note = notes.get(name)
    for (const further of note ? referencesIn(note) : []) wanted.add(further)
  }
  return wanted
}

/** Names of the notes that are referred to, but for those within other notes. */
function referencesIn(tree: Nodes): Set<string> {
  const names = new Set<string>()
  visit(tree, (node) => {
    if (node.type === 'footnoteDefinition' && node !== tree) return SKIP
    if (node.type === 'footnoteReference') names.add(node.identifier)
  })
  return names
}

/** Ids in a tree that nobody has bound yet. */
import { slug } from 'github-slugger'
import type { Heading, Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'

const WRITTEN_ID = /\{#([^\s{}]+)\}\s*$/

/** Ids of headings, figures and tables. */
export function idsIn(tree: Nodes): string[] {
  const ids: string[] = []
  visit(tree, (node) => {
    if (node.type === 'heading') ids.push(idOf(node))
    if (node.type === 'containerDirective' && node.attributes?.id) ids.push(node.attributes.id)
  })
  return ids
}

function idOf(heading: Heading): string {
  const text = textOf(heading)
  return WRITTEN_ID.exec(text)?.[1] ?? slug(text)
}

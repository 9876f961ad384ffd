/** What of a chapter can be pointed at, and what points. */
import type { Heading } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { isId } from '../data/id.ts'
import { fail } from '../message.ts'
import type { BoundChapter } from '../report.ts'

/** An id at the end of a heading: `## 产业链 {#sec-chain}`. */
const WRITTEN_ID = /\s*\{#([^\s{}]+)\}\s*$/

/** Lists headings, equations and references in reading order, those inside the tables of figures too. */
export function collectTargets(chapter: BoundChapter): void {
  const trees = [chapter.tree, ...chapter.floats.flatMap(({ content }) => content ?? [])]
  for (const tree of trees) {
    visit(tree, (node) => {
      if (node.type === 'heading') {
        const ownId = takeId(node)
        if (ownId !== null && !isId(ownId)) fail(chapter.file, node.position, 'id-shape', ownId)
        node.data = { ownId, text: textOf(node) }
        chapter.headings.push(node)
      }
      if (node.type === 'math' && node.data) chapter.equations.push(node)
      if (node.type === 'link' && node.url.startsWith('#'))
        chapter.references.push({ node, bare: node.children.length === 0 })
    })
  }
}

/** Takes the written id out of the heading's last text. */
function takeId(node: Heading): string | null {
  const last = node.children.at(-1)
  const match = last?.type === 'text' ? WRITTEN_ID.exec(last.value) : null
  if (!match || last?.type !== 'text') return null
  last.value = last.value.slice(0, match.index)
  return match[1]!
}

/** Directives inside a text: `:value[…]`, `:claim[…]`, `:lit[…]`, `:var[…]`. */
import type { Nodes, Parent, PhrasingContent, Text } from 'mdast'
import type { LeafDirective, TextDirective } from 'mdast-util-directive'
import { SKIP, visit } from 'unist-util-visit'
import { fail } from '../message.ts'
import type { Chapter } from '../report.ts'
import { bindClaim } from './claim.ts'
import { BLOCKS } from './containers.ts'
import type { TextContext } from './problem.ts'
import { bindValue } from './value.ts'
import { bindVariable } from './variable.ts'

const TEXTS = [':value', ':claim', ':lit', ':var', ':only']

/** Values become text; whatever only looked like a directive (`10:30`) gets its source back. */
export function bindTexts(chapter: Chapter, context: TextContext): void {
  bindBelow(chapter.tree, chapter, context)
  joinTexts(chapter)
}

function bindBelow(tree: Nodes, chapter: Chapter, context: TextContext): void {
  const { file } = chapter
  visit(tree, ['textDirective', 'leafDirective'], (node, index, parent) => {
    if (index === undefined || !parent) return
    const directive = node as TextDirective | LeafDirective
    const bound = directive.type === 'textDirective' && bindText(directive, chapter, context)
    if (bound) {
      parent.children[index] = bound
      bindBelow(bound, chapter, context)
      return SKIP
    }
    const { start, end } = directive.position!
    const source = String(file).slice(start.offset, end.offset)
    // A label or attributes show that a directive was meant.
    const whole = directive.type === 'leafDirective'
    const [seen, names] = whole ? [`::${directive.name}`, BLOCKS] : [`:${directive.name}`, TEXTS]
    if (/[\]}]$/.test(source)) fail(file, directive.position, 'directive-unknown', seen, names)
    const text: Text = { type: 'text', value: source, position: directive.position }
    ;(parent as Parent).children[index] = whole ? { type: 'paragraph', children: [text] } : text
    return SKIP
  })
}

/** What a directive in a text stands for; null where it is none of ours. */
function bindText(node: TextDirective, chapter: Chapter, context: TextContext): PhrasingContent | null {
  switch (node.name) {
    case 'value':
      return bindValue(node, chapter, context)
    case 'claim':
      return bindClaim(node, chapter, context)
    case 'lit':
      for (const name of Object.keys(node.attributes ?? {}))
        fail(chapter.file, node.position, 'param-unknown', name, ':lit', [])
      return { type: 'literal', children: node.children, position: node.position }
    case 'var':
      return bindVariable(node, chapter, context)
    default:
      return null
  }
}

/**
 * Texts that a directive was given back between become one again: `{#sec:x}` of a heading is read as a whole. Those that
 * something was left out between stay what they are: no place is theirs together.
 */
function joinTexts({ tree }: Chapter): void {
  visit(tree, 'text', (node, index, parent) => {
    const { children = [] } = parent ?? {}
    let end = index! + 1
    const values = [node.value]
    for (let next = children[end]; next?.type === 'text' && follows(next, node); next = children[++end]) {
      values.push(next.value)
      if (node.position && next.position)
        node.position = { start: node.position.start, end: next.position.end }
    }
    if (values.length === 1) return
    node.value = values.join('')
    children.splice(index! + 1, values.length - 1)
  })
}

function follows(next: Text, { position }: Text): boolean {
  return !position || !next.position || position.end.offset === next.position.start.offset
}

/**
 * The gap between Han and Latin letters or digits: one everywhere, whether a space was typed or not.
 *
 * Within a text the browser sets it (`text-autospace`). Where a text meets an element it does not break lines well, and
 * there the gap is a narrow space of its own: at the end of a line it goes, as every space does.
 */
import type { Element, ElementContent, Root, RootContent, Text } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { h } from 'hastscript'
import { SKIP, visit } from 'unist-util-visit'
import { GAPLESS, partsAtGaps, tightened } from '../data/gap.ts'

/** Elements that stand in a line of text. */
const INLINE = /^(?:a|b|code|data|del|em|i|kbd|q|s|samp|span|strong|u|var)$/

/** Elements that hold lines. */
const BLOCK = /^(?:caption|dd|dt|figcaption|h[1-6]|li|p|td|th)$/

/** @param isNarrow Whether a space that was typed there is no wider. */
export function spaceInlines(tree: Root, isNarrow: boolean): void {
  const narrowed = isNarrow ? narrowedTexts(tree) : new Map<ElementContent, ElementContent[]>()
  visit(tree, 'element', (parent) => {
    if (/^(?:code|pre)$/.test(parent.tagName)) return SKIP
    const children = parent.children.flatMap((child) => narrowed.get(child) ?? [child])
    parent.children = children.flatMap((child, index) =>
      isGap(children[index - 1], child) ? [gap(), child] : [child],
    )
  })
}

function gap(): Element {
  return h('span.gap', ' ')
}

/** Whether two neighbours, one of which is an element, meet as Han and Latin. */
function isGap(before: ElementContent | undefined, after: ElementContent): boolean {
  if (!before || (before.type === 'text' && after.type === 'text')) return false
  if (!isInLine(before) || !isInLine(after)) return false
  return GAPLESS.test(lastOf(textOf(before)) + firstOf(textOf(after)))
}

function isInLine(node: RootContent): node is Text | Element {
  return node.type === 'text' || (node.type === 'element' && INLINE.test(node.tagName))
}

/** Texts in whose place others stand, with gaps between them; code is what it is. */
function narrowedTexts(tree: Root): Map<ElementContent, ElementContent[]> {
  const narrowed = new Map<ElementContent, ElementContent[]>()
  visit(tree, 'element', (node) => {
    if (!BLOCK.test(node.tagName)) return
    const texts = textsIn(node)
    for (const [index, text] of texts.entries()) {
      const before = lastOf(texts[index - 1]?.value ?? '')
      const after = firstOf(texts[index + 1]?.value ?? '')
      const parts = partsAtGaps(text.value, before, after)
      if (parts.length > 1) narrowed.set(text, parts.flatMap(withGap))
    }
  })
  return narrowed
}

function withGap(value: string, index: number): ElementContent[] {
  const text: ElementContent[] = value === '' ? [] : [{ type: 'text', value }]
  return index === 0 ? text : [gap(), ...text]
}

/** Texts of a line in their order; for code, a reference, or what is no text of this line, one that is thrown away. */
function textsIn({ children }: Element): Text[] {
  return children.flatMap((child): Text[] => {
    if (child.type === 'text') return [child]
    if (child.type !== 'element') return []
    // The proof tells a line of an index from a reference by the parts that it is made of.
    const isWhole = child.tagName === 'code' || /^#/.test(String(child.properties.href ?? ''))
    if (isWhole) return [{ type: 'text', value: textOf(child) }]
    return INLINE.test(child.tagName) ? textsIn(child) : [{ type: 'text', value: '\n\n' }]
  })
}

function firstOf(text: string): string {
  return [...text.slice(0, 2)][0] ?? ''
}

function lastOf(text: string): string {
  return [...text.slice(-2)].at(-1) ?? ''
}

/** HTML that a template made, with its own narrow spaces; a text of a drawing can hold none, and the browser sets it. */
export function narrowSpaces(html: string): string {
  return html.replaceAll(/<svg\b[\s\S]*?<\/svg>|(?<=>)[^<>]+(?=<)/g, (text) =>
    text.startsWith('<')
      ? text.replaceAll(/(?<=>)[^<>]+(?=<)/g, (text) => tightened(text))
      : partsAtGaps(text).join('<span class="gap"> </span>'),
  )
}

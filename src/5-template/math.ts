/** A formula as HTML: MathML for the browser that sets it, and its TeX for those who do not see it. */
import type { Element, ElementContent, Root } from 'hast'
import { h } from 'hastscript'
import { SKIP, visit } from 'unist-util-visit'
import type { DisplayMath, InlineMath } from '../report.ts'
import type { Context } from './context.ts'
import { escapeHtml } from './escape.ts'

/**
 * What the PDF's text in place of a formula begins with: in the structure that Chromium writes, a formula is a picture
 * like others.
 */
const FORMULA_MARK = '\u2061'

/** Punctuation that begins no line, and such that ends none. */
const CLOSING = /^[,.;:!?)\]}%，。、；：！？）】》〉」』”’…]+/
const OPENING = /[([{（【《〈「『“‘]+$/

/** Keeps the punctuation beside a formula on its line: for a browser, a formula is a thing that lines break beside. */
export function joinPunctuation(tree: Root): void {
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'span' || node.properties.dataFloat === undefined || !parent) return
    const before = parent.children[index! - 1]
    const after = parent.children[index! + 1]
    const parts: ElementContent[] = [...taken(before, OPENING), node as Element, ...taken(after, CLOSING)]
    if (parts.length === 1) return
    parent.children[index!] = h('span.joint', parts)
    return SKIP
  })
}

/** Takes what fits out of a text. */
function taken(node: Root['children'][number] | undefined, pattern: RegExp): ElementContent[] {
  const [value] = (node?.type === 'text' && pattern.exec(node.value)) || []
  if (value === undefined || node?.type !== 'text') return []
  node.value = node.value.replace(pattern, '')
  return [{ type: 'text', value }]
}

/** What of a formula stands in its line: for the gap between Han and Latin. */
export function textOfMath({ mathml, value }: InlineMath | DisplayMath): string {
  return (mathml || value).replaceAll(/<[^>]*>/g, '')
}

/** One whose TeX has a mistake is shown as it was typed. */
export function mathHtml(node: InlineMath | DisplayMath, { target, charted }: Context): string {
  const formula = node.mathml === '' ? typed(node) : target === 'print' ? printed(node) : named(node)
  if (node.type === 'inlineMath') return formula
  const { id, number = '' } = node.data ?? {}
  const name = `${charted.house.words.formula ?? 'formula'} ${number}`.trim()
  const content = target === 'print' ? formula : box(formula, name)
  if (!id) return `<div class="equation">${content}</div>`
  // Without a link to it, Chromium gives an equation no destination in the PDF.
  const link = target === 'print' ? `<a href="#${id}" hidden></a>` : ''
  return `<div class="equation" id="${id}">${content}<span class="number">${escapeHtml(number)}</span>${link}</div>`
}

/** On a narrow screen a long formula moves in a box of its own, which can be reached with the keyboard. */
function box(formula: string, name: string): string {
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(name)}">${formula}</div>`
}

/** Chromium tells nobody of MathML in a PDF: the text in its place is that of a picture. */
function printed({ mathml, value }: InlineMath | DisplayMath): string {
  return `<span class="math" role="img" aria-label="${FORMULA_MARK}${escapeHtml(plain(value))}">${mathml}</span>`
}

/** Screen readers read MathML itself; the TeX is for those that cannot. */
function named({ mathml, value }: InlineMath | DisplayMath): string {
  const math = mathml.replace(/^<math\b/, `<math alttext="${escapeHtml(plain(value))}"`)
  return `<span class="math">${math}</span>`
}

function typed({ value }: InlineMath | DisplayMath): string {
  return `<code>${escapeHtml(value)}</code>`
}

function plain(tex: string): string {
  return tex.replaceAll(/\s+/g, ' ').trim()
}

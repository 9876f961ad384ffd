/**
 * The space between Han and Latin where it falls between two elements.
 *
 * The browser spaces text by itself, but Chromium breaks a line far too early where such a space falls between a
 * reference or a bound number and the text beside it. There the style sheet makes it a margin, on these classes.
 */
import type { Element, ElementContent, Root } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { visit } from 'unist-util-visit'

const HAN = /\p{Script=Han}/u

/** Marks references and bound numbers that meet Han with another script. */
export function spaceInlines(tree: Root): void {
  visit(tree, 'element', (node, index, parent) => {
    if (index === undefined || !parent || !isInline(node)) return
    const own = textOf(node)
    const siblings = parent.children as ElementContent[]
    const before = edgeOf(siblings[index - 1], -1)
    const after = edgeOf(siblings[index + 1], 0)
    if (meets(before, own.at(0))) addClass(node, 'spaced-start')
    if (meets(after, own.at(-1))) addClass(node, 'spaced-end')
  })
}

function isInline({ properties }: Element): boolean {
  const classes = [properties.className].flat()
  return classes.includes('reference') || classes.includes('bound')
}

/** The character at the end (-1) or the beginning (0) of a neighbour. */
function edgeOf(node: ElementContent | undefined, at: 0 | -1): string | undefined {
  return node && (node.type === 'text' || node.type === 'element') ? textOf(node).at(at) : undefined
}

/** Han on one side, a letter or digit on the other. */
function meets(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false
  const isOther = (character: string) => /[\p{L}\p{N}%]/u.test(character) && !HAN.test(character)
  return (HAN.test(a) && isOther(b)) || (HAN.test(b) && isOther(a))
}

function addClass(node: Element, name: string): void {
  node.properties.className = [...[node.properties.className ?? []].flat().map(String), name]
}

/** Names like DeepSeek-R1 and dates like 2025-02 are not broken at their hyphen. */
import type { ElementContent, Root, Text } from 'hast'
import { h } from 'hastscript'
import { SKIP, visit } from 'unist-util-visit'

/** Letters and digits, joined by hyphens. A name has a digit among them; words (`year-on-year`) have none. */
const NAME = /(?<![\p{Script=Latin}\d.])[\p{Script=Latin}\d.]+(?:-[\p{Script=Latin}\d.]+)+/gu

/** Characters of the longest name that stays whole: a longer one would leave a hole in its line. */
const LONGEST = 16

/** A hyphen with the characters beside it: nothing but these is marked, so that no space of the line is touched. */
const JOINT = /[^-](?:-[^-])+/gu

/** Marks the joints at which a name must not be broken. */
export function joinNames(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'element' && /^(code|pre)$/.test(node.tagName)) return SKIP
    if (node.type !== 'text' || index === undefined || !parent) return
    const parts = joined(node.value)
    if (parts.every(({ type }) => type === 'text')) return
    parent.children.splice(index, 1, ...parts)
    return [SKIP, index + parts.length]
  })
}

function joined(text: string): ElementContent[] {
  const joints = [...text.matchAll(NAME)]
    .filter(([name]) => name.length <= LONGEST && /\d/.test(name))
    .flatMap((name) =>
      [...name[0].matchAll(JOINT)].map((joint) => ({ text: joint[0], at: name.index + joint.index })),
    )
  const parts: ElementContent[] = []
  let end = 0
  for (const joint of joints) {
    parts.push(plain(text.slice(end, joint.at)), h('span.joint', joint.text))
    end = joint.at + joint.text.length
  }
  return [...parts, plain(text.slice(end))].filter((part) => part.type !== 'text' || part.value !== '')
}

function plain(value: string): Text {
  return { type: 'text', value }
}

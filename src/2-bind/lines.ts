/** Lines of a paragraph: between Chinese characters the end of one is no space. */
import type { Nodes, Parent, Text } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'

/** Characters as wide as high; what opens a heading in no line is kept at its beginning. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01\uff02\uff04-\uff60\uffe0-\uffe6]/u

/** Punctuation that is wide among wide characters. */
const AMBIGUOUS = /[“”‘’—…·]/u

/** What stands for a reference until it has its number: `图 8` in Chinese, which is told by what stands beside it. */
const REFERENCE = '…'

/** Joins the lines of every text between two wide characters. */
export function joinLines(tree: Nodes): void {
  visit(tree, (node) => {
    const isText = node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell'
    if (isText) joinWithin(node)
  })
}

function joinWithin(parent: Parent): void {
  const leaves: Array<{ node: Nodes; text: string }> = []
  visit(parent as Nodes, (node) => {
    if (node.type === 'text') leaves.push({ node, text: node.value })
    else if (node.type === 'link' && node.children.length === 0) leaves.push({ node, text: REFERENCE })
    else if (!('children' in node)) leaves.push({ node, text: textOf(node) || ' ' })
  })
  for (const [index, { node, text }] of leaves.entries()) {
    if (node.type !== 'text' || !text.includes('\n')) continue
    const before = lastOf(leaves[index - 1]?.text ?? '')
    const after = firstOf(leaves[index + 1]?.text ?? '')
    node.value = joined(node, before, after)
  }
}

/** @param before The character before the text; `after`, the one after it. */
function joined({ value }: Text, before: string, after: string): string {
  const lines = value.split('\n')
  return lines.reduce((text, line, index) => {
    const isLast = index === lines.length - 1
    const left = lastOf(text) || before
    const right = firstOf(line) || (isLast ? after : '')
    return text + (areWide(left, right) ? '' : '\n') + line
  })
}

function areWide(left: string, right: string): boolean {
  const isEither = WIDE.test(left) || WIDE.test(right)
  return isEither && [left, right].every((each) => WIDE.test(each) || AMBIGUOUS.test(each))
}

function firstOf(text: string): string {
  return String.fromCodePoint(...(text === '' ? [] : [text.codePointAt(0)!]))
}

function lastOf(text: string): string {
  return [...text.slice(-2)].at(-1) ?? ''
}

/** Names like DeepSeek-R1 are not broken at their hyphen, dates nowhere; a word too long for a line may be anywhere. */
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

/** `2025年3月9日`, `3月9日`, `2025年`, `2025/3/9`. */
const DATE =
  /(?<!\d)(?:\d{4} ?年(?: ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)?|\d{1,2} ?月 ?\d{1,2} ?[日号]|\d{4}([/.])\d{1,2}\1\d{1,2})(?!\d)/g

/** What has no place to break at, as hashes and names of files. */
const LONG = /[^\s\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\u3000-\u303f\uff00-\uffef-]{25,}/gu

interface Part {
  mark: 'joint' | 'long'
  text: string
  at: number
}

function joined(text: string): ElementContent[] {
  const names = [...text.matchAll(NAME)].filter(([name]) => name.length <= LONGEST && /\d/.test(name))
  const joints = names.flatMap((name) =>
    [...name[0].matchAll(JOINT)].map((joint) => part('joint', joint[0], name.index + joint.index)),
  )
  const dates = [...text.matchAll(DATE)].map(({ 0: date, index }) => part('joint', date, index))
  const long = [...text.matchAll(LONG)].map(({ 0: word, index }) => part('long', word, index))
  const parts: ElementContent[] = []
  let end = 0
  for (const { mark, text: own, at } of [...long, ...dates, ...joints].sort((a, b) => a.at - b.at)) {
    if (at < end) continue
    parts.push(plain(text.slice(end, at)), h(`span.${mark}`, own))
    end = at + own.length
  }
  return [...parts, plain(text.slice(end))].filter((part) => part.type !== 'text' || part.value !== '')
}

function part(mark: Part['mark'], text: string, at: number): Part {
  return { mark, text, at }
}

/** HTML that a template made, in which words that are too long for a line are marked. */
export function breakLongWords(html: string): string {
  return html.replaceAll(/<svg\b[\s\S]*?<\/svg>|(?<=>)[^<>]+(?=<)/g, (text) =>
    text.startsWith('<') ? text : text.replaceAll(LONG, (word) => `<span class="long">${word}</span>`),
  )
}

function plain(value: string): Text {
  return { type: 'text', value }
}

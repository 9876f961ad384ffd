/** What a chapter may not hold. */
import type { Nodes as HtmlNodes, Root as HtmlRoot } from 'hast'
import type { Link, Root, Text } from 'mdast'
import { toHast } from 'mdast-util-to-hast'
import rehypeRaw from 'rehype-raw'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { deeperIn } from '../data/depth.ts'
import { LimitError, limited } from '../limited.ts'
import { fail } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'
import type { Chapter, Place } from '../report.ts'

/** Marks stray fences, directives typed with an input method, HTML the report does not allow, and links that lead nowhere a reader may go. */
export function refuse({ tree, file }: Chapter, rawHtml: boolean): void {
  let hasHtml = false
  visit(tree, (node, index, parent) => {
    // What stands for a value was not written.
    if (node.type === 'text' && node.position !== parent?.position) refuseText(node, file)
    if (node.type === 'link') refuseLink(node, file)
    if (node.type !== 'html' || index === undefined || !parent) return
    // Comments are for the author and go.
    if (COMMENTS.test(node.value)) {
      parent.children.splice(index, 1)
      return index
    }
    hasHtml = true
    if (!rawHtml) fail(file, node.position, 'html-refused')
    // The attribute is the compiler's own mark for a figure or a formula.
    node.value = node.value.replaceAll(/data-float/gi, 'data-author')
  })
  if (rawHtml && hasHtml) refuseImages(tree, file)
}

const COMMENTS = /^(?:\s*<!--(?:(?!-->)[\s\S])*-->)+\s*$/

/** Levels of elements in HTML of an author, and ms in which it is read. */
const DEEPEST = 300
const PATIENCE = 15_000

/** A picture that HTML of an author shows, whatever it is written as: its file would be neither read nor checked. */
function refuseImages(tree: Root, file: VFile): void {
  try {
    const parsed = limited(() => parseHtml(tree), PATIENCE)
    const deep = deeperIn<HtmlNodes>(parsed, DEEPEST)
    if (deep) refuseAll(tree, file, deep.position, say`over ${DEEPEST} levels of HTML`)
    visit(parsed, 'element', ({ tagName, position }) => {
      if (tagName === 'img') fail(file, position, 'html-image')
    })
  } catch (error) {
    if (!(error instanceof LimitError)) throw error
    refuseAll(tree, file, undefined, error.said)
  }
}

/** As a browser reads it, without the pictures of Markdown. */
function parseHtml(tree: Root): HtmlRoot {
  const html = toHast(tree, { allowDangerousHtml: true, handlers: { image: () => undefined } })
  return unified()
    .use(rehypeRaw)
    .runSync(html as HtmlRoot)
}

/** HTML that is too much goes, so that what comes after it is read. */
function refuseAll(tree: Root, file: VFile, place: Place, seen: Sayable): void {
  let first: Place
  visit(tree, 'html', (node) => {
    first ??= node.position
    node.value = ''
  })
  fail(file, place ?? first, 'text-limit', seen, say`HTML that is read in less`)
}

/** A line of colons that opens and closes nothing would be printed, and so would a directive that is none. */
function refuseText({ position }: Text, file: VFile): void {
  const written = String(file).slice(position?.start.offset, position?.end.offset)
  const [seen, mark, name] = ALMOST_BLOCK.exec(written) ?? []
  if (seen) fail(file, position, 'directive-syntax', seen, `${mark!.replaceAll('：', ':')}${name}`)
  const [, colons] = /^[ \t>]*([:：]{3,})/m.exec(written) ?? []
  if (colons && !seen) fail(file, position, 'directive-fence', colons)
  for (const [seen] of written.matchAll(ALMOST_DIRECTIVE))
    fail(file, position, 'directive-unknown', seen, INLINE)
}

/** The first line of a block that Markdown takes for a text. */
const ALMOST_BLOCK = /(?<=^[ \t>]*)([:：]{3,})[ \t]*(\p{L}[\w-]*).*/mu

const INLINE = [':value[', ':claim[', ':lit[', ':var[', ':only[']

/** A full-width colon or bracket, or a space after the colon. */
const ALMOST_DIRECTIVE =
  /(?<!\\)[:：]\s?(?:value|claim|lit|var|only)(?:[[【]|(?<=[:：](?:value|claim|lit|var|only))[(（])/g

/** A link leads to a web page, an address, or a place in the report; scripts and files of the machine are none. */
function refuseLink({ url, position }: Link, file: VFile): void {
  if (!/^(https?:|mailto:|#)/i.test(url)) fail(file, position, 'link-address', url)
  // A bare address takes the name of a directive in and ends at its bracket.
  const written = String(file).slice(position?.start.offset, (position?.end.offset ?? 0) + 1)
  const [, seen] = /^[^[<].*(:(?:value|claim|lit|var|only)\[)$/.exec(written) ?? []
  if (seen) fail(file, position, 'directive-address', seen)
}

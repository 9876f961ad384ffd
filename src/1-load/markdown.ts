/** Markdown → mdast, piece by piece: what stays as it is is not parsed again. */
import type { Nodes, Root, RootContent } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkCjkStrikethrough from 'remark-cjk-friendly-gfm-strikethrough'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { Point } from 'unist'
import type { VFile } from 'vfile'
import type { Memory } from '../memory.ts'
import remarkAutolink from './autolink.ts'
import remarkDirectives from './directives.ts'
import remarkMath from './math.ts'

/** A single tilde is that of a range: `6~8万元`. */
const STRIKETHROUGH = { singleTilde: false }

/** CommonMark closes neither `**“重点”**` nor `~~删除，~~` before a Han character; the two of remark-cjk-friendly do. */
export const markdown = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkGfm, STRIKETHROUGH)
  .use(remarkAutolink)
  .use(remarkCjkFriendly)
  .use(remarkCjkStrikethrough, STRIKETHROUGH)
  .use(remarkDirectives)
  .use(remarkMath)

export function parseMarkdown(file: VFile, memory: Memory): Root {
  const children: RootContent[] = []
  let offset = 0
  let line = 0
  for (const piece of piecesOf(String(file))) {
    const tree = memory.recall(piece, { piece }, ({ piece }) => markdown.parse(piece), { lasts: true })
    children.push(...moved(tree, fartherDown(line, offset)).children)
    offset += piece.length
    line += piece.split('\n').length - 1
  }
  return { type: 'root', children }
}

type Move = (point: Point) => Point

function fartherDown(lines: number, characters: number): Move {
  return ({ line, column, offset }) => ({ line: line + lines, column, offset: offset! + characters })
}

/** A copy that stands elsewhere. */
export function moved<T extends Nodes>(node: T, move: Move): T {
  const copy = { ...node }
  if (node.position) copy.position = { start: move(node.position.start), end: move(node.position.end) }
  if ('children' in copy) copy.children = copy.children.map((child) => moved(child, move)) as never
  return copy
}

/** What reaches over pieces: definitions, footnotes and fences in lists and quotations; HTML. */
const FAR_REACHING = /^ {0,3}<|^[ \t>*+\d.)-]*\[[^\]]+\]:|^[ \t>*+\d.)-]+(?:`{3}|~{3}|:{3}|\${2})/m

/** A fence of code, of a block directive or of a formula; directives close by a fence without a name. */
const FENCE = /^(?<mark>`{3,}|~{3,}|:{3,}|\${2})(?<rest>.*?)[ \t]*\n?$/

/** What goes on with what stands above it: white space and the marks of lists. Front matter begins nothing but a file. */
const GOES_ON = /^(?:\s|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|---)/

const FRONT_MATTER = /^---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|$)/

/**
 * Cuts a text where an empty line ends all that is open: neither code, a directive nor a list goes on after it.
 *
 * @returns Texts that make up the whole one; a single one where they depend on each other.
 */
export function piecesOf(text: string): string[] {
  const [front = ''] = FRONT_MATTER.exec(text) ?? []
  const isOpen = front === '' && text.startsWith('---')
  if (isOpen || FAR_REACHING.test(text)) return [text]
  const pieces = [front]
  // The outermost fence alone counts: it ends where it is closed, whatever is open inside.
  let open = ''
  let isEmpty = false
  for (const line of text.slice(front.length).split(/(?<=\n)/)) {
    const { mark = '', rest = '' } = FENCE.exec(line)?.groups ?? {}
    if (!open && isEmpty && !GOES_ON.test(line)) pieces.push('')
    if (open) open = closes(mark, rest, open, line) ? '' : open
    else if (opens(mark, rest)) open = mark
    pieces.push(pieces.pop() + line)
    isEmpty = /^[ \t]*\n?$/.test(line)
  }
  return pieces.filter((piece) => piece !== '')
}

function closes(mark: string, rest: string, open: string, line: string): boolean {
  // A formula can end in the line that says the last of it.
  if (open === '$$') return line.includes(open)
  return mark[0] === open[0] && mark.length >= open.length && rest === ''
}

function opens(mark: string, rest: string): boolean {
  if (mark === '') return false
  if (mark === '$$') return rest === ''
  return mark.startsWith(':') ? rest !== '' : !(mark.startsWith('`') && rest.includes('`'))
}

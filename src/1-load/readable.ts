/** What a parser of Markdown would take too long for, or go too deep in: it is refused with a place before or instead. */
import type { Nodes, Root } from 'mdast'
import type { VFile } from 'vfile'
import { deeperIn } from '../data/depth.ts'
import { LimitError, limited } from '../limited.ts'
import { fail } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'

/** Quotations and lists in one another. */
export const MOST_LEVELS = 100

/** Levels beyond which a line is deep; and how many more of them the lines of a chapter may have together. */
const DEEP = 20
const MOST_DEEP_LEVELS = 2000

/** Block directives in one another: a figure stands in a row, and that in a rail. */
const MOST_FENCES = 20

/** Marks of emphasis in one paragraph: each is compared with all before it. */
const MOST_MARKS = 2000

/** Beginnings of comments and declarations in one paragraph: from each the end is looked for. */
const MOST_COMMENTS = 500

/** Footnotes of one chapter, each of which the parser looks for among all others. */
const MOST_FOOTNOTES = 2000

/** Levels of a tree, of which a quotation makes one and an item of a list two. */
export const DEEPEST = 3 * MOST_LEVELS

/** ms for a chapter, where a long one takes a few hundred. */
const PATIENCE = 15_000

/** @returns The tree of a chapter; an empty one with a message where it is too much. */
export function parseWithin(file: VFile, parse: () => Root): Root {
  const nothing: Root = { type: 'root', children: [] }
  if (refuseLines(String(file), file)) return nothing
  try {
    const tree = limited(parse, PATIENCE)
    const deep = deeperIn<Nodes>(tree, DEEPEST)
    if (deep)
      fail(file, deep.position, 'text-limit', say`over ${DEEPEST} levels`, say`at most ${MOST_LEVELS}`)
    return deep ? nothing : tree
  } catch (error) {
    if (!(error instanceof LimitError)) throw error
    fail(file, undefined, 'text-limit', error.said, say`a text that is read in less`)
    return nothing
  }
}

const PREFIX = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/
const FOOTNOTE = /^[ \t>]*\[\^/
const FENCE = /^ {0,3}(?<mark>:{3,}|`{3,}|~{3,})(?<rest>.*)$/

/** Goes through the lines once. @returns Whether one of them is too much. */
function refuseLines(text: string, file: VFile): boolean {
  const open: string[] = []
  let deep = 0
  let marks = 0
  let comments = 0
  let footnotes = 0
  for (const [index, line] of text.split('\n').entries()) {
    const point = { line: index + 1, column: 1 }
    const refuse = (seen: Sayable, most: Sayable) => {
      fail(file, { start: point, end: point }, 'text-limit', seen, most)
      return true
    }
    const levels = levelsOf(line)
    if (levels > MOST_LEVELS)
      return refuse(say`${levels} levels of quotations and lists`, say`at most ${MOST_LEVELS}`)
    deep += Math.max(0, levels - DEEP)
    if (deep > MOST_DEEP_LEVELS)
      return refuse(say`over ${MOST_DEEP_LEVELS} levels beyond the ${DEEP}th in a chapter`, say`fewer`)
    follow(line, open)
    if (open.length > MOST_FENCES)
      return refuse(say`${open.length} blocks in one another`, say`at most ${MOST_FENCES}`)
    if (open.at(-1)?.startsWith(':') === false) continue
    footnotes += FOOTNOTE.test(line) ? 1 : 0
    if (footnotes > MOST_FOOTNOTES)
      return refuse(say`over ${MOST_FOOTNOTES} footnotes in a chapter`, say`fewer, or more chapters`)
    // Cells of a table are paragraphs of their own.
    if (/^\s*(?:\||$)/.test(line)) [marks, comments] = [0, 0]
    comments += line.match(/<[!?]/g)?.length ?? 0
    if (comments > MOST_COMMENTS)
      return refuse(say`over ${MOST_COMMENTS} beginnings of comments in a paragraph`, say`fewer`)
    marks += line.match(/[*_~]+/g)?.length ?? 0
    if (marks > MOST_MARKS)
      return refuse(say`over ${MOST_MARKS} marks of emphasis in a paragraph`, say`fewer`)
  }
  return false
}

/** Two columns before a mark are a level, too. */
function levelsOf(line: string): number {
  const [prefix = ''] = PREFIX.exec(line) ?? []
  const blank = prefix.match(/[ \t]/g)?.length ?? 0
  const marks = prefix.match(/>|[-+*]|\d+[.)]/g)?.length ?? 0
  return marks + Math.max(0, Math.floor((blank - marks) / 2))
}

/** @param open Marks of the fences that are open, the outermost first; changed in place. */
function follow(line: string, open: string[]): void {
  const { mark = '', rest = '' } = FENCE.exec(line)?.groups ?? {}
  const top = open.at(-1)
  if (mark === '') return
  const isCode = top !== undefined && !top.startsWith(':')
  const closes = top !== undefined && mark[0] === top[0] && mark.length >= top.length && rest.trim() === ''
  if (closes) open.pop()
  else if (!isCode && (!mark.startsWith(':') || rest.trim() !== '')) open.push(mark)
}

/** Markdown → mdast, section by section: a section that stays as it is is not parsed again. */
import type { Root, RootContent } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkDirective from 'remark-directive'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { Memory } from '../memory.ts'

/** CommonMark does not close `**“重点”**` before a Han character; remark-cjk-friendly does. */
export const markdown = unified()
  .use(remarkParse)
  .use(remarkFrontmatter)
  .use(remarkGfm)
  .use(remarkCjkFriendly)
  .use(remarkDirective)

export function parseMarkdown(file: VFile, memory: Memory): Root {
  const children: RootContent[] = []
  let offset = 0
  let line = 0
  for (const section of sectionsOf(String(file))) {
    const tree = memory.recall(
      `section ${section}`,
      () => [],
      () => markdown.parse(section),
    )
    children.push(...moved(tree, line, offset).children)
    offset += section.length
    line += section.split('\n').length - 1
  }
  return { type: 'root', children }
}

/** A copy that stands so many lines and characters farther down. */
function moved(tree: Root, lines: number, characters: number): Root {
  const copy = structuredClone(tree)
  visit(copy, ({ position }) => {
    for (const point of position ? [position.start, position.end] : []) {
      point.line += lines
      point.offset! += characters
    }
  })
  return copy
}

/** What reaches over sections: definitions, footnotes, HTML. */
const FAR_REACHING = /^ {0,3}(?:<|\[[^\]]+\]:)/m

/** A fence of code or of a block directive; directives close by a fence without a name. */
const FENCE = /^ {0,3}(?<mark>`{3,}|~{3,}|:{3,})(?<rest>.*)$/

/**
 * Cuts a text before its headings of the first two levels. Such a line closes every block of Markdown but code,
 * directives and HTML.
 *
 * @returns Texts that make up the whole one; a single one where sections depend on each other.
 */
export function sectionsOf(text: string): string[] {
  if (FAR_REACHING.test(text)) return [text]
  const sections: string[] = ['']
  // The outermost fence alone counts: it ends where it is closed, whatever is open inside.
  let open = ''
  for (const line of text.split(/(?<=\n)/)) {
    const { mark = '', rest = '' } = FENCE.exec(line.trimEnd())?.groups ?? {}
    if (open) open = closes(mark, rest, open) ? '' : open
    else if (opens(mark, rest)) open = mark
    else if (/^#{1,2} /.test(line)) sections.push('')
    sections.push(sections.pop() + line)
  }
  return sections.filter((section) => section !== '')
}

function closes(mark: string, rest: string, open: string): boolean {
  return mark[0] === open[0] && mark.length >= open.length && rest.trim() === ''
}

function opens(mark: string, rest: string): boolean {
  if (mark === '') return false
  return mark.startsWith(':') ? rest.trim() !== '' : !(mark.startsWith('`') && rest.includes('`'))
}

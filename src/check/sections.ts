/** Sections that a report of the house is not published without. */
import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { Memory } from '../memory.ts'
import { note } from '../message.ts'
import type { Numbered } from '../report.ts'
import type { ChapterText } from './passages.ts'

/** Keys of the house's words that list the names such a section may have. */
const SECTIONS = ['risk_section', 'disclaimer_section']

export function checkSections(texts: ChapterText[], { house, settings }: Numbered, memory: Memory): void {
  const titles = texts.flatMap((text) =>
    memory.recall(`${text.file.path} sections`, { text }, ({ text }) => titlesOf(text.chapter.tree)),
  )
  for (const section of SECTIONS) {
    const names = (house.words[section] ?? '').split(/[、,，;；]/).map((name) => name.trim())
    const wanted = names.filter((name) => name !== '')
    const isThere = titles.some((title) => wanted.some((name) => title.includes(name.toLowerCase())))
    if (wanted.length > 0 && !isThere)
      note(settings.rules, settings.file, undefined, 'section-missing', wanted)
  }
}

/** Headings, and the bold words that paragraphs begin with. */
function titlesOf(tree: Nodes): string[] {
  const titles: string[] = []
  visit(tree, (node) => {
    if (node.type === 'heading') titles.push(textOf(node).toLowerCase())
    const [lead] = node.type === 'paragraph' ? node.children : []
    if (lead?.type === 'strong') titles.push(textOf(lead).toLowerCase())
  })
  return titles
}

/** The proof: what the contents and lists say of the final PDF is what a reader finds in it. */
import { fail } from '../message.ts'
import type { Edition, IndexLine } from '../report.ts'
import type { Printed } from './pdf.ts'
import { bare, openPdf, type PageLink, type PageText, textOfPages } from './read.ts'

/** A page of the final file, with its links where it can hold a line of the index. */
interface Leaf {
  text: string
  links: PageLink[]
}

/** What the final file says against the report. */
export interface Proof {
  /** Number of pages. */
  pages: number
  /** Problems of the entries of the index, by id. */
  problems: Map<string, string[]>
  /** How many pages the cover takes. */
  cover: number
}

/**
 * Reads a printed file and holds every entry of the index against it: its destination, the number printed in its line,
 * and its caption, which stands on that page and nowhere else.
 *
 * @param signal Ends the reading between two pages, with an AbortError.
 */
export async function prove(edition: Edition, printed: Printed, signal?: AbortSignal): Promise<Proof> {
  const document = await openPdf(printed.pdf)
  try {
    const pages = await leavesOf(edition, printed, await textOfPages(document, signal))
    const continued = bare(edition.house.words.continued ?? '')
    const problems = edition.index.map(
      (line) => [line.entry.id, problemsOf(line, printed, pages, continued)] as const,
    )
    return { pages: document.numPages, problems: new Map(problems), cover: coverOf(edition, pages) }
  } finally {
    await document.loadingTask.destroy()
  }
}

/** What disagrees is a message at its entry. */
export function markProof({ index, cover }: Edition, proof: Proof): void {
  if (cover && proof.cover > 1) fail(cover.file, undefined, 'cover-overflow', proof.cover)
  for (const { entry, title } of index) {
    for (const problem of proof.problems.get(entry.id) ?? [])
      fail(entry.chapter.file, entry.place, 'index-unproved', `${entry.label} ${title}: ${problem}`)
  }
}

/**
 * A caption stands once on its own page; where one stands on any other, or twice, it can be a line of the index. Links
 * are read on those pages only.
 */
async function leavesOf({ index }: Edition, printed: Printed, pages: PageText[]): Promise<Leaf[]> {
  const captions = index.map(({ entry, title }) => ({
    caption: bare(entry.label + title),
    page: printed.pages.get(entry.id),
  }))
  return Promise.all(
    pages.map(async ({ text, readLinks }, at) => {
      const lists = captions.some(({ caption, page }) => count(text, caption) > (page === at + 1 ? 1 : 0))
      return { text, links: lists ? await readLinks() : [] }
    }),
  )
}

/** The contents follow the cover: where they do not begin on the second page, the cover has run over. */
function coverOf({ index }: Edition, pages: Leaf[]): number {
  const [first] = index
  if (!first) return 1
  const caption = bare(first.entry.label + first.title)
  const contents = pages.findIndex(({ links }) => links.some(({ text }) => text.startsWith(caption)))
  return Math.max(1, contents)
}

function problemsOf(
  { entry, title }: IndexLine,
  printed: Printed,
  pages: Leaf[],
  continued: string,
): string[] {
  const page = printed.pages.get(entry.id)
  if (page === undefined) return ['it did not reach the paper']
  const problems: string[] = []
  const caption = bare(entry.label + title)

  const lines = pages.flatMap(({ links }) =>
    links.filter(({ target, text }) => target === entry.id && text.startsWith(caption)),
  )
  for (const { text } of lines) {
    const number = text.slice(caption.length).replace(/^\D*/, '')
    if (number !== '' && number !== String(page))
      problems.push(`its line in the index says ${number}, it is on page ${page}`)
    if (number === '') problems.push('its line in the index has no page')
  }
  // Sections of the third level and below are in no list.
  if (lines.length === 0 && entry.depth <= 2) problems.push('it is missing from the index')

  const found = pages.flatMap(({ text }, index) => Array(count(text, caption)).fill(index + 1) as number[])
  const own = found.filter((at) => at === page).length
  const captions = found.length - lines.length - continuations(caption, pages, continued)
  if (own === 0) problems.push(`its caption is not on page ${page}`)
  else if (captions !== 1) problems.push(`its caption is printed ${captions} times`)
  return problems
}

/** How often a long table says again, on a page that follows, what it is. */
function continuations(caption: string, pages: Leaf[], continued: string): number {
  if (continued === '') return 0
  return pages.reduce((sum, { text }) => sum + count(text, caption + continued), 0)
}

function count(text: string, part: string): number {
  return text.split(part).length - 1
}

/** Bookmarks: the headings as a tree. */
import type { IndexLine } from '../../report.ts'
import { type PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef } from './pdf-lib.ts'

interface Bookmark {
  title: string
  id: string
  children: Bookmark[]
}

/**
 * Writes the bookmarks. Chromium's own repeat the text of a heading that has a border.
 *
 * @param headings In reading order.
 * @param destinations Their names by id.
 */
export function writeOutline(
  document: PDFDocument,
  headings: IndexLine[],
  destinations: Map<string, PDFHexString>,
): void {
  const tree = nest(headings.filter(({ entry }) => destinations.has(entry.id)))
  document.catalog.delete(PDFName.of('Outlines'))
  if (tree.length === 0) return
  const root = document.context.nextRef()
  const items = writeLevel(document, tree, root, destinations)
  document.context.assign(root, document.context.obj({ Type: 'Outlines', ...items }))
  document.catalog.set(PDFName.of('Outlines'), root)
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}

function nest(headings: IndexLine[]): Bookmark[] {
  const top: Bookmark[] = []
  const open: Array<{ depth: number; children: Bookmark[] }> = [{ depth: 0, children: top }]
  for (const { entry, title } of headings) {
    while (open.at(-1)!.depth >= entry.depth) open.pop()
    const bookmark: Bookmark = { title: `${entry.label} ${title}`.trim(), id: entry.id, children: [] }
    open.at(-1)!.children.push(bookmark)
    open.push({ depth: entry.depth, children: bookmark.children })
  }
  return top
}

/** Writes siblings; returns what their parent says of them. */
function writeLevel(
  document: PDFDocument,
  bookmarks: Bookmark[],
  parent: PDFRef,
  destinations: Map<string, PDFHexString>,
) {
  const { context } = document
  const refs = bookmarks.map(() => context.nextRef())
  bookmarks.forEach((bookmark, index) => {
    const own = refs[index]!
    const item = context.obj({ Parent: parent })
    item.set(PDFName.of('Dest'), destinations.get(bookmark.id)!)
    item.set(PDFName.of('Title'), PDFHexString.fromText(bookmark.title))
    if (index > 0) item.set(PDFName.of('Prev'), refs[index - 1]!)
    if (index < refs.length - 1) item.set(PDFName.of('Next'), refs[index + 1]!)
    if (bookmark.children.length > 0) {
      const level = writeLevel(document, bookmark.children, own, destinations)
      for (const [key, value] of Object.entries(level)) item.set(PDFName.of(key), value)
    }
    context.assign(own, item)
  })
  return { First: refs[0]!, Last: refs.at(-1)!, Count: PDFNumber.of(refs.length) }
}

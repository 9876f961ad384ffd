/** Named destinations: where a reader who follows a link arrives. */
import { decoded } from '../../data/decoded.ts'
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef } from './pdf-lib.ts'
import { nameOf, numbersOf } from './values.ts'

export interface Destination {
  /** 1-based; 0 for a page that is none of the document's. */
  page: number
  /** Points; Chromium leaves out the margins of the page. */
  x: number
  y: number
}

/** Page of every named destination by id, 1-based. */
export function pagesOf(document: PDFDocument): Map<string, number> {
  const pages = new Map([...destinationsOf(document)].map(([id, [first]]) => [id, first!.page]))
  return new Map([...pages].filter(([, page]) => page > 0))
}

/**
 * Reads both places in which a file can keep them: the dictionary of names, and the tree of strings.
 *
 * @returns By id; more than one where the file contradicts itself.
 */
export function destinationsOf(document: PDFDocument): Map<string, Destination[]> {
  const { catalog } = document
  const pages = pageNumbers(document)
  const found = new Map<string, Destination[]>()
  const keep = (name: string, value: PDFObject | undefined) => {
    // Chromium writes names percent-encoded.
    const id = decoded(name)
    const destination = destinationOf(document.context.lookup(value), pages)
    found.set(id, [...(found.get(id) ?? []), destination])
  }
  const dictionary = catalog.lookup(PDFName.of('Dests'))
  if (dictionary instanceof PDFDict)
    for (const [name, value] of dictionary.entries()) keep(name.decodeText(), value)
  const names = catalog.lookup(PDFName.of('Names'))
  if (names instanceof PDFDict) readNames(names.lookup(PDFName.of('Dests')), new Set(), keep)
  return found
}

/** Numbers of the pages, 1-based, by the tags of their references; the first one of a page that is there twice. */
export function pageNumbers(document: PDFDocument): Map<string, number> {
  const pages = new Map<string, number>()
  for (const [index, { ref }] of document.getPages().entries())
    if (!pages.has(ref.tag)) pages.set(ref.tag, index + 1)
  return pages
}

/** @param seen A tree has no circles; a broken file may. */
function readNames(
  tree: PDFObject | undefined,
  seen: Set<PDFDict>,
  keep: (name: string, value: PDFObject | undefined) => void,
): void {
  if (!(tree instanceof PDFDict) || seen.has(tree)) return
  seen.add(tree)
  const pairs = tree.lookup(PDFName.of('Names'))
  if (pairs instanceof PDFArray)
    for (let at = 0; at + 1 < pairs.size(); at += 2) keep(nameOf(pairs.lookup(at)), pairs.get(at + 1))
  const kids = tree.lookup(PDFName.of('Kids'))
  if (kids instanceof PDFArray)
    for (let at = 0; at < kids.size(); at++) readNames(kids.lookup(at), seen, keep)
}

function destinationOf(object: PDFObject | undefined, pages: Map<string, number>): Destination {
  const place = object instanceof PDFDict ? object.lookup(PDFName.of('D')) : object
  if (!(place instanceof PDFArray)) return { page: 0, x: 0, y: 0 }
  const [page] = place.asArray()
  const [x = 0, y = 0] = numbersOf(place)
  return { page: page instanceof PDFRef ? (pages.get(page.tag) ?? 0) : 0, x, y }
}

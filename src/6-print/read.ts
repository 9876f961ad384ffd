/** Reading a printed PDF back. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** Where pdfjs finds the tables of CJK encodings. */
const cMaps = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps/')

/** The caller destroys the document's `loadingTask` when done. */
export async function openPdf(pdf: Uint8Array): Promise<PDFDocumentProxy> {
  // pdfjs takes the array over: it gets a copy.
  const data = new Uint8Array(pdf)
  return getDocument({
    data,
    cMapUrl: cMaps,
    cMapPacked: true,
    isEvalSupported: false,
    verbosity: VerbosityLevel.ERRORS,
  }).promise
}

/** Page of every named destination, 1-based. Chromium writes names percent-encoded. */
export async function pagesOf(pdf: Uint8Array): Promise<Map<string, number>> {
  const document = await openPdf(pdf)
  try {
    const pages = new Map<string, number>()
    for (const [name, destination] of Object.entries(await document.getDestinations())) {
      pages.set(decodeURIComponent(name), (await document.getPageIndex(destination[0])) + 1)
    }
    return pages
  } finally {
    await document.loadingTask.destroy()
  }
}

/** A page as its reader sees it. */
export interface PageText {
  /** All text without white space. */
  text: string
  /** Costs more than the text of the page. */
  readLinks(): Promise<PageLink[]>
}

/** A link to a place in the document, with the text inside its rectangles, without white space. */
export interface PageLink {
  target: string
  text: string
}

/** @param signal Ends the reading between two pages, with an AbortError. */
export async function textOfPages(document: PDFDocumentProxy, signal?: AbortSignal): Promise<PageText[]> {
  const pages: PageText[] = []
  for (let number = 1; number <= document.numPages; number++) {
    // pdfjs leaves no room between its steps for anything else.
    await setImmediate()
    signal?.throwIfAborted()
    const page = await document.getPage(number)
    const items = (await page.getTextContent()).items.filter((item) => 'str' in item)
    pages.push({
      text: bare(items.map(({ str }) => str).join('')),
      async readLinks() {
        const annotations = await page.getAnnotations()
        const links = annotations.filter(
          ({ subtype, dest }) => subtype === 'Link' && typeof dest === 'string',
        )
        return linksOf(links, items)
      },
    })
  }
  return pages
}

interface TextItem {
  str: string
  /** Matrix; its last two numbers are the place in points. */
  transform: number[]
}

/**
 * A link that breaks over lines, or holds elements of its own, has several rectangles, which may overlap: each text
 * inside them counts once.
 */
function linksOf(annotations: Array<{ dest: string; rect: number[] }>, items: TextItem[]): PageLink[] {
  const links: Array<{ target: string; inside: Set<TextItem> }> = []
  for (const { dest, rect } of annotations) {
    const target = decodeURIComponent(dest)
    if (links.at(-1)?.target !== target) links.push({ target, inside: new Set() })
    const { inside } = links.at(-1)!
    for (const item of items) if (isInside(rect, item.transform[4]!, item.transform[5]!)) inside.add(item)
  }
  return links.map(({ target, inside }) => ({
    target,
    text: bare(
      items
        .filter((item) => inside.has(item))
        .map(({ str }) => str)
        .join(''),
    ),
  }))
}

/** Points, origin at the lower left; texts are placed by the left end of their baseline. */
function isInside([left, bottom, right, top]: number[], x: number, y: number): boolean {
  return x >= left! - 1 && x <= right! + 1 && y >= bottom! - 1 && y <= top! + 1
}

/** Text for comparing: without white space, compatibility forms made one. */
export function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, '')
}

/** Reading a printed PDF back. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
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
  /** Links to places in the document, with the text inside their rectangles, without white space. */
  links: Array<{ target: string; text: string }>
}

export async function textOfPages(document: PDFDocumentProxy): Promise<PageText[]> {
  const pages: PageText[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const [content, annotations] = await Promise.all([page.getTextContent(), page.getAnnotations()])
    const items = content.items.filter((item) => 'str' in item)
    const links = annotations.filter(({ subtype, dest }) => subtype === 'Link' && typeof dest === 'string')
    pages.push({
      text: bare(items.map(({ str }) => str).join('')),
      links: joinLines(
        links.map(({ dest, rect }) => ({
          target: decodeURIComponent(dest),
          text: bare(
            items
              .filter(({ transform }) => inside(rect, transform[4], transform[5]))
              .map(({ str }) => str)
              .join(''),
          ),
        })),
      ),
    })
    page.cleanup()
  }
  return pages
}

/** A link that breaks over lines has a rectangle for each. */
function joinLines(links: PageText['links']): PageText['links'] {
  return links.reduce<PageText['links']>((joined, link) => {
    const last = joined.at(-1)
    if (last?.target === link.target) last.text += link.text
    else joined.push({ ...link })
    return joined
  }, [])
}

/** Points, origin at the lower left; texts are placed by the left end of their baseline. */
function inside([left, bottom, right, top]: number[], x: number, y: number): boolean {
  return x >= left! - 1 && x <= right! + 1 && y >= bottom! - 1 && y <= top! + 1
}

/** Text for comparing: without white space, compatibility forms made one. */
export function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, '')
}

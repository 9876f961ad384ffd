/** Reading a PDF with pdf.js, which knows the whole language. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
// Registers itself: pdfjs would look for it beside the file that this one becomes a part of.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { type MarkedTexts, withText } from './text.ts'

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

/**
 * Reads the tagged text of a page; what the page says in its margins has no tag.
 *
 * @param number Of the page, 1-based.
 */
export async function textsOfPage(document: PDFDocumentProxy, number: number): Promise<MarkedTexts> {
  const page = await document.getPage(number)
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const texts: MarkedTexts = new Map()
  const open: Array<string | undefined> = []
  for (const item of items) {
    if ('str' in item) {
      const id = open.at(-1)
      if (id !== undefined) add(texts, id, item)
    } else if (item.type === 'endMarkedContent') open.pop()
    // What has no number of its own, as the mark of a language, is part of what it stands in.
    else open.push((item.id as string | null) ?? open.at(-1))
  }
  return withText(texts)
}

interface TextItem {
  str: string
  /** Matrix; its last two numbers are the place in points. */
  transform: number[]
}

function add(texts: MarkedTexts, id: string, { str, transform }: TextItem): void {
  const known = texts.get(id)
  // It begins where something is to be seen.
  const begins = str.trim() !== '' && !known?.text.trim()
  const [x, y] = begins ? transform.slice(4) : [known?.x, known?.y]
  texts.set(id, { text: (known?.text ?? '') + str, x: x ?? 0, y: y ?? 0 })
}

/** Reading a printed PDF back. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
// Registers itself: pdfjs would look for it beside the file that this one becomes a part of.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'

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

/** Page of every named destination by id, 1-based. */
export async function pagesOf(pdf: Uint8Array): Promise<Map<string, number>> {
  const document = await openPdf(pdf)
  try {
    const pages = new Map<string, number>()
    for (const [name, destination] of Object.entries(await document.getDestinations())) {
      pages.set(decodedName(name), (await document.getPageIndex(destination[0])) + 1)
    }
    return pages
  } finally {
    await document.loadingTask.destroy()
  }
}

/** A run of marked content as it stands on its page. */
export interface MarkedText {
  text: string
  /** Left end of the baseline of its first text, in points from the lower left corner of the page. */
  x: number
  y: number
}

/**
 * Reads the tagged text of a page; what the page says in its margins has no tag.
 *
 * @param number Of the page, 1-based.
 * @returns Of the runs that hold a text, by their ids: `p12R_mc3` for the third one of the page whose reference is `12 0 R`.
 */
export async function textOfPage(
  document: PDFDocumentProxy,
  number: number,
): Promise<Map<string, MarkedText>> {
  // pdfjs leaves no room between its steps for anything else.
  await setImmediate()
  const page = await document.getPage(number)
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const texts = new Map<string, MarkedText>()
  const open: Array<string | undefined> = []
  for (const item of items) {
    if ('str' in item) add(texts, open.at(-1), item)
    else if (item.type === 'endMarkedContent') open.pop()
    // What has no number of its own, as the mark of a language, is part of what it stands in.
    else open.push((item.id as string | null) ?? open.at(-1))
  }
  return new Map([...texts].filter(([, { text }]) => bare(text) !== ''))
}

interface TextItem {
  str: string
  /** Matrix; its last two numbers are the place in points. */
  transform: number[]
}

function add(texts: Map<string, MarkedText>, id: string | undefined, { str, transform }: TextItem): void {
  if (id === undefined) return
  const known = texts.get(id)
  // It begins where something is to be seen.
  const begins = str.trim() !== '' && !known?.text.trim()
  const [x, y] = begins ? transform.slice(4) : [known?.x, known?.y]
  texts.set(id, { text: (known?.text ?? '') + str, x: x ?? 0, y: y ?? 0 })
}

/** Text for comparing: without white space and what is never seen, compatibility forms and hyphens made one. */
export function bare(text: string): string {
  // Fonts have one glyph for several hyphens, and a file can say of it only one of them.
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Default_Ignorable_Code_Point}]+/gu, '')
    .replaceAll(/[\u2010\u2011]/g, '-')
}

/** The id behind the name of a destination: Chromium writes names percent-encoded. */
export function decodedName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** The PDF: printed, its pages read, the numbers filled in, printed again until nothing moves. */
import type { Browser, Page } from 'puppeteer'
import type { Edition } from '../report.ts'
import { arrange, fillPages } from './in-tab.js'
import { pagesOf } from './read.ts'

/** The document's address for the browser: nothing is there, every answer is ours. */
const ORIGIN = 'https://report.invalid'

/** Filling in numbers of a fixed width moves nothing, so the second print is the last one; more is a broken template. */
const MOST_PASSES = 5

/** The least a table that is too wide is set to: smaller type cannot be read. */
const SMALLEST_TABLE = 0.8

/** Part of a page that may stay empty at its foot before text or a figure is moved. */
const LARGEST_HOLE = 0.06

export interface Printed {
  pdf: Uint8Array
  /** Page of each id, 1-based. */
  pages: Map<string, number>
  passes: number
  /** Ids of figures, or of the headings before other blocks, that are wider than the page. */
  wide: string[]
}

export class UnsettledError extends Error {}

/**
 * @param fonts TrueType by font name.
 * @param guess Pages of the last build: where nothing moved, one pass is enough.
 * @throws UnsettledError where the page numbers do not come to rest.
 */
export async function printPdf(
  browser: Browser,
  edition: Edition,
  fonts: Map<string, Uint8Array>,
  guess: Map<string, number>,
): Promise<Printed> {
  const tab = await openDocument(browser, edition, fonts)
  try {
    const { wide } = await tab.evaluate(arrange, LARGEST_HOLE, SMALLEST_TABLE)
    let pages = guess
    for (let passes = 1; passes <= MOST_PASSES; passes++) {
      await tab.evaluate(fillPages, [...pages])
      // Tags double the time of a print: only a print that may be the last one has them.
      const mayBeLast = passes > 1 || guess.size > 0
      const pdf = await print(tab, mayBeLast)
      const found = await pagesOf(pdf)
      if (mayBeLast && agree(edition, pages, found)) return { pdf, pages: found, passes, wide }
      pages = found
    }
    throw new UnsettledError(`the page numbers still move after ${MOST_PASSES} prints`)
  } finally {
    await tab.close()
  }
}

function agree({ index }: Edition, filled: Map<string, number>, found: Map<string, number>): boolean {
  return index.every(({ entry }) => filled.get(entry.id) === found.get(entry.id))
}

/** Opens the print document in a tab that runs no script and reaches nothing but the report's own files. */
async function openDocument(
  browser: Browser,
  edition: Edition,
  fonts: Map<string, Uint8Array>,
): Promise<Page> {
  const tab = await browser.newPage()
  await tab.setJavaScriptEnabled(false)
  await tab.setRequestInterception(true)
  tab.on('request', (request) => {
    const path = pathOf(request.url())
    const answer = path === null ? null : answerTo(path, edition, fonts)
    if (answer) request.respond(answer)
    else request.abort('blockedbyclient')
  })
  await tab.emulateMediaType('print')
  await tab.goto(`${ORIGIN}/`, { waitUntil: 'load' })
  // All of them: a face that only the margins of pages ask for, the browser would not wait for when it prints. One that a
  // template wants from elsewhere is refused, and does without.
  await tab.evaluate('Promise.allSettled([...document.fonts].map((face) => face.load())).then(() => true)')
  return tab
}

/** The path a request asks of the document's own address; null for any other address. */
function pathOf(url: string): string | null {
  if (!url.startsWith(`${ORIGIN}/`)) return null
  try {
    return decodeURIComponent(url.slice(ORIGIN.length + 1))
  } catch {
    return null
  }
}

function answerTo(path: string, edition: Edition, fonts: Map<string, Uint8Array>) {
  if (path === '') return { contentType: 'text/html; charset=utf-8', body: edition.print }
  const font = fonts.get(path.replace(/^fonts\/|\.ttf$/g, ''))
  if (font) return { contentType: 'font/ttf', body: font }
  const image = edition.assets.get(path)
  return image ? { contentType: image.type, body: image.file.value as Uint8Array } : null
}

function print(tab: Page, final: boolean): Promise<Uint8Array> {
  return tab.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: final,
    outline: final,
    timeout: 0,
  })
}

/** The pages of the PDF: printed, found, their numbers filled in, printed again until nothing moves. */
import type { Browser } from 'puppeteer'
import { SaidError } from '../../message.ts'
import { say } from '../../phrase.ts'
import type { Edition } from '../../report.ts'
import { PrintDocument } from '../browser/document.ts'
import { pagesOf } from '../pdf/destinations.ts'
import { loadPdf, type PDFDocument } from '../pdf/pdf-lib.ts'
import { Arrangement, type Misfits } from './arrange.ts'
import { fillPages } from './tab/fill-pages.js'

/** Filling in numbers of a fixed width moves nothing, so the second print is the last one; more is a broken template. */
const MOST_PASSES = 5

export interface Settled extends Misfits {
  pdf: Uint8Array
  /** Page of each id, 1-based. */
  pages: Map<string, number>
  passes: number
}

/** Together with what the PDF was read into. */
export interface Loaded extends Settled {
  document: PDFDocument
}

export class UnsettledError extends SaidError {}

/**
 * @param fonts TrueType by font name.
 * @param guess Pages of the last build, if there was one: where nothing moved, one pass is enough.
 * @param meanwhile Called while the browser prints.
 * @throws UnsettledError where the page numbers do not come to rest.
 */
export async function settleIn(
  browser: Browser,
  edition: Edition,
  fonts: Map<string, Uint8Array>,
  guess: Map<string, number>,
  meanwhile = () => {},
): Promise<Loaded> {
  const document = await PrintDocument.open(browser, edition, fonts)
  try {
    const settled = await settle(document, edition, guess, true, meanwhile)
    document.release()
    return settled
  } catch (error) {
    await document.close()
    throw error
  }
}

/**
 * Arranges a document that has just been opened, and prints it until its page numbers are right.
 *
 * @param tagged Whether the result has the structure that screen readers follow.
 * @throws UnsettledError where the page numbers do not come to rest.
 */
export async function settle(
  document: PrintDocument,
  { index }: Edition,
  guess: Map<string, number>,
  tagged: boolean,
  meanwhile = () => {},
): Promise<Loaded> {
  const arrangement = await Arrangement.of(document.tab)
  const expected = (found: Map<string, number>) => arrangement?.expected(found) ?? found
  const misfits = arrangement?.measured.misfits ?? { wide: [], tall: [] }
  let pages = expected(guess)
  let corrected = false
  for (let passes = 1; passes <= MOST_PASSES; passes++) {
    await document.tab.evaluate(fillPages, [...pages])
    // Tags take their time: only a print that may be the last one has them.
    const mayBeLast = passes > 1 || pages.size > 0
    const printing = document.print(tagged && mayBeLast)
    // A failure is heard of below.
    printing.catch(() => {})
    meanwhile()
    const pdf = await printing
    const read = await loadPdf(pdf)
    const found = pagesOf(read)
    const isArranged: boolean = corrected || (arrangement?.isIn(found) ?? true)
    if (isArranged && mayBeLast && agree(index, pages, found))
      return { pdf, document: read, pages: found, passes, ...misfits }
    if (!isArranged) await arrangement?.correct()
    pages = isArranged ? found : expected(found)
    corrected ||= !isArranged
  }
  throw new UnsettledError(say`the page numbers still move after ${MOST_PASSES} prints`)
}

function agree(index: Edition['index'], filled: Map<string, number>, found: Map<string, number>): boolean {
  return index.every(({ entry }) => filled.get(entry.id) === found.get(entry.id))
}

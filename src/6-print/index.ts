/** 6-print: the edition becomes a PDF, and its index is proved. It drives the browser. */
import { toString as textOf } from 'mdast-util-to-string'
import type { Browser } from 'puppeteer'
import { cutFonts } from '../font-cut.ts'
import { version } from '../home.ts'
import type { Memory } from '../memory.ts'
import { fail, failed } from '../message.ts'
import type { Edition, Printed } from '../report.ts'
import { type Loaded, type Settled, settleIn, UnsettledError } from './pages/settle.ts'
import { describe } from './pdf/metadata.ts'
import { markProof, prove } from './pdf/proof.ts'

export { endBrowser, launch } from './browser/launch.ts'
export { Watch } from './browser/watch.ts'
export { Galley } from './galley.ts'
export type { Settled } from './pages/settle.ts'
export { markProof, type Proof, prove } from './pdf/proof.ts'

/** What is to be printed. */
export interface Order {
  edition: Edition
  /** Pages by id of the build before: where nothing moved, one pass is enough. */
  guess: Map<string, number>
  memory: Memory
  /** Called while the browser prints and there is nothing to do here; not where what was printed is remembered. */
  meanwhile(): void
}

/**
 * Prints the PDF and proves its index.
 *
 * @returns Null where the index could not be proved; the messages say what is wrong.
 */
export async function print(order: Order, browser: Browser): Promise<Printed | null> {
  const { edition, memory } = order
  const { files } = edition
  const chromium = await browser.version()
  const make = () => printAnew(order, browser, chromium)
  return memory.recall('printed', { ...shownBy(edition), chromium }, make, { files, lasts: true })
}

/** All of an edition that a PDF shows, or that is proved of it. */
function shownBy(edition: Edition) {
  const { print, assets, characters, settings, house, index, headings, equations, floats, cover } = edition
  const { fonts, mathFont, words } = house
  const lines = [...index, ...headings, ...equations].map(({ entry, title }) => {
    const { kind, id, number, label, depth, chapter } = entry
    return { kind, id, number, label, depth, title, chapter: chapter.file.path, part: chapter.part }
  })
  const captions = floats.map(({ id, node }) => [id, textOf(node.children[0] ?? '')])
  return {
    ...{ print, assets, characters, settings, fonts, mathFont, words, lines, captions },
    cover: cover?.file.path ?? '',
  }
}

async function printAnew(order: Order, browser: Browser, chromium: string): Promise<Printed | null> {
  const { edition } = order
  const { files } = edition
  const described = await describedPdf(order, browser)
  if (!described) return null
  const { pdf, pages, passes } = described
  const proof = await prove(edition, { pages, pdf })
  markProof(edition, proof)
  if (failed(files)) return null
  return { pdf, pages, passes, count: proof.pages, chromium }
}

/** The final file. What it was made from is twice as large, and is let go before the proof reads the file. */
async function describedPdf(
  order: Order,
  browser: Browser,
): Promise<Pick<Settled, 'pdf' | 'pages' | 'passes'> | null> {
  const { edition } = order
  const settled = await settleOrFail(order, browser)
  if (!settled) return null
  markMisfits(edition, settled)
  if (failed(edition.files)) return null
  const { document, pages, passes } = settled
  return { pdf: await describe(document, edition, `yanbao ${version}`), pages, passes }
}

/** What is wider or higher than the page would be cut. */
export function markMisfits(
  { headings, index, equations, settings }: Edition,
  { wide, tall }: Settled,
): void {
  const mark = (rule: 'print-wide' | 'print-tall') => (id: string) => {
    const entry = [...index, ...headings, ...equations].find(({ entry }) => entry.id === id)?.entry
    fail(entry?.chapter.file ?? settings.file, entry?.place, rule)
  }
  wide.forEach(mark('print-wide'))
  tall.forEach(mark('print-tall'))
}

async function settleOrFail(
  { edition, guess, memory, meanwhile }: Order,
  browser: Browser,
): Promise<Loaded | null> {
  const fonts = await cutFonts(edition, memory)
  try {
    return await settleIn(browser, edition, fonts, guess, meanwhile)
  } catch (error) {
    if (!(error instanceof UnsettledError)) throw error
    fail(edition.settings.file, undefined, 'index-unproved', error.said)
    return null
  }
}

/** The print document in a tab of the browser. */
import type { Browser, HTTPRequest, Page } from 'puppeteer'
import type { Edition } from '../../report.ts'
import { exchange } from '../pages/tab/exchange.js'
import { endBrowser } from './launch.ts'

/** The document's address for the browser: nothing is there, every answer is ours. */
const ORIGIN = 'https://report.invalid'

/** Tabs whose document was let go: the next one loads faster there than in a tab of its own. */
const idle = new WeakMap<Browser, Page[]>()

/** A tab that runs no script and reaches nothing but the report's own files. */
export class PrintDocument {
  readonly tab: Page
  private edition: Edition
  /** The text that the tab keeps. */
  private exchanged = ''
  private readonly fonts: Map<string, Uint8Array>

  /**
   * Resolves when pictures and fonts are there.
   *
   * @param fonts TrueType by font name.
   */
  static async open(
    browser: Browser,
    edition: Edition,
    fonts: Map<string, Uint8Array>,
  ): Promise<PrintDocument> {
    const tab = idle.get(browser)?.pop() ?? (await openTab(browser))
    const document = new PrintDocument(tab, edition, fonts)
    await document.load()
    return document
  }

  private constructor(tab: Page, edition: Edition, fonts: Map<string, Uint8Array>) {
    this.tab = tab
    this.edition = edition
    this.fonts = fonts
  }

  private async load(): Promise<void> {
    const { tab } = this
    tab.on('request', this.answer)
    await tab.goto(`${ORIGIN}/`, { waitUntil: 'load', timeout: 0 })
    // All of them: a face that only the margins of pages ask for, the browser would not wait for when it prints. One that a
    // template wants from elsewhere is refused, and does without.
    await tab.evaluate('Promise.allSettled([...document.fonts].map((face) => face.load())).then(() => true)')
  }

  /**
   * Shows another edition that has the same fonts: everything in the body is made anew, which costs less than a tab.
   *
   * @returns Whether that could be done: not where the head is another one.
   */
  async exchange(edition: Edition): Promise<boolean> {
    const change = changeOf(this.exchanged, edition.print)
    this.edition = edition
    this.exchanged = edition.print
    return this.tab.evaluate(exchange, change)
  }

  /** @param tagged With the structure that screen readers follow, which takes a third longer. */
  print(tagged: boolean): Promise<Uint8Array> {
    return this.tab.pdf({
      preferCSSPageSize: true,
      printBackground: true,
      tagged,
      outline: tagged,
      timeout: 0,
      // They are there: the browser can begin at once.
      waitForFonts: false,
    })
  }

  close(): Promise<void> {
    return this.tab.close()
  }

  /** Leaves the tab to the next document; not where anything went wrong in it. */
  release(): void {
    const { tab } = this
    tab.off('request', this.answer)
    const browser = tab.browser()
    idle.set(browser, [...(idle.get(browser) ?? []), tab])
  }

  private readonly answer = (request: HTTPRequest): void => {
    const path = pathOf(request.url())
    const found = path === null ? null : this.find(path)
    if (found) request.respond(found)
    else request.abort('blockedbyclient')
  }

  private find(path: string) {
    const { edition, fonts } = this
    if (path === '') return { contentType: 'text/html; charset=utf-8', body: edition.print }
    const font = fonts.get(path.replace(/^fonts\/|\.ttf$/g, ''))
    if (font) return { contentType: 'font/ttf', body: font }
    const image = edition.assets.get(path)
    return image ? { contentType: image.type, body: image.file.value as Uint8Array } : null
  }
}

async function openTab(browser: Browser): Promise<Page> {
  const tab = await browser.newPage()
  await tab.setJavaScriptEnabled(false)
  await tab.setRequestInterception(true)
  await tab.emulateMediaType('print')
  // A tab that has ended answers nothing any more; whoever waits for it hears of the browser's end.
  tab.on('error', () => endBrowser(browser))
  return tab
}

/** What stands between the beginning and the end that two texts have in common. */
function changeOf(before: string, after: string): { head: number; middle: string; tail: number } {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  // Half a character cannot be sent.
  while (isHalf(after[head - 1])) head--
  while (isHalf(after[after.length - tail])) tail--
  return { head, middle: after.slice(head, after.length - tail), tail }
}

function isHalf(unit: string | undefined): boolean {
  return unit !== undefined && unit >= '\ud800' && unit <= '\udfff'
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

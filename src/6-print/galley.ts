/** Prints an edition again and again while it is being written: browser and document stay open. */
import type { Browser } from 'puppeteer'
import { cutFonts } from '../font-cut.ts'
import { facesOf } from '../font-face.ts'
import { keyOf } from '../memory.ts'
import type { Edition } from '../report.ts'
import { PrintDocument } from './browser/document.ts'
import { launch } from './browser/launch.ts'
import { type Settled, settle } from './pages/settle.ts'

/** After so many prints the browser is started anew: it keeps a little of every one. */
const MOST_PRINTS = 50

interface Opened {
  document: PrintDocument
  /** Key of its fonts. */
  fonts: string
  /** That its fonts have. */
  characters: Set<string>
}

export class Galley {
  private readonly executable: string | undefined
  private browser: Promise<Browser> | null = null
  private opened: Opened | null = null
  /** The document that was printed last. */
  private shown = ''
  /** Of the last print, by id. */
  private pages = new Map<string, number>()
  private prints = 0

  /** @param executable Path of a browser; undefined for the embedded or an installed one. */
  constructor(executable: string | undefined) {
    this.executable = executable
  }

  /**
   * Prints without tags, for eyes alone. One at a time.
   *
   * @throws UnsettledError where the page numbers do not come to rest.
   */
  async print(edition: Edition): Promise<Settled> {
    try {
      const document = await this.documentOf(edition)
      const { document: _, ...printed } = await settle(document, edition, this.pages, false)
      this.pages = printed.pages
      this.shown = edition.print
      this.prints++
      return printed
    } catch (error) {
      await this.closeDocument()
      throw error
    }
  }

  /**
   * Prints once more what was printed last, with tags: what the proof reads.
   *
   * @throws UnsettledError where it has to be arranged again, and the page numbers do not come to rest.
   */
  async printTagged(edition: Edition): Promise<Uint8Array> {
    if (this.shown !== edition.print || !this.opened) await this.print(edition)
    return this.opened!.document.print(true)
  }

  async close(): Promise<void> {
    const { browser } = this
    this.browser = null
    this.opened = null
    await browser?.then((browser) => browser.close()).catch(() => {})
  }

  /** The open document where it can show the edition; else a new one. */
  private async documentOf(edition: Edition): Promise<PrintDocument> {
    const browser = await this.alive()
    if (this.opened && hasFontsOf(edition, this.opened) && (await this.opened.document.exchange(edition)))
      return this.opened.document
    await this.closeDocument()
    const document = await PrintDocument.open(browser, edition, await cutFonts(edition))
    this.opened = { document, fonts: keyOf(facesOf(edition.house)), characters: new Set(edition.characters) }
    return document
  }

  private async closeDocument(): Promise<void> {
    const { opened } = this
    this.opened = null
    await opened?.document.close().catch(() => {})
  }

  /** The browser, started where there is none or it is worn out. */
  private async alive(): Promise<Browser> {
    const browser = await this.browser?.catch(() => null)
    if (browser?.connected && this.prints < MOST_PRINTS) return browser
    await this.close()
    this.prints = 0
    this.browser = launch(this.executable)
    return this.browser
  }
}

function hasFontsOf({ house, characters }: Edition, opened: Opened): boolean {
  return (
    keyOf(facesOf(house)) === opened.fonts &&
    [...characters].every((character) => opened.characters.has(character))
  )
}

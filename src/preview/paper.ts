/** The PDF of the report as it stands, printed in the background by a browser that is kept alive. */
import type { Browser } from 'puppeteer'
import type { Edition } from '../report.ts'

/** `printing` keeps the last PDF; `failed` too, where there was one. */
export type PaperState = 'off' | 'printing' | 'ready' | 'failed'

/** A PDF, and what it shows. */
export interface Sheet {
  pdf: Uint8Array
  /** Of the page it was printed with. */
  version: number
  /** Page of each id, 1-based. */
  pages: Map<string, number>
}

/** What is to be printed next. */
interface Order {
  version: number
  edition(): Edition | null
}

/** After so many prints the browser is started anew: it keeps a little of every one. */
const MOST_PRINTS = 50

/** Prints one edition after the other; of those that come meanwhile, only the last. */
export class Paper {
  state: PaperState = 'off'
  sheet: Sheet | null = null
  /** Why the last print failed, for a person. */
  problem = ''
  private readonly executable: string | undefined
  private readonly onChange: () => void
  private browser: Promise<Browser> | null = null
  private prints = 0
  private next: Order | null = null
  private working: Promise<void> | null = null

  /**
   * @param executable Path of a browser; undefined for the embedded or an installed one.
   * @param onChange Called when state or sheet have changed.
   */
  constructor(executable: string | undefined, onChange: () => void) {
    this.executable = executable
    this.onChange = onChange
  }

  order(version: number, edition: () => Edition | null): void {
    if (this.sheet?.version === version && !this.next) return
    this.next = { version, edition }
    this.working ??= this.work().finally(() => {
      this.working = null
    })
  }

  async close(): Promise<void> {
    this.next = null
    const browser = this.browser
    this.browser = null
    await browser?.then((browser) => browser.close()).catch(() => {})
    await this.working
  }

  private async work(): Promise<void> {
    // What is printed first is whatever stands there when the page itself has been sent.
    await new Promise((resolve) => setImmediate(resolve))
    for (let order = this.next; order; order = this.next) {
      this.next = null
      this.become('printing')
      try {
        await this.print(order)
        this.become('ready')
      } catch (error) {
        this.problem = (error as Error).message
        this.become('failed')
      }
    }
  }

  private async print({ version, edition: compose }: Order): Promise<void> {
    const { printDraft, markWide } = await import('../6-print/index.ts')
    const browser = await this.alive()
    const edition = compose()
    if (!edition) throw new Error('the paper has mistakes of its own')
    const printed = await printDraft(edition, browser, this.sheet?.pages ?? new Map())
    this.prints++
    if (!this.next) markWide(edition, printed.wide)
    this.sheet = { pdf: printed.pdf, version, pages: printed.pages }
  }

  /** The browser, started where there is none or it is worn out. */
  private async alive(): Promise<Browser> {
    const browser = await this.browser?.catch(() => null)
    if (browser?.connected && this.prints < MOST_PRINTS) return browser
    await browser?.close().catch(() => {})
    this.prints = 0
    const { launch } = await import('../6-print/index.ts')
    this.browser = launch(this.executable, false)
    return this.browser
  }

  private become(state: PaperState): void {
    this.state = state
    this.onChange()
  }
}

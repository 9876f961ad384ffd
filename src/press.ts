/** The browser that prints, for every build of a process: its room is loaded, and it starts, while other rooms work. */
import type { Browser } from 'puppeteer'
import type { Order } from './6-print/index.ts'
import { fail, MachineError } from './message.ts'
import { say } from './phrase.ts'
import { type Limits, machineLimits, type Printed } from './report.ts'

/** After so many prints the next one gets a new browser: one keeps a little of everything it has printed. */
const MOST_PRINTS = 100

/** A browser that ends during a print may have been ended by another one's document; twice is no accident. */
const MOST_ATTEMPTS = 2

/** ms in which a browser that is closed has to end by itself. */
const FAREWELL = 10_000

const tooLong = (minutes: number) =>
  say`The browser did not answer any more, or did not come to an end of printing in ${minutes === 1 ? say`${minutes} minute` : say`${minutes} minutes`}, and was ended; nothing was delivered. Build again; where that does not help, leave out chapters to find the one that it hangs at, or give a report that is so long more time: \`limits\` in report.yaml, --most-minutes.`

/** A browser, and what it has to do. */
interface Engine {
  browser: Promise<Browser>
  prints: number
  running: number
}

export class Press {
  private readonly executable: string | undefined
  private readonly limits: Limits
  private readonly room = import('./6-print/index.ts')
  private engine: Engine

  /**
   * @param executable Path of a browser; undefined for the embedded or an installed one.
   * @param limits Of the machine, which no report exceeds.
   */
  constructor(executable?: string, limits: Partial<Limits> = {}) {
    this.executable = executable
    this.limits = { ...machineLimits, ...limits }
    this.engine = this.start()
  }

  /**
   * Prints and proves; several may run at once.
   *
   * @returns Null where the messages say what is wrong.
   * @throws MachineError where there is no browser, or none that prints this to the end.
   */
  async print(order: Order): Promise<Printed | null> {
    const { print, Watch } = await this.room
    const { settings } = order.edition
    const minutes = Math.min(settings.limits.minutes, this.limits.minutes)
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const engine = await this.ready()
      const browser = await engine.browser
      engine.prints++
      engine.running++
      const watch = new Watch(browser, minutes * 60_000)
      try {
        const printed = await print(order, browser)
        return printed && this.isWithin(order.edition, printed.count) ? printed : null
      } catch (error) {
        if (watch.hasEnded) throw new MachineError(tooLong(minutes))
        if (browser.connected) throw error
      } finally {
        watch.stop()
        engine.running--
        if (engine !== this.engine && engine.running === 0) await this.end(engine)
      }
    }
    throw new MachineError(
      say`The browser ended twice before it had printed the report, which was not delivered: it may want more memory than there is. Close other programs, and build again.`,
    )
  }

  private isWithin({ settings }: Order['edition'], pages: number): boolean {
    const most = Math.min(settings.limits.pages, this.limits.pages)
    if (pages > most) fail(settings.file, undefined, 'print-long', pages, most)
    return pages <= most
  }

  close(): Promise<void> {
    return this.end(this.engine)
  }

  private async end({ browser: starting }: Engine): Promise<void> {
    const [{ endBrowser }, browser] = await Promise.all([this.room, starting.catch(() => null)])
    if (!browser) return
    const late = setTimeout(() => endBrowser(browser), FAREWELL)
    await browser.close().catch(() => {})
    clearTimeout(late)
  }

  /** The browser, or a new one where it has ended or printed enough. */
  private async ready(): Promise<Engine> {
    const { engine } = this
    const { connected } = await engine.browser
    if (engine === this.engine && (!connected || engine.prints >= MOST_PRINTS)) this.engine = this.start()
    return this.engine
  }

  private start(): Engine {
    const browser = this.room.then(({ launch }) => launch(this.executable))
    // Whoever prints hears of it.
    browser.catch(() => {})
    return { browser, prints: 0, running: 0 }
  }
}

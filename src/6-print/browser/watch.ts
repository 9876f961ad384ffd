/** Whether a browser still works on what it was given. */
import type { Browser } from 'puppeteer'
import { endBrowser } from './launch.ts'

/** ms after which it is asked for a sign of life, and how many may fail to come one after the other. */
const TURN = 15_000
const MISSED = 4

/** Ends a browser that does not answer, or takes too long. */
export class Watch {
  /** Whether that had to be done. */
  hasEnded = false
  private missed = 0
  private readonly timers: NodeJS.Timeout[]

  /** @param longest ms that the work may take. */
  constructor(browser: Browser, longest: number) {
    const end = () => {
      this.hasEnded = true
      endBrowser(browser)
    }
    // Where this process itself was kept from listening, it hears the answer before it asks again.
    const ask = () => {
      if (this.missed++ >= MISSED) return end()
      browser.version().then(
        () => {
          this.missed = 0
        },
        () => {},
      )
    }
    this.timers = [setTimeout(end, longest), setInterval(ask, TURN)]
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer)
  }
}

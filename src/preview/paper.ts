/** The PDF of the report as it stands, printed in the background. */
import { setTimeout } from 'node:timers/promises'
import type { Galley, Proof, Settled } from '../6-print/index.ts'
import { facesOf } from '../font-face.ts'
import { keyOf } from '../memory.ts'
import type { Edition } from '../report.ts'

/** `printing` keeps the last PDF; `failed` too, where there was one. */
export type PaperState = 'off' | 'printing' | 'ready' | 'failed'

/** A PDF, and what it shows. */
export interface Sheet extends Settled {
  /** Counts the prints, from 1. */
  number: number
  /** Of the page that it shows. */
  version: number
  /** The document it was printed from. */
  html: string
  /** Key of its fonts. */
  fonts: string
  /** Null until it has been read through. */
  proof: Proof | null
}

/** What is to be printed next. */
interface Order {
  version: number
  edition(): Edition | null
}

/** ms after a print in which the browsers draw it, before it is proved. */
const CALM = 400

const calm = (signal: AbortSignal) => setTimeout(CALM, undefined, { signal })

/** Prints one edition after the other; of those that come meanwhile, only the last. */
export class Paper {
  state: PaperState = 'off'
  sheet: Sheet | null = null
  /** Why the last print failed, for a person; empty where the messages say it. */
  problem = ''
  private readonly executable: string | undefined
  private readonly onChange: () => void
  private galley: Galley | null = null
  private next: Order | null = null
  private working: Promise<void> | null = null
  private reading = new AbortController()

  /**
   * @param executable Path of a browser; undefined for the embedded or an installed one.
   * @param onChange Called when the state, the sheet or the messages of the edition have changed.
   */
  constructor(executable: string | undefined, onChange: () => void) {
    this.executable = executable
    this.onChange = onChange
  }

  /** @param edition Of the page with that version; null where only paper shows its mistakes. */
  order(version: number, edition: () => Edition | null): void {
    this.next = { version, edition }
    this.reading.abort()
    this.working ??= this.work().finally(() => {
      this.working = null
    })
  }

  async close(): Promise<void> {
    this.next = null
    this.reading.abort()
    await this.galley?.close()
    await this.working
  }

  private async work(): Promise<void> {
    for (let order = this.next; order; order = this.next) {
      this.next = null
      this.reading = new AbortController()
      try {
        await this.carryOut(order)
      } catch (error) {
        this.problem = (error as Error).message
        this.become('failed')
      }
    }
  }

  private async carryOut({ version, edition: compose }: Order): Promise<void> {
    const { Galley, markMisfits, markProof, prove } = await import('../6-print/index.ts')
    this.galley ??= new Galley(this.executable)
    const edition = compose()
    if (!edition) {
      this.problem = ''
      return this.become('failed')
    }
    const sheet = await this.sheetOf(edition, version, this.galley)
    if (this.next) return this.become('printing')
    markMisfits(edition, sheet)
    this.become('ready')
    const { signal } = this.reading
    const { galley } = this
    sheet.proof ??= await calm(signal)
      .then(() => galley.printTagged(edition))
      .then((pdf) => prove(edition, { pages: sheet.pages, pdf }, signal))
      .catch((error) => {
        if (signal.aborted) return null
        throw error
      })
    if (this.next || !sheet.proof) return
    markProof(edition, sheet.proof)
    this.become('ready')
  }

  /** The last sheet where it shows the same. */
  private async sheetOf(edition: Edition, version: number, galley: Galley): Promise<Sheet> {
    const last = this.sheet
    const { print: html, house } = edition
    if (last && last.html === html && last.fonts === keyOf(facesOf(house))) {
      last.version = version
      return last
    }
    this.become('printing')
    const printed = await galley.print(edition)
    this.sheet = {
      ...printed,
      number: (last?.number ?? 0) + 1,
      version,
      html,
      fonts: keyOf(facesOf(house)),
      proof: null,
    }
    return this.sheet
  }

  private become(state: PaperState): void {
    this.state = state
    this.onChange()
  }
}

/** The report as it stands: rebuilt on every save, the last good page kept. */
import type { VFile } from 'vfile'
import type { Lasting } from '../memory.ts'
import { failed } from '../message.ts'
import type { Charted, Edition, Page, Settings } from '../report.ts'
import { Session } from '../session.ts'
import { Studio } from '../studio/studio.ts'
import { type PageUpdate, updateOf } from './update.ts'

const nothing: Page = { shell: '', slots: [] }

/** What a run has made of the report. */
export interface Draft {
  charted: Charted
  page: Page
}

/** A report that is being written. */
export class Desk {
  /** Counts the pages that differ from the one before; 0 before the first good one. */
  version = 0
  /** The last good one; null before the first. */
  draft: Draft | null = null
  /** Of the last run, whether or not it was a good one. */
  settings: Pick<Settings, 'title' | 'language'> = { title: '', language: '' }
  /** Of the last run, with its mistakes. */
  files: VFile[] = []
  private readonly studio = new Studio()
  private readonly session: Session

  /**
   * @param root The report folder.
   * @param edition The one that is shown; null for the first.
   */
  constructor(root: string, edition: string | null) {
    this.session = new Session(root, { studio: this.studio, edition })
  }

  /** Begins with what a build of the report has left; empty where all charts are still to be drawn. */
  recollect(lasting: Lasting[]): void {
    if (lasting.length === 0) this.studio.warm()
    this.session.recollect(lasting)
  }

  close(): Promise<void> {
    return this.studio.close()
  }

  get page(): Page {
    return this.draft?.page ?? nothing
  }

  /** Builds the page again; `update` is null where it shows the same, or stays as it was because of mistakes. */
  async rebuild(): Promise<{ ok: boolean; update: PageUpdate | null }> {
    const { session } = this
    const charted = await session.draw(await session.resolve())
    const next = { charted, page: session.page(charted) }
    this.files = charted.files
    this.settings = charted.settings
    if (failed(this.files)) return { ok: false, update: null }
    const update = updateOf(this.page, next.page)
    if (update) this.version++
    this.draft = next
    return { ok: true, update }
  }

  /** Whether the last run was made from something else than what the disk holds now. Not to be asked during a run. */
  isStale(): boolean {
    return this.session.isStale()
  }

  /** Notes the findings of the last good draft on its files. */
  review(): void {
    if (this.draft) this.session.check(this.draft.charted)
    // The next save may want a chart.
    this.studio.warm()
  }

  /** What the last good draft is printed from; null where only paper shows a mistake. */
  edition(): Edition | null {
    if (!this.draft) return null
    const edition = this.session.edition(this.draft.charted)
    return failed(this.files) ? null : edition
  }

  /** What stands beside the page, by path. */
  filesBeside(): Map<string, string | Uint8Array> {
    return this.draft ? this.session.filesBeside(this.draft.charted) : new Map()
  }
}

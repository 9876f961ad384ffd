/** The report as it stands: rebuilt on every save, the last good page kept. */
import type { VFile } from 'vfile'
import { type Draft, draft, filesBeside, finish, review } from '../build.ts'
import { Memory } from '../memory.ts'
import { failed } from '../message.ts'
import type { Edition, Page, Settings } from '../report.ts'
import { type PageUpdate, updateOf } from './update.ts'

const nothing: Page = { shell: '', slots: [] }

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
  private readonly root: string
  private readonly memory = new Memory()
  /** The check does not run while there are mistakes, and does not begin anew after them. */
  private readonly findings = new Memory()

  /** @param root The report folder. */
  constructor(root: string) {
    this.root = root
  }

  get page(): Page {
    return this.draft?.page ?? nothing
  }

  /** Builds the page again; `update` is null where it shows the same, or stays as it was because of mistakes. */
  async rebuild(): Promise<{ ok: boolean; update: PageUpdate | null }> {
    this.memory.turn()
    const next = await draft(this.root, this.memory)
    this.files = next.files
    this.settings = next.charted.settings
    if (failed(next.files)) return { ok: false, update: null }
    const update = updateOf(this.page, next.page)
    if (update) this.version++
    this.draft = next
    return { ok: true, update }
  }

  /** Whether the last run was made from something else than what the disk holds now. Not to be asked during a run. */
  isStale(): boolean {
    return !this.memory.holds()
  }

  /** Notes the findings of the last good draft on its files. */
  review(): void {
    if (!this.draft) return
    this.findings.turn()
    review(this.draft, this.findings)
  }

  /** What the last good draft is printed from; null where only paper shows a mistake. */
  edition(): Edition | null {
    if (!this.draft) return null
    const edition = finish(this.draft, this.memory)
    return failed(this.files) ? null : edition
  }

  /** What stands beside the page, by path. */
  filesBeside(): Map<string, string | Uint8Array> {
    return this.draft ? filesBeside(this.draft, this.memory) : new Map()
  }
}

/** What happens between a save and the browsers that look on. */
import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { toString as textOf } from 'mdast-util-to-string'
import type { LastBuild } from '../last-build.ts'
import type { Slot } from '../report.ts'
import { translationsIn } from '../translations.ts'
import { Desk } from './desk.ts'
import { openInEditor } from './editor.ts'
import { answerTo, libraryAt } from './files.ts'
import { type Note, notesOf, placesOf } from './notes.ts'
import { Paper } from './paper.ts'
import type { Answer, Listener, Refusal, Site } from './server.ts'
import type { PageUpdate } from './update.ts'

/** A heading, figure, table or equation that one can go to. */
interface Target {
  kind: 'heading' | 'figure' | 'table' | 'equation'
  id: string
  label: string
  title: string
  depth: number
  slot: string
  /** Of the last print, 1-based; null before the first. */
  page: number | null
}

/** ms in which a browser that has come fetches the page, before what can wait is done. */
const ARRIVAL = 150

export class Workroom implements Site {
  mistakes: Note[] = []
  private findings: Note[] = []
  private readonly root: string
  private readonly desk: Desk
  private readonly paper: Paper
  private readonly listeners = new Set<Listener>()
  /** Slots as the browsers know their places. */
  private placed = new Map<string, Slot>()
  /** Targets as the browsers know them. */
  private told = ''
  private working: Promise<void> | null = null
  private again = false
  /** What can wait was put off, for nobody looked on. */
  private owing = false

  constructor(root: string, browser: string | undefined, edition: string | null) {
    this.root = root
    this.desk = new Desk(root, edition)
    this.paper = new Paper(browser, () => this.tellPaper())
  }

  /** Builds the first page, with what a build of the report has left. */
  async begin(last: LastBuild): Promise<void> {
    this.desk.recollect(await last.memory())
    await this.rebuild()
  }

  /** A save was seen. */
  saved = (): void => this.tell('building', {})

  /** Builds what is there now; what is saved meanwhile is built once more. */
  rebuild = (): Promise<void> => {
    this.again = this.working !== null
    this.working ??= this.work().finally(() => {
      this.working = null
    })
    return this.working
  }

  /** Whether it is at rest over something else than what the disk holds. */
  isStale = (): boolean => this.working === null && this.desk.isStale()

  async close(): Promise<void> {
    await this.paper.close()
    // What is being drawn is drawn to its end.
    await this.working
    await this.desk.close()
  }

  get(path: string): Promise<Answer | null> {
    return answerTo(path, this.desk, this.paper.sheet?.pdf ?? null)
  }

  library(path: string): Promise<Answer | null> {
    return libraryAt(path)
  }

  async post(path: string, body: object): Promise<Refusal | null> {
    if (path !== '/open') return { status: 404, error: `There is no ${path}` }
    const { file, line, column } = body as Partial<Record<string, unknown>>
    // Only files that the report was made from are opened.
    const known = this.desk.files.some((each) => each.path === file && !each.path.startsWith('yanbao:'))
    if (!known) return { status: 404, error: `There is no ${file} in the report` }
    const error = await openInEditor(this.root, String(file), countOf(line), countOf(column))
    return error === null ? null : { status: 500, error }
  }

  connect(listener: Listener): void {
    this.listeners.add(listener)
    const { version, settings, page } = this.desk
    const { title, language } = settings
    listener.send('hello', { report: { title, language, folder: basename(this.root) }, version })
    listener.send('page', { base: version, version, shell: null, slots: {} })
    listener.send('places', placesIn(page.slots))
    listener.send('targets', { targets: this.targets() })
    listener.send('messages', this.messages())
    listener.send('paper', this.paperNow())
    if (listener.paper) this.orderPaper()
    if (this.owing) setTimeout(this.rebuild, ARRIVAL)
    this.owing = false
  }

  disconnect(listener: Listener): void {
    this.listeners.delete(listener)
  }

  private async work(): Promise<void> {
    do {
      this.again = false
      const base = this.desk.version
      const { ok, update } = await this.desk.rebuild()
      const { mistakes } = this.notes()
      this.mistakes = mistakes
      if (update) this.tellPage(base, update)
      this.tell('messages', this.messages())
      if (ok) await this.later()
    } while (this.again)
  }

  /** What can wait until the page has been sent. */
  private async later(): Promise<void> {
    this.owing = this.listeners.size === 0
    if (this.owing) return
    await nextTurn()
    if (this.again) return
    if ([...this.listeners].some(({ paper }) => paper)) {
      this.orderPaper()
      // The browser prints while the rest is done here.
      await nextTurn()
    }
    this.tellPlaces()
    this.tellTargets()
    this.desk.review()
    this.findings = this.notes().findings
    this.tell('messages', this.messages())
  }

  /** In the language of the report. */
  private notes(): ReturnType<typeof notesOf> {
    const { files, page, settings } = this.desk
    return notesOf(files, page, translationsIn(settings.language))
  }

  private orderPaper(): void {
    if (this.desk.draft) this.paper.order(this.desk.version, () => this.desk.edition())
  }

  private tell(event: string, data: unknown): void {
    for (const listener of this.listeners) listener.send(event, data)
  }

  private tellPage(base: number, update: PageUpdate): void {
    this.tell('page', { base, version: this.desk.version, ...update })
  }

  /** Lines move in chapters whose blocks stay the same, too. */
  private tellPlaces(): void {
    const { slots } = this.desk.page
    const moved = slots.filter((slot) => this.placed.get(slot.name) !== slot)
    this.placed = new Map(slots.map((slot) => [slot.name, slot]))
    if (moved.length > 0) this.tell('places', placesIn(moved))
  }

  private tellTargets(): void {
    const targets = this.targets()
    const text = JSON.stringify(targets)
    if (text !== this.told) this.tell('targets', { targets })
    this.told = text
  }

  private tellPaper(): void {
    this.tell('paper', this.paperNow())
    if (this.paper.state !== 'printing') {
      this.tellTargets()
      this.mistakes = this.notes().mistakes
      this.tell('messages', this.messages())
    }
  }

  private paperNow() {
    const { state, sheet, problem } = this.paper
    return { state, version: sheet?.version ?? 0, print: sheet?.number ?? 0, problem }
  }

  private messages() {
    return { version: this.desk.version, mistakes: this.mistakes, findings: this.findings }
  }

  private targets(): Target[] {
    const entries = this.desk.draft?.charted.entries.values() ?? []
    return [...entries].map(({ kind, id, label, title, depth, chapter }) => ({
      kind,
      id,
      label,
      title: textOf(title),
      depth,
      slot: encodeURIComponent(chapter.name),
      page: this.paper.sheet?.pages.get(id) ?? null,
    }))
  }
}

/** A line or column, 1-based. */
function countOf(said: unknown): number {
  return Number.isSafeInteger(said) ? Math.max(1, Number(said)) : 1
}

function placesIn(slots: Slot[]) {
  return { slots: Object.fromEntries(slots.map((slot) => [slot.name, placesOf(slot)])) }
}

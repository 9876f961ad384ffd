/**
 * A compiler that lives: the whole order on one page, seven rooms that the data walk through one way.
 *
 * A build is a session of one run, a preview one of many: it remembers what its rooms have made, so that the cost of an
 * edit follows the edit. Mistakes are messages on the files of the report; every room marks its own and goes on, so that
 * one run lists them all.
 */
import type { VFile } from 'vfile'
import { Disk } from './1-load/disk.ts'
import { load } from './1-load/index.ts'
import { bind } from './2-bind/index.ts'
import { number } from './3-number/index.ts'
import { editionPage, filesOf, template, web } from './5-template/index.ts'
import { check } from './check/index.ts'
import type { Coverage } from './check/numerals.ts'
import type { LastBuild, Receipt } from './last-build.ts'
import { type Lasting, Memory } from './memory.ts'
import { failed } from './message.ts'
import { type Sayable, say } from './phrase.ts'
import { Press } from './press.ts'
import type { Charted, Edition, Limits, Numbered, Page, Web } from './report.ts'
import type { Studio } from './studio/studio.ts'
import { asWritten } from './written.ts'

/** Both documents of a report. */
export type Documents = Edition & Pick<Web, 'html'>

/** What a room did: for the person who waits. */
export type Log = (room: string, milliseconds: number, what: Sayable) => void

export interface Built {
  /** Every file of the report, with its messages. */
  files: VFile[]
  /** Language tag of the report. */
  language: string
  /** Null where the report has mistakes. */
  result: { pages: number; passes: number; written: Receipt['written'] } | null
}

/** Who is told of a session's work, and who helps with it. */
export interface Helpers {
  /** Told of every room that has done its work. */
  log?: Log
  /** Draws the charts; null for this thread. */
  studio?: Studio | null
  /** The edition of the report that is made; null for the first one, or where there are none. */
  edition?: string | null
}

/** What can be said of one edition of a report without printing it. */
export interface Inspected {
  /** Every file of the report, with its messages. */
  files: VFile[]
  language: string
  /** Null where the report is one for all its readers. */
  edition: string | null
  /** All that the report is made in. */
  editions: string[]
  coverage: Coverage[]
}

export class Session {
  private readonly root: string
  private readonly log: Log
  private readonly studio: Studio | null
  /** The edition of the report that is made. */
  private wanted: string | null
  private readonly disk = new Disk()
  private readonly memory = new Memory()
  /** The check does not run while there are mistakes, and does not begin anew after them. */
  private readonly findings = new Memory('findings/')

  /**
   * @param root The report folder.
   */
  constructor(root: string, { log = () => {}, studio = null, edition = null }: Helpers = {}) {
    this.root = root
    this.log = log
    this.studio = studio
    this.wanted = edition
  }

  /** Begins with what another session has made of the same report. */
  recollect(lasting: Lasting[]): void {
    this.memory.begin(lasting)
  }

  /** What another session may have of the last run. */
  lasting(): Lasting[] {
    return this.memory.lasting()
  }

  /** Begins a run with what the disk holds now: everything that can be said of the report without drawing it. */
  async resolve(): Promise<Numbered> {
    this.disk.turn()
    this.memory.turn()
    const clock = stopwatch(this.log)
    const sources = await load(this.root, this.disk, this.memory, this.wanted)
    clock(
      '1-load',
      say`${count(sources.chapters.length, say`chapter`, say`chapters`)}, ${count(sources.datasets.size, say`dataset`, say`datasets`)}`,
    )
    const bound = bind(sources, this.memory)
    clock('2-bind', count(bound.floats.length, say`figure or table`, say`figures and tables`))
    const numbered = number(bound, this.memory)
    clock('3-number', count(numbered.entries.size, say`target`, say`targets`))
    return numbered
  }

  /** Vega is loaded only for drawing: an explanation does without. */
  async draw(numbered: Numbered): Promise<Charted> {
    const { chart } = await import('./4-chart/index.ts')
    const clock = stopwatch(this.log)
    const charted = await chart(numbered, this.memory, this.studio?.draw)
    clock('4-chart', count(charted.charts.size, say`chart`, say`charts`))
    return charted
  }

  /** The document that is printed. */
  edition(charted: Charted): Edition {
    const clock = stopwatch(this.log)
    const edition = template(charted, this.memory)
    clock('5-template', count(edition.characters.length, say`character`, say`characters`))
    return edition
  }

  /** The HTML edition. */
  web(charted: Charted): Web {
    return web(charted, this.memory)
  }

  /** Its page alone. */
  page(charted: Charted): Page {
    return editionPage(charted, this.memory).page
  }

  /** What stands beside that page, by path. */
  filesBeside(charted: Charted): Web['html'] {
    return filesOf(charted, this.memory)
  }

  /** Notes on the files of the report what an editor should look at. */
  check(numbered: Numbered): Coverage[] {
    this.findings.turn()
    return check(numbered, this.findings)
  }

  /** Whether the last run was made from something else than what the disk holds now. Not to be asked during a run. */
  isStale(): boolean {
    return !this.disk.holds()
  }

  /** A run of five rooms: everything but the printing. */
  async compose(): Promise<Documents> {
    const charted = await this.draw(await this.resolve())
    const { html } = this.web(charted)
    const edition = this.edition(charted)
    return { ...edition, files: asWritten(edition.files), html }
  }

  /** A run for what can be said of a report without printing it: the mistakes of five rooms, and the findings. */
  async inspect(): Promise<Inspected> {
    const numbered = await this.resolve()
    const coverage = this.check(numbered)
    const charted = await this.draw(numbered)
    this.web(charted)
    const { files, settings } = this.edition(charted)
    const { language, edition, editions } = settings
    return { files: asWritten(files), language, edition, editions, coverage }
  }

  /** The same for every edition of the report, one run after the other. */
  async inspectAll(): Promise<Inspected[]> {
    const first = await this.inspect()
    const all = [first]
    for (const edition of first.editions.slice(1)) {
      this.wanted = edition
      all.push(await this.inspect())
    }
    return all
  }

  /**
   * A run of seven rooms, which writes `report.pdf`, `html/`, `report-data.xlsx` and `manifest.json`.
   *
   * @param out The folder to write to; it is left as it was unless everything is right.
   * @param last What another process has left of the same report; null to make everything anew and to leave nothing.
   * @throws MachineError where the machine has no browser.
   */
  async build(out: string, press: Press, last: LastBuild | null = null): Promise<Built> {
    const publishing = import('./7-publish/index.ts')
    if (last) this.recollect(await last.memory())
    const charted = await this.draw(await this.resolve())
    const { files, settings } = charted
    const { language } = settings
    const edition = this.edition(charted)
    const { formerPages, publish, refuseLink, webFonts } = await publishing
    await refuseLink(edition, out, this.root)
    const makeWeb = once(() => {
      const web = this.web(charted)
      return { web, fonts: webFonts(web, this.memory) }
    })
    const clock = stopwatch(this.log)
    const printed = failed(files)
      ? null
      : await press.print({
          edition,
          guess: await formerPages(out),
          memory: this.memory,
          meanwhile: makeWeb,
        })
    // Mistakes of the HTML edition are listed with the others.
    const { web, fonts } = makeWeb()
    fonts.catch(() => {})
    if (!printed || failed(files)) return { files: asWritten(files), language, result: null }
    const { count: pages, passes } = printed
    clock('6-print', say`${count(pages, say`page`, say`pages`)}, ${count(passes, say`pass`, say`passes`)}`)
    const written = await publish(edition, web, printed, await fonts, out)
    clock('7-publish', count(written.length, say`file`, say`files`))
    await last?.keep(this.lasting(), { pages, answers: this.disk.answers, written })
    return { files: asWritten(files), language, result: { pages, passes, written } }
  }
}

export interface BuildOptions extends Helpers {
  /** Path of a browser; undefined for the embedded or an installed one. */
  browser?: string | undefined
  /** Of the machine. */
  limits?: Partial<Limits>
  /** What another process has left of the same report; null to make everything anew and to leave nothing. */
  last?: LastBuild | null
}

/** Builds one report with a browser of its own. */
export async function buildOnce(
  root: string,
  out: string,
  { browser, limits, last, ...helpers }: BuildOptions = {},
): Promise<Built> {
  const press = new Press(browser, limits)
  try {
    return await new Session(root, helpers).build(out, press, last)
  } finally {
    await press.close()
  }
}

/** Done when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function stopwatch(log: Log): (room: string, what: Sayable) => void {
  let start = performance.now()
  return (room, what) => {
    const now = performance.now()
    log(room, now - start, what)
    start = now
  }
}

function count(number: number, one: Sayable, many: Sayable): Sayable {
  return say`${number} ${number === 1 ? one : many}`
}

/** The whole order on one page: six rooms that the data walk through one way. */
import type { VFile } from 'vfile'
import { load } from './1-load/index.ts'
import { bind } from './2-bind/index.ts'
import { number } from './3-number/index.ts'
import { chart } from './4-chart/index.ts'
import { editionPage, filesOf, template } from './5-template/index.ts'
import type { Arithmetic } from './check/arithmetic.ts'
import { check } from './check/index.ts'
import type { Coverage } from './check/numerals.ts'
import { measureIn } from './data/measure.ts'
import { printNumber } from './data/print.ts'
import { convert } from './data/unit.ts'
import { Memory } from './memory.ts'
import { failed } from './message.ts'
import type { Charted, Edition, Numbered, Page } from './report.ts'

/** What the check computes with: as the report itself does. */
const arithmetic: Arithmetic = {
  measureIn: (dataset, address, words) =>
    measureIn(dataset, address, { datasets: new Map(), broken: new Set(), words }),
  convert,
  printNumber,
}

/** What a room did: for the person who waits. */
export type Log = (room: string, milliseconds: number, what: string) => void

export interface Built {
  /** Every file of the report, with its messages. */
  files: VFile[]
  /** Null where the report has mistakes, and in a check. */
  result: { pages: number; passes: number } | null
}

/**
 * The first three rooms: everything that can be said of a report without drawing it. Mistakes are messages on its
 * files; every room marks its own and goes on, so that one run lists them all.
 *
 * @param root The report folder.
 * @param memory Of the run before; an empty one for a single run.
 */
export async function resolve(root: string, log: Log, memory = new Memory()): Promise<Numbered> {
  const clock = stopwatch(log)
  const sources = await load(root, memory)
  clock('1-load', `${count(sources.chapters.length, 'chapter')}, ${count(sources.datasets.size, 'dataset')}`)
  const bound = bind(sources, memory)
  clock('2-bind', count(bound.floats.length, 'figure or table', 'figures and tables'))
  const numbered = number(bound)
  clock('3-number', count(numbered.entries.size, 'target'))
  return numbered
}

/** Five rooms: everything but the printing. */
export async function compose(root: string, log: Log): Promise<Edition> {
  const memory = new Memory()
  return draw(await resolve(root, log, memory), log, memory)
}

/** What can be said of a report without printing it: the mistakes of five rooms, and the findings of the check. */
export async function inspect(root: string): Promise<{ files: VFile[]; coverage: Coverage[] }> {
  const memory = new Memory()
  const numbered = await resolve(root, () => {}, memory)
  const coverage = check(numbered, arithmetic, memory)
  const { files } = await draw(numbered, () => {}, memory)
  return { files, coverage }
}

/** The report as an editor sees it while writing: nothing in it is only for paper. */
export interface Draft {
  charted: Charted
  page: Page
  files: VFile[]
}

/** Five rooms for the HTML edition alone. */
export async function draft(root: string, memory: Memory): Promise<Draft> {
  const charted = await chart(await resolve(root, () => {}, memory), memory)
  const { page } = editionPage(charted, memory)
  return { charted, page, files: charted.files }
}

/** Notes on the files of a draft what an editor should look at. */
export function review({ charted }: Draft, memory: Memory): Coverage[] {
  return check(charted, arithmetic, memory)
}

/** The rest of the fifth room: what a draft is printed from. */
export function finish({ charted }: Draft, memory: Memory): Edition {
  return template(charted, memory)
}

/** The files beside the page of a draft, by path. */
export function filesBeside({ charted }: Draft, memory: Memory): Edition['html'] {
  return filesOf(charted, memory)
}

async function draw(numbered: Numbered, log: Log, memory: Memory): Promise<Edition> {
  const clock = stopwatch(log)
  const charted = await chart(numbered, memory)
  clock('4-chart', count(charted.charts.size, 'chart'))
  const edition = template(charted, memory)
  clock('5-template', count(edition.characters.length, 'character'))
  return edition
}

/**
 * Builds a report: `report.pdf`, `html/` and `manifest.json`.
 *
 * @param out The folder to write to; it is left as it was unless everything is right.
 * @param browser Path of a browser; undefined for the embedded or an installed one.
 * @throws MachineError where the machine has none.
 */
export async function build(root: string, out: string, log: Log, browser?: string): Promise<Built> {
  // The last room is loaded only to print, and its browser starts while the first five work.
  const room = import('./6-print/index.ts')
  const launching = room.then(({ launch }) => launch(browser))
  launching.catch(() => {})
  try {
    const edition = await compose(root, log)
    if (failed(edition.files)) return { files: edition.files, result: null }
    const clock = stopwatch(log)
    const { print } = await room
    const result = await print(edition, await launching, out)
    if (result) clock('6-print', `${count(result.pages, 'page')}, ${count(result.passes, 'pass', 'passes')}`)
    return { files: edition.files, result }
  } finally {
    await launching.then((browser) => browser.close()).catch(() => {})
  }
}

function stopwatch(log: Log): (room: string, what: string) => void {
  let start = performance.now()
  return (room, what) => {
    const now = performance.now()
    log(room, now - start, what)
    start = now
  }
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

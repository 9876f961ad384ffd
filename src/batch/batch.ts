/** Many reports in one process, with one browser: each for itself, so that a broken one does not stop the others. */
import { resolve } from 'node:path'
import type { VFile } from 'vfile'
import { buildFolderOf, settleOutput } from '../7-publish/output.ts'
import { faultSentence } from '../fault.ts'
import { LastBuild } from '../last-build.ts'
import { failed, MachineError } from '../message.ts'
import { Press } from '../press.ts'
import type { Limits } from '../report.ts'
import { Session } from '../session.ts'
import { Studio } from '../studio/studio.ts'
import type { ReportRecord } from './record.ts'

/** While the browser prints one report, the next ones are made. */
const AT_ONCE = 3

export interface Options {
  /** Path of a browser; undefined for the embedded or an installed one. */
  browser?: string | undefined
  /** The edition that is made of each report; null for the first one, or where there are none. */
  edition?: string | null
  /** Whether everything is made anew, and nothing kept for the next time. */
  isFresh?: boolean
  /** Of the machine. */
  limits?: Partial<Limits>
}

/** A report that has been dealt with. */
export interface Ended {
  record: ReportRecord
  /** Its files, with their messages. */
  files: VFile[]
  /** Language tag of the report; undefined where it was not read. */
  language: string | undefined
  /** What went wrong and is no mistake of its author; null where nothing did. */
  fault: unknown
}

type Result = Pick<ReportRecord, 'outcome'> &
  Partial<Pick<ReportRecord, 'pages'> & Pick<Ended, 'files' | 'language' | 'fault'>> & {
    written?: Array<[path: string, sha256: string]>
  }

/**
 * @param reports Report folders, in the order in which they begin.
 * @param end Told of each report that has ended.
 */
export async function buildAll(
  reports: string[],
  { browser, edition = null, isFresh = false, limits = {} }: Options,
  end: (ended: Ended) => void,
): Promise<void> {
  const waiting = reports.values()
  const presses: Press[] = []
  const studio = new Studio()
  /** Those that the machine failed, perhaps for what another one did to the browser that they shared. */
  const failedByMachine: string[] = []
  const press = () => {
    if (presses.length === 0) presses.push(new Press(browser, limits))
    return presses[0]!
  }
  const buildOne = async (report: string) => {
    const start = performance.now()
    const last = isFresh ? null : new LastBuild(resolve(report), browser, edition)
    const result = await build(resolve(report), edition, press, studio, last)
    return endedWith(result, report, performance.now() - start)
  }
  const work = async () => {
    for (const report of waiting) {
      const ended = await buildOne(report)
      if (ended.fault instanceof MachineError) failedByMachine.push(report)
      else end(ended)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    for (const report of failedByMachine) end(await buildOne(report))
  } finally {
    await studio.close()
    for (const press of presses) await press.close()
  }
}

/** @param press Asked for when there is something to print: with it the browser starts. */
async function build(
  root: string,
  edition: string | null,
  press: () => Press,
  studio: Studio,
  last: LastBuild | null,
): Promise<Result> {
  const out = buildFolderOf(root, edition)
  try {
    await settleOutput(out)
    const receipt = await last?.receipt(out)
    if (receipt) return { outcome: 'unchanged', ...receipt }
    const { files, language, result } = await new Session(root, { studio, edition }).build(out, press(), last)
    return result
      ? { outcome: 'built', files, language, ...result }
      : { outcome: 'mistakes', files, language }
  } catch (fault) {
    return { outcome: 'failed', fault }
  }
}

function endedWith(
  { outcome, pages = null, written = [], files = [], language, fault = null }: Result,
  report: string,
  milliseconds: number,
): Ended {
  const record = {
    report,
    outcome,
    pages,
    seconds: Math.round(milliseconds) / 1000,
    messages: messagesOf(files),
    fault: fault === null ? '' : faultSentence(fault),
    files: Object.fromEntries(written),
  }
  return { record, files, language, fault }
}

function messagesOf(files: VFile[]): ReportRecord['messages'] {
  return files
    .filter((file) => failed([file]))
    .flatMap(({ path, messages }) =>
      messages.map(({ line, column, ruleId, reason }) => ({
        file: path,
        line: line ?? null,
        column: column ?? null,
        rule: ruleId ?? '',
        message: reason,
      })),
    )
}

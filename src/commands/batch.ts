/** `yanbao build` for many reports, and what it has in common with `yanbao merge`. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Ended, Options } from '../batch/batch.ts'
import { lineOf, Progress } from '../batch/progress.ts'
import { addReport, type Records, readRecords, writeRun } from '../batch/record.ts'
import { reportsOf, type Shard } from '../batch/shard.ts'
import { notDone, summaryOf } from '../batch/summary.ts'
import { faultSentence, isOurs } from '../fault.ts'
import { version } from '../home.ts'
import { saidIn } from '../message.ts'
import { inWords, type Sayable, say, type Translations } from '../phrase.ts'
import { FAULT, MACHINE, MISTAKES, OK, UsageError } from './command.ts'
import { endOnSignals } from './interrupt.ts'
import { speakerFor } from './language.ts'
import { listing } from './listing.ts'

export interface Wanted extends Options {
  /** What `--lang` says. */
  lang: unknown
  shard: Shard
  /** Files that records are read from and written to; undefined for none. */
  times: string | undefined
  record: string | undefined
}

/** @returns The exit code of the worst report. */
export async function buildMany(reports: string[], wanted: Wanted): Promise<number> {
  const { shard, times, record: path } = wanted
  const former = times === undefined ? [] : (await recordsIn(times)).reports
  const seconds = new Map(former.map(({ report, seconds }) => [report, seconds]))
  const run = { yanbao: version, ...shard, reports: reportsOf(shard, reports, seconds) }
  const records: Records = { run, reports: [] }
  if (path) writeRun(path, run)
  const speaker = await speakerFor(wanted.lang)
  const start = performance.now()
  const progress = new Progress(run.reports.length, start)
  endOnSignals(() => ({
    isDone: false,
    text: say`Interrupted after ${records.reports.length} of ${run.reports.length} reports: every other one holds what it held before, or the new delivery where it was just made`.in(
      speaker(),
    ),
  }))
  const { buildAll } = await import('../batch/batch.ts')
  await buildAll(run.reports, wanted, (ended) => {
    records.reports.push(ended.record)
    if (path) addReport(path, ended.record)
    progress.add(performance.now())
    tell(ended, progress, speaker(ended.language), speaker())
  })
  const time = (performance.now() - start) / 1000
  const pace = (records.reports.length / time).toFixed(1)
  return close(records, speaker(), (counts) => say`${counts} in ${time.toFixed(1)} s, ${pace} a second`)
}

/** Takes away what stands in the last line of a terminal. */
const CLEAR = '\r\u001b[2K'

/**
 * On a terminal, one line that is written over; in a log, a line for each report. What is said of a report is in its
 * language, what is said of the run in that of the terminal.
 */
function tell(
  { record, files, fault }: Ended,
  progress: Progress,
  translations: Translations,
  ofRun: Translations,
): void {
  const { isTTY } = process.stderr
  if (isTTY) process.stderr.write(CLEAR)
  else console.log(inWords(lineOf(record), ofRun))
  if (record.outcome === 'mistakes')
    console.error(
      `${record.report}\n${listing(saidIn(translations, files), translations, { quiet: true })}\n`,
    )
  if (fault !== null) console.error(`${record.report}\n${faultSentence(fault, translations)}\n`)
  if (isTTY) process.stderr.write(inWords(progress.status, ofRun))
}

/** Says what the run came to. */
export function close(
  records: Records,
  translations: Translations,
  timed = (counts: Sayable): Sayable => counts,
): number {
  const [counts = '', ...lines] = summaryOf(records)
  if (process.stderr.isTTY) process.stderr.write(CLEAR)
  console.log([timed(counts), ...lines].map((line) => inWords(line, translations)).join('\n'))
  return exitCodeOf(records)
}

function exitCodeOf(records: Records): number {
  const { reports } = records
  if (reports.some(({ fault }) => isOurs(fault))) return FAULT
  if (notDone(records).length > 0 || reports.some(({ outcome }) => outcome === 'failed')) return MACHINE
  return reports.some(({ outcome }) => outcome === 'mistakes') ? MISTAKES : OK
}

/** @throws UsageError where the file is not there or holds something else. */
export async function recordsIn(path: string): Promise<Records> {
  if (!existsSync(path))
    throw new UsageError(say`Unexpected \`${path}\`, expected a file of records that exists`)
  try {
    return readRecords(await readFile(path, 'utf8'))
  } catch {
    throw new UsageError(say`Unexpected content of \`${path}\`, expected what \`build --record\` has written`)
  }
}

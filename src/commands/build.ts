/** `yanbao build` */
import { join, relative, resolve } from 'node:path'
import { buildFolderOf, settleOutput } from '../7-publish/output.ts'
import { LastBuild } from '../last-build.ts'
import { inWords, say } from '../phrase.ts'
import { type Limits, machineLimits } from '../report.ts'
import type { Log } from '../session.ts'
import { expectShortRun } from '../short-run.ts'
import { type Command, editionNamed, listMistakes, OK, reportFolders, UsageError } from './command.ts'
import { endOnSignals } from './interrupt.ts'
import { langOption, speakerFor } from './language.ts'

export const buildCommand: Command = {
  operands: say`[report folder, or folder of report folders] ...`,
  summary: say`print the PDF and write the HTML edition to build/ in each report folder`,
  options: {
    browser: { type: 'string', about: say`PATH of a Chrome, Chromium or Edge to print with` },
    edition: {
      type: 'string',
      about: say`NAME of an edition, written to build/editions/NAME (default: the first one, to build)`,
    },
    lang: langOption,
    'most-pages': {
      type: 'string',
      about: say`NUMBER of pages that no report exceeds (default ${machineLimits.pages})`,
    },
    'most-minutes': {
      type: 'string',
      about: say`NUMBER of minutes that no print exceeds (default ${machineLimits.minutes})`,
    },
    'no-cache': { type: 'boolean', about: say`make everything anew, and keep nothing for the next build` },
    record: { type: 'string', about: say`FILE to write down what became of each report (JSON Lines)` },
    shard: { type: 'string', about: say`PART/PARTS of the reports, as 2/8, for several machines` },
    times: { type: 'string', about: say`FILE of former records: they balance the parts` },
  },
  async run(operands, options) {
    const { browser: path, lang, 'no-cache': noCache, record, shard, times } = options
    const limits: Limits = {
      pages: limitOf('most-pages', options, machineLimits.pages),
      minutes: limitOf('most-minutes', options, machineLimits.minutes),
    }
    const browser = path as string | undefined
    const isFresh = noCache === true
    const edition = editionNamed(options.edition)
    const reports = reportFolders(operands)
    const isPart = shard !== undefined || record !== undefined || times !== undefined
    if (reports.length === 1 && !isPart)
      return buildAlone(resolve(reports[0]!), edition, browser, lang, isFresh, limits)
    const { buildMany } = await import('./batch.ts')
    const { parseShard } = await import('../batch/shard.ts')
    const part = parseShard((shard as string | undefined) ?? '1/1')
    if (!part)
      throw new UsageError(say`Unexpected \`--shard ${String(shard)}\`, expected a part of parts, as 2/8`)
    return buildMany(reports, {
      browser,
      edition,
      lang,
      isFresh,
      limits,
      shard: part,
      times: times as string | undefined,
      record: record as string | undefined,
    })
  },
}

/** @throws UsageError for anything but a number above 0. */
function limitOf(name: string, options: Record<string, unknown>, usual: number): number {
  const written = options[name]
  const number = Number(written ?? usual)
  if (Number.isFinite(number) && number > 0) return number
  throw new UsageError(say`Unexpected \`--${name} ${String(written)}\`, expected a number above 0`)
}

/** One report, and what each room does. */
async function buildAlone(
  root: string,
  edition: string | null,
  browser: string | undefined,
  lang: unknown,
  isFresh: boolean,
  limits: Limits,
): Promise<number> {
  const out = buildFolderOf(root, edition)
  const where = ['report.pdf', 'html/index.html', 'report-data.xlsx', 'manifest.json'].map((name) =>
    relative('', join(out, name)),
  )
  expectShortRun()
  const start = performance.now()
  const speaker = await speakerFor(lang)
  const terminal = speaker()
  let isDelivered = false
  const log: Log = (room, milliseconds, what) => {
    if (room === '7-publish') isDelivered = true
    printRoom(room, milliseconds, inWords(what, terminal))
  }
  endOnSignals(() => ({
    isDone: isDelivered,
    text: isDelivered
      ? say`Interrupted after the delivery: ${where.join(', ')} are new`.in(terminal)
      : say`Interrupted: nothing was delivered, ${relative('', out)} holds what it held before`.in(terminal),
  }))
  await settleOutput(out)
  const last = isFresh ? null : new LastBuild(root, browser, edition)
  const receipt = await last?.receipt(out)
  if (receipt) {
    console.log(
      say`Nothing has changed since the last build of ${receipt.pages} pages: ${where.join(', ')}`.in(
        terminal,
      ),
    )
    return OK
  }
  const { withStudio } = await import('../studio/studio.ts')
  const { files, result, language } = await withStudio(async (studio) => {
    const { buildOnce } = await import('../session.ts')
    return buildOnce(root, out, { edition, browser, limits, last, log, studio })
  })
  const translations = speaker(language)
  if (!result) return listMistakes(files, translations)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(say`Built in ${seconds} s: ${where.join(', ')}`.in(translations))
  return OK
}

function printRoom(room: string, milliseconds: number, what: string): void {
  console.log(`${room.padEnd(11)} ${milliseconds.toFixed(0).padStart(5)} ms  ${what}`)
}

/** `yanbao build` */
import { join, relative, resolve } from 'node:path'
import { buildFolderOf, settleOutput } from '../7-publish/output.ts'
import { LastBuild } from '../last-build.ts'
import { type Limits, machineLimits } from '../report.ts'
import type { Log } from '../session.ts'
import { expectShortRun } from '../short-run.ts'
import { type Command, editionNamed, listMistakes, OK, reportFolders, UsageError } from './command.ts'
import { endOnSignals } from './interrupt.ts'
import { langOption, translationsFor } from './language.ts'

export const buildCommand: Command = {
  operands: '[report folder, or folder of report folders] ...',
  summary: 'print the PDF and write the HTML edition to build/ in each report folder',
  options: {
    browser: { type: 'string', about: 'PATH of a Chrome, Chromium or Edge to print with' },
    edition: {
      type: 'string',
      about: 'NAME of an edition, written to build/editions/NAME (default: the first one, to build)',
    },
    lang: langOption,
    'most-pages': {
      type: 'string',
      about: `NUMBER of pages that no report exceeds (default ${machineLimits.pages})`,
    },
    'most-minutes': {
      type: 'string',
      about: `NUMBER of minutes that no print exceeds (default ${machineLimits.minutes})`,
    },
    'no-cache': { type: 'boolean', about: 'make everything anew, and keep nothing for the next build' },
    record: { type: 'string', about: 'FILE to write down what became of each report (JSON Lines)' },
    shard: { type: 'string', about: 'PART/PARTS of the reports, as 2/8, for several machines' },
    times: { type: 'string', about: 'FILE of former records: they balance the parts' },
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
    if (!part) throw new UsageError(`Unexpected \`--shard ${shard}\`, expected a part of parts, as 2/8`)
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
  throw new UsageError(`Unexpected \`--${name} ${written}\`, expected a number above 0`)
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
  let isDelivered = false
  const log: Log = (room, milliseconds, what) => {
    if (room === '7-publish') isDelivered = true
    printRoom(room, milliseconds, what)
  }
  endOnSignals(() => ({
    isDone: isDelivered,
    text: isDelivered
      ? `Interrupted after the delivery: ${where.join(', ')} are new`
      : `Interrupted: nothing was delivered, ${relative('', out)} holds what it held before`,
  }))
  await settleOutput(out)
  const last = isFresh ? null : new LastBuild(root, browser, edition)
  const receipt = await last?.receipt(out)
  if (receipt) {
    console.log(`Nothing has changed since the last build of ${receipt.pages} pages: ${where.join(', ')}`)
    return OK
  }
  const { withStudio } = await import('../studio/studio.ts')
  const { files, result, language } = await withStudio(async (studio) => {
    const { buildOnce } = await import('../session.ts')
    return buildOnce(root, out, { edition, browser, limits, last, log, studio })
  })
  if (!result) return listMistakes(files, await translationsFor(lang, language))
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`Built in ${seconds} s: ${where.join(', ')}`)
  return OK
}

function printRoom(...[room, milliseconds, what]: Parameters<Log>): void {
  console.log(`${room.padEnd(11)} ${milliseconds.toFixed(0).padStart(5)} ms  ${what}`)
}

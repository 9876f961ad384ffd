/** `yanbao check` */
import { posix, relative } from 'node:path'
import type { Position } from 'unist'
import type { VFile } from 'vfile'
import { together } from '../check/editions.ts'
import type { Coverage } from '../check/numerals.ts'
import { groupBy } from '../data/group.ts'
import { saidIn, severityOf } from '../message.ts'
import { enumerated, type Phrase, say, saying, type Translations } from '../phrase.ts'
import { type Severity, severities } from '../report.ts'
import { expectShortRun } from '../short-run.ts'
import { type Command, editionNamed, MISTAKES, OK, reportFolder, UsageError } from './command.ts'
import { langOption, translationsFor } from './language.ts'
import { listing } from './listing.ts'

type Message = VFile['messages'][number]

const formats = ['text', 'json', 'github'] as const

export const checkCommand: Command = {
  operands: say`[report folder]`,
  summary: say`list the mistakes of a report and what an editor should look at; print nothing`,
  options: {
    format: {
      type: 'string',
      about: say`${enumerated([...formats])} (default text); github: as its runners show it beside the lines`,
    },
    edition: {
      type: 'string',
      about: say`NAME of an edition, which alone is looked at (default: all of them)`,
    },
    lang: langOption,
    'fail-on': {
      type: 'string',
      about: say`${enumerated([...severities])}: exit with 1 from there on (default error)`,
    },
  },
  async run(operands, { format = 'text', edition: written, lang, 'fail-on': failOn = 'error' }) {
    const form = oneOf('format', format, formats)
    const limit = severities.indexOf(oneOf('fail-on', failOn, severities))
    const root = reportFolder(operands)
    const edition = editionNamed(written)
    expectShortRun()
    const { withStudio } = await import('../studio/studio.ts')
    const inspected = await withStudio(async (studio) => {
      const { Session } = await import('../session.ts')
      const session = new Session(root, { studio, edition })
      return edition === null ? session.inspectAll() : [await session.inspect()]
    })
    const files = together(inspected)
    const coverage = inspected.flatMap(({ coverage, edition }) =>
      coverage.map((each) => (edition === null ? each : { edition, ...each })),
    )
    const translations = await translationsFor(lang, inspected[0]!.language)
    const said = saidIn(translations, files)
    if (form === 'json') console.log(JSON.stringify(reportOf(said, coverage), null, 2))
    else if (form === 'github') console.log(annotationsOf(said, relative('', root), translations))
    else printText(said, coverage, translations)
    const found = files.flatMap(({ messages }) => messages).map(severityOf)
    return found.some((severity) => severities.indexOf(severity) <= limit) ? MISTAKES : OK
  },
}

function oneOf<T extends string>(option: string, seen: unknown, names: readonly T[]): T {
  const name = names.find((name) => name === seen)
  if (name) return name
  throw new UsageError(say`Unexpected \`--${option} ${String(seen)}\`, expected ${enumerated([...names])}`)
}

/** A chapter of a report that is made in editions has one in each of them. */
type EditionCoverage = Coverage & { edition?: string }

/** Messages to the one side, as with every command; what was counted to the other. */
function printText(files: VFile[], coverage: EditionCoverage[], translations: Translations): void {
  const list = listing(files, translations)
  if (list !== '') console.error(`${list}\n`)
  const tables = [...groupBy(coverage, ({ edition }) => edition)].map(([edition, rows]) => {
    const table = coverageTable(rows, translations)
    return edition === undefined ? table : `${say`edition \`${edition}\``.in(translations)}\n${table}`
  })
  console.log(tables.join('\n\n'))
  console.log(`\n${closing(files).in(translations)}`)
}

/** The share of numerals that come from the data, a line a chapter. */
export function coverageTable(coverage: Coverage[], translations: Translations = {}): string {
  const rows = coverage.map(({ chapter, bound, unbound, share }) => [
    chapter,
    String(bound),
    String(unbound),
    share === null ? '–' : `${Math.floor(share * 100)}%`,
  ])
  const head = [say`numerals`, say`bound`, say`unbound`, say`share`]
  const table = [head.map((name) => name.in(translations)), ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => widthOf(row[column]!))))
  return table
    .map((row) => row.map((text, column) => pad(text, widths[column]!, column > 0)).join('  '))
    .join('\n')
}

/** Columns of a terminal: Han characters take two. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\u1100-\uffdc]/g)?.length ?? 0)
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(width - widthOf(text))
  return right ? space + text : text + space
}

/** `1 error, 2 warnings, 0 infos` */
function closing(files: VFile[]): Phrase {
  const found = files.flatMap(({ messages }) => messages).map(severityOf)
  if (found.length === 0) return say`No mistakes, no findings.`
  const [errors, warnings, infos] = severities.map((severity) => {
    const count = found.filter((each) => each === severity).length
    const name = saying(count === 1 ? severity : `${severity}s`)
    return say`${count} ${name}`
  })
  return say`${errors!}, ${warnings!}, ${infos!}`
}

/** What GitHub calls the severities. */
const annotations: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' }

/**
 * What `--format github` prints: a command a message, which the runner shows beside the line it is on.
 *
 * @param root The report folder, as seen from the folder that the command runs in.
 */
export function annotationsOf(files: VFile[], root: string, translations: Translations): string {
  const lines = files.flatMap(({ path, messages }) =>
    [...messages].sort(byPlace).map((message) => {
      const { line, column, endLine, endColumn, rule, severity, message: text } = messageOf(message)
      const file = path.startsWith('yanbao:') ? path : posix.join(root.replaceAll('\\', '/'), path)
      // Columns mean nothing over several lines.
      const columns = line === endLine ? { col: column, endColumn } : {}
      const about = Object.entries({ file, line, endLine, ...columns, title: rule })
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name}=${escaped(String(value), /[%\r\n:,]/g)}`)
      return `::${annotations[severity]} ${about.join(',')}::${escaped(String(text), /[%\r\n]/g)}`
    }),
  )
  return [...lines, closing(files).in(translations)].join('\n')
}

function escaped(text: string, marks: RegExp): string {
  return text.replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** What `--format json` prints. Lines and columns are 1-based; null where a message is on a whole file. */
function reportOf(files: VFile[], coverage: EditionCoverage[]) {
  return {
    files: files
      .filter(({ messages }) => messages.length > 0)
      .map(({ path, messages }) => ({ path, messages: [...messages].sort(byPlace).map(messageOf) })),
    coverage,
  }
}

function messageOf(message: Message): Record<string, unknown> & { severity: Severity } {
  const { start, end } = placeOf(message)
  return {
    line: start?.line ?? null,
    column: start?.column ?? null,
    endLine: end?.line ?? null,
    endColumn: end?.column ?? null,
    rule: message.ruleId,
    severity: severityOf(message),
    message: message.reason,
  }
}

function placeOf({ place }: Message): Partial<Position> {
  return place === undefined ? {} : 'start' in place ? place : { start: place, end: place }
}

function byPlace(a: Message, b: Message): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}

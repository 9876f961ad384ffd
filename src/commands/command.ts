/** What a command of the terminal is: cheap to load, for the help text; what it works with is loaded when it runs. */
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { ParseArgsConfig } from 'node:util'
import type { VFile } from 'vfile'
import { isId } from '../data/id.ts'
import { failed, SaidError, saidIn } from '../message.ts'
import { type Sayable, say, type Translations } from '../phrase.ts'
import { listing } from './listing.ts'

/** Exit codes: done, the report has mistakes, wrong usage, the machine lacks something, the compiler broke. */
export const OK = 0
export const MISTAKES = 1
export const USAGE = 2
export const MACHINE = 3
export const FAULT = 4

export interface Command {
  /** What follows the name: `[report folder]`. */
  operands: Sayable
  /** One line for the help text. */
  summary: Sayable
  options: Record<string, { type: 'string' | 'boolean'; about: Sayable }>
  /** @returns An exit code. */
  run(operands: string[], options: Record<string, string | boolean | undefined>): Promise<number>
}

/** The option that names one edition of a report. */
export const editionOption = {
  type: 'string',
  about: say`NAME of the edition, one of \`editions\` in report.yaml (default: the first)`,
} as const

/** The arguments cannot be understood. */
export class UsageError extends SaidError {}

/** The options of a command as Node's `parseArgs` takes them. */
export function parseOptions({ options }: Command): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]))
}

/**
 * @param operands At most one: the report folder; the working folder where there is none.
 * @returns Its absolute path.
 */
export function reportFolder(operands: string[]): string {
  const [folder = '.', more] = operands
  if (more !== undefined)
    throw new UsageError(say`Unexpected argument \`${more}\`, expected one report folder`)
  if (!existsSync(folder)) {
    throw new UsageError(say`Unexpected report folder \`${folder}\`, expected a folder that exists`)
  }
  return resolve(folder)
}

/**
 * @param written What `--edition` says.
 * @returns Null where it was not given.
 * @throws UsageError for what can be the name of none: it is that of a folder, too.
 */
export function editionNamed(written: string | boolean | undefined): string | null {
  if (written === undefined) return null
  const name = String(written)
  if (isId(name)) return name
  throw new UsageError(say`Unexpected \`--edition ${name}\`, expected the name of an edition`)
}

/**
 * @param operands Report folders, or folders of such; the working folder where there are none.
 * @returns Their paths from the working folder, each once; never none.
 */
export function reportFolders(operands: string[]): string[] {
  const folders = operands.length === 0 ? ['.'] : operands
  const found = folders.flatMap((folder) => reportsIn(reportFolder([folder])))
  return [...new Set(found)].map((folder) => relative('', folder) || '.')
}

/** The folder itself where it is a report, or has none in it: then it is told what it lacks. */
function reportsIn(folder: string): string[] {
  if (existsSync(join(folder, 'report.yaml'))) return [folder]
  const names = readdirSync(folder).sort()
  const reports = names
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, 'report.yaml')))
  return reports.length > 0 ? reports : [folder]
}

/**
 * Lists the mistakes, if any.
 *
 * @param translations Of the language of whoever reads them.
 */
export function listMistakes(files: VFile[], translations: Translations): number {
  if (!failed(files)) return OK
  const count = files.flatMap(({ messages }) => messages).filter(({ fatal }) => fatal).length
  const counted = count === 1 ? say`${count} mistake` : say`${count} mistakes`
  console.error(
    `${listing(saidIn(translations, files), translations, { quiet: true })}\n\n✖ ${counted.in(translations)}`,
  )
  return MISTAKES
}

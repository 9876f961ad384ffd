/** `yanbao import` */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { ImportRequest } from '../import/index.ts'
import { failed } from '../message.ts'
import { provenances } from '../report.ts'
import { type Command, listMistakes, MISTAKES, OK, UsageError } from './command.ts'
import { langOption, translationsFor } from './language.ts'

export const importCommand: Command = {
  operands: 'FILE.xlsx|FILE.csv --to datasets/NAME.yaml',
  summary: 'say what a workbook or CSV file changes in a dataset, ask, and write; or create the dataset',
  options: {
    to: { type: 'string', about: 'PATH of the dataset' },
    sheet: { type: 'string', about: 'NAME of the sheet; needed where more than one holds something' },
    yes: {
      type: 'boolean',
      about: 'write without asking; without it and without a terminal nothing is written',
    },
    all: { type: 'boolean', about: 'list every change, however many there are' },
    'accept-scale': {
      type: 'boolean',
      about: 'take numbers that move by a factor of 100 or more, which are refused otherwise',
    },
    provenance: { type: 'string', about: `of a new dataset: ${provenances.join(', ')}` },
    source: { type: 'string', about: 'TEXT, the source of a new dataset' },
    lang: langOption,
  },
  async run(operands, options) {
    const request = await readRequest(operands, options as Record<string, string | undefined>)
    const { importTable, writeDataset } = await import('../import/index.ts')
    const [all, acceptScale] = [options.all === true, options['accept-scale'] === true]
    const imported = await importTable({ ...request, all, acceptScale })
    if (failed(imported.files)) return listMistakes(imported.files, await translationsFor(options.lang))
    process.stdout.write(imported.changes)
    if (imported.text === null) return OK
    const to = relative('', request.to)
    if (!options.yes && !(await askToWrite(to))) {
      console.error('Nothing written.')
      return MISTAKES
    }
    if (await writeDataset(request.to, imported)) {
      console.log(`Written: ${to}`)
      return OK
    }
    console.error(`Nothing written: ${to} was changed in the meantime.`)
    return MISTAKES
  },
}

/** @throws UsageError */
async function readRequest(
  [file, ...more]: string[],
  { to, sheet, source, provenance: named }: Record<string, string | undefined>,
): Promise<ImportRequest> {
  if (!file || more.length > 0) throw new UsageError('Unexpected operands, expected one .xlsx or .csv file')
  if (!existsSync(file)) throw new UsageError(`Unexpected file \`${file}\`, expected one that exists`)
  if (!to?.endsWith('.yaml'))
    throw new UsageError('Unexpected import without a dataset, expected `--to datasets/NAME.yaml`')
  const provenance = provenances.find((name) => name === named)
  if (named !== undefined && !provenance)
    throw new UsageError(`Unexpected provenance \`${named}\`, expected ${provenances.join(', ')}`)
  const origin = provenance && source ? { provenance, source } : null
  if (!origin && !existsSync(to))
    throw new UsageError(
      `Unexpected new dataset \`${to}\` without an origin, expected \`--provenance ${provenances.join('|')}\` and \`--source TEXT\``,
    )
  return { file, to: resolve(to), sheet, origin }
}

/** Asks where somebody sits at a terminal; nobody does in CI. */
async function askToWrite(to: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) {
    console.error('No terminal to ask at: add --yes to write.')
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`Write ${to}? [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

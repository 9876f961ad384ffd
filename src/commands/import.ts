/** `yanbao import` */
import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { ImportRequest } from '../import/index.ts'
import { failed } from '../message.ts'
import { enumerated, say, type Translations } from '../phrase.ts'
import { provenances } from '../report.ts'
import { type Command, listMistakes, MISTAKES, OK, UsageError } from './command.ts'
import { langOption, translationsFor } from './language.ts'

export const importCommand: Command = {
  operands: say`FILE.xlsx|FILE.csv --to datasets/NAME.yaml`,
  summary: say`say what a workbook or CSV file changes in a dataset, ask, and write; or create the dataset`,
  options: {
    to: { type: 'string', about: say`PATH of the dataset` },
    sheet: { type: 'string', about: say`NAME of the sheet; needed where more than one holds something` },
    yes: {
      type: 'boolean',
      about: say`write without asking; without it and without a terminal nothing is written`,
    },
    all: { type: 'boolean', about: say`list every change, however many there are` },
    'accept-scale': {
      type: 'boolean',
      about: say`take numbers that move by a factor of 100 or more, which are refused otherwise`,
    },
    provenance: { type: 'string', about: say`of a new dataset: ${enumerated([...provenances])}` },
    source: { type: 'string', about: say`TEXT, the source of a new dataset` },
    lang: langOption,
  },
  async run(operands, options) {
    const request = await readRequest(operands, options as Record<string, string | undefined>)
    const { importTable, writeDataset } = await import('../import/index.ts')
    const translations = await translationsFor(options.lang)
    const telling = { all: options.all === true, translations }
    const imported = await importTable({ ...request, telling, acceptScale: options['accept-scale'] === true })
    if (failed(imported.files)) return listMistakes(imported.files, translations)
    process.stdout.write(imported.changes)
    if (imported.text === null) return OK
    const to = relative('', request.to)
    if (!options.yes && !(await askToWrite(to, translations))) {
      console.error(say`Nothing written.`.in(translations))
      return MISTAKES
    }
    if (await writeDataset(request.to, imported)) {
      console.log(say`Written: ${to}`.in(translations))
      return OK
    }
    console.error(say`Nothing written: ${to} was changed in the meantime.`.in(translations))
    return MISTAKES
  },
}

/** @throws UsageError */
async function readRequest(
  [file, ...more]: string[],
  { to, sheet, source, provenance: named }: Record<string, string | undefined>,
): Promise<ImportRequest> {
  if (!file || more.length > 0)
    throw new UsageError(say`Unexpected operands, expected one .xlsx or .csv file`)
  if (!existsSync(file)) throw new UsageError(say`Unexpected file \`${file}\`, expected one that exists`)
  if (!to?.endsWith('.yaml'))
    throw new UsageError(say`Unexpected import without a dataset, expected \`--to datasets/NAME.yaml\``)
  const provenance = provenances.find((name) => name === named)
  if (named !== undefined && !provenance)
    throw new UsageError(say`Unexpected provenance \`${named}\`, expected ${enumerated([...provenances])}`)
  const origin = provenance && source ? { provenance, source } : null
  if (!origin && !existsSync(to))
    throw new UsageError(
      say`Unexpected new dataset \`${to}\` without an origin, expected \`--provenance ${provenances.join('|')}\` and \`--source TEXT\``,
    )
  return { file, to: resolve(to), sheet, origin }
}

/** Asks where somebody sits at a terminal; nobody does in CI. */
async function askToWrite(to: string, translations: Translations): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) {
    console.error(say`No terminal to ask at: add --yes to write.`.in(translations))
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`${say`Write ${to}? [y/N]`.in(translations)} `)
  terminal.close()
  return /^(y(es)?|是)$/i.test(answer.trim())
}

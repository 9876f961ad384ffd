/** `yanbao verify` */
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { version } from '../home.ts'
import { enumerated, inWords, type Sayable, say } from '../phrase.ts'
import type { Seen } from '../verify/index.ts'
import { type Command, editionNamed, listMistakes, OK, reportFolder, UsageError } from './command.ts'
import { langOption, translationsFor } from './language.ts'

export const verifyCommand: Command = {
  operands: say`[build folder]`,
  summary: say`say whether a delivery is whole, unchanged, and made from its report as it is now`,
  options: {
    report: { type: 'string', about: say`FOLDER of the report (default: the folder that build/ is in)` },
    edition: { type: 'string', about: say`NAME of an edition that was built by name: build/editions/NAME` },
    rebuild: { type: 'boolean', about: say`build the report once more, elsewhere, and compare every byte` },
    browser: { type: 'string', about: say`PATH of a Chrome, Chromium or Edge to print with` },
    lang: langOption,
  },
  async run(operands, { report, edition, rebuild, browser, lang }) {
    const folder = buildFolder(operands, editionNamed(edition))
    const root = report === undefined ? null : reportFolder([report as string])
    const { verify } = await import('../verify/index.ts')
    const { files, seen } = await verify(folder, root)
    const translations = await translationsFor(lang)
    if (seen) for (const line of linesOf(seen)) console.log(inWords(line, translations))
    const code = listMistakes(files, translations)
    if (!rebuild || !seen || code !== OK) return code
    if (seen.root === null)
      throw new UsageError(say`Unexpected --rebuild without a report, expected \`--report FOLDER\``)
    const { checkRebuilt } = await import('../verify/rebuild.ts')
    const others = await checkRebuilt(seen.manifest, seen.sha256, seen.root, browser as string | undefined)
    if (others.length === 0) console.log(say`rebuild   the same bytes`.in(translations))
    return listMistakes(others, translations)
  },
}

/**
 * @param operands At most one: the build folder, or the report folder that it is in; the working folder where there is none.
 * @returns Its absolute path.
 */
function buildFolder([written = '.', more]: string[], edition: string | null): string {
  if (more !== undefined)
    throw new UsageError(say`Unexpected argument \`${more}\`, expected one build folder`)
  if (!existsSync(written) || !statSync(written).isDirectory())
    throw new UsageError(say`Unexpected build folder \`${written}\`, expected a folder that exists`)
  const isReport = existsSync(join(written, 'report.yaml')) && existsSync(join(written, 'build'))
  const folder = resolve(written, isReport ? 'build' : '')
  return edition === null ? folder : join(folder, 'editions', edition)
}

/** What was looked at, and what could not be. */
function linesOf({ manifest, sha256, beside, report, yanbao }: Seen): Sayable[] {
  const { engine, files } = manifest
  return [
    `manifest  SHA-256 ${sha256}`,
    beside.length > 0
      ? say`delivery  ${files.length} files compared; not part of it: ${enumerated(beside)}`
      : say`delivery  ${files.length} files compared`,
    report === null
      ? say`report    not compared: no file of it is beside the build folder; --report names its folder`
      : say`report    ${report} files compared`,
    yanbao === null
      ? say`yanbao    not compared: the delivery is of yanbao ${engine.yanbao}, this is ${version}`
      : say`yanbao    ${yanbao} templates and fonts of ${version} compared`,
  ]
}

/** `yanbao new` */
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { home } from '../home.ts'
import { either, say } from '../phrase.ts'
import { fillFolder } from '../write.ts'
import { type Command, OK, UsageError } from './command.ts'
import { languageNamed, languageOfTerminal, languages, translationsFor } from './language.ts'

export const newCommand: Command = {
  operands: say`FOLDER`,
  summary: say`write a small report to begin with: cover, two chapters, two datasets, a look of its own`,
  options: {
    lang: { type: 'string', about: say`${either(languages)} (default: that of the terminal)` },
  },
  async run([folder, ...more], { lang = languageOfTerminal() }) {
    const language = languageNamed(lang as string)
    if (folder === undefined)
      throw new UsageError(say`Unexpected \`new\` without a folder, expected its name`)
    if (more.length > 0) throw new UsageError(say`Unexpected argument \`${more[0]!}\`, expected one folder`)
    refuseFilled(folder)
    const files = await starter(join(home, 'src/starter', language))
    await mkdir(folder, { recursive: true })
    await fillFolder(resolve(folder), files.set('.gitignore', 'build/\n'))
    const translations = await translationsFor(language)
    console.log(say`Written to ${folder}: ${[...files.keys()].join(', ')}`.in(translations))
    // As it was called: a clone of the repository puts no `yanbao` on the path.
    const yanbao = process.env.npm_lifecycle_event === 'yanbao' ? 'npm run yanbao --' : 'yanbao'
    console.log(say`Next: ${yanbao} preview ${folder}, then ${yanbao} build ${folder}`.in(translations))
    return OK
  },
}

/** @throws UsageError where something is there already. */
function refuseFilled(folder: string): void {
  try {
    if (!existsSync(folder) || readdirSync(folder).length === 0) return
  } catch {
    // A file is no folder.
  }
  throw new UsageError(
    say`Unexpected \`${folder}\` that is there already, expected a new folder or an empty one`,
  )
}

/** Content by path. */
async function starter(from: string): Promise<Map<string, string>> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort()
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  return new Map(paths.map((path, index) => [relative(from, path).split(sep).join('/'), texts[index]!]))
}

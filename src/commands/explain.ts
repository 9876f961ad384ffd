/** `yanbao explain` */
import { nearest } from '../message.ts'
import { say } from '../phrase.ts'
import { asWritten } from '../written.ts'
import {
  type Command,
  editionNamed,
  editionOption,
  listMistakes,
  MISTAKES,
  OK,
  reportFolder,
  UsageError,
} from './command.ts'
import { langOption, translationsFor } from './language.ts'

export const explainCommand: Command = {
  operands: say`<图8 | id | chapters/NAME.md:LINE> [report folder]`,
  summary: say`say which cells, sources and provenance stand behind a figure or a line of text`,
  options: { edition: editionOption, lang: langOption },
  async run([target, ...operands], { edition, lang }) {
    if (target === undefined) throw new UsageError(say`Unexpected end of arguments, expected what to explain`)
    const root = reportFolder(operands)
    const [{ explain, namesOf }, { Session }] = await Promise.all([
      import('../explain.ts'),
      import('../session.ts'),
    ])
    const numbered = await new Session(root, { edition: editionNamed(edition) }).resolve()
    const translations = await translationsFor(lang, numbered.settings.language)
    const lines = explain(target, numbered, translations)
    if (lines) {
      console.log(lines.join('\n'))
      return OK
    }
    const near = nearest(target, namesOf(numbered))
    console.error(say`Nothing is called \`${target}\`${near}`.in(translations))
    return listMistakes(asWritten(numbered.files), translations) || MISTAKES
  },
}

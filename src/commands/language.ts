/** The language that a command speaks to whoever runs it. */
import { either, say, type Translations } from '../phrase.ts'
import { UsageError } from './command.ts'

/** Of messages; `en` is that of the sources. */
export const languages = ['zh', 'en']

export const langOption = {
  type: 'string',
  about: say`${either(languages)}: the language of messages (default: that of the report)`,
} as const

/**
 * @param wanted What `--lang` says, if anything.
 * @returns What finds the words for a report by its language tag; undefined where there is no report leaves the language
 *   of the terminal.
 * @throws UsageError
 */
export async function speakerFor(wanted: unknown): Promise<(report?: string) => Translations> {
  const { translationsIn } = await import('../translations.ts')
  const named = wanted === undefined ? null : languageNamed(String(wanted))
  return (report) => translationsIn(named ?? report ?? languageOfTerminal())
}

/** What the words of a command say of its language; undefined where they say nothing that can be understood. */
export function spokenBy(words: string[]): string | undefined {
  const at = words.findIndex((word) => /^--lang(=|$)/.test(word))
  const wanted = words[at]?.split('=')[1] ?? words[at + 1]
  return at >= 0 && languages.includes(wanted!) ? wanted : undefined
}

/** The words for one report. */
export async function translationsFor(wanted: unknown, report?: string): Promise<Translations> {
  return (await speakerFor(wanted))(report)
}

/** @throws UsageError for a language that nothing is said in. */
export function languageNamed(wanted: string): string {
  if (languages.includes(wanted)) return wanted
  throw new UsageError(say`Unexpected \`--lang ${wanted}\`, expected ${either(languages)}`)
}

/** As the environment says it; Chinese where it says nothing. */
export function languageOfTerminal(): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^en/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'zh'
}

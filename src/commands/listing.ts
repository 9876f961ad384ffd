/** Messages as the terminal lists them: by file, those with mistakes first, and what repeats itself folded. */
import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { failed, saidIn } from '../message.ts'
import { say, type Translations } from '../phrase.ts'

type Message = VFile['messages'][number]

/** Messages of one rule that are listed of a file; the others are like these. */
const LISTED = 20

/**
 * @param translations Of the language of whoever reads them.
 * @param options Whether mistakes alone are listed; whether in colours, else as the terminal has them.
 * @returns Empty where there is nothing to list.
 */
export function listing(
  files: VFile[],
  translations: Translations,
  { quiet = false, color }: { quiet?: boolean; color?: boolean } = {},
): string {
  const said = saidIn(translations, files).map((file) => {
    file.messages = file.messages.filter(({ fatal }) => fatal || !quiet)
    return file
  })
  const noted = said.filter(({ messages }) => messages.length > 0)
  const sorted = [...noted.filter(isWrong), ...noted.filter((file) => !isWrong(file))]
  // One after the other: the reporter sorts files by their names, and counts what it was given.
  const texts = sorted.map((file) =>
    reporter([folded(file, translations)], color === undefined ? {} : { color }),
  )
  return texts.map((text) => text.slice(0, text.lastIndexOf('\n\n'))).join('\n\n')
}

function isWrong(file: VFile): boolean {
  return failed([file])
}

function folded({ path, messages }: VFile, translations: Translations): VFile {
  const copy = new VFile({ path })
  const seen = new Map<string, Message[]>()
  for (const message of messages) {
    const { ruleId = '' } = message
    const alike = [...(seen.get(ruleId) ?? []), message]
    seen.set(ruleId, alike)
    if (alike.length <= LISTED) copy.messages.push(message)
  }
  for (const [rule, alike] of seen) {
    const more = alike.length - LISTED
    if (more <= 0) continue
    const last = alike[LISTED - 1]!
    const reason = `${last.reason} ${say`(and ${more} more of \`${rule}\`)`.in(translations)}`
    copy.messages[copy.messages.indexOf(last)] = Object.assign(
      Object.create(Object.getPrototypeOf(last)),
      last,
      { reason, message: reason },
    )
  }
  return copy
}

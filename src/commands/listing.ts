/** Messages as the terminal lists them: by file, those with mistakes first, and what repeats itself folded. */
import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { withReason } from '../message.ts'
import { say, type Translations } from '../phrase.ts'

/** Messages of one rule that are listed of a file; the others are like these. */
const LISTED = 20

/**
 * @param files As they are said in the language of whoever reads them.
 * @param translations Of that language.
 * @param options Whether mistakes alone are listed; whether in colours, else as the terminal has them.
 * @returns Empty where there is nothing to list.
 */
export function listing(
  files: VFile[],
  translations: Translations,
  { quiet = false, color }: { quiet?: boolean; color?: boolean } = {},
): string {
  const noted = files
    .map(({ path, messages }) => ({ path, messages: messages.filter(({ fatal }) => fatal || !quiet) }))
    .filter(({ messages }) => messages.length > 0)
  const isWrong = ({ messages }: Noted) => messages.some(({ fatal }) => fatal)
  const sorted = [...noted.filter(isWrong), ...noted.filter((file) => !isWrong(file))]
  // One after the other: the reporter sorts files by their names, and counts what it was given.
  const texts = sorted.map((file) =>
    reporter([folded(file, translations)], color === undefined ? {} : { color }),
  )
  return texts.map((text) => text.slice(0, text.lastIndexOf('\n\n'))).join('\n\n')
}

type Noted = Pick<VFile, 'path' | 'messages'>

function folded({ path, messages }: Noted, translations: Translations): VFile {
  const counts = new Map<string, number>()
  for (const { ruleId = '' } of messages) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1)
  const turns = new Map<string, number>()
  const file = new VFile({ path })
  file.messages = messages.flatMap((message) => {
    const { ruleId = '', reason } = message
    const turn = (turns.get(ruleId) ?? 0) + 1
    turns.set(ruleId, turn)
    const more = counts.get(ruleId)! - LISTED
    if (turn < LISTED || more <= 0) return [message]
    const rest = say`(and ${more} more of \`${ruleId}\`)`.in(translations)
    return turn === LISTED ? [withReason(message, `${reason} ${rest}`)] : []
  })
  return file
}

/** Where Han and another script meet: a browser sets them apart (`text-autospace`), without a space between them. */

const HAN = '\\p{Script=Han}'

/** Letters and digits that are set apart from Han. Kana and the like are not; nor are small figures. */
const OTHER =
  '(?![\\p{Script=Han}\\p{Script=Hira}\\p{Script=Kana}\\p{Script=Bopo}\\p{Script=Hang}\\uff00-\\uffef])[\\p{L}\\p{Nd}]'

const SPACE = '[ \\u00a0\\n]+'

/** Two characters that are set apart. */
export const GAPLESS = new RegExp(`${HAN}(?=${OTHER})|${OTHER}(?=${HAN})`, 'u')

const BOUNDARY = new RegExp(GAPLESS.source, 'gu')

const SPACED = new RegExp(`(?<=${HAN})${SPACE}(?=${OTHER})|(?<=${OTHER})${SPACE}(?=${HAN})`, 'gu')

/**
 * The parts of a text between the spaces that were typed where Han and another script meet.
 *
 * @param before The character before the text; `after`, the one after it.
 */
export function partsAtGaps(text: string, before = '', after = ''): string[] {
  const parts = (before + text + after).split(SPACED)
  parts[0] = parts[0]!.slice(before.length)
  const last = parts.pop()!
  return [...parts, last.slice(0, last.length - after.length)]
}

/** A text without these spaces: where it is shown, the gap stands in their place. */
export function tightened(text: string): string {
  return partsAtGaps(text).join('')
}

/** How many gaps a line of text has. */
export function gapsIn(text: string): number {
  return text.match(BOUNDARY)?.length ?? 0
}

/** Every printed character has a glyph in the house's own fonts: no box is ever printed. */
import type { VFile } from 'vfile'
import { location } from 'vfile-location'
import { fail } from '../message.ts'
import type { House, Settings } from '../report.ts'

/** Characters that show nothing: spaces, controls, joiners, variation selectors. */
const INVISIBLE = /\s|\p{C}|\p{Variation_Selector}/u

/** The characters that a piece of a document prints, sorted, each once. */
export function charactersOf(html: string): string {
  return [...new Set(visibleText(html))]
    .filter((character) => !INVISIBLE.test(character))
    .sort()
    .join('')
}

/** Comments are not printed; CSS writes characters as `\2014`. Markup is ASCII and does no harm. */
function visibleText(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\\([0-9a-f]{4,6})\b/gi, (_, code: string) => characterOf(Number.parseInt(code, 16)))
}

/** Of what CSS takes for a character; the browser prints a sign in place of one that there is not. */
function characterOf(code: number): string {
  return String.fromCodePoint(code > 0x10ffff ? 0xfffd : code)
}

/**
 * A character that no family of the house has in all its weights is a mistake of every file it stands in.
 *
 * @param files Where to look for it.
 */
export function checkGlyphs(characters: string, house: House, settings: Settings, files: VFile[]): void {
  const families = [...new Set(house.fonts.map(({ family }) => family))]
  for (const character of characters) {
    const code = character.codePointAt(0)!
    const covered = families.some((family) =>
      house.fonts.every((font) => font.family !== family || font.has(code)),
    )
    if (covered) continue
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    const holders = files.filter((file) => String(file).includes(character))
    for (const file of holders.length > 0 ? holders : [settings.file]) {
      const offset = String(file).indexOf(character)
      const point = offset < 0 ? undefined : location(file).toPoint(offset)
      fail(file, point && { start: point, end: point }, 'glyph-missing', character, name, families.join(', '))
    }
  }
}

/** The house's fonts, cut down to the characters of one report: for paper and for the screen. */
import subsetFont from 'subset-font'
import { keyOf, Memory } from './memory.ts'
import type { Edition, Font } from './report.ts'

/** OpenType features that a report uses: kerning, ligatures, tabular figures, and what spaces CJK punctuation. */
const FEATURES = ['kern', 'liga', 'tnum', 'locl', 'ccmp', 'palt', 'halt', 'chws', 'mark', 'mkmk']

/** Hints are for screens of few pixels. */
const CUT = { keepFeatures: FEATURES, noHinting: true, targetFormat: 'truetype' } as const

/** Printable ASCII is always kept: the page numbers are not known yet. */
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

/**
 * @param memory Of the run.
 * @returns TrueType by font name.
 */
export function cutFonts(
  { house, characters }: Pick<Edition, 'house' | 'characters'>,
  memory = new Memory(),
): Promise<Map<string, Uint8Array>> {
  return memory.recall(
    `fonts cut to ${keyOf(characters)}`,
    { fonts: house.fonts, characters },
    async ({ fonts, characters }) => {
      const cut = fonts.map(async (font): Promise<[string, Uint8Array]> => {
        return [font.name, await subsetFont(font.bytes, keptCharacters(font, characters), CUT)]
      })
      return new Map(await Promise.all(cut))
    },
  )
}

function keptCharacters({ spares, has }: Font, characters: string): string {
  if (!spares) return characters + ASCII
  return [' ', ...characters]
    .filter((character) => character === ' ' || has(character.codePointAt(0)!))
    .join('')
}

/** The house's fonts, cut down to the characters of one report: for paper and for the screen. */
import subsetFont from 'subset-font'
import { facesOf } from './font-face.ts'
import { keyOf, Memory } from './memory.ts'
import type { Edition, Font } from './report.ts'

/** OpenType features that a report uses: kerning, ligatures, tabular figures, and what spaces CJK punctuation. */
const FEATURES = ['kern', 'liga', 'tnum', 'locl', 'ccmp', 'palt', 'halt', 'chws', 'mark', 'mkmk']

/** Those of formulas: smaller forms for indices, letters that lose their dot under an accent, the height of primes. */
const MATH_FEATURES = [...FEATURES, 'ssty', 'dtls', 'flac', 'ss04']

/** Hints are for screens of few pixels. */
const CUT = { keepFeatures: FEATURES, noHinting: true, targetFormat: 'truetype' } as const
const MATH_CUT = { ...CUT, keepFeatures: MATH_FEATURES }

/** Printable ASCII is always kept: the page numbers are not known yet. */
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

/** What a browser sets without being told: 𝑎–𝑧, 𝐴–𝑍, ℎ, 𝛼–𝜔 in place of the single letters of a formula, and √. */
const MATH_SIGNS = [...range(0x1d434, 0x1d467), 0x210e, 0x1d6a4, 0x1d6a5, ...range(0x1d6e2, 0x1d71b), 0x221a]
  .map((code) => String.fromCodePoint(code))
  .join('')

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

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
    { fonts: house.fonts, mathFont: house.mathFont, characters },
    async ({ fonts, mathFont, characters }) => {
      const cut = facesOf({ fonts, mathFont }).map(async (font): Promise<[string, Uint8Array]> => {
        const isMath = font === mathFont
        const kept = keptCharacters(font, isMath ? characters + MATH_SIGNS : characters)
        return [font.name, await subsetFont(font.bytes, kept, isMath ? MATH_CUT : CUT)]
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

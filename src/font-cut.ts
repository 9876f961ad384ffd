/** How the house's fonts are cut down to the characters of one report, for paper and for the screen. */
import type { Font } from './report.ts'

/** OpenType features that a report uses: kerning, ligatures, tabular figures, and what spaces CJK punctuation. */
const FEATURES = ['kern', 'liga', 'tnum', 'locl', 'ccmp', 'palt', 'halt', 'chws', 'mark', 'mkmk']

/** Hints are for screens of few pixels. */
export const CUT = { keepFeatures: FEATURES, noHinting: true }

/** Printable ASCII is always kept: the page numbers are not known yet. */
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

/**
 * What a font is cut to.
 *
 * @param characters That the report prints.
 */
export function keptCharacters({ spares, has }: Font, characters: string): string {
  if (!spares) return characters + ASCII
  return [' ', ...characters]
    .filter((character) => character === ' ' || has(character.codePointAt(0)!))
    .join('')
}

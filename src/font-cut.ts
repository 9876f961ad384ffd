/** How the house's fonts are cut down to the characters of one report, for paper and for the screen. */
/** OpenType features that a report uses: kerning, ligatures, tabular figures, and what spaces CJK punctuation. */
const FEATURES = ['kern', 'liga', 'tnum', 'locl', 'ccmp', 'palt', 'halt', 'chws', 'mark', 'mkmk']

/** Hints are for screens of few pixels. */
export const CUT = { keepFeatures: FEATURES, noHinting: true }

/** Printable ASCII is always kept: the page numbers are not known yet. */
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

/** @param characters That the report prints. */
export function keptCharacters(characters: string): string {
  return characters + ASCII
}

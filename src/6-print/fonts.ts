/** The house's fonts, cut down to the characters of one report. */
import subsetFont from 'subset-font'
import type { Font } from '../report.ts'

/** OpenType features that a report uses: kerning, ligatures, tabular figures, and what spaces CJK punctuation. */
const FEATURES = ['kern', 'liga', 'tnum', 'locl', 'ccmp', 'palt', 'halt', 'chws', 'mark', 'mkmk']

/** @param characters All that is printed; printable ASCII is always kept. */
export async function subset(font: Font, characters: string, format: 'truetype' | 'woff2'): Promise<Uint8Array> {
  const options = { targetFormat: format, keepFeatures: FEATURES }
  return subsetFont(font.bytes, characters + ASCII, options)
}

const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

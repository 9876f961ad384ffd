/** Texts of a printed page. */

/** A run of marked content as it stands on its page. */
export interface MarkedText {
  text: string
  /** Left end of the baseline of its first text, in points from the lower left corner of the page. */
  x: number
  y: number
}

/** Runs of a page by their ids: `p12R_mc3` is the third one of the page whose reference is `12 0 R`. */
export type MarkedTexts = Map<string, MarkedText>

/** Those of the runs that hold a text. */
export function withText(texts: MarkedTexts): MarkedTexts {
  return new Map([...texts].filter(([, { text }]) => bare(text) !== ''))
}

/** Text for comparing: without white space and what is never seen, compatibility forms and hyphens made one. */
export function bare(text: string): string {
  // Fonts have one glyph for several hyphens, and a file can say of it only one of them.
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\p{Default_Ignorable_Code_Point}]+/gu, '')
    .replaceAll(/[\u2010\u2011]/g, '-')
}

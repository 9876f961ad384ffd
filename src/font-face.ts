/** What is asked of a font file: which characters it has, and how wide they are. */
import { create, type Font as FontFile } from 'fontkit'
import type { Font, House } from './report.ts'

export interface FontFace {
  /** All that it has glyphs for. */
  codePoints(): number[]
  has(codePoint: number): boolean
  /** Advance width in em of a text set in one line, without kerning. */
  width(text: string): number
}

/** All that a document is set in. */
export function facesOf({ fonts, mathFont }: Pick<House, 'fonts' | 'mathFont'>): Font[] {
  return mathFont ? [...fonts, mathFont] : fonts
}

/** @param bytes The whole TrueType file. */
export function openFace(bytes: Buffer): FontFace {
  const face = create(bytes) as FontFile
  const advances = new Map<number, number>()
  const advance = (codePoint: number) => {
    let width = advances.get(codePoint)
    if (width === undefined) {
      width = face.glyphForCodePoint(codePoint).advanceWidth / face.unitsPerEm
      advances.set(codePoint, width)
    }
    return width
  }
  return {
    codePoints: () => face.characterSet,
    has: (codePoint) => face.hasGlyphForCodePoint(codePoint),
    width: (text) => [...text].reduce((sum, character) => sum + advance(character.codePointAt(0)!), 0),
  }
}

/**
 * The part of a face that stands in for another one.
 *
 * @param scale How much larger it is set.
 */
export function partOf(
  face: Pick<FontFace, 'width'>,
  codePoints: number[],
  scale: number,
): Omit<FontFace, 'codePoints'> {
  const known = new Set(codePoints)
  return { has: (code) => known.has(code), width: (text) => scale * face.width(text) }
}

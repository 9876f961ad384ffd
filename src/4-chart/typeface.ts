/** The type that chart texts are set in: found by family as the browser finds it, so that they are measured right. */
import { gapsIn } from '../data/gap.ts'
import type { Font, FontStyle, House } from '../report.ts'

/** What is known of a font. */
export type Face = Pick<Font, 'family' | 'weight' | 'style' | 'has' | 'width'>

/** As CSS and Vega write it. */
export interface Style {
  /** Families in the order of preference: `'Source Sans 3', 'Noto Sans SC'`. */
  family: string
  weight?: string | number
  style?: string
}

/** Em that the browser sets between Han and Latin. */
const GAP = 0.125

/** Width in em of a text set in one line, without kerning. */
export type Measure = (text: string) => number

/**
 * How wide texts of a style are. A character that the first family does not have is taken from the next one; one that
 * none has, from the first face of the house.
 *
 * @param fonts At least one.
 */
export function measureOf(fonts: Face[], { family, weight = 400, style = 'normal' }: Style): Measure {
  const families = family.split(',').map((name) => name.trim().replaceAll(/^['"]|['"]$/g, ''))
  const faces = families.flatMap((name) => facesOf(fonts, name, weightOf(weight), style as FontStyle))
  const widths = new Map<string, number>()
  const widthOf = (character: string) => {
    let width = widths.get(character)
    if (width === undefined) {
      const code = character.codePointAt(0)!
      width = (faces.find((face) => face.has(code)) ?? faces[0] ?? fonts[0]!).width(character)
      widths.set(character, width)
    }
    return width
  }
  return (text) => [...text].reduce((sum, character) => sum + widthOf(character), 0) + GAP * gapsIn(text)
}

/** Of a family, the face of the style, and of those the one nearest in weight; with the one that stands in for it. */
function facesOf(fonts: Face[], family: string, weight: number, style: FontStyle): Face[] {
  const own = fonts.filter((font) => font.family === family)
  const sameStyle = own.filter((font) => font.style === style)
  const distance = (font: Face) => Math.abs(font.weight - weight)
  const [face] = (sameStyle.length > 0 ? sameStyle : own).sort((a, b) => distance(a) - distance(b))
  return own.filter((font) => font.weight === face?.weight && font.style === face.style)
}

function weightOf(weight: string | number): number {
  return weight === 'bold' ? 700 : Number(weight) || 400
}

/** Labels of axes and legends, as the house sets them: their family, and their size in CSS px. */
export function labelsOf({ chart }: House, of: 'axis' | 'legend'): { family: string; size: number } {
  const config = (chart[of] ?? {}) as { labelFont?: string; labelFontSize?: number }
  const { labelFont = String(chart.font ?? ''), labelFontSize = 10 } = config
  return { family: labelFont, size: labelFontSize }
}

/** A house without fonts has mistakes, and nothing it draws is kept. */
export function measureIn({ fonts }: House, family: string): Measure {
  return fonts.length > 0 ? measureOf(fonts, { family }) : () => 0
}

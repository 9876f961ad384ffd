/** Two charts side by side: their plots begin and end on the same lines and, where that costs little, are equally wide. */
import type { Margins } from './svg.ts'

const SIDES = ['left', 'top', 'right', 'bottom'] as const

/** Differences below this are not seen, in CSS px. */
const UNSEEN = 0.5

/** Names beside bars need more room than numbers: a plot beside them does not give up more than this, in CSS px. */
const TOO_FAR = 40

/**
 * What each of the two must keep free so that their plots have the same place in the picture.
 *
 * @param padding What the house keeps free in every chart: a number or one for each side.
 * @returns Null for a chart that can stay as it is.
 */
export function alignPair(left: Margins, right: Margins, padding: unknown): Array<Margins | null> {
  const house = paddingOf(padding)
  return [
    [left, right],
    [right, left],
  ].map(([own, other]) => {
    const missing = SIDES.map((side) => {
      const px = other![side] - own![side]
      return px < 0 || (px > TOO_FAR && (side === 'left' || side === 'right')) ? 0 : px
    })
    if (missing.every((px) => px < UNSEEN)) return null
    const sides = SIDES.map((side, index) => [side, house[side] + missing[index]!])
    return Object.fromEntries(sides) as Margins
  })
}

function paddingOf(padding: unknown): Margins {
  if (typeof padding === 'number') return { left: padding, top: padding, right: padding, bottom: padding }
  return { left: 0, top: 0, right: 0, bottom: 0, ...(padding as Partial<Margins> | undefined) }
}

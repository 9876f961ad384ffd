/** Hatched bars: drawn as lines, for a pattern fill is printed as pixels and takes Chromium four times as long. */

/** Distance between two lines and their width, in CSS px. */
const STEP = 6
const WIDTH = 1.2

/** The fill of a mark that is to be hatched in a colour, `#rrggbb`. */
export function hatchOf(color: string): string {
  return `url(#hatch-${color.slice(1).toLowerCase()})`
}

/** Draws the hatching of every mark filled with `hatchOf(color)`: a light ground, and lines where it is a rectangle. */
export function drawHatches(svg: string): string {
  return svg.replaceAll(
    /<path [^>]*fill="url\(#hatch-([0-9a-f]{6})\)"[^>]*>(?:<\/path>)?/g,
    (mark, color: string) => {
      const ground = mark.replace(/fill="[^"]*"/, `fill="#${color}" fill-opacity="0.14"`)
      const place = /transform="[^"]*"/.exec(mark)?.[0] ?? ''
      const rectangle = rectangleOf(/ d="([^"]*)"/.exec(mark)?.[1] ?? '')
      if (!rectangle) return ground
      return `${ground}<path ${place} d="${diagonals(rectangle)}" fill="none" stroke="#${color}" stroke-width="${WIDTH}"/>`
    },
  )
}

interface Rectangle {
  left: number
  top: number
  right: number
  bottom: number
}

/** Vega writes a bar as `M0,10h20v-30h-20Z`. */
function rectangleOf(path: string): Rectangle | null {
  const match = /^M([-\d.e]+),([-\d.e]+)h([-\d.e]+)v([-\d.e]+)h[-\d.e]+Z$/.exec(path)
  if (!match) return null
  const [x, y, width, height] = match.slice(1).map(Number) as [number, number, number, number]
  return {
    left: Math.min(x, x + width),
    right: Math.max(x, x + width),
    top: Math.min(y, y + height),
    bottom: Math.max(y, y + height),
  }
}

/** Rising lines `x + y = sum` from edge to edge of the rectangle; neighbouring bars share one raster. */
function diagonals({ left, top, right, bottom }: Rectangle): string {
  const lines: string[] = []
  for (let sum = Math.ceil((left + top) / STEP) * STEP; sum < right + bottom; sum += STEP) {
    const fromX = Math.max(left, sum - bottom)
    const toX = Math.min(right, sum - top)
    lines.push(`M${round(fromX)},${round(sum - fromX)}L${round(toX)},${round(sum - toX)}`)
  }
  return lines.join('')
}

function round(length: number): number {
  return Math.round(length * 100) / 100
}

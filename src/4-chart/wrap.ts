/** Long names under an axis, broken into lines. */
/** After a space, a hyphen or a Chinese character, and before an opening bracket. */
const BREAK = /(?<=[\s\-–—/、，])|(?<=\p{Script=Han})(?![）)、，。”])|(?=[（(])/u

/** `2024Q1-Q3` and `FY2024H1` break after the year and nowhere else. */
const PERIOD = /(?<=^(?:FY)?\d{4})(?=[QH]\d)/

/** How far a word may stand over its room before it is broken. */
const STAND_OVER = 1.28

/**
 * Breaks a text into as few lines as its room allows, all about as long.
 *
 * @param measure Width of a line, in the unit of the room.
 */
export function wrap(text: string, room: number, measure: (line: string) => number): string[] {
  const widthOf = (line: string) => measure(line.trim())
  if (widthOf(text) <= room) return [text]
  // A word that is much too long breaks inside: where a capital begins, else anywhere.
  const split = (parts: string[], at: RegExp) =>
    parts.flatMap((part) => (widthOf(part) > room * STAND_OVER ? part.split(at) : [part]))
  const words = text.split(PERIOD.test(text) ? PERIOD : BREAK)
  const pieces = split(split(words, /(?<=\p{Ll})(?=\p{Lu})/u), /(?:)/u)
  let lines = fill(pieces, room, widthOf)
  for (let narrower = room - 2; narrower > 0; narrower -= 2) {
    const shorter = fill(pieces, narrower, widthOf)
    if (shorter.length > lines.length) break
    lines = shorter
  }
  return lines
}

function fill(pieces: string[], room: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces) {
    if (line && widthOf(line + piece) > room) {
      lines.push(line.trim())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trim()].filter(Boolean)
}

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

/** What stands for the rest of a text that is cut. */
const REST = '…'

/** The first lines, as many as there is room for. */
export function firstOf(
  lines: string[],
  most: number,
  room: number,
  measure: (line: string) => number,
): string[] {
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), shorten(lines[most - 1]! + REST, room, measure)]
}

/** A text in one line, cut where it has no room. */
export function shorten(text: string, room: number, measure: (line: string) => number): string {
  if (measure(text) <= room) return text
  const kept = [...text.replace(REST, '')]
  while (kept.length > 0 && measure(kept.join('') + REST) > room) kept.pop()
  return kept.join('').trimEnd() + REST
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

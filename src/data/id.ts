/** Ids: they stand in addresses, in destinations of the PDF, and in names of files. */

const SHAPE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u

/** Bytes; file systems take 255 with an ending. */
const LONGEST = 200

/** Whether a text can be the id of a heading, a figure or a table. */
export function isId(text: string): boolean {
  return SHAPE.test(text) && Buffer.byteLength(text) <= LONGEST
}

/** The name of a chapter as a part of ids: `02-50%` → `02-50~25`. Two names are never the same part. */
export function idOfChapter(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}_.-]/gu, (character) => `~${character.codePointAt(0)!.toString(16)}`)
}

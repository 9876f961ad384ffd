/** `##标题`: without a space it is no heading, and is printed as it was typed. */
import { note } from '../message.ts'
import type { Settings } from '../report.ts'
import { isOwn, type Text } from './passages.ts'

/** Marks of a heading at the beginning of a line, half-width or full-width. `#1` is a rank. */
const MARKS = /(?<=^|\n)(?:#(?=[^\s#\d])|#{2,6}(?=[^\s#])|＃{1,6}(?=\s*[^\s＃]))/g

export function checkHeadingMarks({ file, passages }: Text, rules: Settings['rules']): void {
  for (const passage of passages) {
    if (passage.kind !== 'prose') continue
    for (const { index, 0: seen } of passage.text.matchAll(MARKS)) {
      const place = passage.placeOf(index, index + seen.length)
      // An escaped one is meant.
      const isEscaped = String(file)[place?.start?.offset ?? 0] === '\\'
      if (!isEscaped && isOwn(passage, index, index + seen.length))
        note(rules, file, place, 'heading-space', seen)
    }
  }
}

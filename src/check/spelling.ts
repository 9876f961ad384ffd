/** Names of vendors and products as the house writes them. */
import { note } from '../message.ts'
import type { House, Settings } from '../report.ts'
import { isOwn, type Text } from './passages.ts'

/** A name, and one of the ways it is not written. */
export interface Name {
  right: string
  seen: string
  pattern: RegExp
}

export function namesOf(spelling: House['spelling']): Name[] {
  return Object.entries(spelling).flatMap(([right, wrong]) =>
    wrong.map((seen) => ({ right, seen, pattern: patternOf(seen) })),
  )
}

export function checkSpelling({ file, passages }: Text, rules: Settings['rules'], names: Name[]): void {
  for (const { right, seen, pattern } of names) {
    for (const passage of passages) {
      // Most names stand in no text, and to see that is cheap.
      if (!passage.text.includes(seen)) continue
      for (const match of passage.text.matchAll(pattern)) {
        const start = match.index
        const end = start + seen.length
        if (!isOwn(passage, start, end) || isPartOf(right, passage.text, start, end)) continue
        note(rules, file, passage.placeOf(start, end), 'spelling', seen, right)
      }
    }
  }
}

/** The very letters; beside Latin ones they are part of another word. */
function patternOf(seen: string): RegExp {
  const literal = seen.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const before = /^[\p{Script=Latin}\d]/u.test(seen) ? '(?<![\\p{Script=Latin}\\d])' : ''
  const after = /[\p{Script=Latin}\d]$/u.test(seen) ? '(?![\\p{Script=Latin}\\d])' : ''
  return new RegExp(before + literal + after, 'gu')
}

/** Whether the name stands there as it should: what is wrong elsewhere may be a part of it. */
function isPartOf(right: string, text: string, start: number, end: number): boolean {
  const first = text.indexOf(right, Math.max(0, end - right.length))
  return first >= 0 && first <= start && first + right.length >= end
}

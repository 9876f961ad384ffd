/** Names of vendors and products as the house writes them. */
import { note } from '../message.ts'
import type { Numbered } from '../report.ts'
import { isOwn, type Passage } from './passages.ts'

export function checkSpelling(passages: Passage[], { settings, house }: Numbered): void {
  const names = Object.entries(house.spelling).flatMap(([right, wrong]) =>
    wrong.map((seen) => ({ right, seen })),
  )
  for (const { right, seen } of names) {
    const pattern = patternOf(seen)
    for (const passage of passages) {
      for (const match of passage.text.matchAll(pattern)) {
        const start = match.index
        const end = start + seen.length
        if (!isOwn(passage, start, end) || isPartOf(right, passage.text, start, end)) continue
        note(settings.rules, passage.file, passage.placeOf(start, end), 'spelling', seen, right)
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

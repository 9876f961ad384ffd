/** 3-number: over the whole report, every target gets its number and every reference its target. */
import type { Bound, Entry, Numbered } from '../report.ts'
import { numberFloats } from './floats.ts'
import { numberHeadings } from './headings.ts'
import { resolveReferences } from './references.ts'

/** Changes the trees, and as often as it is asked: headings and references carry what they print. */
export function number(bound: Bound): Numbered {
  const entries = new Map<string, Entry>()
  numberHeadings(bound, entries)
  numberFloats(bound, entries)
  const ordered = inReadingOrder(entries, bound)
  resolveReferences(bound, ordered)
  return { ...bound, entries: ordered }
}

/** By chapter, then by place. */
function inReadingOrder(entries: Map<string, Entry>, { chapters }: Bound): Map<string, Entry> {
  const position = new Map(chapters.map((chapter, index) => [chapter, index]))
  const compare = (a: Entry, b: Entry) =>
    position.get(a.chapter)! - position.get(b.chapter)! ||
    (a.place?.start.offset ?? 0) - (b.place?.start.offset ?? 0)
  return new Map([...entries].sort(([, a], [, b]) => compare(a, b)))
}

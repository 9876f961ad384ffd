/** 3-number: over the whole report, every target gets its number and every reference its target. */
import type { Bound, Entry, Numbered } from '../report.ts'
import { numberFloats } from './floats.ts'
import { numberHeadings } from './headings.ts'
import { resolveReferences } from './references.ts'

/** Changes the trees: headings and references carry what they print in `data`. */
export function number(bound: Bound): Numbered {
  const entries = new Map<string, Entry>()
  numberHeadings(bound, entries)
  numberFloats(bound, entries)
  const ordered = new Map([...entries].sort(([, a], [, b]) => compare(bound, a, b)))
  resolveReferences(bound, ordered)
  return { ...bound, entries: ordered }
}

/** Reading order: by chapter, then by place. */
function compare({ chapters }: Bound, a: Entry, b: Entry): number {
  const byChapter = chapters.indexOf(a.chapter) - chapters.indexOf(b.chapter)
  return byChapter || (a.place?.start.offset ?? 0) - (b.place?.start.offset ?? 0)
}

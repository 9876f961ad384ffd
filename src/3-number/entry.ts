/** One record for everything a reader can be pointed at. */
import { fail } from '../message.ts'
import type { Entry } from '../report.ts'

/** Adds an entry; a second one of the same id is a mistake. */
export function addEntry(entries: Map<string, Entry>, entry: Entry): void {
  const first = entries.get(entry.id)
  if (!first) {
    entries.set(entry.id, entry)
    return
  }
  const { line, column } = first.place?.start ?? { line: 1, column: 1 }
  fail(
    entry.chapter.file,
    entry.place,
    'id-duplicate',
    entry.id,
    `${first.chapter.file.path}:${line}:${column}`,
  )
}

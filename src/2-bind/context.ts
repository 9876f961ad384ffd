/** What the blocks of a chapter are bound with. */
import type { Memory } from '../memory.ts'
import type { BoundChapter, Sources } from '../report.ts'

export interface Context {
  chapter: BoundChapter
  sources: Sources
  memory: Memory
}

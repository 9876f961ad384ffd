/** What the blocks of a chapter are bound with. */
import type { World } from '../data/measure.ts'
import type { Memory } from '../memory.ts'
import type { BoundChapter, Sources } from '../report.ts'

export interface Context {
  chapter: BoundChapter
  sources: Pick<Sources, 'house' | 'settings'>
  world: World
  memory: Memory
}

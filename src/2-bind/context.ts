/** What the blocks of a chapter are bound with. */
import type { World } from '../data/measure.ts'
import type { Memory } from '../memory.ts'
import type { BoundChapter, House } from '../report.ts'

export interface Context {
  chapter: BoundChapter
  house: Pick<House, 'ok' | 'kinds' | 'words'>
  world: World
  memory: Memory
}

/** What every step of this room is given. */
import type { VFile } from 'vfile'
import type { Memory } from '../memory.ts'
import type { Charted } from '../report.ts'
import type { Engine } from './liquid.ts'

/** The two documents a report becomes. */
export type Target = 'print' | 'edition'

export interface Context {
  charted: Charted
  target: Target
  engine: Engine
  /** Paths of pictures in the documents, by their address in the chapters. */
  paths: Map<string, string>
  memory: Memory
  /** Where mistakes of the house are marked. */
  files: VFile[]
}

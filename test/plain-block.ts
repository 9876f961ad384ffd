/** A block of a flow that has nothing of its own. */
import type { Block } from '../src/6-print/pages/turn.ts'

export const plainBlock: Omit<Block, 'role' | 'height'> = {
  section: 0,
  above: 0,
  below: 0,
  breaks: [],
  repeated: 0,
  landscape: false,
  forced: false,
  leads: false,
  paragraph: false,
  mentions: [],
  notes: [],
}

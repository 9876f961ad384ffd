/** Anything a reader can be pointed at, while it gets its number. */
import type { Heading } from 'mdast'
import { fail } from '../message.ts'
import type { BoundChapter, DisplayMath, Entry, FloatNode, Numbering } from '../report.ts'
import { addressOf, writtenAt } from '../written.ts'

export interface Target extends Numbering {
  kind: Entry['kind']
  /** 0-based, of the report. */
  chapter: number
  /** 0-based, among the headings, the figures and tables, or the equations of its chapter. */
  index: number
  node: Heading | FloatNode | DisplayMath
  /** 1–6 for headings, 0 for others. */
  depth: number
}

/** By id, in reading order; a second one of the same id is a mistake. */
export function targetsById(targets: Target[], chapters: BoundChapter[]): Map<string, Target> {
  const known = new Map<string, Target>()
  for (const target of targets) {
    const { id, chapter, node } = target
    const first = known.get(id)
    if (!first) {
      known.set(id, target)
      continue
    }
    const { file } = chapters[chapter]!
    const [own, other] = [
      addressOf(file, node.position),
      addressOf(chapters[first.chapter]!.file, first.node.position),
    ]
    if (own === other) fail(file, node.position, 'piece-id', id, writtenAt(file, node.position).path)
    else fail(file, node.position, 'id-duplicate', id, other)
  }
  return new Map([...known].sort(([, a], [, b]) => a.chapter - b.chapter || offsetOf(a) - offsetOf(b)))
}

function offsetOf({ node }: Target): number {
  return node.position?.start.offset ?? 0
}

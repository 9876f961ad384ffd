/** `[](#fig-market)` prints the label of what it points at. */

import { toString as textOf } from 'mdast-util-to-string'
import { decoded } from '../data/decoded.ts'
import { fail } from '../message.ts'
import type { Bound, BoundChapter } from '../report.ts'
import type { Target } from './target.ts'

/** What a reference prints in place of nothing. */
export interface Printed {
  text: string
  /** Whether it is a label, which is never broken over two lines. */
  isLabel: boolean
}

/** What each reference of a chapter prints; null for one that has a text of its own, or leads nowhere. */
export function printedReferences(
  { references, file }: BoundChapter,
  targets: Map<string, Target>,
  { house: { words }, settings, elsewhere }: Pick<Bound, 'house' | 'settings' | 'elsewhere'>,
): Array<Printed | null> {
  return references.map(({ node, bare }) => {
    const id = decoded(node.url.slice(1))
    const target = targets.get(id)
    const editions = elsewhere.get(id)
    if (!target && editions)
      fail(file, node.position, 'reference-left-out', `#${id}`, settings.edition ?? '', editions)
    else if (!target) fail(file, node.position, 'reference-unknown', id, [...targets.keys()])
    return target && bare ? printedFor(target, words) : null
  })
}

/** Outside the body a heading has no label, and is named by its title. */
function printedFor({ kind, label, number, depth, node }: Target, words: Record<string, string>): Printed {
  if (label === '') return { text: textOf(node), isLabel: false }
  if (kind !== 'heading') return { text: label, isLabel: true }
  // In a sentence a section is `第 1.2 节`, where its heading says `1.2.`.
  const pattern = (depth === 1 ? words.chapter : undefined) ?? words.section ?? '{number}'
  return { text: pattern.replace('{number}', number), isLabel: true }
}

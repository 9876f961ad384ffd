/** Words of rise and fall before a number that is printed without its sign: the data may have turned since. */
import type { Nodes, Parent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import { measure, type World } from '../data/measure.ts'
import type { Memory } from '../memory.ts'
import { note } from '../message.ts'
import type { BoundNode, Numbered } from '../report.ts'
import type { ChapterText } from './passages.ts'

const UP =
  '上升|上涨|上行|增长|增加|增至|提高|提升|抬升|走高|走阔|扩大|高出|多出|盈利|高|涨|升|增|多|rose|risen|rises?|grew|grows?|increased?|gained|up|higher|above|more|profit'
const DOWN =
  '下降|下滑|下跌|下行|减少|降低|降至|回落|走低|收窄|缩小|缩减|低于|亏损|低|跌|降|减|少|缩|fell|falls?|fallen|dropped|declined?|decreased?|lost|down|lower|below|less|loss'

/** The words, with whatever stands between them and the number. */
const WORDS = new RegExp(`(?<up>${UP})|(?<down>${DOWN})`, 'giu')

/** At most so many characters before a number speak of it. */
const NEAR = 12

/** What ends a clause. */
const STOP = /[，。；、：！？,;:!?()（）\n]/u

/** Notes numbers whose sign is not printed, and is another one than the word before them says. */
export function checkDirections(texts: ChapterText[], numbered: Numbered, memory: Memory): void {
  const { datasets, settings, house } = numbered
  const { rules } = settings
  const { words } = house
  for (const { file, chapter } of texts) {
    memory.recallFrom(
      `${file.path} directions`,
      { chapter, rules, words },
      datasets,
      ({ chapter, rules, words }, _, datasets) => {
        const world: World = { datasets, broken: new Set(), words }
        visit(chapter.tree as Nodes, 'bound', (node, index, parent) => {
          const source = String(file).slice(node.position?.start.offset, node.position?.end.offset)
          if (index === undefined || !parent || !/\{[^}]*\babs\b[^}]*\}$/.test(source)) return
          const word = wordBefore(parent as Parent, index)
          const sign = word && signOf(node, world)
          if (word && sign && sign !== word.sign)
            note(rules, file, node.position, 'direction-off', word.text, textOf(node), sign < 0)
        })
      },
      { files: [file] },
    )
  }
}

/** The last word of rise or fall in the clause before a number; 1 for a rise, -1 for a fall. */
function wordBefore({ children }: Parent, index: number): { text: string; sign: 1 | -1 } | null {
  const before = children
    .slice(0, index)
    .map((child) => (child.type === 'bound' ? '，' : textOf(child)))
    .join('')
  const clause = before.split(STOP).at(-1)!.slice(-NEAR)
  const last = [...clause.matchAll(WORDS)].at(-1)
  return last ? { text: last[0], sign: last.groups!.up ? 1 : -1 } : null
}

/** -1, 1, or 0 where there is no number or it is zero. */
function signOf({ trace }: BoundNode, world: World): number {
  const measured = measure(trace.address, world)
  return 'rule' in measured || measured.value === null ? 0 : Math.sign(measured.value)
}

/** What has to change in an open page for it to become the next one. */
import type { Page } from '../report.ts'

/** A block that stays is its 0-based index in the slot before, one that is new or has changed is its HTML. */
export type SlotUpdate = Array<number | string>

export interface PageUpdate {
  /** The page with empty slots; null where it stays. */
  shell: string | null
  /** By name, only slots that change. */
  slots: Record<string, SlotUpdate>
}

/** @returns Null where the two show the same. */
export function updateOf(before: Page, after: Page): PageUpdate | null {
  const known = new Map(before.slots.map(({ name, blocks }) => [name, blocks]))
  const changed = after.slots.filter(({ name, blocks }) => !same(known.get(name), blocks))
  const slots = changed.map(
    ({ name, blocks }) => [name, updateOfSlot(known.get(name) ?? [], blocks)] as const,
  )
  const shell = before.shell === after.shell ? null : after.shell
  return shell === null && slots.length === 0 ? null : { shell, slots: Object.fromEntries(slots) }
}

function same(before: string[] | undefined, after: string[]): boolean {
  return (
    before === after ||
    (before?.length === after.length && before.every((html, index) => html === after[index]))
  )
}

/** Blocks at the beginning and the end stay; between them the next block of the same HTML does. */
function updateOfSlot(before: string[], after: string[]): SlotUpdate {
  let head = 0
  while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++
  let tail = 0
  const most = Math.min(before.length, after.length) - head
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  let next = head
  const end = before.length - tail
  return after.map((html, index) => {
    if (index < head) return index
    if (index >= after.length - tail) return index - after.length + before.length
    const found = before.indexOf(html, next)
    if (found < 0 || found >= end) return html
    next = found + 1
    return found
  })
}

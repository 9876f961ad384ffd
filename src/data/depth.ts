/** How deep a tree is. */
import type { Node } from 'unist'

/**
 * Looks without going deep itself: a stack of calls has an end.
 *
 * @returns The first node found below so many levels; null where there is none.
 */
export function deeperIn<N extends Node>(tree: N, most: number): N | null {
  const open: Array<[node: N, depth: number]> = [[tree, 0]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next
    if (depth > most) return node
    if ('children' in node) for (const child of node.children as N[]) open.push([child, depth + 1])
  }
  return null
}

/** Directives around blocks: `:::figure`, `:::table`, `:::row`, `:::rail`. */
import type { Parent, Root, RootContent } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { fail } from '../message.ts'
import { say, saying } from '../phrase.ts'
import type { FloatSize, RailNode, RowNode } from '../report.ts'
import type { Context } from './context.ts'
import { bindFloat } from './float.ts'

/** What a line can begin with; the last two have become what they stand for. */
export const BLOCKS = [':::figure', ':::table', ':::row', ':::rail', ':::only', '::include']

/** Replaces the container directives among the children of a node, depth first. */
export function bindContainers(parent: Root | Parent, size: FloatSize, context: Context): void {
  parent.children = parent.children.flatMap((child) => {
    if (child.type === 'containerDirective') return bindContainer(child, size, context)
    if ('children' in child) bindContainers(child as Parent, size, context)
    return child
  })
}

function bindContainer(node: ContainerDirective, size: FloatSize, context: Context): RootContent[] {
  const { chapter } = context
  switch (node.name) {
    case 'figure':
    case 'table': {
      const float = bindFloat(node, size, context)
      chapter.floats.push(float)
      return [float.node]
    }
    case 'row': {
      refuseAttributes(node, chapter)
      bindContainers(node as Parent, 'half', context)
      const children = node.children as unknown as RootContent[]
      const strays = children.filter((child) => child.type !== 'float')
      // What was given back as text has no place of its own.
      for (const stray of strays)
        fail(chapter.file, stray.position ?? node.position, 'row-content', saying(stray.type))
      if (strays.length === 0 && children.length !== 2)
        fail(
          chapter.file,
          node.position,
          'row-content',
          children.length === 1 ? say`single figure` : say`${children.length} figures`,
        )
      const figures = children.filter((child) => child.type === 'float')
      const row: RowNode = { type: 'row', children: figures, position: node.position }
      return [row]
    }
    case 'rail': {
      refuseAttributes(node, chapter)
      if (chapter.part !== 'cover') fail(chapter.file, node.position, 'rail-place')
      bindContainers(node as Parent, 'rail', context)
      const rail: RailNode = {
        type: 'rail',
        children: node.children as Parent['children'],
        position: node.position,
      }
      return [rail]
    }
    default:
      fail(chapter.file, node.position, 'directive-unknown', `:::${node.name}`, BLOCKS)
      return []
  }
}

/** A block that can be told nothing. */
function refuseAttributes(
  { name, attributes, position }: ContainerDirective,
  { file }: Context['chapter'],
): void {
  for (const seen of Object.keys(attributes ?? {}))
    fail(file, position, 'param-unknown', seen, `:::${name}`, [])
}

/** `:var[client]`: a text that `report.yaml` holds. */
import type { PhrasingContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { fail } from '../message.ts'
import type { Chapter } from '../report.ts'
import type { TextContext } from './problem.ts'

/** Replaces the directive by its text; where it has a mistake, by the name. */
export function bindVariable(
  node: TextDirective,
  { file }: Chapter,
  { variables, isTold }: TextContext,
): PhrasingContent {
  const { position, attributes } = node
  const name = textOf(node).trim()
  for (const other of Object.keys(attributes ?? {})) fail(file, position, 'param-unknown', other, ':var', [])
  const isKnown = Object.hasOwn(variables, name)
  if (!isKnown && isTold) fail(file, position, 'variable-unknown', name, Object.keys(variables))
  const value = isKnown ? variables[name]! : name
  return { type: 'variable', children: [{ type: 'text', value, position }], position }
}

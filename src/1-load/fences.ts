/** Blocks that are never closed, and attributes that count for nothing: seen before anything is taken out. */
import type { Code, Nodes, Root } from 'mdast'
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import { sourceOf } from '../written.ts'

type Directive = ContainerDirective | LeafDirective | TextDirective

export function refuseFences(tree: Root, file: VFile): void {
  visit(tree, (node) => {
    if (node.type === 'containerDirective' || node.type === 'code') refuseOpen(node, file)
    if (isDirective(node)) refuseAttributes(node, file)
  })
}

/** A block that is never closed takes in everything after it. */
function refuseOpen({ position }: ContainerDirective | Code, file: VFile): void {
  const { start, end } = position!
  const lines = String(file).slice(start.offset, end.offset).split(/\r?\n/)
  const [, fence, name] = /^(:{3,}|`{3,}|~{3,})(\w*)/.exec(lines[0]!) ?? []
  if (!fence) return
  const last = lines.length > 1 ? lines.at(-1)!.replace(/^[\s>]+|\s+$/g, '') : ''
  const isClosed = last.startsWith(fence) && last === fence[0]!.repeat(last.length)
  const { length } = lines[0]!
  const lineEnd = { line: start.line, column: start.column + length, offset: start.offset! + length }
  const place = { start, end: lineEnd }
  if (!isClosed)
    fail(file, place, 'fence-unclosed', fence.startsWith(':') ? `\`${fence}${name}\`` : say`code`)
}

function isDirective(node: Nodes): node is Directive {
  return ['containerDirective', 'leafDirective', 'textDirective'].includes(node.type)
}

const ATTRIBUTE = /([#.])[^\s#.{}"'=]+|([^\s"'={}]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'{}]+))?/g

/** Of an attribute that is given twice, the last one alone counts. */
function refuseAttributes(node: Directive, file: VFile): void {
  const [line = ''] = sourceOf(node, file).split('\n')
  const written = node.type === 'containerDirective' ? line : sourceOf(node, file)
  const [, inside = ''] = /\{((?:[^{}"']|"[^"]*"|'[^']*')*)\}\s*$/.exec(written) ?? []
  const names = [...inside.matchAll(ATTRIBUTE)].map(([, mark, name]) => (mark === '#' ? 'id' : name))
  for (const [index, name] of names.entries()) {
    if (name && name !== 'class' && names.indexOf(name) < index)
      fail(file, node.position, 'attribute-second', name)
  }
}

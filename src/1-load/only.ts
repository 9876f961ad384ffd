/** `:::only{edition=client}` and `:only[text]{edition=client}`: what stands in some editions alone. */
import type { Nodes, Parent, Root } from 'mdast'
import type { ContainerDirective, TextDirective } from 'mdast-util-directive'
import type { VFile } from 'vfile'
import { fail } from '../message.ts'
import type { Place, Settings } from '../report.ts'

/** The editions that there are, and the one that is made. */
export type Editions = Pick<Settings, 'isTold' | 'editions' | 'edition'>

/** What was taken out, and the editions that it stands in. */
export interface LeftOut {
  node: Nodes
  editions: string[]
}

type Only = ContainerDirective | TextDirective

/**
 * Takes out of a tree what its edition does not have, and the marks around what it has. A paragraph, an item, a row that
 * had nothing else goes with it.
 *
 * @param within The editions that the whole tree stands in.
 * @returns What was taken out, the inner before the outer.
 */
export function leaveOut(tree: Root, file: VFile, editions: Editions, within: string[]): LeftOut[] {
  const leftOut: LeftOut[] = []

  /** @returns Whether something has gone. */
  function keepIn(parent: Parent, within: string[]): boolean {
    const before = leftOut.length
    const kept: Parent['children'] = []
    let isGap = false
    const keep = (child: Parent['children'][number]) => {
      kept.push(isGap ? withoutSecondSpace(child, kept.at(-1)) : child)
      isGap = false
    }
    for (const [index, child] of parent.children.entries()) {
      if (!('children' in child)) keep(child)
      else if (!isOnly(child)) {
        const isHead = child.type === 'tableRow' && index === 0
        const isLess = keepIn(child as Parent, within)
        if (!isLess || isHead || !isBare(child)) keep(child)
      } else {
        const own = editionsIn(child, file, editions)
        const both = own === null ? within : within.filter((name) => own.includes(name))
        if (own && both.length === 0 && within.length > 0)
          fail(file, openingOf(child, file), 'only-never', own, within)
        keepIn(child, both)
        const isKept = own === null || both.includes(editions.edition ?? '')
        if (isKept) for (const each of child.children) keep(each)
        else {
          leftOut.push({ node: child, editions: both })
          isGap = child.type === 'textDirective'
        }
      }
    }
    parent.children = kept
    return leftOut.length > before
  }

  keepIn(tree, within)
  return leftOut
}

function isOnly(node: Nodes): node is Only {
  return (node.type === 'containerDirective' || node.type === 'textDirective') && node.name === 'only'
}

/** Null with a message where it names none. */
function editionsIn(node: Only, file: VFile, editions: Editions): string[] | null {
  const name = node.type === 'textDirective' ? ':only[…]' : ':::only'
  for (const other of Object.keys(node.attributes ?? {})) {
    if (other !== 'edition') fail(file, openingOf(node, file), 'param-unknown', other, name, ['edition'])
  }
  const names = namesOf(node.attributes?.edition ?? '')
  if (names.length === 0) {
    fail(file, openingOf(node, file), 'only-missing', name)
    return null
  }
  return knownEditions(names, file, openingOf(node, file), editions)
}

/** `client internal`, `client, internal` */
export function namesOf(written: string): string[] {
  return written.split(/[\s,，、]+/).filter((name) => name !== '')
}

/** Null where one of them is none, which is said if report.yaml tells those that there are. */
export function knownEditions(
  names: string[],
  file: VFile,
  place: Place,
  { isTold, editions }: Editions,
): string[] | null {
  if (!isTold) return null
  const unknown = names.filter((name) => !editions.includes(name))
  for (const name of unknown) fail(file, place, 'edition-unknown', name, editions)
  return unknown.length > 0 ? null : names
}

/** Of a block, the line that opens it. */
function openingOf({ type, position }: Only, file: VFile): Place {
  if (type === 'textDirective' || !position) return position
  const { start } = position
  const [line = ''] = String(file).slice(start.offset, position.end.offset).split('\n', 1)
  return { start, end: { line: start.line, column: start.column + line.length } }
}

/** Nodes that are nothing without something in them. */
const HOLDERS = [
  'paragraph',
  'heading',
  'emphasis',
  'strong',
  'delete',
  'link',
  'list',
  'listItem',
  'blockquote',
  'tableRow',
  'footnoteDefinition',
]

function isBare(node: Nodes): boolean {
  if (node.type === 'text') return node.value.trim() === ''
  if (!('children' in node)) return false
  const isHolder = HOLDERS.includes(node.type) || node.type === 'tableCell'
  return isHolder && node.children.every(isBare)
}

/** Where a word has gone, one of the two spaces around it goes too. */
function withoutSecondSpace<T extends Nodes>(node: T, last: Nodes | undefined): T {
  const isSecond = last?.type === 'text' && /\s$/.test(last.value)
  return isSecond && node.type === 'text' ? { ...node, value: node.value.replace(/^[ \t]+/, '') } : node
}

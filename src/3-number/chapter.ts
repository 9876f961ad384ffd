/** A chapter in which headings have their numbers and references their texts. */
import type { Heading, Link, Nodes } from 'mdast'
import type { BoundChapter, DisplayMath, Float, FloatNode, Numbering } from '../report.ts'
import type { Printed } from './references.ts'

/** What is written into a chapter, in the order of its own lists. */
export interface Writing {
  chapter: BoundChapter
  headings: Numbering[]
  /** What stands beside each equation. */
  equations: string[]
  references: Array<Printed | null>
}

/** Nodes that change, and those around them, are made anew; the chapter that is given stays what it is. */
export function numberedChapter({ chapter, headings, equations, references }: Writing): BoundChapter {
  const numbering = new Map(chapter.headings.map((node, at) => [node, headings[at]!]))
  const beside = new Map(chapter.equations.map((node, at) => [node, equations[at]!]))
  const printed = new Map(chapter.references.map(({ node }, at) => [node, references[at] ?? null]))
  const copies = new Map<object, object>()
  const numbered: BoundChapter = { ...chapter }

  function copy<T extends Nodes>(node: T): T {
    const known = copies.get(node)
    if (known) return known as T
    const own = node.type === 'float' ? copyFloat(node.float).node : withChildren(written(node))
    copies.set(node, own)
    return own as T
  }

  function written(node: Nodes): Nodes {
    if (node.type === 'heading') return withNumber(node, numbering.get(node)!)
    if (node.type === 'math') return withNumberBeside(node, beside.get(node))
    return node.type === 'link' ? withText(node, printed.get(node) ?? null) : node
  }

  function withChildren(node: Nodes): Nodes {
    if (!('children' in node)) return node
    const children = node.children.map((child) => copy(child))
    const isSame = children.every((child, at) => child === node.children[at])
    return isSame ? node : ({ ...node, children } as Nodes)
  }

  /** A figure and its node know each other. */
  function copyFloat(float: Float): Float {
    const known = copies.get(float)
    if (known) return known as Float
    const { content } = float
    const own: Float = { ...float, chapter: numbered, content: content && copy(content) }
    copies.set(float, own)
    const node = withChildren(float.node) as FloatNode
    own.node = { ...node, float: own }
    copies.set(float.node, own.node)
    return own
  }

  numbered.tree = copy(chapter.tree)
  numbered.floats = chapter.floats.map(copyFloat)
  numbered.headings = chapter.headings.map(copy)
  numbered.equations = chapter.equations.map(copy)
  numbered.references = chapter.references.map(({ node, bare }) => ({ node: copy(node), bare }))
  return numbered
}

function withNumber(node: Heading, { id, label }: Numbering): Heading {
  return { ...node, data: { ...node.data!, id, label } }
}

function withNumberBeside(node: DisplayMath, number: string | undefined): DisplayMath {
  return number === undefined ? node : { ...node, data: { ...node.data!, number } }
}

function withText(node: Link, printed: Printed | null): Link {
  if (!printed) return node
  const data = printed.isLabel ? { hProperties: { className: ['reference'] } } : {}
  return { ...node, data, children: [{ type: 'text', value: printed.text }] }
}

/** 2-bind: every directive of a chapter meets the dataset it names. */
import type { Parent, PhrasingContent, Root, RootContent, Text } from 'mdast'
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive'
import { SKIP, visit } from 'unist-util-visit'
import { fail } from '../message.ts'
import type { Bound, Chapter, Dataset, Float, FloatSize, RailNode, RowNode, Sources } from '../report.ts'
import { bindClaim } from './claim.ts'
import { derive } from './derive.ts'
import { bindFloat } from './float.ts'
import { printCells, printNumber } from './print.ts'
import { bindValue } from './value.ts'

/** Directives a chapter can use. */
const CONTAINERS = [':::figure', ':::table', ':::row', ':::rail']
const TEXTS = [':value', ':claim', ':lit']

/** Changes the trees: directives become floats, rows, rails and text. Fills in the cells of the datasets. */
export function bind(sources: Sources): Bound {
  for (const dataset of sources.datasets.values()) {
    derive(dataset, sources.house.words)
    for (const column of dataset.columns) checkFormat(column.name, column.format, dataset)
    if (dataset.ok) printCells(dataset, sources.house.words)
  }
  const floats: Float[] = []
  for (const chapter of sources.chapters) {
    bindTexts(chapter, sources)
    joinTexts(chapter)
    checkFences(chapter)
    refuseHtml(chapter, sources)
    checkLinks(chapter)
    bindContainers(chapter.tree, 'full', { chapter, sources, floats })
  }
  return { ...sources, floats }
}

function checkFormat(column: string, format: string, dataset: Dataset): void {
  try {
    printNumber(0, format)
  } catch {
    const place = dataset.placeOf(['columns', column, 'format'])
    fail(
      dataset.file,
      place,
      'yaml-type',
      `columns.${column}.format`,
      `\`${format}\`, expected a d3-format specifier, as in ,.1f`,
    )
    dataset.ok = false
  }
}

/** Values become text; whatever only looked like a directive (`10:30`) gets its source back. */
function bindTexts({ tree, file, ...rest }: Chapter, sources: Sources): void {
  const chapter = { tree, file, ...rest }
  visit(tree, ['textDirective', 'leafDirective'], (node, index, parent) => {
    if (index === undefined || !parent) return
    const directive = node as TextDirective | LeafDirective
    const bound = directive.type === 'textDirective' && bindText(directive, chapter, sources)
    if (bound) {
      parent.children[index] = bound
      return SKIP
    }
    const { start, end } = directive.position!
    const source = String(file).slice(start.offset, end.offset)
    // A label or attributes show that a directive was meant.
    const whole = directive.type === 'leafDirective'
    const [seen, names] = whole ? [`::${directive.name}`, CONTAINERS] : [`:${directive.name}`, TEXTS]
    if (/[\]}]$/.test(source)) fail(file, directive.position, 'directive-unknown', seen, names)
    const text: Text = { type: 'text', value: source, position: directive.position }
    ;(parent as Parent).children[index] = whole ? { type: 'paragraph', children: [text] } : text
    return SKIP
  })
}

/** What a directive in a text stands for; null where it is none of ours. */
function bindText(node: TextDirective, chapter: Chapter, sources: Sources): PhrasingContent | null {
  switch (node.name) {
    case 'value':
      return bindValue(node, chapter, sources)
    case 'claim':
      return bindClaim(node, chapter, sources)
    case 'lit':
      return { type: 'literal', children: node.children, position: node.position }
    default:
      return null
  }
}

/** Texts that a directive stood between become one again: `{#sec:x}` of a heading is read as a whole. */
function joinTexts({ tree }: Chapter): void {
  visit(tree, 'text', (node, index, parent) => {
    let next = parent?.children[index! + 1]
    while (next?.type === 'text') {
      node.value += next.value
      parent!.children.splice(index! + 1, 1)
      next = parent!.children[index! + 1]
    }
  })
}

/** A line of colons that opens and closes nothing would be printed. */
function checkFences({ tree, file }: Chapter): void {
  visit(tree, 'text', ({ value, position }) => {
    const [colons] = /^:{3,}/m.exec(value) ?? []
    if (colons) fail(file, position, 'directive-fence', colons)
  })
}

/** HTML is a mistake unless the report allows it; comments are for the author and go. */
function refuseHtml({ tree, file }: Chapter, { settings }: Sources): void {
  visit(tree, 'html', (node, index, parent) => {
    if (index === undefined || !parent) return
    if (/^<!--[\s\S]*?-->$/.test(node.value.trim())) {
      parent.children.splice(index, 1)
      return index
    }
    if (!settings.rawHtml) fail(file, node.position, 'html-refused')
    else if (/<img\b/i.test(node.value)) fail(file, node.position, 'html-image')
    // The attribute is the compiler's own mark for a figure.
    node.value = node.value.replaceAll(/data-float/gi, 'data-author')
  })
}

/** A link leads to a web page, an address, or a place in the report; scripts and files of the machine are none. */
function checkLinks({ tree, file }: Chapter): void {
  visit(tree, 'link', ({ url, position }) => {
    if (!/^(https?:|mailto:|#)/i.test(url)) fail(file, position, 'link-address', url)
  })
}

interface Context {
  chapter: Chapter
  sources: Sources
  floats: Float[]
}

/** Replaces the container directives among the children of a node, depth first. */
function bindContainers(parent: Root | Parent, size: FloatSize, context: Context): void {
  parent.children = parent.children.flatMap((child) => {
    if (child.type === 'containerDirective') return bindContainer(child, size, context)
    if ('children' in child) bindContainers(child as Parent, size, context)
    return child
  })
}

function bindContainer(node: ContainerDirective, size: FloatSize, context: Context): RootContent[] {
  const { chapter, sources, floats } = context
  switch (node.name) {
    case 'figure':
    case 'table': {
      const float = bindFloat(node, chapter, size, sources, floats.length + 1)
      floats.push(float)
      return [float.node]
    }
    case 'row': {
      bindContainers(node as Parent, 'half', context)
      const children = node.children as unknown as RootContent[]
      const stray = children.find((child) => child.type !== 'float')
      if (stray) fail(chapter.file, stray.position, 'row-content', stray.type)
      else if (children.length !== 2)
        fail(
          chapter.file,
          node.position,
          'row-content',
          children.length === 1 ? 'single figure' : `${children.length} figures`,
        )
      const figures = children.filter((child) => child.type === 'float')
      const row: RowNode = { type: 'row', children: figures, position: node.position }
      return [row]
    }
    case 'rail': {
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
      fail(chapter.file, node.position, 'directive-unknown', `:::${node.name}`, CONTAINERS)
      return []
  }
}

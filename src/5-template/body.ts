/** mdast → HTML. Floats, rows, rails and formulas leave a placeholder, which gets its finished HTML at the end. */
import type { Element, ElementContent, RootContent as HtmlContent, Root as HtmlRoot, Text } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { h } from 'hastscript'
import type { FootnoteReference, Heading, Nodes, PhrasingContent, Root, RootContent } from 'mdast'
import { defaultHandlers, type State } from 'mdast-util-to-hast'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkRehype, { type Options } from 'remark-rehype'
import { unified } from 'unified'
import { EXIT, SKIP, visit } from 'unist-util-visit'
import type {
  BoundNode,
  DisplayMath,
  FloatNode,
  InlineMath,
  LiteralNode,
  Place,
  RailNode,
  RowNode,
  VariableNode,
} from '../report.ts'
import { joinPunctuation, textOfMath } from './math.ts'
import { joinNames } from './names.ts'
import { spaceInlines } from './spacing.ts'

export interface BodyOptions {
  /** Keep HTML written in chapters, sanitized. */
  rawHtml: boolean
  /** Put before the ids of footnotes: chapters share a page. */
  prefix: string
  /** Heading of the footnotes, and the label of the way back from one. */
  footnotes: string
  footnoteBack: string
  /** The number of the chapter's first footnote. */
  firstNote: number
  /** Marks of footnotes in floats, as they are counted in the chapter; filled when it is rendered. */
  marks: Map<FootnoteReference, ElementContent>
  /** A typed space between Han and Latin is no more than the gap that the browser sets. */
  isTight: boolean
  /** Label of the link from a heading to itself; empty for none. */
  permalink: string
  /** What is said about a bound number when asked; empty for nothing. */
  explain(node: BoundNode): string
  /** Finished HTML of a float, of a row of floats or of a formula. */
  place(node: Placed): string
  /** Path of a picture in the document that is made. */
  image(url: string): string
}

declare module 'hast' {
  interface TextData {
    /** Whether it is a bound number, which print sets as a text. */
    isBound?: boolean
  }
}

/** What has HTML of its own. */
export type Placed = FloatNode | RowNode | DisplayMath | InlineMath

/** A block as HTML, and where it was written. */
export interface Block {
  html: string
  place: Place
}

/** Renders the blocks of a chapter, an element each. */
export function renderBlocks(children: RootContent[], options: BodyOptions): Block[] {
  const floats: Placed[] = []
  const tree: Root = { type: 'root', children }
  const processor = unified()
    .use(remarkRehype, toHtml(options, floats))
    .use(() => joinTexts)
    .use(options.rawHtml ? [rehypeRaw, [rehypeSanitize, schema] as const] : [])
    .use(() => (html: HtmlRoot) => nameFootnotes(html, options))
    .use(() => nameTasks)
    .use(() => (html: HtmlRoot) => tellLanguages(html, options))
    .use(() => joinNames)
    .use(() => (html: HtmlRoot) => spaceInlines(html, options.isTight))
    .use(() => joinPunctuation)
    .use(() => (html: HtmlRoot) => placeFloats(html, floats, options))
    .use(rehypeStringify, { allowDangerousHtml: true })
  const html = processor.runSync(tree) as HtmlRoot
  const blocks: Block[] = []
  for (const child of html.children) {
    const text = processor.stringify({ type: 'root', children: [child] })
    // Text between elements, which only HTML of an author leaves there, goes with the one before it.
    if (child.type === 'text' && blocks.length > 0) blocks.at(-1)!.html += text.trim() && text
    else if (text.trim() !== '') blocks.push({ html: text, place: child.position })
  }
  return blocks
}

/**
 * All that nodes say of what they are rendered as, whatever line they stand in: the same text, the same HTML.
 *
 * @param nodes With anything that JSON can hold around them.
 */
export function printedBy(nodes: unknown, { explain, place, marks }: BodyOptions): string {
  return JSON.stringify(nodes, (key, value) => {
    if (key === 'position') return undefined
    if (value?.type === 'float' || value?.type === 'row') return place(value)
    if (value?.type === 'footnoteReference') return { ...value, mark: marks.get(value), position: undefined }
    if (value?.type === 'bound') return ['bound', explain(value), value.trace.value, value.children]
    return value
  })
}

/** Renders a caption or a note. */
export function renderInline(children: PhrasingContent[], options: BodyOptions): string {
  const [block] = renderBlocks([{ type: 'paragraph', children }], options)
  return (block?.html ?? '').replace(/^<p>|<\/p>$/g, '')
}

/** Nothing of a report may overrule what the house and the compiler mark. */
const schema = {
  ...defaultSchema,
  clobberPrefix: '',
  attributes: {
    ...defaultSchema.attributes,
    '*': [
      ...(defaultSchema.attributes?.['*'] ?? []),
      'dataFloat',
      'dataTrace',
      'className',
      'id',
      'tabIndex',
    ],
    // A permalink has a class of ours; the default allows only that of footnotes.
    a: [
      ...(defaultSchema.attributes?.a ?? []).filter((name) => name[0] !== 'className'),
      'className',
      'ariaLabel',
      'hidden',
    ],
    data: ['value'],
  },
  tagNames: [...(defaultSchema.tagNames ?? []), 'data'],
}

function toHtml(options: BodyOptions, floats: Placed[]): Options {
  const float = (state: State, node: FloatNode | RowNode): Element => {
    floats.push(node)
    countFootnotes(state, node, options)
    const element = h('div', { dataFloat: String(floats.length - 1) })
    state.patch(node, element)
    return element
  }
  const math = (state: State, node: DisplayMath | InlineMath): Element => {
    floats.push(node)
    const element = h(
      node.type === 'math' ? 'div' : 'span',
      { dataFloat: String(floats.length - 1) },
      textOfMath(node),
    )
    state.patch(node, element)
    return element
  }
  return {
    allowDangerousHtml: options.rawHtml,
    clobberPrefix: `${options.prefix}-`,
    footnoteLabel: options.footnotes,
    footnoteBackContent: '↑',
    footnoteBackLabel: options.footnoteBack,
    footnoteLabelTagName: 'p',
    footnoteLabelProperties: { className: ['footnotes-title'] },
    handlers: {
      float,
      row: float,
      math,
      inlineMath: math,
      rail: (state: State, node: RailNode) => countFootnotes(state, node, options),
      bound: (state: State, node: BoundNode) => bound(state, node, options),
      footnoteReference: (state: State, node: FootnoteReference) => {
        const mark = options.marks.get(node)
        return mark ? structuredClone(mark) : markOf(state, node, options)
      },
      literal: (state: State, node: LiteralNode) => state.all(node),
      variable: (state: State, node: VariableNode) => state.all(node),
      heading: (state: State, node: Heading) => heading(state, node, options),
      image: (state: State, node) => {
        const image = defaultHandlers.image(state, node)
        return {
          ...image,
          properties: { ...image.properties, src: options.image(node.url), loading: 'lazy' },
        }
      },
    },
  }
}

/**
 * Footnotes of a float, or of the rail, have their turn where it stands: its text is rendered by itself, where nothing is
 * counted.
 */
function countFootnotes(state: State, node: Nodes, options: BodyOptions): undefined {
  const { marks } = options
  visit(node, (child) => {
    if (child.type === 'footnoteReference' && !marks.has(child))
      marks.set(child, markOf(state, child, options))
    if (child.type !== 'float') return
    const [caption, ...notes] = child.children
    for (const part of [caption, child.float.content, ...notes]) {
      if (part) countFootnotes(state, part, options)
    }
    return SKIP
  })
}

/** The mark of a footnote, in the count that its house wants. */
function markOf(state: State, node: FootnoteReference, { firstNote }: BodyOptions): ElementContent {
  const mark = defaultHandlers.footnoteReference(state, node)
  visit(mark, 'text', (text) => {
    text.value = String(Number(text.value) + firstNote - 1)
  })
  return mark
}

/** In print a bound number is text like any other. */
function bound(state: State, node: BoundNode, { explain }: BodyOptions): Element | ElementContent[] {
  const about = explain(node)
  const children = state.all(node)
  if (!about)
    return children.map((child) => (child.type === 'text' ? { ...child, data: { isBound: true } } : child))
  const value = node.trace.value === null ? undefined : String(node.trace.value)
  return h(
    value === undefined ? 'span' : 'data',
    { className: ['bound'], value, tabIndex: 0, dataTrace: about },
    children,
  )
}

/** An author's texts that stand side by side are one, as those around a variable: a date in them is not broken. */
function joinTexts(tree: HtmlRoot): void {
  visit(tree, 'element', (parent) => {
    const joined: ElementContent[] = []
    for (const child of parent.children) {
      const last = joined.at(-1)
      if (isOwnText(child) && last && isOwnText(last))
        joined.splice(-1, 1, { ...last, value: last.value + child.value })
      else joined.push(child)
    }
    parent.children = joined
  })
}

function isOwnText(node: ElementContent): node is Text {
  return node.type === 'text' && !node.data?.isBound
}

function heading(state: State, node: Heading, { permalink }: BodyOptions): Element {
  const { id = '', label = '' } = node.data!
  const children: ElementContent[] = state.all(node)
  if (label) children.unshift(h('span.number', label), { type: 'text', value: ' ' })
  // Without a link to it, Chromium gives a heading no destination in the PDF.
  const link = permalink
    ? h('a.permalink', { href: `#${id}`, ariaLabel: permalink }, '#')
    : h('a', { href: `#${id}`, hidden: true })
  const element = h(`h${node.depth}`, { id }, [...children, link])
  state.patch(node, element)
  return element
}

/** The heading of a chapter's footnotes has an id that every chapter would use, and their list a count of its own. */
function nameFootnotes(tree: HtmlRoot, { prefix, firstNote }: BodyOptions): void {
  const id = `${prefix}-footnotes`
  visit(tree, 'element', ({ properties, children }) => {
    if (properties.dataFootnotes !== undefined && firstNote > 1)
      for (const child of children)
        if (child.type === 'element' && child.tagName === 'ol') child.properties.start = firstNote
    if (properties.id === 'footnote-label') properties.id = id
    if (String(properties.ariaDescribedBy ?? '') === 'footnote-label') properties.ariaDescribedBy = [id]
  })
}

/** The box of a task has a name of its own: its text stands beside it, and nothing says that it is its name. */
function nameTasks(tree: HtmlRoot): void {
  visit(tree, 'element', (item) => {
    if (item.tagName !== 'li' || ![item.properties.className].flat().includes('task-list-item')) return
    const lines = item.children.filter((child) => child.type !== 'element' || !/^[ou]l$/.test(child.tagName))
    const name = textOf({ type: 'root', children: lines }).replaceAll(/\s+/g, ' ').trim()
    visit(item, 'element', (input) => {
      if (input.tagName !== 'input') return
      if (name) input.properties.ariaLabel ??= name
      return EXIT
    })
  })
}

/**
 * Of the elements in a line of text Chromium takes few into the structure of the PDF, and with the others what they say of
 * the language of their text. Emphasis is one of those it takes.
 */
function tellLanguages(tree: HtmlRoot, { permalink }: BodyOptions): void {
  if (permalink) return
  visit(tree, 'element', (element) => {
    const { lang } = element.properties
    if (!lang || !INLINE.has(element.tagName)) return
    // Said around it too, it would be nothing new.
    element.properties.lang = undefined
    element.children = [h('em.passage', { lang }, element.children as ElementContent[])]
    return SKIP
  })
}

/** Elements of HTML that only say how a text looks. */
const INLINE = new Set('a b del i ins kbd q s samp span strike sub sup tt var'.split(' '))

function placeFloats(tree: HtmlRoot, floats: Placed[], options: BodyOptions): void {
  visit(tree, 'element', (node, index, parent) => {
    const at = node.properties.dataFloat
    if (at === undefined || index === undefined || !parent) return
    const float = floats[Number(at)]
    const value = float ? options.place(float) : ''
    parent.children[index] = { type: 'raw', value, position: node.position } as unknown as HtmlContent
    return SKIP
  })
}

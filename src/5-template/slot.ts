/** The chapters as runs of blocks. */
import type { RootContent } from 'mdast'
import { visit } from 'unist-util-visit'
import { idOfChapter } from '../data/id.ts'
import type { BoundChapter, Charted, Slot } from '../report.ts'
import { type Block, type BodyOptions, type Placed, printedBy, renderBlocks } from './body.ts'
import type { Context } from './context.ts'
import { renderFigure } from './figure.ts'
import { mathHtml } from './math.ts'
import { traceText } from './trace.ts'

/** In the order of the chapters; the cover has two. */
export function slotsOf(context: Context): Slot[] {
  const { chapters, house } = context.charted
  let first = 1
  return chapters.flatMap((chapter) => {
    const slots = slotsOfChapter(chapter, first, context)
    if (house.footnotes === 'report') first += countNotes(chapter)
    return slots
  })
}

/** Each is mentioned: one that is not is a mistake. */
function countNotes({ tree }: BoundChapter): number {
  const names = new Set<string>()
  visit(tree, 'footnoteDefinition', ({ identifier }) => void names.add(identifier))
  return names.size
}

/** A chapter is rendered again where its text, a number it prints or one of its charts has changed. */
function slotsOfChapter(chapter: BoundChapter, firstNote: number, context: Context): Slot[] {
  const { charted, target, engine, paths, memory, files } = context
  const { settings, house, charts } = charted
  const { words, colors } = house
  const { rawHtml } = settings
  const isTight = tightensSpaces(charted)
  const shown = chapter.floats.map(({ id }) => charts.get(id))
  const labels = chapter.floats.map(({ id }) => charted.entries.get(id)?.label)
  return memory.recall(
    `${target} ${chapter.file.path}`,
    { chapter, labels, shown, engine, paths, words, colors, rawHtml, isTight, firstNote },
    ({ chapter, firstNote }, own) => renderSlots(chapter, firstNote, { ...context, memory: own }),
    { files },
  )
}

/** The rail stands beside the rest of the cover. */
function renderSlots(chapter: BoundChapter, firstNote: number, context: Context): Slot[] {
  const options = { ...optionsOf(chapter, context), firstNote }
  const name = encodeURIComponent(chapter.name)
  const slot = (name: string, children: RootContent[]): Slot => {
    const blocks = renderApart(children, options, context)
    return { name, chapter, blocks: blocks.map(({ html }) => html), places: blocks.map(({ place }) => place) }
  }
  const isRail = (node: RootContent) => node.type === 'rail'
  const { children } = chapter.tree
  // A rail takes no place there, but its footnotes are counted with the others.
  const main = slot(name, children)
  if (chapter.part !== 'cover') return [main]
  const rails = children.filter(isRail).flatMap((node) => ('children' in node ? node.children : []))
  return [main, slot(`${name}/rail`, rails as RootContent[])]
}

/**
 * Block by block, so that those which stay as they are are not rendered again. Only where one can depend on another
 * are they rendered together: footnotes are counted over a chapter, and HTML of an author may reach over several.
 */
function renderApart(children: RootContent[], options: BodyOptions, context: Context): Block[] {
  const { memory, paths, charted } = context
  const printed = children.map((child) => printedBy(child, options))
  const hasFootnote = (text: string) => /"type":"footnote|data-footnote-ref/.test(text)
  if (options.rawHtml || printed.some(hasFootnote)) return renderBlocks(children, options)
  return children.flatMap((child, index) => {
    const blocks = memory.recall(
      printed[index]!,
      { paths, words: charted.house.words, isTight: options.isTight },
      () => renderBlocks([child], options),
      // A figure lasts by itself.
      { lasts: child.type !== 'float' && child.type !== 'row' },
    )
    return blocks.map(({ html }) => ({ html, place: child.position }))
  })
}

export function optionsOf(chapter: BoundChapter, context: Context): BodyOptions {
  const { charted, target, paths } = context
  const { house, settings } = charted
  const isEdition = target === 'edition'
  const options: BodyOptions = {
    rawHtml: settings.rawHtml,
    prefix: idOfChapter(chapter.name),
    isTight: tightensSpaces(charted),
    footnotes: house.words.footnotes ?? '',
    marks: new Map(),
    firstNote: 1,
    footnoteBack: house.words.footnote_back ?? '',
    permalink: isEdition ? (house.words.permalink ?? '#') : '',
    explain: (node) => (isEdition ? traceText(node.trace, house.words) : ''),
    image: (url) => paths.get(url) ?? '',
    place: (node) => placeFloat(node, options, context),
  }
  return options
}

/** In Chinese, unless the house wants its authors to type a space and to have it printed. */
function tightensSpaces({ settings, house }: Charted): boolean {
  return /^zh\b/.test(settings.language) && house.hanLatinSpace !== 'require'
}

function placeFloat(node: Placed, options: BodyOptions, context: Context): string {
  if (node.type === 'math' || node.type === 'inlineMath') return mathHtml(node, context)
  if (node.type === 'float') return renderFigure(node.float, options, context)
  const { engine, target, charted } = context
  const items = node.children.map(({ float }) => renderFigure(float, options, context))
  return engine.render('parts/row', { items, edition: target === 'edition', words: charted.house.words })
}

/** The chapters as runs of blocks. */
import type { RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { BoundChapter, FloatNode, RowNode, Slot } from '../report.ts'
import { type BodyOptions, renderBlocks } from './body.ts'
import type { Context } from './context.ts'
import { renderFigure } from './figure.ts'
import { traceText } from './trace.ts'

/** In the order of the chapters; the cover has two. */
export function slotsOf(context: Context): Slot[] {
  return context.charted.chapters.flatMap((chapter) => slotsOfChapter(chapter, context))
}

/** A chapter is rendered again where its text, a number it prints or one of its figures has changed. */
function slotsOfChapter(chapter: BoundChapter, context: Context): Slot[] {
  const { charted, target, engine, paths, memory } = context
  const { settings, house } = charted
  const options = optionsOf(chapter, context)
  const figures = chapter.floats.map((float) => renderFigure(float, options, context))
  return memory.recall(
    `${target} ${chapter.file.path}`,
    () => [chapter, numbersOf(chapter), engine, paths, house.words, settings.rawHtml, ...figures],
    () => renderSlots(chapter, options),
    [...house.liquid.values()],
  )
}

/** The rail stands beside the rest of the cover. */
function renderSlots(chapter: BoundChapter, options: BodyOptions): Slot[] {
  const name = encodeURIComponent(chapter.name)
  const slot = (name: string, children: RootContent[]): Slot => {
    const blocks = renderBlocks(children, options)
    return { name, chapter, blocks: blocks.map(({ html }) => html), places: blocks.map(({ place }) => place) }
  }
  const isRail = (node: RootContent) => node.type === 'rail'
  const { children } = chapter.tree
  const main = slot(
    name,
    children.filter((node) => !isRail(node)),
  )
  if (chapter.part !== 'cover') return [main]
  const rails = children.filter(isRail).flatMap((node) => ('children' in node ? node.children : []))
  return [main, slot(`${name}/rail`, rails as RootContent[])]
}

/** Every number that the compiler writes into a chapter. */
function numbersOf({ headings, references }: BoundChapter): string {
  const labels = headings.map(({ data }) => `${data!.id} ${data!.label}`)
  return [...labels, ...references.map(({ node }) => textOf(node))].join('\n')
}

export function optionsOf(chapter: BoundChapter, context: Context): BodyOptions {
  const { charted, target, paths } = context
  const { house, settings } = charted
  const isEdition = target === 'edition'
  const options: BodyOptions = {
    rawHtml: settings.rawHtml,
    prefix: chapter.name,
    footnotes: house.words.footnotes ?? '',
    footnoteBack: house.words.footnote_back ?? '',
    permalink: isEdition ? (house.words.permalink ?? '#') : '',
    explain: (node) => (isEdition ? traceText(node.trace, house.words) : ''),
    image: (url) => paths.get(url) ?? '',
    place: (node) => placeFloat(node, options, context),
  }
  return options
}

function placeFloat(node: FloatNode | RowNode, options: BodyOptions, context: Context): string {
  if (node.type === 'float') return renderFigure(node.float, options, context)
  const { engine, target, charted } = context
  const items = node.children.map(({ float }) => renderFigure(float, options, context))
  return engine.render('parts/row', { items, edition: target === 'edition', words: charted.house.words })
}

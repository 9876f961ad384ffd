/** One of the two documents: the house's template around the slots that hold the chapters. */
import type { PhrasingContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { BoundChapter, Charted, Entry, Float, Page, Sign, Slot } from '../report.ts'
import { printedBy, renderInline } from './body.ts'
import type { Context } from './context.ts'
import { optionsOf, slotsOf } from './slot.ts'
import { stylesOf } from './styles.ts'

const MARKER = /<!--slot (\S+)-->/g

export function pageOf(context: Context): Page {
  const slots = slotsOf(context)
  return { slots, shell: shellOf(slots, context) }
}

/**
 * The whole document.
 *
 * @param put What stands in it for the marker of a slot, whose blocks are given as HTML; the blocks alone by default.
 */
export function fill({ shell, slots }: Page, put = (_marker: string, html: string) => html): string {
  const blocks = new Map(slots.map(({ name, blocks }) => [name, blocks.join('\n')]))
  return shell.replaceAll(MARKER, (marker, name: string) => put(marker, blocks.get(name) ?? ''))
}

/** Characters at each end of a slot that what stands around it could go on with. */
const SEAM = 16

/** The document with no more of each slot than where it begins and ends. */
export function seamsOf({ shell, slots }: Page): string {
  const seams = new Map(
    slots.map(({ name, blocks }) => {
      const [first = ''] = blocks
      const isShort = blocks.length < 2 && first.length <= 2 * SEAM
      const ends = `${first.slice(0, SEAM)}\n${blocks.at(-1)?.slice(-SEAM)}`
      return [name, isShort ? first : ends] as const
    }),
  )
  return shell.replaceAll(MARKER, (_, name: string) => seams.get(name) ?? '')
}

/** What stands in a document for the blocks of a slot; nothing where there are none. */
function markerOf(slot: Slot | undefined): string {
  return slot && slot.blocks.length > 0 ? `<!--slot ${slot.name}-->` : ''
}

function shellOf(slots: Slot[], context: Context): string {
  const { charted, engine, target, memory } = context
  const { house, settings, chapters } = charted
  const markers = new Map(slots.map((slot) => [slot.name, markerOf(slot)]))
  const markersOf = (part: string) =>
    chapters
      .filter((chapter) => chapter.part === part)
      .map(({ name }) => markers.get(encodeURIComponent(name)))
  const cover = chapters.find(({ part }) => part === 'cover')
  const rail = cover && `${encodeURIComponent(cover.name)}/rail`
  const [main = ''] = markersOf('cover')
  const listed = listedEntries(context)
  const of = (kind: Entry['kind']) => listed.filter((entry) => entry.kind === kind)
  const bodies = chapters.filter(({ part }) => part === 'body')
  const scope = {
    cover: cover ? { main, rail: markers.get(rail!) ?? '' } : null,
    contents: of('heading'),
    figures: of('figure'),
    tables: of('table'),
    chapters: markersOf('body'),
    signs: signsOf(charted.floats),
    running: bodies.map(runningHead),
    back: markersOf('back'),
  }
  const { words, colors, styles, fonts, mathFont, reader } = house
  return memory.recall(
    `${target} shell`,
    { scope, engine, settings, words, colors, styles, fonts, mathFont, reader },
    ({ scope }) =>
      engine.render(target, {
        ...scope,
        report: reportOf(charted),
        words: house.words,
        color: house.colors,
        styles: stylesOf(house, target),
        script: house.reader,
      }),
    { files: context.files, lasts: true },
  )
}

/** Each sign that stands under a figure, once. */
function signsOf(floats: Float[]): Sign[] {
  return [...new Map(floats.flatMap(({ signs }) => signs).map((sign) => [sign.sign, sign])).values()]
}

/** What the head of a chapter's pages says: its first heading, without its number. */
function runningHead({ headings: [first] }: BoundChapter): string {
  return first ? textOf(first) : ''
}

/** The lines of contents and lists, in reading order. */
function listedEntries(context: Context) {
  const { charted, memory, paths } = context
  const { entries, house } = charted
  const { words } = house
  return [...entries.values()]
    .filter(({ label }) => label !== '')
    .map(({ kind, id, number, label, depth, title, chapter }) => {
      const options = optionsOf(chapter, context)
      const plain = withoutLinks(title)
      const titleHtml = memory.recall(
        `title ${id}`,
        {
          printed: printedBy(plain, options),
          paths,
          words,
          rawHtml: options.rawHtml,
          isTight: options.isTight,
        },
        () => renderInline(plain, options),
      )
      return { kind, id, number, label, depth, title: titleHtml }
    })
}

/** A line of the contents is a link itself: it can hold nothing else to point at, and no mark of a footnote. */
function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => {
    if (node.type === 'footnoteReference') return []
    if (!('children' in node)) return node
    const children = withoutLinks(node.children)
    return node.type === 'link' || node.type === 'bound' ? children : { ...node, children }
  })
}

/** What templates know of the report; a missing text is empty. */
function reportOf({ settings }: Charted) {
  const { title, series, language, publisher, authors, subject, keywords, date } = settings
  return {
    title,
    series,
    language,
    publisher,
    authors,
    subject,
    keywords,
    date: printDate(date, language),
    date_iso: date,
  }
}

/** `2025年3月` or `March 14, 2025`: as the language writes it, with a day where there is one. */
function printDate(date: string, language: string): string {
  const [year, month, day] = date.split('-').map(Number)
  const style: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC' }
  if (day) style.day = 'numeric'
  return new Intl.DateTimeFormat(language, style).format(Date.UTC(year!, month! - 1, day ?? 1))
}

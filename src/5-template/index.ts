/** 5-template: the numbered report becomes documents, by the templates of its house. */
import { createHash } from 'node:crypto'
import type { PhrasingContent, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Chapter, Charted, Edition, Entry, FloatNode, RowNode } from '../report.ts'
import { type BodyOptions, renderBlocks, renderInline } from './body.ts'
import { csvOf, csvPath, renderFigure } from './figure.ts'
import { charactersOf, checkGlyphs } from './glyphs.ts'
import { Engine } from './liquid.ts'
import { refuseRefresh, withPolicy } from './policy.ts'
import { stylesOf } from './styles.ts'
import { traceText } from './trace.ts'

/** The two documents a report becomes. */
type Target = 'print' | 'edition'

export function template(charted: Charted): Edition {
  const { settings, house, files, inputs, entries, floats } = charted
  const engine = new Engine(house)
  const assets = assetsOf(charted)
  const print = renderDocument('print', charted, engine, assets.paths)
  const edition = withPolicy(renderDocument('edition', charted, engine, assets.paths), house.reader)
  for (const [name, document] of [
    ['print', print],
    ['edition', edition],
  ] as const)
    refuseRefresh(document, name, house)
  const characters = charactersOf([print, edition])
  if (house.fonts.length > 0) checkGlyphs(characters, house, settings, files)
  const html: Edition['html'] = new Map([['index.html', edition]])
  for (const float of floats) {
    if (float.dataset?.ok) html.set(csvPath(float), csvOf(float.dataset))
  }
  for (const [path, image] of assets.images) html.set(path, image.file.value as Uint8Array)
  const lines = [...entries.values()].map((entry) => ({ entry, title: titleText(entry) }))
  const index = lines.filter(({ entry }) => entry.label !== '')
  const cover = charted.chapters.find(({ part }) => part === 'cover') ?? null
  const headings = lines.filter(({ entry }) => entry.kind === 'heading' && entry.chapter.part !== 'cover')
  return {
    settings,
    house,
    files,
    inputs,
    index,
    headings,
    floats,
    cover,
    print,
    html,
    assets: assets.images,
    characters,
  }
}

function renderDocument(
  target: Target,
  charted: Charted,
  engine: Engine,
  paths: Map<string, string>,
): string {
  const { chapters, entries, house, settings } = charted
  const isEdition = target === 'edition'
  const optionsOf = (chapter: Chapter): BodyOptions => {
    const options: BodyOptions = {
      rawHtml: settings.rawHtml,
      prefix: chapter.name,
      footnotes: house.words.footnotes ?? '',
      footnoteBack: house.words.footnote_back ?? '',
      permalink: isEdition ? (house.words.permalink ?? '#') : '',
      explain: (node) => (isEdition ? traceText(node.trace, house.words) : ''),
      image: (url) => paths.get(url) ?? '',
      place: (node) => placeFloat(node, charted, engine, options, isEdition),
    }
    return options
  }
  const render = (chapter: Chapter) => renderBlocks(chapter.tree.children, optionsOf(chapter))
  const cover = chapters.find(({ part }) => part === 'cover')
  const listed = (entry: Entry) => ({
    ...entry,
    title: renderInline(withoutLinks(entry.title), optionsOf(entry.chapter)),
  })
  const numbered = [...entries.values()].filter(({ label }) => label !== '').map(listed)
  return engine.render(target, {
    report: reportOf(charted),
    words: house.words,
    color: house.colors,
    styles: stylesOf(house, target),
    script: house.reader,
    cover: cover ? renderCover(cover, optionsOf(cover)) : null,
    contents: numbered.filter(({ kind }) => kind === 'heading'),
    figures: numbered.filter(({ kind }) => kind === 'figure'),
    tables: numbered.filter(({ kind }) => kind === 'table'),
    chapters: chapters.filter(({ part }) => part === 'body').map(render),
    back: chapters.filter(({ part }) => part === 'back').map(render),
  })
}

/** The rail stands beside the rest of the cover. */
function renderCover(cover: Chapter, options: BodyOptions): { main: string; rail: string } {
  const isRail = (node: RootContent) => node.type === 'rail'
  const rails = cover.tree.children
    .filter(isRail)
    .flatMap((node) => ('children' in node ? node.children : []))
  return {
    main: renderBlocks(
      cover.tree.children.filter((node) => !isRail(node)),
      options,
    ),
    rail: renderBlocks(rails as RootContent[], options),
  }
}

function placeFloat(
  node: FloatNode | RowNode,
  charted: Charted,
  engine: Engine,
  options: BodyOptions,
  edition: boolean,
): string {
  if (node.type === 'float') return renderFigure(node.float, charted, engine, options, edition)
  const items = node.children.map(({ float }) => renderFigure(float, charted, engine, options, edition))
  return engine.render('parts/row', { items, edition, words: charted.house.words })
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

/** A line of the contents is a link itself and can hold nothing else to point at. */
function withoutLinks(nodes: PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node) => (node.type === 'link' || node.type === 'bound' ? node.children : node))
}

function titleText({ title }: Entry): string {
  return textOf(title).trim()
}

/** Pictures by their content, so that two of the same name in different reports never meet in a cache. */
function assetsOf({ images }: Charted): { images: Edition['assets']; paths: Map<string, string> } {
  const assets: Edition['assets'] = new Map()
  const paths = new Map<string, string>()
  for (const [url, image] of images) {
    const hash = createHash('sha256').update(image.file.value).digest('hex').slice(0, 16)
    const path = `assets/${hash}${image.file.extname}`
    assets.set(path, image)
    paths.set(url, path)
  }
  return { images: assets, paths }
}

/** 5-template: the numbered report becomes documents, by the templates of its house. */
import { createHash } from 'node:crypto'
import { toString as textOf } from 'mdast-util-to-string'
import type { VFile } from 'vfile'
import type { Memory } from '../memory.ts'
import type { Charted, Edition, Entry, Page, Web } from '../report.ts'
import type { Context, Target } from './context.ts'
import { csvOf, csvPath } from './figure.ts'
import { charactersOf, checkGlyphs, formulaCharactersOf } from './glyphs.ts'
import { Engine } from './liquid.ts'
import { fill, pageOf, seamsOf } from './page.ts'
import { leadsElsewhere, mayLead, refuseRefresh, withPolicy } from './policy.ts'

/** The document that is printed. */
export function template(charted: Charted, memory: Memory): Edition {
  const { settings, house, files, inputs, entries, floats } = charted
  const print = checked('print', pageOf(contextOf('print', charted, memory)), charted, memory)
  const lines = [...entries.values()].map((entry) => ({ entry, title: titleText(entry) }))
  return {
    settings,
    house,
    files,
    inputs,
    index: lines.filter(({ entry }) => entry.label !== '' && entry.kind !== 'equation'),
    equations: lines.filter(({ entry }) => entry.kind === 'equation'),
    headings: lines.filter(({ entry }) => entry.kind === 'heading' && entry.chapter.part !== 'cover'),
    floats,
    cover: charted.chapters.find(({ part }) => part === 'cover') ?? null,
    print: fill(print.page),
    assets: assetsOf(charted, memory).images,
    characters: print.characters,
  }
}

/** The HTML edition, with what stands beside its page. */
export function web(charted: Charted, memory: Memory): Web {
  const { page, characters } = editionPage(charted, memory)
  const html = new Map([['index.html', fill(page)], ...filesOf(charted, memory)])
  return { house: charted.house, html, characters }
}

/** The HTML edition alone: what an editor sees while writing. */
export function editionPage(charted: Charted, memory: Memory): Checked {
  const page = pageOf(contextOf('edition', charted, memory))
  const { characters } = checked('edition', page, charted, memory)
  return { page: { ...page, shell: withPolicy(page.shell, charted.house.reader) }, characters }
}

/** A document, and every character that it prints. */
export interface Checked {
  page: Page
  characters: string
}

/** Looks at what a document has become: a reader is led nowhere, and every character has a glyph. */
function checked(target: Target, page: Page, charted: Charted, memory: Memory): Checked {
  const { house, files } = charted
  const seen = [{ name: '', blocks: [page.shell] }, ...page.slots].map(({ name, blocks }) =>
    memory.recall(`${target} ${name} looked at`, { blocks }, ({ blocks }, own) => lookAt(blocks, own)),
  )
  const isSuspect = seen.some(({ mayLead }) => mayLead) || mayLead(seamsOf(page))
  if (isSuspect && leadsElsewhere(fill(page))) refuseRefresh(target, house)
  const pieces = seen.map(({ characters }) => characters)
  const prose = memory.recall(`${target} characters`, { pieces }, ({ pieces }) => joined(pieces))
  const formulas = joined(seen.map(({ formulas }) => formulas))
  if (house.fonts.length > 0) checkGlyphs(prose, formulas, charted)
  // A mistake of the house shows in every figure and in both documents, and is one mistake.
  for (const file of files) file.messages = distinct(file.messages)
  return { page, characters: formulas === '' ? prose : joined([prose, formulas]) }
}

interface Seen {
  /** Outside of formulas. */
  characters: string
  /** Characters in formulas. */
  formulas: string
  /** Whether it may lead a reader elsewhere. */
  mayLead: boolean
}

function lookAt(blocks: string[], memory: Memory): Seen {
  const seen = blocks.map((html) =>
    memory.recall(html, {}, () => ({
      characters: charactersOf(html),
      formulas: formulaCharactersOf(html),
      mayLead: mayLead(html),
    })),
  )
  return {
    characters: joined(seen.map(({ characters }) => characters)),
    formulas: joined(seen.map(({ formulas }) => formulas)),
    mayLead: seen.some(({ mayLead }) => mayLead),
  }
}

/** Characters of several texts, sorted, each once. */
function joined(texts: string[]): string {
  return [...new Set(texts.join(''))].sort().join('')
}

function distinct(messages: VFile['messages']): VFile['messages'] {
  const known = new Set<string>()
  return messages.filter(({ ruleId, reason, line, column }) => {
    const key = JSON.stringify([ruleId, reason, line, column])
    return !known.has(key) && known.add(key)
  })
}

function contextOf(target: Target, charted: Charted, memory: Memory): Context {
  const { house } = charted
  const { liquid, kinds } = house
  const engine = memory.recall('engine', { liquid, kinds }, (house) => new Engine(house))
  const files = [...house.liquid.values(), ...[...house.kinds.values()].map(({ file }) => file)]
  return { charted, target, engine, paths: assetsOf(charted, memory).paths, memory, files }
}

/** What the HTML edition has beside its page: data and pictures, by path. */
export function filesOf(charted: Charted, memory: Memory): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>()
  for (const float of charted.floats) {
    const { dataset } = float
    if (!dataset) continue
    const inputs = { dataset, words: charted.house.words }
    const csv = memory.recall(`csv ${float.id}`, inputs, ({ dataset, words }) => csvOf(dataset, words))
    files.set(csvPath(float), csv)
  }
  const { images } = assetsOf(charted, memory)
  for (const [path, image] of images) files.set(path, image.file.value as Uint8Array)
  return files
}

/** As it is printed: a picture in it, or HTML of an author, is no text. */
function titleText({ title }: Entry): string {
  return textOf(title, { includeImageAlt: false, includeHtml: false }).trim()
}

interface Assets {
  /** By path in the documents. */
  images: Edition['assets']
  /** Paths in the documents, by address in the chapters. */
  paths: Map<string, string>
}

/** Pictures by their content, so that two of the same name in different reports never meet in a cache. */
function assetsOf({ images }: Charted, memory: Memory): Assets {
  return memory.recall('assets', { images }, ({ images }) => {
    const assets: Assets = { images: new Map(), paths: new Map() }
    for (const [url, image] of images) {
      const hash = createHash('sha256').update(image.file.value).digest('hex').slice(0, 16)
      const path = `assets/${hash}${image.file.extname}`
      assets.images.set(path, image)
      assets.paths.set(url, path)
    }
    return assets
  })
}

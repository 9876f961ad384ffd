/** Tags and marks of a printed file, from what Chromium says to what the standards ask for. */
import { deflateSync } from 'node:zlib'
import { type Box, includeRectangle, NOTHING } from './box.ts'
import { type MarkedPage, mark, type Owner, type PageResources } from './marks.ts'
import { isPicture, mend, rolesOf, tellNotes, tellPictures } from './mend.ts'
import { PDFDict, type PDFDocument, PDFName, type PDFPage, PDFRawStream, PDFRef } from './pdf-lib.ts'
import { prune } from './prune.ts'
import { codeOf, Statements, UnreadableError } from './statements.ts'
import { contentOf } from './stream.ts'
import { type Element, elementsIn, type Kid, readStructure, writeStructure } from './structure.ts'
import { nameOf, numbersOf } from './values.ts'

export interface Retagged {
  /** Null for a file without a structure. */
  root: Element | null
  /** Codes that texts show, by the font's reference: 1 for those that are. */
  shown: Map<PDFRef, Uint8Array>
  /** Why pages were left as they were, or what is drawn on them is not known. */
  unread: string[]
  /** How deep states of drawing are saved in one another, at most. */
  depth: number
  /** Whether a colour is given in the four of a press. */
  hasInks: boolean
}

/** How hard content is packed: more takes twice the time for 3 %. */
const LEVEL = 5

/** Writes marks and structure anew. */
export function retag(document: PDFDocument): Retagged {
  const root = readStructure(document)
  const retagged: Retagged = { root, shown: new Map(), unread: [], depth: 0, hasInks: false }
  if (!root) return retagged
  tellPictures(root)
  tellNotes(root)
  const owners = ownersIn(root, document.getPageCount())
  const pages = document
    .getPages()
    .map((page, index) => readable(retagged, () => markPage(page, owners[index]!, retagged.shown)))
  retagged.depth = Math.max(...pages.map((page) => page?.depth ?? 0))
  retagged.hasInks = pages.some((page) => page?.hasInks)
  renumber(root, pages)
  setBoxes(pages)
  mend(root)
  document.catalog.delete(name('StructTreeRoot'))
  prune(document)
  readGroups(document, retagged)
  writeStructure(document, root, rolesOf(elementsIn(root)))
  return retagged
}

/** @returns Null where there is something in a stream that nobody expects of Chromium. */
function readable<T>({ unread }: Retagged, read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    unread.push(error.message)
    return null
  }
}

/** An element as the owner of runs. */
interface ElementOwner extends Owner {
  element: Element
}

/** By page, from 0, and by the number of a run. */
function ownersIn(root: Element, pages: number): ElementOwner[][] {
  const owners: ElementOwner[][] = Array.from({ length: pages }, () => [])
  const own = (element: Element) => {
    const owner = { element, role: element.role, isPicture: isPicture(element) }
    for (const kid of element.kids) {
      if (kid.kind === 'run') owners[kid.page]![kid.number] = owner
      if (kid.kind === 'element') own(kid)
    }
  }
  own(root)
  return owners
}

function markPage(page: PDFPage, owners: ElementOwner[], shown: Retagged['shown']): MarkedPage {
  const { node } = page
  const { context } = page.doc
  const content = contentOf(node.lookup(name('Contents')))
  const resources = node.Resources()
  if (content === null || !resources) throw new UnreadableError('content that cannot be unpacked')
  const marked = mark(content, {
    ownerOf: (number) => owners[number],
    count: owners.length,
    boxOf: (own) => boxOfObject(resources, own),
    shownOf: shownIn(resources, shown),
    sheet: sheetOf(node.lookup(name('MediaBox'))),
  })
  const packed = deflateSync(marked.content, { level: LEVEL })
  const dictionary = context.obj({ Filter: 'FlateDecode', Length: packed.length })
  node.set(name('Contents'), context.register(PDFRawStream.of(dictionary, packed)))
  return marked
}

function sheetOf(object: Parameters<typeof numbersOf>[0]): Box {
  const [left = 0, bottom = 0, right = 0, top = 0] = numbersOf(object)
  return [left, bottom, right, top]
}

/** An image is a unit square; a group says what it covers. */
function boxOfObject(resources: PDFDict, own: string): Box {
  const objects = resources.lookup(name('XObject'))
  const object = objects instanceof PDFDict ? objects.lookup(name(own)) : undefined
  if (!(object instanceof PDFRawStream)) throw new UnreadableError(`an object \`${own}\``)
  if (nameOf(object.dict.lookup(name('Subtype'))) === 'Image') return [0, 0, 1, 1]
  if (contentOf(object)?.includes('/MCID') ?? true) throw new UnreadableError('a group with marks')
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(object.dict.lookup(name('Matrix')))
  const box: Box = [...NOTHING]
  includeRectangle(box, [a, b, c, d, e, f], ...sheetOf(object.dict.lookup(name('BBox'))))
  return box
}

/** All fonts have codes of two bytes. */
function shownIn(resources: PDFDict, shown: Retagged['shown']): PageResources['shownOf'] {
  const fonts = resources.lookup(name('Font'))
  const known = new Map<string, Uint8Array>()
  const find = (font: string): Uint8Array => {
    const reference = fonts instanceof PDFDict ? fonts.get(name(font)) : undefined
    if (!(reference instanceof PDFRef)) throw new UnreadableError(`a font \`${font}\``)
    const codes = shown.get(reference) ?? new Uint8Array(0x10000)
    shown.set(reference, codes)
    known.set(font, codes)
    return codes
  }
  return (font) => known.get(font) ?? find(font)
}

/** Reads what groups and patterns show, wherever they are drawn. */
function readGroups({ context }: PDFDocument, retagged: Retagged): void {
  for (const [, object] of context.enumerateIndirectObjects()) {
    const resources = object instanceof PDFRawStream ? object.dict.lookup(name('Resources')) : undefined
    const content = resources instanceof PDFDict ? contentOf(object) : null
    if (content) readable(retagged, () => readGroup(content, resources as PDFDict, retagged))
  }
}

const [FONT, SHOW, SHOW_ALL, STROKE_INKS, FILL_INKS] = ['Tf', 'Tj', 'TJ', 'K', 'k'].map(codeOf)

function readGroup(content: Buffer, resources: PDFDict, retagged: Retagged): void {
  const statements = new Statements(content)
  const shownOf = shownIn(resources, retagged.shown)
  let shown: Uint8Array | null = null
  while (statements.next()) {
    const { code } = statements
    if (code === FONT) shown = shownOf(statements.name())
    else if (code === SHOW || code === SHOW_ALL) {
      if (shown) statements.codes(shown)
    } else if (code === STROKE_INKS || code === FILL_INKS) retagged.hasInks = true
  }
}

/** Gives runs the numbers that they have now; of some nothing is left. */
function renumber(element: Element, pages: Array<MarkedPage | null>): void {
  element.kids = element.kids.flatMap((kid): Kid[] => {
    if (kid.kind === 'element') renumber(kid, pages)
    if (kid.kind !== 'run') return [kid]
    const page = pages[kid.page]
    if (!page) return [kid]
    return (page.runs.get(kid.number) ?? []).map((number) => ({ ...kid, number }))
  })
}

/** A picture's box is that on its first page. */
function setBoxes(pages: Array<MarkedPage | null>): void {
  for (const page of pages)
    for (const [owner, box] of page?.boxes ?? []) (owner as ElementOwner).element.box ??= box
}

function name(text: string): PDFName {
  return PDFName.of(text)
}

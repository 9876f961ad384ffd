/** What a tagged PDF says of itself: its destinations, and its headings, captions and links in reading order. */
import { decoded } from '../../data/decoded.ts'
import { type Destination, destinationsOf, pageNumbers } from './destinations.ts'
import { FLOAT } from './mend.ts'
import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from './pdf-lib.ts'
import { nameOf, numbersOf } from './values.ts'

/** A run of marked content: the smallest text that the structure knows. */
export interface Piece {
  /** 1-based; 0 where its page is none of the document's. */
  page: number
  /** As `MarkedText` are named. */
  id: string
  /** The innermost link around it. */
  link: LinkTag | null
}

interface Tag {
  /** Its number in reading order. */
  order: number
  pieces: Piece[]
}

/** A heading or a caption. */
export interface TextTag extends Tag {
  kind: 'heading' | 'caption'
  /** That a caption stands in. */
  figure: FigureTag | null
}

export interface FigureTag {
  /** Whether it is no part of another one. */
  isWhole: boolean
  /** Whether it is, or holds, a table. */
  hasTable: boolean
}

export interface LinkTag extends Tag {
  /** Id of what it leads to; null where that is outside of the document. */
  target: string | null
  /** Where it can be clicked. */
  areas: Array<{ page: number; rect: number[] }>
}

export interface Tags {
  /** By id; more than one where the file contradicts itself. */
  destinations: Map<string, Destination[]>
  /** Whether the file says at all what its texts are. */
  isTagged: boolean
  /** In reading order, as the links. */
  texts: TextTag[]
  links: LinkTag[]
  /** Pages of which nothing is in the structure, 1-based. */
  strangers: number[]
  /** Pages that the document has twice, 1-based. */
  doubles: number[]
}

/** Reads the structure in one walk: its time grows with the file, and with nothing else. */
export function readTags(document: PDFDocument): Tags {
  return new TagReader(document).read()
}

const HEADING = /^H[1-6]$/

class TagReader {
  private readonly document: PDFDocument
  /** 1-based, by the tag of the page's reference. */
  private readonly pages: Map<string, number>
  /** Pages by the tags of the references to their annotations. */
  private readonly annotations = new Map<string, number>()
  private readonly doubles: number[] = []
  private readonly known = new Set<number>()
  private readonly seen = new Set<PDFDict>()
  private readonly texts: TextTag[] = []
  private readonly links: LinkTag[] = []
  private order = 0

  constructor(document: PDFDocument) {
    this.document = document
    this.pages = pageNumbers(document)
    for (const [index, { ref, node }] of document.getPages().entries()) {
      if (this.pages.get(ref.tag) !== index + 1) this.doubles.push(index + 1)
      for (const annotation of node.Annots()?.asArray() ?? [])
        if (annotation instanceof PDFRef) this.annotations.set(annotation.tag, index + 1)
    }
  }

  read(): Tags {
    const root = this.document.catalog.lookup(PDFName.of('StructTreeRoot'))
    const isTagged = root instanceof PDFDict
    if (isTagged) this.walk(root.get(PDFName.of('K')), undefined, { texts: [], link: null, figure: null })
    const { doubles, known, links, pages, texts } = this
    const strangers = [...pages.values()].filter((page) => !known.has(page))
    return { destinations: destinationsOf(this.document), isTagged, texts, links, strangers, doubles }
  }

  /**
   * @param kid An element, what it holds, or a list of these.
   * @param page Reference to the page that marked content without one of its own stands on.
   * @param open Headings, captions and links around it.
   */
  private walk(kid: PDFObject | undefined, page: PDFObject | undefined, open: Open): void {
    const object = this.document.context.lookup(kid)
    if (object instanceof PDFNumber) this.add(object.asNumber(), page, open)
    else if (object instanceof PDFArray) for (const each of object.asArray()) this.walk(each, page, open)
    else if (object instanceof PDFDict) this.walkInto(object, page, open)
  }

  private walkInto(object: PDFDict, page: PDFObject | undefined, open: Open): void {
    const own = object.get(PDFName.of('Pg')) ?? page
    const content = object.lookup(PDFName.of('MCID'))
    const annotation = object.get(PDFName.of('Obj'))
    if (content instanceof PDFNumber) this.add(content.asNumber(), own, open)
    else if (annotation) this.addArea(annotation, open.link)
    // A tree has no circles; a broken file may.
    else if (!this.seen.has(object)) {
      this.seen.add(object)
      this.walk(object.get(PDFName.of('K')), own, this.opened(object, open))
    }
  }

  private opened(element: PDFDict, open: Open): Open {
    const role = nameOf(element.lookup(PDFName.of('S')))
    if (role === 'Table' && open.figure) open.figure.hasTable = true
    // Chromium calls both so; in the final file the one with the caption has a name of its own.
    if (role === 'Figure' || role === FLOAT)
      return { ...open, figure: { isWhole: !open.figure, hasTable: false } }
    if (role === 'Link') {
      const link: LinkTag = { order: this.order++, pieces: [], target: null, areas: [] }
      this.links.push(link)
      return { ...open, link }
    }
    if (role !== 'Caption' && !HEADING.test(role)) return open
    const kind = role === 'Caption' ? 'caption' : 'heading'
    const text: TextTag = { kind, order: this.order++, pieces: [], figure: open.figure }
    this.texts.push(text)
    return { ...open, texts: [...open.texts, text] }
  }

  private add(content: number, page: PDFObject | undefined, { texts, link }: Open): void {
    if (!(page instanceof PDFRef)) return
    const number = this.pages.get(page.tag) ?? 0
    this.known.add(number)
    const generation = page.generationNumber === 0 ? '' : page.generationNumber
    const piece: Piece = { page: number, id: `p${page.objectNumber}R${generation}_mc${content}`, link }
    for (const tag of [...texts, ...(link ? [link] : [])]) tag.pieces.push(piece)
  }

  /** What no page has, nobody can click. */
  private addArea(reference: PDFObject, link: LinkTag | null): void {
    const page = reference instanceof PDFRef ? this.annotations.get(reference.tag) : undefined
    const annotation = this.document.context.lookup(reference)
    if (!link || !page || !(annotation instanceof PDFDict)) return
    const action = annotation.lookup(PDFName.of('A'))
    const dest =
      annotation.lookup(PDFName.of('Dest')) ??
      (action instanceof PDFDict ? action.lookup(PDFName.of('D')) : undefined)
    const name = nameOf(dest)
    link.target = name === '' ? null : decoded(name)
    link.areas.push({ page, rect: numbersOf(annotation.lookup(PDFName.of('Rect'))) })
  }
}

/** What stands around a piece. */
interface Open {
  texts: TextTag[]
  link: LinkTag | null
  figure: FigureTag | null
}

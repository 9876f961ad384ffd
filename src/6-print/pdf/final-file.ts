/** A printed PDF as its reader has it: the texts of its headings, captions and links, each with its page. */
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { bare, type MarkedText, openPdf, textOfPage } from './read.ts'
import { type LinkTag, type Piece, readTags, type Tags, type TextTag } from './tags.ts'

/** A text, and where it begins. */
export interface Placed {
  /** As it reads. */
  said: string
  /** For comparing. */
  text: string
  /** 1-based; 0 where nothing of it is on a page. */
  page: number
  /** Left end of its first baseline, in points from the lower left corner of the page. */
  x: number
  y: number
}

/** A heading or caption. */
export interface Caption extends Placed {
  tag: TextTag
  /** Its number among headings and captions, in reading order. */
  turn: number
}

/** A link that ends in a number of its own, as a line of the index does. */
export interface Line {
  tag: LinkTag
  /** What stands before the number. */
  before: Placed
  number: number
  /** Whether it can be clicked where it stands. */
  isLinked: boolean
}

export class FinalFile {
  readonly tags: Tags
  private readonly document: PDFDocumentProxy
  private readonly signal: AbortSignal | undefined
  /** Texts of pages that have been read, by page and the id of the run. */
  private readonly read = new Map<number, Map<string, MarkedText>>()

  /** @param signal Ends every reading between two pages, with an AbortError. */
  static async open(pdf: Uint8Array, signal?: AbortSignal): Promise<FinalFile> {
    const tags = await readTags(pdf)
    signal?.throwIfAborted()
    return new FinalFile(tags, await openPdf(pdf), signal)
  }

  private constructor(tags: Tags, document: PDFDocumentProxy, signal: AbortSignal | undefined) {
    this.tags = tags
    this.document = document
    this.signal = signal
  }

  get pages(): number {
    return this.document.numPages
  }

  close(): Promise<void> {
    return this.document.loadingTask.destroy()
  }

  /** Headings and captions in reading order, without the marks of their footnotes. */
  async captions(isFootnote: (id: string) => boolean): Promise<Caption[]> {
    const { texts } = this.tags
    await this.readPages(texts)
    const isOwn = ({ link }: Piece) => !isFootnote(link?.target ?? '')
    return texts.map((tag, turn) => ({ tag, turn, ...this.placed(tag.pieces.filter(isOwn)) }))
  }

  /** Links into the document of more than one piece, the last of which is a number. */
  async lines(): Promise<Line[]> {
    const links = this.tags.links.filter(({ target, pieces }) => target !== null && pieces.length > 1)
    await this.readPages(links)
    return links.flatMap((tag) => this.lineOf(tag))
  }

  /** The whole text of each link. */
  async textsOf(links: LinkTag[]): Promise<Map<LinkTag, Placed>> {
    await this.readPages(links)
    return new Map(links.map((link) => [link, this.placed(link.pieces)]))
  }

  /** Pages whose text is nowhere in the structure. */
  async strangers(): Promise<number[]> {
    const pages: number[] = []
    for (const page of this.tags.strangers) if ((await this.readPage(page)).size > 0) pages.push(page)
    return pages
  }

  private async readPages(tags: Array<{ pieces: Piece[] }>): Promise<void> {
    const pages = new Set(tags.flatMap(({ pieces }) => pieces.map(({ page }) => page)))
    for (const page of pages) if (page > 0) await this.readPage(page)
  }

  private async readPage(page: number): Promise<Map<string, MarkedText>> {
    this.signal?.throwIfAborted()
    const texts = this.read.get(page) ?? (await textOfPage(this.document, page))
    this.read.set(page, texts)
    return texts
  }

  private placed(pieces: Piece[]): Placed {
    const texts = pieces.flatMap((piece) => this.markedText(piece) ?? [])
    const said = texts.map(({ text }) => text).join('')
    const { page = 0, x = 0, y = 0 } = texts[0] ?? {}
    // A glyph that the font does not have is read as a control character.
    const seen = said.replaceAll(/\s+/g, ' ').replaceAll(/\p{Cc}/gu, '\ufffd')
    return { said: seen.trim(), text: bare(said), page, x, y }
  }

  private markedText({ page, id }: Piece): (MarkedText & { page: number }) | null {
    const text = this.read.get(page)?.get(id)
    return text ? { ...text, page } : null
  }

  private lineOf(tag: LinkTag): Line[] {
    const pieces = tag.pieces.filter((piece) => this.markedText(piece))
    const number = this.placed(pieces.slice(-1))
    if (pieces.length < 2 || !/^\d+$/.test(number.text)) return []
    const before = this.placed(pieces.slice(0, -1))
    const isLinked = [before, number].every((place) => tag.areas.some((area) => isInside(area, place)))
    return [{ tag, before, number: Number(number.text), isLinked }]
  }
}

/** Texts are placed by the left end of their baseline. */
function isInside({ page, rect }: LinkTag['areas'][number], place: Placed): boolean {
  const [left = 0, bottom = 0, right = 0, top = 0] = rect
  const { x, y } = place
  return page === place.page && x >= left - 1 && x <= right + 1 && y >= bottom - 1 && y <= top + 1
}

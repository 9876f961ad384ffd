/** A printed PDF as its reader has it: the texts of its headings, captions and links, each with its page. */
import { setImmediate } from 'node:timers/promises'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { ContentReader } from './content.ts'
import { loadPdf, type PDFDocument } from './pdf-lib.ts'
import { type LinkTag, type Piece, readTags, type Tags, type TextTag } from './tags.ts'
import { bare, type MarkedText, type MarkedTexts } from './text.ts'

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
  /** Number of pages. */
  readonly pages: number
  private readonly pdf: Uint8Array
  /** Null where pdf.js reads all pages. */
  private reader: ContentReader | null
  /** As pdf.js has opened it; null where it has read no page yet. */
  private document: PDFDocumentProxy | null = null
  private readonly signal: AbortSignal | undefined
  /** Texts of pages that have been read, by page and the id of the run. */
  private readonly read = new Map<number, MarkedTexts>()

  /** @param signal Ends every reading between two pages, with an AbortError. */
  static async open(pdf: Uint8Array, signal?: AbortSignal): Promise<FinalFile> {
    const document = await loadPdf(pdf)
    signal?.throwIfAborted()
    return new FinalFile(pdf, document, signal)
  }

  private constructor(pdf: Uint8Array, document: PDFDocument, signal: AbortSignal | undefined) {
    this.tags = readTags(document)
    this.pages = document.getPageCount()
    this.pdf = pdf
    this.reader = new ContentReader(document)
    this.signal = signal
  }

  async close(): Promise<void> {
    await this.document?.loadingTask.destroy()
  }

  /**
   * Has every page read anew by pdf.js, which takes many times as long, knows everything that can be in a file, and sees
   * the gaps between words: what is wrong with a file it has to find as well, and the messages say it as a reader would.
   */
  readThoroughly(): void {
    this.reader = null
    this.read.clear()
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

  private async readPage(page: number): Promise<MarkedTexts> {
    const known = this.read.get(page)
    if (known) return known
    // Everything else has its turn between two pages.
    await setImmediate()
    this.signal?.throwIfAborted()
    const texts = this.reader?.read(page) ?? (await this.readWhole(page))
    this.read.set(page, texts)
    return texts
  }

  private async readWhole(page: number): Promise<MarkedTexts> {
    const { openPdf, textsOfPage } = await import('./read.ts')
    this.document ??= await openPdf(this.pdf)
    return textsOfPage(this.document, page)
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

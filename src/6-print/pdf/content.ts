/**
 * Texts of pages as they stand in the streams that draw them: read in the part of that language which Chromium writes.
 * A page with anything else on it is left to pdf.js, which is many times slower. So is one whose text this reader could
 * take for another one than a viewer shows.
 */
import { IDENTITY, type Matrix, multiplied } from './box.ts'
import { PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRawStream } from './pdf-lib.ts'
import { codeOf, Statements, UnreadableError } from './statements.ts'
import { contentOf } from './stream.ts'
import { type MarkedTexts, withText } from './text.ts'
import { type CodeTexts, textTableOf } from './to-unicode.ts'
import { nameOf } from './values.ts'

/** Marks that begin what Chromium does not write: a comment, a string of letters, a procedure. */
const STRANGE = [...'%({'].map((mark) => mark.charCodeAt(0))

/** Operators that neither show text nor change how it is shown: paths, colours, clips. */
const SILENT = new Set(
  'b b* B B* c CS cs d f F f* g G h i j J k K l m M MP DP n re RG rg ri s S SC sc SCN scn sh v w W W* y'
    .split(' ')
    .map(codeOf),
)

/** Scripts that are written from right to left: their glyphs stand in a stream in the order of the paper. */
const LEFTWARDS = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\ud802\ud803\ud83a\ud83b]/

interface Font {
  /** Bytes of a code. */
  width: 1 | 2
  texts: CodeTexts
}

export class ContentReader {
  private readonly document: PDFDocument
  /** By what the page's resources say of them; null for those that are left to pdf.js. */
  private readonly fonts = new Map<PDFObject, Font | null>()

  constructor(document: PDFDocument) {
    this.document = document
  }

  /**
   * Reads the tagged text of a page; what the page says in its margins has no tag.
   *
   * @param number Of the page, 1-based.
   * @returns Null where it is to be read by pdf.js.
   */
  read(number: number): MarkedTexts | null {
    const { node, ref } = this.document.getPage(number - 1)
    const content = contentOf(node.lookup(PDFName.of('Contents')))
    const resources = node.Resources()
    if (content === null || !resources) return null
    const { objectNumber, generationNumber } = ref
    const prefix = `p${objectNumber}R${generationNumber === 0 ? '' : generationNumber}_mc`
    const page = new Page(prefix, (name) => this.fontOf(resources, name), resources)
    return page.read(content) && !page.isLeftwards() ? withText(page.texts) : null
  }

  private fontOf(resources: PDFDict, name: string): Font | null {
    const fonts = resources.lookup(PDFName.of('Font'))
    const reference = fonts instanceof PDFDict ? fonts.get(PDFName.of(name)) : undefined
    if (!reference) return null
    const known = this.fonts.get(reference)
    if (known !== undefined) return known
    const font = readFont(this.document.context.lookup(reference))
    this.fonts.set(reference, font)
    return font
  }
}

function readFont(font: PDFObject | undefined): Font | null {
  if (!(font instanceof PDFDict)) return null
  const isComposite = nameOf(font.lookup(PDFName.of('Subtype'))) === 'Type0'
  if (isComposite && nameOf(font.lookup(PDFName.of('Encoding'))) !== 'Identity-H') return null
  const texts = textTableOf(font)
  return texts && { width: isComposite ? 2 : 1, texts }
}

/** A page while its stream is read. */
class Page {
  readonly texts: MarkedTexts = new Map()
  private readonly prefix: string
  private readonly fontOf: (name: string) => Font | null
  private readonly resources: PDFDict
  private readonly saved: Array<{ matrix: Matrix; font: Font | null }> = []
  /** Ids of the runs that are open; undefined for what is in none. */
  private readonly open: Array<string | undefined> = []
  private matrix = IDENTITY
  private font: Font | null = null
  /** Where the line of text begins, and whether it is there that the next text stands. */
  private line = IDENTITY
  private isAtLine = false

  constructor(prefix: string, fontOf: (name: string) => Font | null, resources: PDFDict) {
    this.prefix = prefix
    this.fontOf = fontOf
    this.resources = resources
  }

  /** @returns Whether all of it could be read. */
  read(content: Buffer): boolean {
    if (STRANGE.some((mark) => content.includes(mark))) return false
    const statements = new Statements(content)
    try {
      while (statements.next())
        if (!SILENT.has(statements.code) && !this.follow(statements.word(), statements.text())) return false
      return true
    } catch (error) {
      if (error instanceof UnreadableError) return false
      throw error
    }
  }

  isLeftwards(): boolean {
    return [...this.texts.values()].some(({ text }) => LEFTWARDS.test(text))
  }

  private follow(operator: string, operands: string): boolean {
    switch (operator) {
      case 'q':
        this.saved.push({ matrix: this.matrix, font: this.font })
        return true
      case 'Q':
        return this.restore()
      case 'cm':
        this.matrix = multiplied(matrixOf(operands), this.matrix)
        return true
      case 'BT':
        return this.moveTo(IDENTITY)
      case 'ET':
        return true
      case 'Tf':
        this.font = this.fontOf(/^\/(\S+)/.exec(operands)?.[1] ?? '')
        return this.font !== null
      case 'Tm':
        return this.moveTo(matrixOf(operands))
      case 'Td':
        return this.moveBy(operands)
      case 'Tj':
        return this.show(operands)
      case 'BMC':
        this.open.push(this.open.at(-1))
        return true
      case 'BDC':
        return this.openRun(operands)
      case 'EMC':
        this.open.pop()
        return true
      case 'gs':
        return !this.changesFont(operands)
      case 'Do':
        return this.isPicture(operands)
      default:
        return false
    }
  }

  private restore(): boolean {
    const saved = this.saved.pop()
    if (!saved) return false
    this.matrix = saved.matrix
    this.font = saved.font
    return true
  }

  private moveTo(line: Matrix): boolean {
    this.line = line
    this.isAtLine = true
    return true
  }

  private moveBy(operands: string): boolean {
    const space = operands.indexOf(' ')
    const [x, y] = [Number(operands.slice(0, space)), Number(operands.slice(space))]
    const [a, b, c, d, e, f] = this.line
    return this.moveTo([a, b, c, d, a * x + c * y + e, b * x + d * y + f])
  }

  private show(operands: string): boolean {
    const text = this.textOf(operands)
    if (text === null) return false
    const id = this.open.at(-1)
    if (id !== undefined && !this.add(id, text)) return false
    this.isAtLine = false
    return true
  }

  private add(id: string, text: string): boolean {
    const known = this.texts.get(id)
    if (known && (known.text.trim() !== '' || text.trim() === '')) {
      known.text += text
      return true
    }
    // It begins where something is to be seen; after other glyphs their widths would have to be reckoned with.
    const [, , , , x, y] = multiplied(this.line, this.matrix)
    this.texts.set(id, { text: (known?.text ?? '') + text, x, y })
    return this.isAtLine || text.trim() === ''
  }

  /** A code that the font gives no text for is a control character. */
  private textOf(operands: string): string | null {
    const hex = /^<([\da-fA-F]*)>\s*$/.exec(operands)?.[1]
    if (hex === undefined || !this.font) return null
    const digits = this.font.width * 2
    if (hex.length % digits !== 0) return null
    let text = ''
    for (let at = 0; at < hex.length; at += digits)
      text += this.font.texts.get(Number.parseInt(hex.slice(at, at + digits), 16)) ?? '\0'
    return text
  }

  /** What has no number of its own, as the text that stands for a glyph, is part of what it stands in. */
  private openRun(operands: string): boolean {
    if (!operands.includes('<<')) return false
    const number = /\/MCID\s+(\d+)/.exec(operands)?.[1]
    this.open.push(number === undefined ? this.open.at(-1) : `${this.prefix}${Number(number)}`)
    return true
  }

  private changesFont(operands: string): boolean {
    const state = this.resource('ExtGState', operands)
    return !(state instanceof PDFDict) || state.has(PDFName.of('Font'))
  }

  /** Whether what is drawn there shows no text: an image, or a group of what has neither fonts nor groups. */
  private isPicture(operands: string): boolean {
    const object = this.resource('XObject', operands)
    if (!(object instanceof PDFRawStream)) return false
    if (nameOf(object.dict.lookup(PDFName.of('Subtype'))) === 'Image') return true
    const resources = object.dict.lookup(PDFName.of('Resources'))
    return (
      resources instanceof PDFDict && ['Font', 'XObject'].every((kind) => !resources.has(PDFName.of(kind)))
    )
  }

  private resource(kind: string, operands: string): PDFObject | undefined {
    const all = this.resources.lookup(PDFName.of(kind))
    const name = /^\/(\S+)/.exec(operands)?.[1]
    return all instanceof PDFDict && name !== undefined ? all.lookup(PDFName.of(name)) : undefined
  }
}

function numbersIn(operands: string): number[] {
  return operands.trim().split(/\s+/).map(Number)
}

function matrixOf(operands: string): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersIn(operands)
  return [a, b, c, d, e, f]
}

/** The fonts of a PDF. */
import { PDFArray, PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'

export interface PdfFont {
  /** Without the mark of a subset: `NotoSansSC-Bold`. */
  name: string
  /** Of its program: `/CIDFontType2` is TrueType. */
  subtype: string
  embedded: boolean
}

export async function fontsOf(bytes: Uint8Array): Promise<PdfFont[]> {
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false })
  const dictionaries = context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFDict ? object : []))
  const fonts = dictionaries.filter((each) => each.lookup(PDFName.of('Type')) === PDFName.of('Font'))
  return fonts.map((font) => {
    // A composite font keeps its program in its descendant.
    const below = font.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray)?.lookup(0, PDFDict)
    const descriptor = (below ?? font).lookupMaybe(PDFName.of('FontDescriptor'), PDFDict)
    const embedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(PDFName.of(key)))
    const name = String(font.lookup(PDFName.of('BaseFont'))).replace(/^\/(?:[A-Z]{6}\+)?/, '')
    return { name, subtype: String((below ?? font).lookup(PDFName.of('Subtype'))), embedded }
  })
}

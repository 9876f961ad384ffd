/**
 * pdf-lib as we use it: from the one file that it also comes as, which loads many times faster than its hundreds of
 * modules, and quick with long documents.
 */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { deflateSync } from 'node:zlib'
import type * as pdfLib from '@cantoo/pdf-lib'

const require = createRequire(import.meta.url)
const whole = join(dirname(require.resolve('@cantoo/pdf-lib')), '../dist/pdf-lib.min.js')

const lib = require(whole) as typeof pdfLib
export const {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHeader,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFStreamWriter,
  PDFString,
} = lib
export type PDFArray = pdfLib.PDFArray
export type PDFDict = pdfLib.PDFDict
export type PDFDocument = pdfLib.PDFDocument
export type PDFHexString = pdfLib.PDFHexString
export type PDFName = pdfLib.PDFName
export type PDFPage = pdfLib.PDFPage
export type PDFNumber = pdfLib.PDFNumber
export type PDFObject = pdfLib.PDFObject
export type PDFRawStream = pdfLib.PDFRawStream
export type PDFRef = pdfLib.PDFRef
export type PDFStream = pdfLib.PDFStream
export type PDFString = pdfLib.PDFString

/** Objects of a file that are read or written before anything else has its turn. */
const AT_ONCE = 500

/** Objects that are packed together: more pack better, and a viewer that wants one of them unpacks them all. */
const PACKED_TOGETHER = 200

/** Reads all objects of a file; streams stay packed. */
export function loadPdf(pdf: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(pdf, { updateMetadata: false, parseSpeed: AT_ONCE })
}

/** The bytes of a document that has been read and changed, its objects packed. */
export function savePdf({ context }: PDFDocument): Promise<Uint8Array> {
  context.header = PDFHeader.forVersion(1, 7)
  return PDFStreamWriter.forContext(context, AT_ONCE, true, PACKED_TOGETHER).serializeToBuffer()
}

interface CrossReferences {
  entries: Array<{ ref: PDFRef }>
  appendEntry(entry: { ref: PDFRef }): void
}

// pdf-lib looks through all entries for the place of every new one, which takes the square of their number; a document
// is written in the order of its numbers, and the place is the end.
const crossReferences = lib.PDFCrossRefStream.prototype as unknown as CrossReferences
const { appendEntry } = crossReferences
crossReferences.appendEntry = function (entry) {
  const last = this.entries.at(-1)
  if (!last || last.ref.objectNumber < entry.ref.objectNumber) this.entries.push(entry)
  else appendEntry.call(this, entry)
}

interface PackedStream {
  getUnencodedContents(): Uint8Array
  getContents(): Uint8Array
  getContentsSize(): number
}

// Node packs many times faster than a program in JavaScript does.
const packed = new WeakMap<PackedStream, Uint8Array>()
for (const { prototype } of [lib.PDFObjectStream, lib.PDFCrossRefStream]) {
  const stream = prototype as unknown as PackedStream
  stream.getContents = function () {
    const known = packed.get(this) ?? deflateSync(this.getUnencodedContents())
    packed.set(this, known)
    return known
  }
  stream.getContentsSize = function () {
    return this.getContents().length
  }
}

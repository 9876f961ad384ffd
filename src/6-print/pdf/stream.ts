/** What streams hold. */
import { inflateSync } from 'node:zlib'
import { decodePDFRawStream, PDFArray, PDFName, type PDFObject, PDFRawStream } from './pdf-lib.ts'
import { asBuffer, nameOf } from './values.ts'

/** The bytes of a stream, or of several on lines of their own; null where they cannot be unpacked. */
export function contentOf(object: PDFObject | undefined): Buffer | null {
  if (object instanceof PDFArray) {
    const parts = object.asArray().map((_, index) => contentOf(object.lookup(index)))
    return parts.includes(null) ? null : Buffer.concat(parts.flatMap((part) => [part!, LINE_END]))
  }
  if (!(object instanceof PDFRawStream)) return null
  try {
    return asBuffer(unpacked(object))
  } catch {
    return null
  }
}

const LINE_END = Buffer.from('\n')

function unpacked(stream: PDFRawStream): Uint8Array {
  const isDeflated = nameOf(stream.dict.lookup(PDFName.of('Filter'))) === 'FlateDecode'
  if (isDeflated && !stream.dict.has(PDFName.of('DecodeParms'))) return inflateSync(stream.contents)
  return decodePDFRawStream(stream).decode()
}

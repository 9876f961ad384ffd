/** Values of PDF objects, whatever they are. */
import { PDFArray, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFString } from './pdf-lib.ts'

/** The text of a name or a string; empty for anything else. */
export function nameOf(object: PDFObject | undefined): string {
  if (object instanceof PDFName || object instanceof PDFString || object instanceof PDFHexString)
    return object.decodeText()
  return ''
}

export function numbersOf(array: PDFObject | undefined): number[] {
  if (!(array instanceof PDFArray)) return []
  return array.asArray().flatMap((each) => (each instanceof PDFNumber ? [each.asNumber()] : []))
}

/** The same bytes, not a copy. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)
}

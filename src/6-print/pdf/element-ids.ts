/** Ids of tagged elements, made the same for the same report. */
import { PDFArray, PDFDict, type PDFDocument, type PDFObject, PDFString } from './pdf-lib.ts'

/** How Chromium names an element of the structure tree: by a counter of the process, which no two runs share. */
const ELEMENT_ID = /^node\d{8}$/

/** Counts the ids of the structure tree from 1, in their own order: the tree of ids stays sorted. */
export function renumberElements({ context }: PDFDocument): void {
  const objects = context.enumerateIndirectObjects()
  const ids = new Set<string>()
  for (const [, object] of objects) visit(object, (id) => ids.add(id))
  const fresh = new Map(
    [...ids].sort().map((id, index) => [id, PDFString.of(`node${String(index + 1).padStart(8, '0')}`)]),
  )
  for (const [, object] of objects) visit(object, (id, write) => write(fresh.get(id)!))
}

type Visitor = (id: string, write: (id: PDFString) => void) => void

/** Visits every id in an object and in what it holds directly. */
function visit(object: PDFObject, visitor: Visitor): void {
  if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) visitValue(value, (id) => object.set(key, id), visitor)
  } else if (object instanceof PDFArray) {
    for (const [index, value] of object.asArray().entries())
      visitValue(value, (id) => object.set(index, id), visitor)
  }
}

function visitValue(value: PDFObject, write: (id: PDFString) => void, visitor: Visitor): void {
  if (!(value instanceof PDFString)) visit(value, visitor)
  else if (ELEMENT_ID.test(value.asString())) visitor(value.asString(), write)
}

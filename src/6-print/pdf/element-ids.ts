/** Ids of tagged elements, made the same for the same report. */
import { PDFArray, PDFDict, type PDFDocument, type PDFObject, PDFString } from '@cantoo/pdf-lib'

/** How Chromium names an element of the structure tree: by a counter of the process, which no two runs share. */
const ELEMENT_ID = /^node(\d{8})$/

/** Counts the ids of the structure tree from 1, in their own order: the tree of ids stays sorted. */
export function renumberElements(document: PDFDocument): void {
  const places = document.context.enumerateIndirectObjects().flatMap(([, object]) => placesOf(object))
  const ids = [...new Set(places.map(({ id }) => id))].sort()
  const fresh = new Map(
    ids.map((id, index) => [id, PDFString.of(`node${String(index + 1).padStart(8, '0')}`)]),
  )
  for (const { id, write } of places) write(fresh.get(id)!)
}

interface Place {
  id: string
  write(id: PDFString): void
}

/** Every id in an object and in what it holds directly. */
function placesOf(object: PDFObject): Place[] {
  if (object instanceof PDFDict) {
    return object.entries().flatMap(([key, value]) => placeOf(value, (id) => object.set(key, id)))
  }
  if (object instanceof PDFArray) {
    return object.asArray().flatMap((value, index) => placeOf(value, (id) => object.set(index, id)))
  }
  return []
}

function placeOf(value: PDFObject, write: Place['write']): Place[] {
  if (!(value instanceof PDFString)) return placesOf(value)
  const id = value.decodeText()
  return ELEMENT_ID.test(id) ? [{ id, write }] : []
}

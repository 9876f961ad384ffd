/** What a file keeps though nothing in it leads there any more. */
import { PDFArray, PDFDict, type PDFDocument, type PDFObject, PDFRef, PDFStream } from './pdf-lib.ts'

/** Removes every object that neither the catalog nor the file's description leads to. */
export function prune({ context }: PDFDocument): void {
  const { Root, Info } = context.trailerInfo
  const kept = new Set<PDFObject>()
  const open: PDFObject[] = [Root, Info].flatMap((each) => each ?? [])
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof PDFRef) {
      if (kept.has(object)) continue
      kept.add(object)
      const target = context.lookup(object)
      if (target) open.push(target)
    } else if (object instanceof PDFArray) for (const each of object.asArray()) open.push(each)
    else if (object instanceof PDFDict) for (const each of object.values()) open.push(each)
    else if (object instanceof PDFStream) open.push(object.dict)
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!kept.has(ref)) context.delete(ref)
}

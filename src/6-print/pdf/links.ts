/** Where links lead, for those who do not see them: destinations have names in the file, links a text of their own. */
import { decoded } from '../../data/decoded.ts'
import type { Edition } from '../../report.ts'
import { PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject } from './pdf-lib.ts'
import { nameOf } from './values.ts'

/**
 * Moves the names of destinations to the tree of names: Chromium writes them as names of the language, which may be no
 * longer than 127 bytes, and a Chinese heading has 9 for each letter.
 *
 * @returns Names by id.
 */
export function nameDestinations(document: PDFDocument): Map<string, PDFHexString> {
  const { catalog, context } = document
  const dictionary = catalog.lookup(DESTS)
  if (!(dictionary instanceof PDFDict)) return new Map()
  const entries = dictionary
    .entries()
    .map(([name, value]) => [name.decodeText(), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const names = context.obj({ Names: entries.flatMap(([name, value]) => [written(name), value]) })
  catalog.delete(DESTS)
  catalog.set(PDFName.of('Names'), context.obj({ Dests: context.register(names) }))
  for (const annotation of annotationsIn(document)) {
    const name = annotation.get(DEST)
    if (name instanceof PDFName) annotation.set(DEST, written(name.decodeText()))
  }
  return new Map(entries.map(([name]) => [decoded(name), written(name)]))
}

/** Says of every link what it leads to: the caption or heading, a footnote, or an address. */
export function describeLinks(document: PDFDocument, edition: Edition): void {
  const { index, headings, equations, house } = edition
  const titles = new Map(
    [...headings, ...index, ...equations].map(({ entry, title }) => [
      entry.id,
      `${entry.label} ${title}`.trim(),
    ]),
  )
  const footnotes = house.words.footnotes || 'Footnotes'
  for (const annotation of annotationsIn(document)) {
    const target = targetOf(annotation)
    const note = FOOTNOTE.exec(target)
    const text = titles.get(target) ?? (note ? `${footnotes} ${note[1]}` : target)
    if (text) annotation.set(PDFName.of('Contents'), PDFHexString.fromText(text))
  }
}

/** `01-market-fn-2`, or what leads back from it. */
const FOOTNOTE = /-fn(?:ref)?-(.+?)(?:-\d+)?$/

/** Id or address; empty where it is neither. */
function targetOf(annotation: PDFDict): string {
  const action = annotation.lookup(PDFName.of('A'))
  const uri = action instanceof PDFDict ? nameOf(action.lookup(PDFName.of('URI'))) : ''
  return uri || decoded(nameOf(annotation.lookup(DEST)))
}

export function* annotationsIn(document: PDFDocument): Generator<PDFDict> {
  for (const { node } of document.getPages())
    for (const reference of node.Annots()?.asArray() ?? []) {
      const annotation: PDFObject | undefined = document.context.lookup(reference)
      if (annotation instanceof PDFDict) yield annotation
    }
}

function written(name: string): PDFHexString {
  return PDFHexString.of(Buffer.from(name).toString('hex'))
}

const [DESTS, DEST] = [PDFName.of('Dests'), PDFName.of('Dest')]

/** What a PDF says of itself. */
import { createHash } from 'node:crypto'
import type { Edition } from '../../report.ts'
import { claimsOf } from './conformance.ts'
import { describeLinks, nameDestinations } from './links.ts'
import { writeOutline } from './outline.ts'
import { type PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString, savePdf } from './pdf-lib.ts'
import { retag } from './retag.ts'
import { srgbProfile } from './srgb.ts'
import { nameParts } from './to-unicode.ts'
import { type Description, xmpPacket } from './xmp.ts'

/**
 * Writes title, authors, subject, keywords, language, dates and bookmarks, and all that makes the file one for screen
 * readers and archives: marks and structure, what links lead to, the meaning of its colours. It says that it is one only
 * where it is. The dates are the report's own: two builds of the same input are the same bytes.
 *
 * @param document As Chromium printed it; it is changed.
 * @param engine Name and version of what made the file.
 */
export async function describe(document: PDFDocument, edition: Edition, engine: string): Promise<Uint8Array> {
  const description = descriptionOf(document, edition, engine)
  writeInfo(document, description)
  writeOutline(document, edition.headings, nameDestinations(document))
  describeLinks(document, edition)
  nameParts(document)
  const retagged = retag(document)
  for (const { node } of document.getPages()) node.set(PDFName.of('Tabs'), PDFName.of('S'))
  writeColors(document)
  writeXmp(document, xmpPacket(description, claimsOf(document, retagged)))
  writeId(document)
  return savePdf(document)
}

function descriptionOf(document: PDFDocument, { settings }: Edition, engine: string): Description {
  return {
    title: settings.title,
    author: [...settings.authors, settings.publisher].filter(Boolean).join('; '),
    subject: settings.subject || settings.series,
    keywords: settings.keywords.join(', '),
    language: settings.language,
    engine,
    producer: document.getProducer() ?? '',
    date: new Date(`${settings.date.length === 7 ? `${settings.date}-01` : settings.date}T00:00:00Z`),
  }
}

function writeInfo(document: PDFDocument, description: Description): void {
  document.setTitle(description.title, { showInWindowTitleBar: true })
  document.setAuthor(description.author)
  document.setSubject(description.subject)
  document.setKeywords([description.keywords])
  document.setLanguage(description.language)
  document.setCreator(description.engine)
  document.setCreationDate(description.date)
  document.setModificationDate(description.date)
}

/** What the numbers of colours mean: sRGB, as in the browser. */
function writeColors({ context, catalog }: PDFDocument): void {
  const profile = context.register(context.flateStream(srgbProfile(), { N: 3 }))
  const intent = context.obj({ Type: 'OutputIntent', S: 'GTS_PDFA1', DestOutputProfile: profile })
  for (const key of ['OutputConditionIdentifier', 'Info'])
    intent.set(PDFName.of(key), PDFString.of('sRGB IEC61966-2.1'))
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]))
}

/** In the clear, for programs that know nothing of PDF. */
function writeXmp({ context, catalog }: PDFDocument, packet: string): void {
  const stream = context.stream(Buffer.from(packet), { Type: 'Metadata', Subtype: 'XML' })
  catalog.set(PDFName.of('Metadata'), context.register(stream))
}

/** The same for the same pages with the same description. */
function writeId({ context }: PDFDocument): void {
  const hash = createHash('sha256')
  for (const [, object] of context.enumerateIndirectObjects())
    if (object instanceof PDFRawStream) hash.update(object.contents)
  const id = PDFHexString.of(hash.digest('hex').slice(0, 32))
  context.trailerInfo.ID = context.obj([id, id])
}

/** What a PDF says of itself. */
import type { Edition } from '../../report.ts'
import { writeOutline } from './outline.ts'
import { type PDFDocument, savePdf } from './pdf-lib.ts'
import { retag } from './retag.ts'

/**
 * Writes title, authors, subject, keywords, language, dates and bookmarks. The dates are the report's own: two builds
 * of the same input are the same bytes.
 *
 * @param document As Chromium printed it; it is changed.
 * @param engine Name and version of what made the file.
 */
export async function describe(document: PDFDocument, edition: Edition, engine: string): Promise<Uint8Array> {
  const { settings, headings } = edition
  const date = new Date(`${settings.date.length === 7 ? `${settings.date}-01` : settings.date}T00:00:00Z`)
  document.setTitle(settings.title, { showInWindowTitleBar: true })
  document.setAuthor([...settings.authors, settings.publisher].filter(Boolean).join('; '))
  document.setSubject(settings.subject || settings.series)
  document.setKeywords([settings.keywords.join(', ')])
  document.setLanguage(settings.language)
  document.setCreator(engine)
  document.setCreationDate(date)
  document.setModificationDate(date)
  writeOutline(document, headings)
  const retagged = retag(document)
  return savePdf(document)
}

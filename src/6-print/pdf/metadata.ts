/** What a PDF says of itself. */
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Edition } from '../../report.ts'
import { renumberElements } from './element-ids.ts'
import { writeOutline } from './outline.ts'

/**
 * Writes title, authors, subject, keywords, language, dates and bookmarks. The dates are the report's own: two builds
 * of the same input are the same bytes.
 *
 * @param engine Name and version of what made the file.
 */
export async function describe(pdf: Uint8Array, edition: Edition, engine: string): Promise<Uint8Array> {
  const { settings, headings } = edition
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
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
  renumberElements(document)
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false })
}

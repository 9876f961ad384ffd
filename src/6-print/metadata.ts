/** What a PDF says of itself. */
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Settings } from '../report.ts'

/**
 * Writes title, authors, subject, keywords, language and dates. The dates are the report's own: two builds of the
 * same input are the same bytes.
 */
export async function describe(pdf: Uint8Array, settings: Settings, engine: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const date = new Date(`${settings.date.length === 7 ? `${settings.date}-01` : settings.date}T00:00:00Z`)
  document.setTitle(settings.title, { showInWindowTitleBar: true })
  document.setAuthor([...settings.authors, settings.publisher].filter(Boolean).join('; '))
  document.setSubject(settings.subject || settings.series)
  document.setKeywords(settings.keywords)
  document.setLanguage(settings.language)
  document.setCreator(engine)
  document.setCreationDate(date)
  document.setModificationDate(date)
  return document.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false })
}

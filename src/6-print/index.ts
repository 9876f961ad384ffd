/** 6-print: the only room that writes, and the one that drives the browser. */
import { basename, dirname } from 'node:path'
import type { Browser } from 'puppeteer'
import { fail, failed } from '../message.ts'
import type { Edition } from '../report.ts'
import { printFonts, webFonts } from './fonts.ts'
import { type Manifest, manifestOf, versions } from './manifest.ts'
import { describe } from './metadata.ts'
import { isInside, lastPages, writeOutput } from './output.ts'
import { type Printed, printPdf, UnsettledError } from './pdf.ts'
import { markProof, prove } from './proof.ts'
import { workbookOf } from './workbook.ts'

export { launch } from './browser.ts'
export { Galley } from './galley.ts'
export type { Printed } from './pdf.ts'
export { markProof, type Proof, prove } from './proof.ts'

/**
 * Prints the PDF, proves its index, and writes PDF, HTML edition and manifest.
 *
 * @param out The build folder; it is not touched unless everything is right.
 * @returns Null where the index could not be proved; the messages say what is wrong.
 */
export async function print(edition: Edition, browser: Browser, out: string): Promise<Manifest | null> {
  const { files } = edition
  if (!(await isInside(dirname(out), out))) {
    fail(edition.settings.file, undefined, 'file-outside', basename(out))
    return null
  }
  // The web fonts are cut in another thread while the browser prints.
  const web = webFonts(edition)
  web.catch(() => {})
  const printed = await printOrFail(edition, browser, await printFonts(edition), await lastPages(out))
  if (!printed) return null
  markMisfits(edition, printed)
  if (failed(files)) return null
  const pdf = await describe(printed.pdf, edition, `yanbao ${versions.yanbao}`)
  const proof = await prove(edition, { ...printed, pdf })
  markProof(edition, proof)
  if (failed(files)) return null
  const manifest = manifestOf(edition, printed, proof.pages, await browser.version())
  const output = new Map<string, string | Uint8Array>([['report.pdf', pdf]])
  for (const [path, content] of edition.html) output.set(`html/${path}`, content)
  for (const [name, bytes] of await web) output.set(`html/fonts/${name}.woff2`, bytes)
  output.set('report-data.xlsx', workbookOf(edition, printed.pages))
  output.set('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  await writeOutput(out, output)
  return manifest
}

/** What is wider or higher than the page would be cut. */
export function markMisfits({ headings, index, settings }: Edition, { wide, tall }: Printed): void {
  const mark = (rule: 'print-wide' | 'print-tall') => (id: string) => {
    const entry = [...index, ...headings].find(({ entry }) => entry.id === id)?.entry
    fail(entry?.chapter.file ?? settings.file, entry?.place, rule)
  }
  wide.forEach(mark('print-wide'))
  tall.forEach(mark('print-tall'))
}

async function printOrFail(
  edition: Edition,
  browser: Browser,
  fonts: Map<string, Uint8Array>,
  guess: Map<string, number>,
): Promise<Printed | null> {
  try {
    return await printPdf(browser, edition, fonts, guess)
  } catch (error) {
    if (!(error instanceof UnsettledError)) throw error
    fail(edition.settings.file, undefined, 'index-unproved', error.message)
    return null
  }
}

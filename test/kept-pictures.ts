/** A folder with a picture of every page of a report, page-01.png to the last. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { comparisonOf, differenceOf, pictureOf, pngOf, readPng } from './picture.ts'

/** Replaces the pictures of a folder by those of a report. */
export async function keepPictures(document: PDFDocumentProxy, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, number] of namesOf(document)) {
    await writeFile(join(folder, name), pngOf(await pictureOf(await document.getPage(number))))
  }
}

/**
 * Compares the pages of a report with the pictures that are kept of them.
 *
 * @param out A folder that gets, in place of what it holds, the pages that differ, the kept picture beside each.
 * @returns A line for every page that differs, that is not kept, or that is kept and is gone.
 */
export async function comparePictures(
  document: PDFDocumentProxy,
  folder: string,
  out: string,
): Promise<string[]> {
  await rm(out, { recursive: true, force: true })
  const kept = await readdir(folder)
  const names = namesOf(document)
  const lines = kept.filter((name) => !names.has(name)).map((name) => `${name}: the report has no such page`)
  for (const [name, number] of names) {
    if (!kept.includes(name)) {
      lines.push(`${name}: no picture is kept of this page`)
      continue
    }
    const page = await document.getPage(number)
    const picture = await readPng(join(folder, name))
    const pixels = differenceOf(picture, await pictureOf(page))
    if (pixels.length === 0) continue
    lines.push(`${name}: ${pixels.length} pixels differ`)
    await mkdir(out, { recursive: true })
    await writeFile(join(out, name), await comparisonOf(picture, page, pixels))
  }
  return lines.sort()
}

/** The number of every page by the name of its picture. */
function namesOf({ numPages }: PDFDocumentProxy): Map<string, number> {
  const numbers = Array.from({ length: numPages }, (_, index) => index + 1)
  return new Map(numbers.map((number) => [`page-${String(number).padStart(2, '0')}.png`, number]))
}

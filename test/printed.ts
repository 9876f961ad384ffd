/** Reports for tests, printed and read back. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { expect } from 'vitest'
import { openPdf } from '../src/6-print/pdf/read.ts'
import type { Manifest } from '../src/7-publish/manifest.ts'
import { buildOnce } from '../src/session.ts'
import { messagesOf, writeReport } from './report-folder.ts'

export interface Printed {
  root: string
  bytes: Buffer
  document: PDFDocumentProxy
  manifest: Manifest
  /** Text of each page: white space only where a line ends. */
  pages: string[]
}

/** Builds a report that has no mistakes, and reads its PDF back. */
export async function print(files: Record<string, string>): Promise<Printed> {
  return printFolder(await writeReport(files))
}

export async function printFolder(root: string): Promise<Printed> {
  const { files: read, result } = await buildOnce(root, join(root, 'build'))
  expect(messagesOf(read)).toBe('\n')
  expect(result).not.toBeNull()
  const bytes = await readFile(join(root, 'build/report.pdf'))
  const document = await openPdf(bytes)
  const manifest = JSON.parse(await readFile(join(root, 'build/manifest.json'), 'utf8')) as Manifest
  const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1)
  const pages = await Promise.all(numbers.map((number) => textOf(document, number)))
  return { root, bytes, document, manifest, pages }
}

async function textOf(document: PDFDocumentProxy, page: number): Promise<string> {
  const { items } = await (await document.getPage(page)).getTextContent()
  const texts = items.map((item) => ('str' in item ? squeeze(item.str) + (item.hasEOL ? '\n' : '') : ''))
  return texts.join('')
}

/** Without white space. */
export function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/** 1-based page of a destination. */
export async function pageOf(
  document: PDFDocumentProxy,
  destination: string | unknown[] | null,
): Promise<number> {
  const explicit = typeof destination === 'string' ? await document.getDestination(destination) : destination
  return (await document.getPageIndex(explicit![0] as Parameters<PDFDocumentProxy['getPageIndex']>[0])) + 1
}

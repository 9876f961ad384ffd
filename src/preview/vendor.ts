/** The libraries that the browser's side is made with, from their npm packages. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const pdfjs = dirname(require.resolve('pdfjs-dist/package.json'))

const libraries: Record<string, string> = {
  'idiomorph.js': require.resolve('idiomorph/dist/idiomorph.esm.js'),
  'pdf.mjs': join(pdfjs, 'build/pdf.mjs'),
  'pdf.worker.mjs': join(pdfjs, 'build/pdf.worker.mjs'),
  'pdf_viewer.mjs': join(pdfjs, 'web/pdf_viewer.mjs'),
  'pdf_viewer.css': join(pdfjs, 'web/pdf_viewer.css'),
}

/** @returns Path on the disk; null where there is no such file. */
export function vendorPath(name: string): string | null {
  if (Object.hasOwn(libraries, name)) return libraries[name]!
  const [, file] = /^(cmaps\/[\w.-]+|images\/[\w.-]+)$/.exec(name) ?? []
  if (!file || file.includes('..')) return null
  return join(pdfjs, file.startsWith('images/') ? 'web' : '', file)
}

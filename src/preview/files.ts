/** What the preview answers to each address. */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { fill } from '../5-template/page.ts'
import { policyFor } from '../5-template/policy.ts'
import { facesOf } from '../font-face.ts'
import { home } from '../home.ts'
import type { Desk } from './desk.ts'
import type { Answer } from './server.ts'
import { vendorPath } from './vendor.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
}

/** The app itself: its own files, and styles that pdf.js writes. */
const APP = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The report's own policy, once more from outside; it is shown in the app alone. */
const reportPolicy = (reader: string) => `${policyFor(reader)}; frame-ancestors 'self'`

/**
 * What whoever knows the key is given.
 *
 * @param pdf The last one printed.
 */
export async function answerTo(path: string, desk: Desk, pdf: Uint8Array | null): Promise<Answer | null> {
  if (path === '/') return { ...(await fromDisk(clientPath('index.html'))), policy: APP }
  if (path === '/report/') {
    const policy = reportPolicy(desk.draft?.charted.house.reader ?? '')
    return { type: types['.html']!, body: reportOf(desk), policy }
  }
  if (path === '/report.pdf') return pdf && { type: 'application/pdf', body: pdf }
  return path.startsWith('/report/') ? fromReport(path.slice('/report/'.length), desk) : null
}

/** The app's own scripts and styles, and the libraries that it is made with: the same for every report. */
export async function libraryAt(path: string): Promise<Answer | null> {
  const [, place, name = ''] = /^\/(client|vendor)\/(.+)$/.exec(path) ?? []
  const file = place === 'client' ? ownPath(name) : place === 'vendor' ? vendorPath(name) : null
  const found = file === null ? null : await fromDisk(file).catch(() => null)
  // A worker is bound by the policy that it comes with.
  return found && { ...found, policy: APP }
}

function ownPath(name: string): string | null {
  return /^[\w-]+\.(?:js|css|svg)$/.test(name) ? clientPath(name) : null
}

function clientPath(name: string): string {
  return join(home, 'src/preview/client', name)
}

async function fromDisk(path: string): Promise<Answer> {
  return { type: types[extname(path)] ?? 'application/octet-stream', body: await readFile(path) }
}

/** Fonts whole: cutting them takes longer than sending them to the same machine. */
function fromReport(name: string, desk: Desk): Answer | null {
  const house = desk.draft?.charted.house
  const font = house && facesOf(house).find((font) => `fonts/${font.name}.woff2` === name)
  if (font) return { type: 'font/ttf', body: font.bytes }
  const body = desk.filesBeside().get(name)
  return body === undefined ? null : { type: types[extname(name)] ?? 'application/octet-stream', body }
}

/** The page, in which each slot stands between two comments, and its version in the head. */
function reportOf({ page, version }: Desk): string {
  const meta = `<meta name="yanbao-version" content="${version}">`
  if (page.shell === '') return `<!doctype html><html><head>${meta}</head><body></body></html>`
  const filled = fill(page, (marker, html) => `${marker}\n${html}\n<!--/slot-->`)
  return filled.replace(/<meta\b/i, `${meta}$&`)
}

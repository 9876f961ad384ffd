/** What the HTML edition may do: show itself. */
import { createHash } from 'node:crypto'
import { fail } from '../message.ts'
import type { House } from '../report.ts'

/**
 * Puts the Content-Security-Policy before everything a template wrote in the head: the edition's own files only, and
 * no script but the one whose text is given. Files opened from a disk have no origin that `'self'` could mean, hence
 * `file:`.
 */
export function withPolicy(document: string, script: string): string {
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    "img-src 'self' file: data:",
    "font-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const [head = ''] = /^\s*<!doctype html>\s*<html[^<>]*>\s*<head>/i.exec(document) ?? []
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  return `${head}\n${meta}${document.slice(head.length)}`
}

/** No policy keeps a page from leading its reader elsewhere by itself. */
export function leadsElsewhere(html: string): boolean {
  return /<meta[^>]*http-equiv\s*=\s*["']?\s*refresh/i.test(html)
}

/** @param name Of the document. */
export function refuseRefresh(name: string, house: House): void {
  const file = house.liquid.get(name)
  const what = 'a page that leads elsewhere by itself (`refresh`)'
  if (file) fail(file, undefined, 'template-invalid', what)
}

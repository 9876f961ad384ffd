/** What the HTML edition may do: show itself. */
import { createHash } from 'node:crypto'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { location } from 'vfile-location'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { House } from '../report.ts'

/**
 * Puts the policy before everything a template wrote in the head.
 *
 * @param script The text of the one script that runs.
 */
export function withPolicy(document: string, script: string): string {
  const [head = ''] = /^\s*<!doctype html>\s*<html[^<>]*>\s*<head>/i.exec(document) ?? []
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">`
  return `${head}\n${meta}${document.slice(head.length)}`
}

/**
 * The edition's own files only, and no script but the one whose text is given. Files opened from a disk have no origin
 * that `'self'` could mean, hence `file:`.
 */
export function policyFor(script: string): string {
  const hash = createHash('sha256').update(script).digest('base64')
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    "img-src 'self' file: data:",
    "font-src 'self' file:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** Names of attributes stand in HTML as they are: nothing can hide this one. */
const HINT = /http-equiv/i

/** Whether a document is worth being parsed for what leads elsewhere. */
export function mayLead(html: string): boolean {
  return HINT.test(html)
}

/** Whether a page leads its reader elsewhere by itself, which no policy keeps it from. */
export function leadsElsewhere(document: string): boolean {
  // With scripts and without them, what stands in `noscript` is read in different ways.
  return [true, false].some((scriptingEnabled) => hasRefresh(parse(document, { scriptingEnabled })))
}

function hasRefresh(document: DefaultTreeAdapterTypes.Document): boolean {
  const open: DefaultTreeAdapterTypes.Node[] = [document]
  for (let node = open.pop(); node; node = open.pop()) {
    if ('attrs' in node && node.tagName === 'meta' && node.attrs.some(isRefresh)) return true
    if ('content' in node) open.push(node.content)
    if ('childNodes' in node) for (const child of node.childNodes) open.push(child)
  }
  return false
}

function isRefresh({ name, value }: { name: string; value: string }): boolean {
  return name === 'http-equiv' && value.trim().toLowerCase() === 'refresh'
}

/**
 * Marks what leads elsewhere where a template writes it.
 *
 * @param name Of the document.
 */
export function refuseRefresh(name: string, house: House): void {
  const what = say`a page that leads elsewhere by itself (\`refresh\`), expected one that stays`
  const files = new Set([...house.liquid.values(), ...[...house.kinds.values()].map(({ file }) => file)])
  const suspects = [...files].filter((file) => mayLead(String(file)))
  for (const file of suspects) {
    const point = location(file).toPoint(String(file).search(HINT))
    fail(file, point && { start: point, end: point }, 'template-invalid', what)
  }
  const file = house.liquid.get(name)
  if (suspects.length === 0 && file) fail(file, undefined, 'template-invalid', what)
}

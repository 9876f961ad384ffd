/** What the HTML edition may do: show itself. */
import { createHash } from 'node:crypto'

/**
 * The Content-Security-Policy of the edition: its own files only, and no script but the one whose text is given.
 * Files opened from a disk have no origin that `'self'` could mean, hence `file:`.
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

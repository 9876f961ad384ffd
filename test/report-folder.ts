/** Reports for tests. */
import type { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'

/** All mistakes of one run, as the command line lists them. */
export function messagesOf(files: VFile[]): string {
  return `${reporter(files, { color: false, quiet: true })}\n`
}

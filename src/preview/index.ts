/** The preview: the HTML edition in a browser, which follows the files of the report. */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { privateKey } from '../cache.ts'
import { home } from '../home.ts'
import { LastBuild } from '../last-build.ts'
import { serve } from './server.ts'
import { watch } from './watch.ts'
import { Workroom } from './workroom.ts'

export interface Options {
  host: string
  /** The first port that is tried. */
  port: number
  /** Path of a browser to print with; undefined for the embedded or an installed one. */
  browser: string | undefined
  /** The edition that is shown; null for the first. */
  edition?: string | null
}

export interface Preview {
  url: string
  port: number
  /** How many mistakes the report has now. */
  mistakes(): number
  close(): Promise<void>
}

/**
 * Serves the preview of a report until it is closed.
 *
 * @param root The report folder.
 * @throws MachineError where no port is free.
 */
export async function preview(
  root: string,
  { host, port, browser, edition = null }: Options,
): Promise<Preview> {
  const room = new Workroom(root, browser, edition)
  const files = watch(root, join(home, 'templates'), {
    onSave: room.saved,
    onCalm: room.rebuild,
    isStale: room.isStale,
  })
  await room.begin(new LastBuild(root, browser, edition))
  await files.ready
  const served = await serve(room, await keyOf(root), host, port)
  return {
    url: served.url,
    port: served.port,
    mistakes: () => room.mistakes.length,
    close: async () => {
      await files.close()
      await served.close()
      await room.close()
    },
  }
}

/** Of one report; it outlives the preview, so that a page that is open finds the next one. */
async function keyOf(root: string): Promise<string> {
  const key = await privateKey('preview-key')
  return createHmac('sha256', key).update(root).digest('base64url').slice(0, 22)
}

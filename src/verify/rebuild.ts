/** Whether a build of the report writes the bytes that were delivered: who forges a manifest does not pass that. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VFile } from 'vfile'
import type { Manifest } from '../7-publish/manifest.ts'
import { MANIFEST } from '../7-publish/output.ts'
import { fail } from '../message.ts'
import { dropScratch, makeScratch } from '../scratch.ts'
import { buildOnce } from '../session.ts'

/**
 * @param sha256 Of the delivered manifest.
 * @param root The report folder; it is left as it is.
 * @returns The files that differ, or those of the report that have mistakes, with their messages.
 * @throws MachineError where the machine has no browser.
 */
export async function checkRebuilt(
  { files, edition }: Manifest,
  sha256: string,
  root: string,
  browser?: string,
): Promise<VFile[]> {
  const scratch = await makeScratch(tmpdir(), 'yanbao-verify-')
  try {
    const built = await buildOnce(root, join(scratch, 'build'), { browser, edition })
    if (!built.result) return built.files
    const delivered = new Map([...files, { path: MANIFEST, sha256 }].map((file) => [file.path, file.sha256]))
    const rebuilt = new Map(built.result.written)
    const paths = [...new Set([...delivered.keys(), ...rebuilt.keys()])].sort()
    return paths.filter((path) => delivered.get(path) !== rebuilt.get(path)).map(other)
  } finally {
    dropScratch(scratch)
  }
}

function other(path: string): VFile {
  const file = new VFile({ path })
  fail(file, undefined, 'delivery-other')
  return file
}

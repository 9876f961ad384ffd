/** Whether a delivery is whole, and made from its report as it is now. */
import { createReadStream } from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { VFile } from 'vfile'
import { type Manifest, sha256Of } from '../7-publish/manifest.ts'
import { MANIFEST } from '../7-publish/output.ts'
import { fail } from '../message.ts'
import { checkDelivery } from './delivery.ts'
import { type Compared, checkInputs, isReportOf } from './inputs.ts'
import { LARGEST, readManifest } from './manifest.ts'

export interface Verified {
  /** Those with messages. */
  files: VFile[]
  /** Null where there is no manifest to hold the others against. */
  seen: Seen | null
}

export interface Seen extends Omit<Compared, 'files'> {
  manifest: Manifest
  /** The report folder; null where it is not at hand. */
  root: string | null
  /** Of the bytes of the manifest: who knows it knows all others. */
  sha256: string
  /** What stands in the folder by right and is not of the delivery. */
  beside: string[]
}

/** Deliveries that may take each other's place while they are looked at. */
const MOST_TURNS = 5

/**
 * @param folder The build folder.
 * @param report The report folder; null for the one that the build folder is in, if it is.
 * @throws Where the machine does not let a file be read.
 */
export async function verify(folder: string, report: string | null): Promise<Verified> {
  const path = join(folder, MANIFEST)
  for (let turn = 1; ; turn++) {
    const bytes = await readOrNull(path)
    const verified = await verifyWith(bytes, folder, report)
    const now = await readOrNull(path)
    // A build that delivers meanwhile: what was seen is of two deliveries.
    if (turn === MOST_TURNS || String(bytes) === String(now)) return verified
  }
}

async function verifyWith(bytes: Buffer | null, folder: string, report: string | null): Promise<Verified> {
  const file = new VFile({ path: MANIFEST })
  if (bytes === null) {
    fail(file, undefined, 'manifest-missing')
    return { files: [file], seen: null }
  }
  file.value = bytes
  const manifest = readManifest(file)
  if (!manifest) return { files: [file], seen: null }
  const { files, beside } = await checkDelivery(folder, manifest.files)
  const real = await realpath(folder)
  // `build`, or `build/editions/client`.
  const near = [dirname(real), resolve(real, '../../..')].find((folder) => isReportOf(manifest, folder))
  const root = report ?? near ?? null
  const { files: inputs, ...compared } = await checkInputs(manifest, root)
  return {
    files: [file, ...files, ...inputs].filter(({ messages }) => messages.length > 0),
    seen: { manifest, root, sha256: sha256Of(bytes), beside, ...compared },
  }
}

/** Null where no file stands there. Of one that is too long for a manifest, a little more than may be. */
async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    if (!(await lstat(path)).isFile()) return null
    return await buffer(createReadStream(path, { end: LARGEST }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Whether a build folder holds what its manifest says: every file, unchanged, and nothing beside them. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { VFile } from 'vfile'
import type { Delivered } from '../7-publish/manifest.ts'
import { MANIFEST } from '../7-publish/output.ts'
import { fail } from '../message.ts'
import { type Phrase, say } from '../phrase.ts'

/** What stands in a folder. */
interface Entry {
  /** Below it, with `/`. */
  path: string
  kind: 'file' | 'link' | 'device'
}

/**
 * @param folder The build folder.
 * @returns A file for each that is wrong, with its message; and what stands beside the delivery by right.
 */
export async function checkDelivery(
  folder: string,
  expected: Delivered[],
): Promise<{ files: VFile[]; beside: string[] }> {
  const { entries, beside } = await entriesOf(folder)
  const found = new Map(entries.map((entry) => [entry.path, entry]))
  const files: VFile[] = []
  const marked = (path: string) => {
    const file = new VFile({ path })
    files.push(file)
    return file
  }
  const names = new Set([MANIFEST, ...expected.map(({ path }) => path)])
  const extra = entries
    .filter(({ path, kind }) => kind === 'file' && !names.has(path))
    .map(({ path }) => path)
  for (const { path, kind } of entries.filter(({ kind }) => kind !== 'file'))
    fail(marked(path), undefined, 'delivery-kind', kind === 'link' ? say`link` : say`entry that is no file`)
  for (const file of expected) {
    const { path } = file
    if (found.get(path)?.kind === 'file') {
      const seen = await differenceOf(join(folder, path), file)
      if (seen !== null) fail(marked(path), undefined, 'delivery-changed', seen)
    } else if (!isTold(path, found)) {
      fail(marked(path), undefined, 'delivery-missing', path, await likeOf(folder, extra, file))
    }
  }
  for (const path of extra) fail(marked(path), undefined, 'delivery-extra')
  return { files, beside }
}

/**
 * What a build folder may hold beside a delivery: those of editions that were asked for, the schemas for editors, and the
 * compiler itself in its own repository.
 */
const ours = ['editions', 'schema', 'cli']

/** Everything below a folder but what is not of the delivery; links are not followed. */
async function entriesOf(folder: string): Promise<{ entries: Entry[]; beside: string[] }> {
  const entries: Entry[] = []
  const beside: string[] = []
  const walk = async (under: string) => {
    for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
      const path = under + entry.name
      const isBeside = under === '' && (entry.name.startsWith('.') || ours.includes(entry.name))
      if (isBeside) beside.push(path)
      else if (entry.isDirectory()) await walk(`${path}/`)
      else entries.push({ path, kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'device' })
    }
  }
  await walk('')
  return { entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)), beside: beside.sort() }
}

/** Whether something stands in its place, or in that of a folder it is in, that a message was given for. */
function isTold(path: string, found: Map<string, Entry>): boolean {
  const parts = path.split('/')
  return parts.some((_, index) => {
    const entry = found.get(parts.slice(0, index + 1).join('/'))
    return entry !== undefined && entry.kind !== 'file'
  })
}

/** Null for the bytes that are expected. */
async function differenceOf(path: string, { bytes, sha256 }: Delivered): Promise<Phrase | null> {
  const { size } = await stat(path)
  if (size !== bytes) return say`file of ${size} bytes in place of ${bytes}`
  return (await hashOf(path)) === sha256 ? null : say`change in the file`
}

/** The name under which a missing file stands beside the others; null for none. */
async function likeOf(folder: string, paths: string[], { bytes, sha256 }: Delivered): Promise<string | null> {
  for (const path of paths) {
    const whole = join(folder, path)
    if ((await stat(whole)).size === bytes && (await hashOf(whole)) === sha256) return path
  }
  return null
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

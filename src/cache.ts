/** What is worth keeping between builds, in the user's own cache folder. */
import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import * as nodeModule from 'node:module'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { MachineError } from './message.ts'
import { say } from './phrase.ts'
import { replaceFile } from './write.ts'

/**
 * Private to the user: a name in a shared temporary folder could be taken by another one.
 *
 * @throws MachineError where nothing says where the user's files are.
 */
export function cacheFolder(): string {
  const named = process.env.XDG_CACHE_HOME
  const home = named ? null : homeFolder()
  const folder = named || (home && join(home, '.cache'))
  if (folder) return join(folder, 'yanbao')
  throw new MachineError(
    say`There is no home folder to keep the browser and the cache in: XDG_CACHE_HOME names a folder for them`,
  )
}

/** Null for a user whom the machine does not know, and who has said nothing. */
function homeFolder(): string | null {
  try {
    const folder = homedir()
    return isAbsolute(folder) ? folder : null
  } catch {
    return null
  }
}

/** From here on Node keeps what it compiles of our modules, where it can do that: since 22.8. */
export function keepCompiled(): void {
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown }
  try {
    enableCompileCache?.(join(cacheFolder(), 'compiled'))
  } catch {
    // A command that needs the folder says so.
  }
}

/** Bytes of a key. */
const KEY = 32

/**
 * A key that nobody else on the machine knows: the same as long as the cache keeps it. One that others may read, or that
 * is damaged, is made anew.
 */
export async function privateKey(name: string, root = cacheFolder()): Promise<Buffer> {
  const path = join(root, name)
  const kept = (await isPrivate(path)) ? await readFile(path).catch(() => null) : null
  if (kept?.length === KEY) return kept
  const fresh = randomBytes(KEY)
  await mkdir(root, { recursive: true, mode: 0o700 }).catch(() => {})
  await replaceFile(path, fresh, 0o600).catch(() => {})
  return fresh
}

/** Whether a file is the user's, and nobody else's. Windows keeps the folders of users apart by other means. */
async function isPrivate(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  const user = process.getuid?.()
  if (!found?.isFile()) return false
  return user === undefined || (found.uid === user && (found.mode & 0o077) === 0)
}

const LARGEST = 256 * 2 ** 20

/** Part of what a folder holds after which it is looked through for what has to go: doing so costs as much as it has files. */
const SLACK = 1 / 16

/** Bytes that this process has kept in each folder since it looked through it. */
const added = new Map<string, number>()

/** Bytes of the checksum that a file begins with. */
const CHECKSUM = 32

/**
 * A folder of files that can be made again. A file is whole or is none: one that is damaged is taken as missing. Where
 * nothing can be read or kept, everything is made anew.
 */
export class Cache {
  private readonly folder: string
  private readonly largest: number

  /**
   * @param shelf Name of a folder in the cache: files on it are of one kind.
   * @param largest Bytes that it holds, or a little more; the files that were not used for longest go first.
   */
  constructor(shelf: string, root = cacheFolder(), largest = LARGEST) {
    this.folder = join(root, shelf)
    this.largest = largest
  }

  /** What was kept under a key; null where there is nothing. */
  async read(key: string): Promise<Buffer | null> {
    const path = this.pathOf(key)
    const file = await readFile(path).catch(() => null)
    if (!file) return null
    const content = file.subarray(CHECKSUM)
    if (!file.subarray(0, CHECKSUM).equals(checksumOf(content))) return null
    const now = new Date()
    await utimes(path, now, now).catch(() => {})
    return content
  }

  /** Keeps content under a key; two processes that do so at once do no harm. */
  async keep(key: string, content: Uint8Array): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 })
      await replaceFile(this.pathOf(key), Buffer.concat([checksumOf(content), content]), 0o600)
      await this.pruneInTime(content.length)
    } catch {
      // What cannot be kept is made again.
    }
  }

  private async pruneInTime(length: number): Promise<void> {
    const since = (added.get(this.folder) ?? this.largest) + length
    const isDue = since > SLACK * this.largest
    added.set(this.folder, isDue ? 0 : since)
    if (isDue) await this.prune()
  }

  private async prune(): Promise<void> {
    const names = await readdir(this.folder)
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.folder, name)
        const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }))
        return { path, size, mtimeMs }
      }),
    )
    let room = this.largest
    for (const { path, size } of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      room -= size
      if (room < 0) await rm(path, { force: true })
    }
  }

  private pathOf(key: string): string {
    return join(this.folder, createHash('sha256').update(key).digest('hex'))
  }
}

function checksumOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest()
}

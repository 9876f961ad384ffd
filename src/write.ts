/**
 * Files that are written. Each is a new one under a name that nobody could prepare, opened so that neither a file nor a
 * link that is there is followed or overwritten, and moved into place whole.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Who may read a file: the user alone, or everybody whom the machine lets. */
export type Mode = 0o600 | 0o666

/**
 * Writes a file that is not there yet.
 *
 * @param isLasting Whether it is on the disk, and not on the way there, before anything else happens.
 * @throws Where something is there, be it a link that leads nowhere.
 */
export async function writeNew(
  path: string,
  content: string | Uint8Array,
  mode: Mode = 0o666,
  isLasting = false,
): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
    if (isLasting) await file.sync()
  } finally {
    await file.close()
  }
}

/** Puts a file in the place of whatever stands there; a link there is replaced, and what it leads to stays as it is. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode: Mode = 0o666,
): Promise<void> {
  const fresh = join(dirname(path), `.${randomUUID()}`)
  try {
    await writeNew(fresh, content, mode)
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}

/** Files that are written at a time: the disk takes several with one movement. */
const AT_ONCE = 8

/**
 * Fills a folder that nobody else writes to. When it returns, everything is on the disk.
 *
 * @param files Content by path inside it.
 * @throws For a path that leaves the folder: the names of what a report becomes are checked where they are read.
 */
export async function fillFolder(folder: string, files: Map<string, string | Uint8Array>): Promise<void> {
  for (const path of files.keys())
    if (!staysInside(path)) throw new Error(`The path ${JSON.stringify(path)} leaves its folder`)
  const waiting = files.entries()
  const work = async () => {
    for (const [path, content] of waiting) {
      const whole = join(folder, path)
      await mkdir(dirname(whole), { recursive: true })
      await writeNew(whole, content, 0o666, true)
    }
  }
  const done = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  for (const each of done) if (each.status === 'rejected') throw each.reason
}

/** Whether a path names something below the folder that it is taken from, on every system. */
export function staysInside(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part))
}

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
 * @throws Where something is there, be it a link that leads nowhere.
 */
export async function writeNew(
  path: string,
  content: string | Uint8Array,
  mode: Mode = 0o666,
): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
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

/**
 * Fills a folder that nobody else writes to.
 *
 * @param files Content by path inside it.
 * @throws For a path that leaves the folder: the names of what a report becomes are checked where they are read.
 */
export async function fillFolder(folder: string, files: Map<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of files) {
    if (!staysInside(path)) throw new Error(`The path ${JSON.stringify(path)} leaves its folder`)
    const whole = join(folder, path)
    await mkdir(dirname(whole), { recursive: true })
    await writeNew(whole, content)
  }
}

/** Whether a path names something below the folder that it is taken from, on every system. */
export function staysInside(path: string): boolean {
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part))
}

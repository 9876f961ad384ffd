/** The build folder: written beside itself and moved into place whole. */
import { mkdir, mkdtemp, readFile, realpath, rename, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fillFolder } from '../write.ts'

/**
 * Replaces what a former build wrote. Where something cannot be moved into place, what was there is put back.
 *
 * @param out The build folder.
 * @param files Bytes or text by path inside it. Their first folders and files are replaced as wholes.
 */
export async function writeOutput(out: string, files: Map<string, string | Uint8Array>): Promise<void> {
  await mkdir(out, { recursive: true })
  const fresh = await mkdtemp(join(out, '.new-'))
  try {
    await fillFolder(fresh, files)
    await exchange(fresh, out, [...new Set([...files.keys()].map((path) => path.split('/')[0]!))])
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Moves files and folders from one folder into another one: all of them, or none. */
export async function exchange(fresh: string, out: string, names: string[]): Promise<void> {
  const former = await mkdtemp(join(out, '.old-'))
  const taken: string[] = []
  const given: string[] = []
  try {
    for (const name of names) {
      if (await moved(join(out, name), join(former, name))) taken.push(name)
      await rename(join(fresh, name), join(out, name))
      given.push(name)
    }
  } catch (error) {
    for (const name of given) await rename(join(out, name), join(fresh, name))
    for (const name of taken) await rename(join(former, name), join(out, name))
    await rm(former, { recursive: true, force: true })
    throw error
  }
  await rm(former, { recursive: true, force: true })
}

/** @returns False where there was nothing. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

/**
 * Whether the build folder is a folder of its report, and no link to somewhere else.
 *
 * @param root The report folder.
 */
export async function isInside(root: string, out: string): Promise<boolean> {
  const real = await realpath(out).catch(() => null)
  return real === null || relative(await realpath(root), real) === relative(root, out)
}

/** Pages by id as the last build's manifest has them; empty where there is none. */
export async function formerPages(out: string): Promise<Map<string, number>> {
  try {
    const manifest = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as {
      entries: Array<{ id: string; page: number }>
    }
    return new Map(manifest.entries.map(({ id, page }) => [id, page]))
  } catch {
    return new Map()
  }
}

/** The build folder: written beside itself and moved into place whole. */
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'

/**
 * Replaces what a former build wrote.
 *
 * @param out The build folder.
 * @param files Bytes or text by path inside it. Their first folders and files are replaced as wholes.
 */
export async function writeOutput(out: string, files: Map<string, string | Uint8Array>): Promise<void> {
  const fresh = join(out, `.new-${process.pid}`)
  const former = join(out, `.old-${process.pid}`)
  try {
    for (const [path, content] of files) {
      await mkdir(dirname(join(fresh, path)), { recursive: true })
      await writeFile(join(fresh, path), content)
    }
    await mkdir(former, { recursive: true })
    for (const name of new Set([...files.keys()].map((path) => path.split('/')[0]!))) {
      await rename(join(out, name), join(former, name)).catch(ignoreMissing)
      await rename(join(fresh, name), join(out, name))
    }
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(former, { recursive: true, force: true })
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
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

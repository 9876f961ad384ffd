/**
 * Folders that a process works in and takes away again. Whatever ends it, none stays: what a process could not take away
 * carries its mark, and the next one that works in the same place sweeps it. What belongs to a process that lives is left.
 */
import { createHash, randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** ms after which a process of another machine is not at work any more. */
const STALE = 3_600_000

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Of this process: its machine, its number there, and what tells it from former ones that had this number. */
export const mark = `${host}-${process.pid}-${randomBytes(4).toString('hex')}`

const marked = /([0-9a-f]{8})-(\d+)-[0-9a-f]{8}/

/** What this process has to take away, and what it has to do before. */
const mine = new Map<string, () => void>()

/**
 * Makes an empty folder of this process's own, which is gone when the process has ended.
 *
 * @param parent A folder that is there.
 * @param prefix What the names of all such folders begin with.
 * @param before Ends what works in it; called where this process ends before it has dropped the folder.
 */
export async function makeScratch(
  parent: string,
  prefix: string,
  before: () => void = () => {},
): Promise<string> {
  if (mine.size === 0) process.once('exit', dropAll)
  const folder = await mkdtemp(join(parent, `${prefix}${mark}-`))
  mine.set(folder, before)
  return folder
}

/** Takes it away, at one go; no fault where it is gone. What cannot be removed yet goes when the process ends. */
export function dropScratch(folder: string): void {
  try {
    // Programs that were ended a moment ago may still write to it.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
    mine.delete(folder)
  } catch {
    return
  }
  if (mine.size === 0) process.off('exit', dropAll)
}

/** Removes what processes that were ended have left in a folder. */
export async function sweepScratch(parent: string, prefix: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names.filter((name) => name.startsWith(prefix))) {
    const path = join(parent, name)
    const owner = marked.exec(name.slice(prefix.length))?.[0]
    const isUnknown = owner === undefined || isForeign(owner)
    if (isUnknown ? await isOld(path) : !isLive(owner))
      await rm(path, { recursive: true, force: true }).catch(() => {})
  }
}

/** Whether this is the mark of a process that may be at work: of another machine's nobody knows. */
export function isLive(owner: string): boolean {
  const pid = Number(marked.exec(owner)?.[2])
  if (!pid) return false
  if (owner === mark || isForeign(owner)) return true
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isForeign(owner: string): boolean {
  return !owner.startsWith(host)
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > STALE
}

function dropAll(): void {
  for (const [folder, before] of mine) {
    before()
    dropScratch(folder)
  }
}

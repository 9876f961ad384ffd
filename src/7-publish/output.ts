/**
 * The build folder: a delivery is written beside the last one, and takes its place as a whole.
 *
 * Several entries cannot be renamed in one step, and what users open are these entries, no links. So there is a step that
 * decides: the whole new delivery, on the disk, becomes the folder `.next`. Up to there the old one is delivered; from
 * there on the new one, and what is left to do can be done by whoever comes next. Then, at one go, the old entries are
 * taken out, manifest first, and the new ones put in, manifest last: an entry of one delivery never stands beside one of
 * another, and where there is a manifest, everything is there.
 */
import type { Stats } from 'node:fs'
import { lstatSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MachineError } from '../message.ts'
import { type Phrase, say } from '../phrase.ts'
import { dropScratch, isLive, makeScratch, mark, sweepScratch } from '../scratch.ts'
import { fillFolder } from '../write.ts'

/** What is being delivered: in `new` what has to be put in, in `old` what was taken out, and a file with its owner's name. */
const NEXT = '.next'
const PREFIX = '.new-'
/** Taken out first and put in last. */
export const MANIFEST = 'manifest.json'

/** ms that another build, which lives, is given for some renames. */
const PATIENCE = 10_000

/** `build`; for an edition that was asked for, a folder of its own in it. */
export function buildFolderOf(root: string, edition: string | null): string {
  return edition === null ? join(root, 'build') : join(root, 'build', 'editions', edition)
}

/**
 * Replaces what a former build wrote: all of it or, with an exception, nothing. Builds that do so at once take turns.
 *
 * @param out The build folder.
 * @param files Bytes or text by path inside it. Their first folders and files are replaced as wholes.
 * @throws MachineError where the disk does not take them.
 */
export async function writeOutput(out: string, files: Map<string, string | Uint8Array>): Promise<void> {
  await onDisk(out, async () => {
    await mkdir(out, { recursive: true })
    await settleOutput(out)
    const fresh = await makeScratch(out, PREFIX)
    try {
      await mkdir(join(fresh, 'old'))
      await fillFolder(join(fresh, 'new'), files)
      writeFileSync(join(fresh, mark), '', { flag: 'wx' })
      while (!deliver(fresh, out)) await finish(out)
    } finally {
      // Nothing is waited for from here on: what is delivered is known as such when the next signal is heard.
      dropScratch(fresh)
    }
  })
}

/**
 * Completes what a build that was ended had begun to deliver, and sweeps what such builds have left.
 *
 * @throws MachineError where the disk does not let it.
 */
export async function settleOutput(out: string): Promise<void> {
  if (!kindOf(out)?.isDirectory()) return
  await onDisk(out, () => finish(out))
  for (const prefix of [PREFIX, '.old-']) await sweepScratch(out, prefix)
}

/**
 * Delivers at one go: neither a signal nor other work of this process comes between.
 *
 * @returns False where another delivery has to be finished first.
 */
function deliver(fresh: string, out: string): boolean {
  const next = join(out, NEXT)
  try {
    renameSync(fresh, next)
  } catch (error) {
    // What was there may be gone by now.
    if (kindOf(next) || isTaken(error)) return false
    throw error
  }
  const count = readdirSync(join(next, 'new')).length
  try {
    exchange(next, out)
  } catch (error) {
    const [still, taken] = [readdirSync(join(next, 'new')).length, readdirSync(join(next, 'old')).length]
    // Where all is as it was there is nothing to complete.
    if (still === count && taken === 0) renameSync(next, fresh)
    throw error
  }
  cleanUp(next, fresh)
  return true
}

/** Whether a folder with something in it stood in the place. */
function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')
}

/** Waits for a delivery of a build that lives; completes one of a build that was ended. */
async function finish(out: string): Promise<void> {
  const next = join(out, NEXT)
  const end = performance.now() + PATIENCE
  let seen = ''
  let strange: number | null = null
  for (;;) {
    const found = kindOf(next)
    if (!found) return
    const owner = ownerOf(next)
    if (owner === null) {
      // Not ours: a delivery becomes this folder whole. Unless it was, and is over, or its owner is just changing.
      if (strange === found.ino) rmSync(next, { recursive: true, force: true })
      else await sleep(10)
      strange = found.ino
      continue
    }
    strange = null
    if (!isLive(owner) || (owner === seen && performance.now() > end)) {
      if (takeOver(next, owner)) return complete(next, out)
    } else await sleep(10)
    seen = owner
  }
}

/** One of several that want it gets it. */
function takeOver(next: string, owner: string): boolean {
  try {
    renameSync(join(next, owner), join(next, mark))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function complete(next: string, out: string): void {
  exchange(next, out)
  cleanUp(next, join(out, `${PREFIX}${mark}-done`))
}

/** The delivery is over; what cannot be removed now, the next build sweeps. */
function cleanUp(next: string, name: string): void {
  try {
    renameSync(next, name)
    rmSync(name, { recursive: true, force: true })
  } catch {}
}

/**
 * Takes the old entries out and puts the new ones in: all of them, or none. It can begin anew at any point: what is still in
 * `new` has to be put in, and what stands in its place is old.
 */
export function exchange(next: string, out: string): void {
  const moved: Array<[from: string, to: string]> = []
  const move = (from: string, to: string) => {
    renameSync(from, to)
    moved.push([from, to])
  }
  const names = readdirSync(join(next, 'new')).sort(manifestFirst)
  try {
    for (const name of names.filter((name) => kindOf(join(out, name)))) {
      // Somebody has put it back by hand since the delivery was begun.
      rmSync(join(next, 'old', name), { recursive: true, force: true })
      move(join(out, name), join(next, 'old', name))
    }
    for (const name of names.reverse()) move(join(next, 'new', name), join(out, name))
  } catch (error) {
    for (const [from, to] of moved.reverse()) renameSync(to, from)
    throw error
  }
}

function manifestFirst(a: string, b: string): number {
  return Number(b === MANIFEST) - Number(a === MANIFEST)
}

/** Who delivers; null where this is no folder as a build makes it, or leads elsewhere. */
function ownerOf(next: string): string | null {
  const isWhole = [next, join(next, 'new'), join(next, 'old')].every((path) => kindOf(path)?.isDirectory())
  try {
    return (isWhole && readdirSync(next).find((name) => name !== 'new' && name !== 'old')) || null
  } catch {
    return null
  }
}

/** What stands there, be it a link; null where there is nothing. */
function kindOf(path: string): Stats | null {
  try {
    return lstatSync(path)
  } catch {
    return null
  }
}

/** What the disk does not do is no fault of the compiler. */
async function onDisk(out: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const left = kindOf(join(out, NEXT))
      ? say`A delivery has begun that could not be completed`
      : say`The new report could not be delivered, and what was there before is unchanged`
    throw new MachineError(
      say`${left} (${message.split(',')[0]!}). ${adviceFor(code, out)}, and build again.`,
    )
  }
}

function adviceFor(code: string, out: string): Phrase {
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return say`Make room on the disk that holds ${out}`
  if (['EBUSY', 'EPERM', 'ENOTEMPTY'].includes(code))
    return say`Close what has files in ${out} open, or let yanbao write there`
  if (['EACCES', 'EROFS'].includes(code)) return say`Let yanbao write to ${out}`
  if (['EEXIST', 'ENOTDIR'].includes(code)) return say`Move away what is in the place of the folder ${out}`
  return say`See to the disk that holds ${out}`
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
    const manifest = JSON.parse(await readFile(join(out, MANIFEST), 'utf8')) as {
      entries: Array<{ id: string; page: number }>
    }
    // Anybody may have written there.
    const known = manifest.entries.filter(
      ({ id, page }) => typeof id === 'string' && Number.isSafeInteger(page),
    )
    return new Map(known.map(({ id, page }) => [id, page]))
  } catch {
    return new Map()
  }
}

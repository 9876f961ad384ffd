/** Whether a delivery was made from the files of a report as they are now. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { Disk } from '../1-load/disk.ts'
import { FONT_FILE, fontPath, NPM } from '../1-load/font.ts'
import { load } from '../1-load/index.ts'
import type { Manifest } from '../7-publish/manifest.ts'
import { home, version } from '../home.ts'
import { Memory } from '../memory.ts'
import { fail } from '../message.ts'

type Input = Manifest['inputs'][number]

const YANBAO = 'yanbao:'

/** What was compared. */
export interface Compared {
  /** A file for each input that is wrong, with its message. */
  files: VFile[]
  /** Inputs of the report; null where there is no report to compare. */
  report: number | null
  /** Inputs that come with yanbao; null where this is another yanbao than the one that made the delivery. */
  yanbao: number | null
}

/** Whether a folder is the report that a delivery was made from: some file of it is there. */
export function isReportOf({ inputs }: Manifest, folder: string): boolean {
  return inputs.some(({ path }) => isOwn(path) && existsSync(join(folder, path)))
}

/**
 * @param root The report folder; null where it is not at hand.
 */
export async function checkInputs(
  { inputs, engine, edition }: Manifest,
  root: string | null,
): Promise<Compared> {
  const own = root === null ? null : inputs.filter(({ path }) => isOwn(path))
  const shipped = engine.yanbao === version ? inputs.filter(({ path }) => !isOwn(path)) : null
  const marked: VFile[] = []
  const mark = (path: string) => {
    const file = new VFile({ path })
    marked.push(file)
    return file
  }
  const disk = new Disk()
  for (const { path, sha256 } of [...(own ?? []), ...(shipped ?? [])]) {
    const now = await hashNow(path, root, disk)
    if (now === null) fail(mark(path), undefined, 'input-missing')
    else if (now !== sha256) fail(mark(path), undefined, 'input-changed')
  }
  const extra = root === null ? [] : await extraNow(root, inputs, edition, disk)
  for (const path of extra.filter(isOwn)) fail(mark(path), undefined, 'input-extra')
  // A report that is another one may ask for other templates.
  if (marked.length === 0 && shipped) for (const path of extra) fail(mark(path), undefined, 'input-extra')
  return { files: marked, report: own?.length ?? null, yanbao: shipped?.length ?? null }
}

function isOwn(path: string): boolean {
  return !path.startsWith(YANBAO) && !path.startsWith(NPM)
}

/** Null where it cannot be read. */
async function hashNow(path: string, root: string | null, disk: Disk): Promise<string | null> {
  if (path.startsWith(NPM)) return hashOfFont(path.slice(NPM.length))
  if (path.startsWith(YANBAO)) return disk.read(home, path.slice(YANBAO.length), 'bytes', YANBAO).sha256
  return disk.read(root!, path, 'bytes', '').sha256
}

async function hashOfFont(file: string): Promise<string | null> {
  if (!FONT_FILE.test(file)) return null
  try {
    return createHash('sha256')
      .update(await readFile(fontPath(file)))
      .digest('hex')
  } catch {
    return null
  }
}

/** What a build would read besides. */
async function extraNow(root: string, known: Input[], edition: string | null, disk: Disk): Promise<string[]> {
  const paths = new Set(known.map(({ path }) => path))
  const { inputs } = await load(root, disk, new Memory(), edition)
  return inputs.map(({ path }) => path).filter((path) => !paths.has(path))
}

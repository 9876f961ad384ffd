/**
 * The browser inside the npm package `@sparticuz/chromium`, with the libraries bare machines lack and a font of its own:
 * unpacked once to the user's own cache, in a folder named by its version.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'
import { cacheFolder } from '../../cache.ts'
import { MachineError } from '../../message.ts'
import { say } from '../../phrase.ts'
import { writeNew } from '../../write.ts'

const require = createRequire(import.meta.url)

/** A program, and the environment it needs. */
export interface Found {
  path: string
  env: Record<string, string>
  /** Makes it anew where it turns out to be damaged; null for a program that is not ours. */
  renew: (() => Promise<void>) | null
}

/** Written last: path, size and time of each file of the folder. */
const SEAL = 'seal.json'
type Seal = Array<[path: string, size: number, time: number]>

/** ms after which nobody is still unpacking. */
const STALE = 3_600_000

/** The embedded browser, whole: where a file of it is missing or another one, it is unpacked again. */
export async function embeddedBrowser(): Promise<Found> {
  const packageFolder = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))))
  const { version } = require(join(packageFolder, 'package.json')) as { version: string }
  const folder = join(cacheFolder(), `chromium-${version}`)
  const renew = () => unpack(join(packageFolder, 'bin'), folder)
  if (!(await isWhole(folder))) await renew()
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    renew,
  }
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const seal = JSON.parse(await readFile(join(folder, SEAL), 'utf8')) as Seal
    const found = await Promise.all(
      seal.map(async ([path, size, time]) => {
        const { size: seen, mtimeMs } = await stat(join(folder, path))
        return seen === size && mtimeMs === time
      }),
    )
    return found.every(Boolean)
  } catch {
    return false
  }
}

/** Unpacks beside the folder and moves it into place, so that two builds at once do no harm. */
async function unpack(archives: string, folder: string): Promise<void> {
  const open = (archive: string) => createReadStream(join(archives, archive)).pipe(createBrotliDecompress())
  let half = ''
  try {
    await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
    await sweep(folder)
    half = await mkdtemp(`${folder}.`)
    await Promise.all([
      pipeline(open('chromium.br'), createWriteStream(join(half, 'chromium'), { flags: 'wx', mode: 0o700 })),
      pipeline(open('al2023.tar.br'), extract(join(half, 'lib'))),
      pipeline(open('fonts.tar.br'), extract(join(half, 'fonts'))),
    ])
    await writeNew(join(half, 'fonts.conf'), fontsConf(folder))
    await writeNew(join(half, SEAL), JSON.stringify(await sealOf(half)))
    await exchange(half, folder)
  } catch (error) {
    if (half) await rm(half, { recursive: true, force: true })
    if (await isWhole(folder)) return
    const why = (error as Error).message
    throw new MachineError(
      say`The embedded browser cannot be unpacked to ${folder} (${why}); XDG_CACHE_HOME names another place`,
    )
  }
}

async function sealOf(folder: string): Promise<Seal> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return Promise.all(
    paths.map(async (path): Promise<Seal[number]> => {
      const { size, mtimeMs } = await stat(path)
      return [path.slice(folder.length + 1), size, mtimeMs]
    }),
  )
}

/** What is there is moved out of the way first: a browser that runs from it goes on. */
async function exchange(half: string, folder: string): Promise<void> {
  const former = await mkdtemp(`${folder}.`)
  await rename(folder, join(former, 'former')).catch(() => {})
  await rename(half, folder)
  await rm(former, { recursive: true, force: true })
}

/** Removes what builds that were ended have left half unpacked. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(dirname(folder))
  for (const name of names.filter((name) => name.startsWith(`${basename(folder)}.`))) {
    const path = join(dirname(folder), name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }))
    const { mtimeMs: now } = await stat(dirname(folder))
    if (now - mtimeMs > STALE) await rm(path, { recursive: true, force: true })
  }
}

/** No font of the machine is seen: a report prints the same everywhere. Without any font Chromium loads none. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`

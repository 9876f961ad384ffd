/** Finds, launches and closes the one browser of a build. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import type { Browser } from 'puppeteer'
import puppeteer from 'puppeteer-core'
import { extract } from 'tar-fs'
import { cacheFolder } from '../../cache.ts'
import { MachineError } from '../../message.ts'

const require = createRequire(import.meta.url)

/** A program, and the environment it needs. */
interface Found {
  path: string
  env: Record<string, string>
}

/**
 * Starts a browser without windows.
 *
 * @param wanted Path of a browser the user named; else the embedded one where there is one for this machine, then
 *   Puppeteer's own, then an installed Chrome, Chromium or Edge.
 * @param endsWithUs Whether Ctrl-C ends browser and process at once; else the caller closes it.
 * @throws MachineError with what was looked at and how to get one.
 */
export async function launch(wanted?: string, endsWithUs = true): Promise<Browser> {
  const { path, env } = await find(wanted)
  const start = (more: string[]) =>
    puppeteer.launch({
      executablePath: path,
      headless: 'shell',
      pipe: true,
      // A document of thousands of pages takes minutes; a browser that ends is noticed all the same.
      protocolTimeout: 0,
      handleSIGINT: endsWithUs,
      handleSIGTERM: endsWithUs,
      env: { ...process.env, ...env },
      args: [...flags, ...more],
    })
  try {
    // Chromium refuses its sandbox to root; elsewhere it is given up only where it cannot be set up.
    if (process.getuid?.() === 0) return await start([NO_SANDBOX])
    return await start([]).catch(() => start([NO_SANDBOX]))
  } catch (error) {
    throw new MachineError(
      `The browser at ${path} does not start: ${(error as Error).message.split('\n')[0]}`,
    )
  }
}

const NO_SANDBOX = '--no-sandbox'

const flags = [
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

async function find(wanted: string | undefined): Promise<Found> {
  if (wanted) {
    if (!existsSync(wanted)) throw new MachineError(`There is no browser at ${wanted}`)
    return { path: wanted, env: {} }
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackEmbedded()
  const places = [...(await puppeteersOwn()), ...installed()]
  const path = places.find((place) => existsSync(place))
  if (path) return { path, env: {} }
  throw new MachineError(
    [
      'No browser was found to print with. Looked at:',
      ...places.map((place) => `  ${place}`),
      howToGetOne,
    ].join('\n'),
  )
}

const howToGetOne =
  'Install Chrome, Chromium or Edge, or run `npx puppeteer browsers install chrome-headless-shell`, or name one with --browser PATH.'

/** Loaded here alone: it looks for settings wherever yanbao is started. */
async function puppeteersOwn(): Promise<string[]> {
  const { default: puppeteer } = await import('puppeteer')
  try {
    return [puppeteer.executablePath({ headless: 'shell' }), puppeteer.executablePath()]
  } catch {
    return []
  }
}

function installed(): string[] {
  const {
    PROGRAMFILES = 'C:\\Program Files',
    LOCALAPPDATA = '',
    'PROGRAMFILES(X86)': x86 = 'C:\\Program Files (x86)',
  } = process.env
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
        ['/Applications', join(homedir(), 'Applications')].map((folder) =>
          join(folder, `${name}.app/Contents/MacOS/${name}`),
        ),
      )
    case 'win32':
      return [PROGRAMFILES, x86, LOCALAPPDATA].flatMap((folder) => [
        join(folder, 'Google\\Chrome\\Application\\chrome.exe'),
        join(folder, 'Microsoft\\Edge\\Application\\msedge.exe'),
      ])
    default:
      return ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'].map(
        (name) => `/usr/bin/${name}`,
      )
  }
}

/**
 * The browser inside the npm package `@sparticuz/chromium`, with the libraries bare machines lack and a font of its
 * own: unpacked once to the user's own cache, in a folder named by its version.
 */
async function unpackEmbedded(): Promise<Found> {
  const packageFolder = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))))
  const { version } = require(join(packageFolder, 'package.json')) as { version: string }
  const folder = join(cacheFolder(), `chromium-${version}`)
  if (!existsSync(folder)) await unpack(join(packageFolder, 'bin'), folder)
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  }
}

/** Unpacks beside the folder and moves it into place, so that two builds at once do no harm. */
async function unpack(archives: string, folder: string): Promise<void> {
  const half = `${folder}.${process.pid}`
  const open = (archive: string) => createReadStream(join(archives, archive)).pipe(createBrotliDecompress())
  try {
    await mkdir(half, { recursive: true, mode: 0o700 })
    await Promise.all([
      pipeline(open('chromium.br'), createWriteStream(join(half, 'chromium'), { mode: 0o700 })),
      pipeline(open('al2023.tar.br'), extract(join(half, 'lib'))),
      pipeline(open('fonts.tar.br'), extract(join(half, 'fonts'))),
    ])
    await writeFile(join(half, 'fonts.conf'), fontsConf(folder))
    await rename(half, folder)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    if (existsSync(folder)) return
    const why = (error as Error).message
    throw new MachineError(
      `The embedded browser cannot be unpacked to ${folder} (${why}); XDG_CACHE_HOME names another place`,
    )
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

/** Finds, launches and closes the one browser of a build. */
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer'
import puppeteer from 'puppeteer-core'
import { MachineError } from '../../message.ts'
import { embeddedBrowser, type Found } from './embedded.ts'

/**
 * Starts a browser without windows.
 *
 * @param wanted Path of a browser the user named; else the embedded one where there is one for this machine, then
 *   Puppeteer's own, then an installed Chrome, Chromium or Edge.
 * @param endsWithUs Whether Ctrl-C ends browser and process at once; else the caller closes it.
 * @throws MachineError with what was looked at and how to get one.
 */
export async function launch(wanted?: string, endsWithUs = true): Promise<Browser> {
  const { path, env, renew } = await find(wanted)
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
  // Chromium refuses its sandbox to root; elsewhere it is given up only where it cannot be set up.
  const startAnyhow = () =>
    process.getuid?.() === 0 ? start([NO_SANDBOX]) : start([]).catch(() => start([NO_SANDBOX]))
  try {
    return await startAnyhow().catch(async (error) => {
      if (!renew) throw error
      await renew()
      return startAnyhow()
    })
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
    return { path: wanted, env: {}, renew: null }
  }
  if (process.platform === 'linux' && process.arch === 'x64') return embeddedBrowser()
  const places = [...(await puppeteersOwn()), ...installed()]
  const path = places.find((place) => existsSync(place))
  if (path) return { path, env: {}, renew: null }
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

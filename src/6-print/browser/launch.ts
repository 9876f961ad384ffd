/** Finds, launches and closes the one browser of a build. */
import { existsSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'puppeteer'
import puppeteer from 'puppeteer-core'
import { cacheFolder } from '../../cache.ts'
import { MachineError } from '../../message.ts'
import { say } from '../../phrase.ts'
import { dropScratch, makeScratch, sweepScratch } from '../../scratch.ts'
import { embeddedBrowser, type Found } from './embedded.ts'

/** ms for a browser to start and answer. */
const START = 60_000

/** Ends a browser with all its processes, whether it answers or not. */
const ends = new WeakMap<Browser, () => void>()

/**
 * Starts a browser without windows. It ends with this process, and takes its files along.
 *
 * @param wanted Path of a browser the user named; else the embedded one where there is one for this machine, then
 *   Puppeteer's own, then an installed Chrome, Chromium or Edge.
 * @throws MachineError with what was looked at and how to get one.
 */
export async function launch(wanted?: string): Promise<Browser> {
  const found = await find(wanted)
  // Chromium refuses its sandbox to root; elsewhere it is given up only where it cannot be set up.
  const startAnyhow = () =>
    process.getuid?.() === 0
      ? start(found, [NO_SANDBOX])
      : start(found, []).catch(() => start(found, [NO_SANDBOX]))
  try {
    return await startAnyhow().catch(async (error) => {
      if (!found.renew || error instanceof MachineError) throw error
      await found.renew()
      return startAnyhow()
    })
  } catch (error) {
    if (error instanceof MachineError) throw error
    throw new MachineError(
      say`The browser at ${found.path} does not start: ${(error as Error).message.split('\n')[0]!}`,
    )
  }
}

/** Ends a browser at once: one that does not answer, too. */
export function endBrowser(browser: Browser): void {
  ends.get(browser)?.()
}

/** In a folder of its own, to which it writes whatever it writes. */
async function start({ path, env }: Found, more: string[]): Promise<Browser> {
  const control = new AbortController()
  const end = () => control.abort()
  const folder = await makeFolder(end)
  const late = setTimeout(end, START)
  try {
    const browser = await puppeteer.launch({
      executablePath: path,
      headless: 'shell',
      pipe: true,
      userDataDir: folder,
      signal: control.signal,
      // A document of thousands of pages takes minutes; a browser that ends is noticed all the same.
      protocolTimeout: 0,
      // Whoever hears of a signal ends this process, and the browser with it.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      // In every locale alike: with some the browser ends while it prints.
      env: { ...process.env, ...env, TMPDIR: folder, LC_ALL: 'C.UTF-8' },
      args: [...flags, ...more],
    })
    ends.set(browser, end)
    browser.process()?.once('exit', () => dropScratch(folder))
    return browser
  } catch (error) {
    dropScratch(folder)
    if (!control.signal.aborted) throw error
    throw new MachineError(
      say`The browser at ${path} did not answer for ${START / 1000} s and was ended: try again, or name another one with --browser`,
    )
  } finally {
    clearTimeout(late)
  }
}

/** What browsers of builds that were ended have left goes. */
async function makeFolder(before: () => void): Promise<string> {
  const prefix = 'yanbao-browser-'
  for (const place of [tmpdir(), cacheFolder()]) {
    const folder = await makeScratch(place, prefix, before).catch(() => null)
    if (!folder) continue
    await sweepScratch(place, prefix)
    return folder
  }
  throw new MachineError(
    say`The browser has no folder to work in: neither ${tmpdir()} nor ${cacheFolder()} can be written to; TMPDIR names another one`,
  )
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
    if (!existsSync(wanted)) throw new MachineError(say`There is no browser at ${wanted}`)
    return { path: wanted, env: {}, renew: null }
  }
  if (process.platform === 'linux' && process.arch === 'x64') return embeddedBrowser()
  const places = [...(await puppeteersOwn()), ...installed()]
  const path = places.find((place) => existsSync(place))
  if (path) return { path, env: {}, renew: null }
  throw new MachineError(
    say`No browser was found to print with. Looked at:\n${places.map((place) => `  ${place}`).join('\n')}\nInstall Chrome, Chromium or Edge, or run \`npx puppeteer browsers install chrome-headless-shell\`, or name one with --browser PATH.`,
  )
}

/** Loaded here alone: it looks for settings wherever yanbao is started. It is not there where it could not be installed. */
async function puppeteersOwn(): Promise<string[]> {
  try {
    const { default: puppeteer } = await import('puppeteer')
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

/** The browser that yanbao prints with, for others to use. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import puppeteer from 'puppeteer'

/**
 * @param {string} cache Folder for caches that yanbao has printed with: the embedded browser lies there, unpacked. Where
 *   there is none, Puppeteer looks for its own or an installed Chrome.
 * @returns {Promise<import('puppeteer').Browser>}
 */
export async function launch(cache) {
  const folder = embeddedIn(cache)
  const isRoot = process.getuid?.() === 0
  const options = { headless: 'shell', args: isRoot ? ['--no-sandbox'] : [] }
  if (folder) {
    const [executablePath, library, fonts] = ['chromium', 'lib/lib', 'fonts.conf'].map((name) =>
      join(folder, name),
    )
    const env = { ...process.env, LD_LIBRARY_PATH: library, FONTCONFIG_FILE: fonts }
    return puppeteer.launch({ ...options, executablePath, env })
  }
  return puppeteer.launch(options).catch(() => puppeteer.launch({ ...options, channel: 'chrome' }))
}

/** @returns {string | null} The folder of the browser that yanbao has unpacked. */
export function embeddedIn(cache) {
  const folder = join(cache, 'yanbao')
  const name = existsSync(folder) && readdirSync(folder).find((name) => /^chromium-[\d.]+$/.test(name))
  return name ? join(folder, name) : null
}

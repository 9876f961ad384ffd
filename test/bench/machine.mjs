/** What the numbers were taken on. */
import { readFile } from 'node:fs/promises'
import { arch, cpus, platform, totalmem } from 'node:os'

/** @returns {{ cpu: string, cores: number, memory: number, platform: string }} Memory in GB. */
export function machineNow() {
  const [{ model }, ...others] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return {
    cpu: model.trim(),
    cores: others.length + 1,
    memory,
    platform: `${platform()} ${arch()}`,
  }
}

/**
 * @param {{ engine: Record<string, unknown> } | null} manifest Of a build; null where there is none.
 * @returns {Promise<Record<string, string>>}
 */
export async function versionsNow(manifest) {
  const chromium = String(manifest?.engine.chromium ?? 'unknown').replace(/^\D+/, '')
  const [yanbao, vega, vegaLite, puppeteer] = await Promise.all(
    ['', 'node_modules/vega/', 'node_modules/vega-lite/', 'node_modules/puppeteer/'].map(versionIn),
  )
  return {
    node: process.versions.node,
    yanbao,
    chromium: chromium || 'unknown',
    vega,
    'vega-lite': vegaLite,
    puppeteer,
  }
}

async function versionIn(folder) {
  const text = await readFile(new URL(`../../${folder}package.json`, import.meta.url), 'utf8')
  return JSON.parse(text).version
}

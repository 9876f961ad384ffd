/** The fonts of the HTML edition. */
import { Worker } from 'node:worker_threads'
import type { Cache } from '../cache.ts'
import { CUT, keptCharacters } from '../font-cut.ts'
import { dependencies } from '../home.ts'
import { keyOf } from '../memory.ts'
import type { Edition, Font } from '../report.ts'

/**
 * WOFF2 by font name.
 *
 * @param cache Where the same font may have been cut the same way before.
 */
export async function webFonts(
  { house, characters }: Edition,
  cache: Cache | null,
): Promise<Map<string, Uint8Array>> {
  const keyFor = (font: Font) =>
    keyOf({ font, text: keptCharacters(font, characters), ...CUT, cutter: dependencies['subset-font'] })
  const cut = new Map<string, Uint8Array>()
  for (const font of house.fonts) {
    const kept = await cache?.read(keyFor(font))
    if (kept) cut.set(font.name, kept)
  }
  const missing = house.fonts.filter(({ name }) => !cut.has(name))
  if (missing.length === 0) return cut
  const fresh = await compress(missing, characters)
  for (const font of missing) {
    const bytes = fresh.get(font.name)!
    cut.set(font.name, bytes)
    await cache?.keep(keyFor(font), bytes)
  }
  return cut
}

/** In one thread, one font after the other: there are few cores, and the browser wants one of them. */
function compress(fonts: Font[], characters: string): Promise<Map<string, Uint8Array>> {
  const options = { ...CUT, targetFormat: 'woff2' }
  const wanted = fonts.map((font) => {
    const { name, bytes } = font
    return { name, bytes, text: keptCharacters(font, characters) }
  })
  const workerData = { fonts: wanted, options }
  return new Promise((resolve, reject) => {
    const cut = new Map<string, Uint8Array>()
    const worker = new Worker(new URL('./font-worker.js', import.meta.url), { workerData })
    worker.on('message', ([name, bytes]: [string, Uint8Array]) => cut.set(name, bytes))
    worker.once('error', reject)
    worker.once('exit', () => resolve(cut))
  })
}

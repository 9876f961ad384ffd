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
  const text = keptCharacters(characters)
  const fonts = new Map<string, Uint8Array>()
  for (const font of house.fonts) fonts.set(font.name, await cut(font, text, cache))
  return fonts
}

async function cut(font: Font, text: string, cache: Cache | null): Promise<Uint8Array> {
  const { bytes } = font
  const key = keyOf({ font, text, ...CUT, cutter: dependencies['subset-font'] })
  const kept = await cache?.read(key)
  if (kept) return kept
  const fresh = await compress(bytes, text)
  await cache?.keep(key, fresh)
  return fresh
}

function compress(bytes: Buffer, text: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const workerData = { bytes, text, options: { ...CUT, targetFormat: 'woff2' } }
    const worker = new Worker(new URL('./font-worker.js', import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

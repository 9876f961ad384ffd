/** The fonts of the HTML edition. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { cacheFolder } from '../cache.ts'
import { CUT, keptCharacters } from '../font-cut.ts'
import type { Edition, Font } from '../report.ts'

/** WOFF2 by font name: from the user's cache where the same font was cut the same way before. */
export async function webFonts({ house, characters }: Edition): Promise<Map<string, Uint8Array>> {
  const text = keptCharacters(characters)
  const fonts = new Map<string, Uint8Array>()
  for (const font of house.fonts) fonts.set(font.name, await cached(font, text))
  return fonts
}

async function cached(font: Font, text: string): Promise<Uint8Array> {
  const hash = createHash('sha256').update(font.bytes).update(text).update(JSON.stringify(CUT))
  const path = join(cacheFolder(), 'fonts', `${hash.digest('hex')}.woff2`)
  const kept = await readFile(path).catch(() => null)
  if (kept) return kept
  const cut = await compress(font, text)
  await keep(path, cut)
  return cut
}

/** Where nothing can be kept, the next build cuts again. */
async function keep(path: string, cut: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(`${path}.${process.pid}`, cut)
    await rename(`${path}.${process.pid}`, path)
  } catch {}
}

function compress({ bytes }: Font, text: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./font-worker.js', import.meta.url), { workerData: { bytes, text } })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

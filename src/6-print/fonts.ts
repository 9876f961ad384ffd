/** The house's fonts, cut down to the characters of one report. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import subsetFont from 'subset-font'
import type { Edition, Font } from '../report.ts'
import { cacheFolder } from './cache.ts'

/** OpenType features that a report uses: kerning, ligatures, tabular figures, and what spaces CJK punctuation. */
const FEATURES = ['kern', 'liga', 'tnum', 'locl', 'ccmp', 'palt', 'halt', 'chws', 'mark', 'mkmk']

/** Printable ASCII is always kept: the page numbers are not known yet. */
const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))

/** Hints are for screens of few pixels. */
const options = { keepFeatures: FEATURES, noHinting: true }

/** TrueType for printing, by font name. */
export async function printFonts({ house, characters }: Edition): Promise<Map<string, Uint8Array>> {
  const trueType = { ...options, targetFormat: 'truetype' as const }
  const fonts = house.fonts.map(async (font) => {
    const cut: Uint8Array = await subsetFont(font.bytes, characters + ASCII, trueType)
    return [font.name, cut] as const
  })
  return new Map(await Promise.all(fonts))
}

/** WOFF2 for the HTML edition, by font name: from the user's cache where the same font was cut the same way before. */
export async function webFonts({ house, characters }: Edition): Promise<Map<string, Uint8Array>> {
  const fonts = new Map<string, Uint8Array>()
  for (const font of house.fonts) fonts.set(font.name, await cached(font, characters + ASCII))
  return fonts
}

async function cached(font: Font, text: string): Promise<Uint8Array> {
  const hash = createHash('sha256').update(font.bytes).update(text).update(JSON.stringify(options))
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

function compress(font: Font, text: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const workerData = { bytes: font.bytes, text, options: { ...options, targetFormat: 'woff2' } }
    const worker = new Worker(new URL('./font-worker.js', import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

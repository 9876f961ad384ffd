/** The browser in the cache is whole, or becomes it: nothing that is damaged there stays. */
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'

const isEmbedded = process.platform === 'linux' && process.arch === 'x64'

let cache: string
const before = process.env.XDG_CACHE_HOME
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'yanbao-cache-'))
  process.env.XDG_CACHE_HOME = cache
})
afterAll(async () => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  await rm(cache, { recursive: true })
})

async function starts(): Promise<void> {
  const browser = await launch()
  expect(await browser.version()).toMatch(/Chrome/)
  await browser.close()
}

async function folder(): Promise<string> {
  const names = await readdir(join(cache, 'yanbao'))
  const found = names.filter((name) => name.startsWith('chromium-'))
  expect(found).toHaveLength(1)
  return join(cache, 'yanbao', found[0]!)
}

test.runIf(isEmbedded)('a cache that is empty', async () => {
  await starts()
  expect(await readdir(await folder())).toContain('chromium')
})

test.runIf(isEmbedded)('a whole browser is not unpacked again', async () => {
  const { ino } = await stat(join(await folder(), 'chromium'))
  await starts()
  expect((await stat(join(await folder(), 'chromium'))).ino).toBe(ino)
})

test.runIf(isEmbedded).each([
  ['a browser that ends too early', (root: string) => truncate(join(root, 'chromium'), 1000)],
  ['a file that is missing', (root: string) => rm(join(root, 'fonts.conf'))],
  ['a folder without a seal', (root: string) => rm(join(root, 'seal.json'))],
  ['a seal that is none', (root: string) => writeFile(join(root, 'seal.json'), '{')],
  [
    'bytes that changed behind the back of all',
    async (root: string) => {
      const path = join(root, 'chromium')
      const { size, atime, mtime } = await stat(path)
      await writeFile(path, Buffer.alloc(size))
      await utimes(path, atime, mtime)
    },
  ],
])('%s', async (_, damage) => {
  await damage(await folder())
  await starts()
  const { size } = await stat(join(await folder(), 'chromium'))
  expect(size).toBeGreaterThan(1e8)
  expect(await readFile(join(await folder(), 'fonts.conf'), 'utf8')).toContain(await folder())
})

test.runIf(isEmbedded)('what was left half unpacked goes with the next one', async () => {
  const root = await folder()
  const left = `${root}.1234`
  await mkdir(left)
  await utimes(left, 1e9, 1e9)
  await rm(root, { recursive: true })
  await starts()
  expect(await folder()).toBe(root)
})

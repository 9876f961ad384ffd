/** The build folder is the new one or the old one, and nothing else is left in it. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exchange, writeOutput } from '../src/7-publish/output.ts'

let out: string
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await mkdir(join(out, 'html'))
  for (const path of ['html/old.html', 'report.pdf', 'kept.txt']) await writeFile(join(out, path), 'old')
})
afterEach(() => rm(out, { recursive: true }))

async function contents(): Promise<Record<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = paths
    .sort()
    .map(async (path) => [path.slice(out.length + 1), await readFile(path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(read))
}

test('folders and files are replaced as wholes, and others stay', async () => {
  await writeOutput(
    out,
    new Map([
      ['html/index.html', 'new'],
      ['report.pdf', 'new'],
      ['manifest.json', 'new'],
    ]),
  )
  expect(await contents()).toEqual({
    'html/index.html': 'new',
    'kept.txt': 'old',
    'manifest.json': 'new',
    'report.pdf': 'new',
  })
})

test('what was there is put back where something cannot be moved', async () => {
  const before = await contents()
  const fresh = join(out, 'fresh')
  await mkdir(fresh)
  await writeFile(join(fresh, 'report.pdf'), 'new')
  await expect(exchange(fresh, out, ['report.pdf', 'html', 'missing'])).rejects.toThrow('ENOENT')
  await rm(fresh, { recursive: true })
  expect(await contents()).toEqual(before)
})

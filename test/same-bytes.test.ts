/** A delivery depends on its report alone: not on where, when and how often it was built. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { sample, writeReport } from './report-folder.ts'

const cli = join(import.meta.dirname, '../build/cli/cli.js')

/** Builds with the command line. */
async function build(root: string, umask: string, env: Record<string, string>, ...args: string[]) {
  const script = `umask ${umask} && exec "$0" "$@"`
  const { stdout } = await promisify(execFile)(
    'sh',
    ['-c', script, process.execPath, cli, 'build', root, ...args],
    {
      env: { ...process.env, ...env },
    },
  )
  return stdout
}

/** Bytes by path. */
async function delivery(root: string): Promise<Record<string, string>> {
  const out = join(root, 'build')
  const entries = await readdir(out, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = paths
    .sort()
    .map(async (path) => [path.slice(out.length), (await readFile(path)).toString('latin1')])
  return Object.fromEntries(await Promise.all(read))
}

test.skipIf(process.platform === 'win32')(
  'folders, time zones, locales, umasks, caches and former page numbers change no byte',
  async () => {
    const plain = await writeReport(sample)
    await build(plain, '022', { TZ: 'UTC', LC_ALL: 'C', LANG: 'C' }, '--no-cache')
    const expected = await delivery(plain)

    const elsewhere = join(await mkdtemp(join(tmpdir(), 'yanbao-test-')), 'Ordner ü/报告 1')
    await cp(plain, elsewhere, { recursive: true })
    const manifest = JSON.parse(expected['/manifest.json']!)
    for (const entry of manifest.entries) entry.page += 3
    await writeFile(join(elsewhere, 'build/manifest.json'), JSON.stringify(manifest))

    const cached = await writeReport(sample)
    const chapter = join(cached, 'chapters/02-data.md')
    await writeFile(chapter, `${sample['chapters/02-data.md']}\n${'更多的文字。'.repeat(900)}\n`)
    const home = join(await mkdtemp(join(tmpdir(), 'yanbao-test-')), 'cache')
    await mkdir(home)
    const env = { TZ: 'Asia/Kathmandu', LC_ALL: 'zh_CN.UTF-8', XDG_CACHE_HOME: home }
    const twice = async () => {
      await build(cached, '002', env)
      await writeFile(chapter, sample['chapters/02-data.md']!)
      return build(cached, '002', env)
    }
    const [corrected] = await Promise.all([
      build(elsewhere, '077', { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', LANG: 'de_DE' }, '--no-cache'),
      twice(),
    ])
    // Wrong page numbers cost a print and change nothing.
    expect(corrected).toMatch(/[2-9] (passes|遍)/)
    const ends = await Promise.all([elsewhere, cached].map(delivery))
    for (const end of ends) {
      expect(Object.keys(end)).toEqual(Object.keys(expected))
      for (const path of Object.keys(expected)) expect(end[path] === expected[path], path).toBe(true)
    }
  },
)

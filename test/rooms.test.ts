/** The drawing of the house, checked: who may know whom, and who may touch the machine. */
import { readdir, readFile } from 'node:fs/promises'
import { join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** Files that belong to no room. */
const shared = [
  'report.ts',
  'message.ts',
  'memory.ts',
  'home.ts',
  'cache.ts',
  'write.ts',
  'scratch.ts',
  'limited.ts',
  'font-cut.ts',
  'font-face.ts',
  'phrase.ts',
  'written.ts',
]
/** The terminal is theirs. */
const terminal = /^(cli\.ts|preview\.ts|commands\/)/
/** Rooms that touch disk, network or browser. */
const doors = ['1-load', '6-print', '7-publish']
const machine = /^(node:(fs|net|http|https|child_process|worker_threads|os)\b|puppeteer|chokidar)/

const src = join(import.meta.dirname, '../src')
const paths = (await readdir(src, { recursive: true })).filter((path) => /\.[jt]s$/.test(path))
const files = await Promise.all(
  paths.map(async (path) => ({ path, text: await readFile(join(src, path), 'utf8') })),
)
const rooms = files.filter(({ path }) => /^\d-/.test(path))

test.each(rooms)('$path knows only its own room', ({ path, text }) => {
  const [room] = path.split('/')
  for (const name of importsOf(text).filter((name) => name.startsWith('.') && /\.[jt]s$/.test(name))) {
    const target = normalize(join(path, '..', name))
    const isNear = target.startsWith(`${room}/`) || target.startsWith('data/')
    expect(shared.includes(target) || isNear, `${path} reaches ${target}`).toBe(true)
  }
})

test.each(rooms.filter(({ path }) => !doors.includes(path.split('/')[0]!)))(
  '$path is a function of its argument',
  ({ text }) => {
    expect(importsOf(text).filter((name) => machine.test(name))).toEqual([])
  },
)

test.each(files.filter(({ path }) => !terminal.test(path)))(
  '$path leaves the terminal alone',
  ({ path, text }) => {
    const allowed = /^(6-print|7-publish)\/|^cache\.ts/.test(path)
      ? /\bprocess\.(?!env|platform|arch|getuid|pid)/
      : path === 'scratch.ts'
        ? /\bprocess\.(?!pid|kill|once|off)/
        : /\bprocess\./
    expect(withoutComments(text)).not.toMatch(allowed)
    expect(withoutComments(text)).not.toMatch(/\bconsole\./)
  },
)

test('no clock and no chance decide what a report says', () => {
  // A file that was written just now is read again, whatever its stamp says: the clock costs a reading there, and no more.
  const clocked = ['1-load/disk.ts']
  for (const { path, text } of rooms.filter(({ path }) => !clocked.includes(path))) {
    expect(withoutComments(text), path).not.toMatch(/new Date\(\)|Date\.now|Math\.random/)
  }
})

test('the rooms are numbered in the order that data walk through them', () => {
  expect([...new Set(rooms.map(({ path }) => path.split('/')[0]))].sort()).toEqual([
    '1-load',
    '2-bind',
    '3-number',
    '4-chart',
    '5-template',
    '6-print',
    '7-publish',
  ])
})

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'([^']+)'/g)].map(
    ([, name]) => name!,
  )
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}

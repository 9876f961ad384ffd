/** The build folder is the new one or the old one, whatever happens, and nothing else is left in it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'rolldown'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exchange, settleOutput, writeOutput } from '../src/7-publish/output.ts'
import { MachineError } from '../src/message.ts'
import { makeScratch, mark } from '../src/scratch.ts'

let out: string
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await mkdir(join(out, 'html'))
  for (const path of ['html/old.html', 'report.pdf', 'kept.txt']) await writeFile(join(out, path), 'old')
})
afterEach(() => rm(out, { recursive: true }))

const delivery = new Map([
  ['html/index.html', 'new'],
  ['report.pdf', 'new'],
  ['manifest.json', 'new'],
])
const delivered = {
  'html/index.html': 'new',
  'kept.txt': 'old',
  'manifest.json': 'new',
  'report.pdf': 'new',
}

async function contents(): Promise<Record<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = paths
    .sort()
    .map(async (path) => [path.slice(out.length + 1), await readFile(path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(read))
}

test('folders and files are replaced as wholes, and others stay', async () => {
  await writeOutput(out, delivery)
  expect(await contents()).toEqual(delivered)
  expect((await readdir(out)).sort()).toEqual(['html', 'kept.txt', 'manifest.json', 'report.pdf'])
})

describe('what cannot be put in', () => {
  test('leaves what was there', async () => {
    const before = await contents()
    const next = join(out, '.next')
    await mkdir(join(next, 'new'), { recursive: true })
    await writeFile(join(next, 'new/report.pdf'), 'new')
    // No place for what is taken out.
    expect(() => exchange(next, out)).toThrow('ENOENT')
    expect(await readdir(join(next, 'new'))).toEqual(['report.pdf'])
    await rm(next, { recursive: true })
    expect(await contents()).toEqual(before)
  })

  test('is a fault of the machine, told in a sentence', async () => {
    const before = await contents()
    const file = join(out, 'kept.txt')
    await expect(writeOutput(file, delivery)).rejects.toThrow(MachineError)
    await expect(writeOutput(file, delivery)).rejects.toThrow(
      /^The new report could not be delivered, and what was there before is unchanged \(EEXIST[^\n]*\)\. Move away/,
    )
    expect(await contents()).toEqual(before)
  })
})

/** A process that is no more. */
const dead = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim()
const deadMark = mark.replace(`-${process.pid}-`, `-${dead}-`)

describe('what builds that were ended have left', () => {
  test('is swept, and what belongs to a live one is not', async () => {
    const live = await makeScratch(out, '.new-')
    await mkdir(join(out, `.new-${deadMark}-abcdef`))
    const elsewhere = `.new-${'0'.repeat(8)}-1-${'0'.repeat(8)}-abcdef`
    const [old, young] = [join(out, '.old-abcdef'), join(out, elsewhere)]
    for (const path of [old, young]) await mkdir(path)
    await utimes(old, 0, 0)
    await writeOutput(out, delivery)
    const left = (await readdir(out)).filter((name) => name.startsWith('.')).map((name) => join(out, name))
    expect(left.sort()).toEqual([live, young].sort())
  })

  const steps = [
    'manifest.json out',
    'report.pdf out',
    'html out',
    'html in',
    'report.pdf in',
    'manifest.json in',
  ]
  test.each(steps.map((_, count) => count + 1))('is completed after %i renames', async (count) => {
    await writeFile(join(out, 'manifest.json'), 'old')
    const next = join(out, '.next')
    for (const path of ['new/html', 'old']) await mkdir(join(next, path), { recursive: true })
    await writeFile(join(next, deadMark), '')
    for (const [path, content] of delivery) await writeFile(join(next, 'new', path), content)
    const { rename } = await import('node:fs/promises')
    for (const step of steps.slice(0, count)) {
      const [name, way] = step.split(' ') as [string, string]
      if (way === 'out') await rename(join(out, name), join(next, 'old', name))
      else await rename(join(next, 'new', name), join(out, name))
    }
    await settleOutput(out)
    expect(await contents()).toEqual(delivered)
    expect(await readdir(out)).not.toContain('.next')
  })
})

test.each(['.next', '.next/new', '.next/old'])('%s as a link leads nowhere', async (path) => {
  const outside = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await writeFile(join(outside, 'report.pdf'), 'secret')
  for (const part of ['new', 'old']) await mkdir(join(outside, part))
  for (const part of ['.next/new', '.next/old']) await mkdir(join(out, part), { recursive: true })
  await writeFile(join(out, '.next', deadMark), '')
  await rm(join(out, path), { recursive: true })
  await symlink(outside, join(out, path))
  await writeOutput(out, delivery)
  expect(await contents()).toEqual(delivered)
  expect((await readdir(outside)).sort()).toEqual(['new', 'old', 'report.pdf'])
  await rm(outside, { recursive: true })
})

describe('builds in processes of their own', () => {
  let program: string
  const started: ChildProcess[] = []
  beforeAll(async () => {
    program = join(await mkdtemp(join(tmpdir(), 'yanbao-test-')), 'deliver.mjs')
    await build({
      input: join(import.meta.dirname, 'deliver.ts'),
      platform: 'node',
      output: { file: program, codeSplitting: false },
      logLevel: 'silent',
    })
  })
  afterAll(() => rm(join(program, '..'), { recursive: true }))
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
  })

  const start = (...args: unknown[]) => {
    const child = spawn(process.execPath, [program, out, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    started.push(child)
    return child
  }
  const ended = async (child: ChildProcess) =>
    child.exitCode ?? child.signalCode ?? (await once(child, 'exit'))

  /** What stands in all files of the one set that is there. */
  const oneSet = async () => {
    const { 'kept.txt': _, ...files } = await contents()
    expect(Object.keys(files)).toHaveLength(9)
    const [text, ...others] = new Set(Object.values(files))
    expect(others).toEqual([])
    return text!
  }
  const nothingLeft = async () =>
    expect((await readdir(out)).sort()).toEqual([
      'html',
      'kept.txt',
      'manifest.json',
      'report-data.xlsx',
      'report.pdf',
    ])

  test('are killed before every call that changes the disk, and one whole set is there', async () => {
    await ended(start('first', 1))
    for (let call = 1; ; call++) {
      const before = await oneSet()
      const child = start(`at ${call}`, 1, call)
      await ended(child)
      await settleOutput(out)
      expect([before, `at ${call} 1`]).toContain(await oneSet())
      await nothingLeft()
      if (child.exitCode === 0) {
        expect(call).toBeGreaterThan(30)
        break
      }
    }
  })

  test('are killed at 100 random moments, and one whole set is there', async () => {
    await ended(start('first', 1))
    for (let kill = 0; kill < 100; kill++) {
      const child = start(`kill ${kill}`, 1e6)
      await once(child.stdout!, 'data')
      await sleep(Math.random() * 20)
      child.kill('SIGKILL')
      await ended(child)
      await settleOutput(out)
      expect(await oneSet()).toContain(`kill ${kill} `)
      await nothingLeft()
    }
  })

  test('take turns, and a reader never finds entries of two, nor a manifest without the others', async () => {
    await ended(start('first', 1))
    const children = ['a', 'b', 'c'].map((name) => start(name, 60))
    const all = Promise.all(children.map(ended))
    let isOver = false
    all.then(() => {
      isOver = true
    })
    const read = (name: string) => readFile(join(out, name), 'utf8').catch(() => null)
    const names = ['html/0', 'html/data/1', 'report.pdf', 'report-data.xlsx']
    let whole = 0
    while (!isOver) {
      const before = await read('manifest.json')
      const texts = await Promise.all(names.map(read))
      if (before === null || before !== (await read('manifest.json'))) continue
      expect(texts).toEqual(names.map(() => before))
      whole++
    }
    expect(children.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    expect(whole).toBeGreaterThan(50)
    expect(await oneSet()).toMatch(/ 60$/)
    await nothingLeft()
  })
})

/** Files are written where they are said to be, and nowhere else, whatever somebody has prepared there. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeOutput } from '../src/7-publish/output.ts'
import { schemaCommand } from '../src/commands/schema.ts'
import { isId } from '../src/data/id.ts'
import { importTable, writeDataset } from '../src/import/index.ts'
import { fillFolder, replaceFile, staysInside, writeNew } from '../src/write.ts'
import { messagesOf } from './report-folder.ts'

let root: string
let outside: string
beforeEach(async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'yanbao-test-')))
  root = join(folder, 'report')
  outside = join(folder, 'outside')
  await mkdir(join(root, 'datasets'), { recursive: true })
  await mkdir(outside)
  await writeFile(join(outside, 'secret.txt'), 'secret')
  await writeFile(join(root, 'report.yaml'), 'title: T\ndate: 2025-01-01\n')
})
afterEach(async () => {
  expect(await readdir(outside)).toEqual(['secret.txt'])
  expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
  await rm(join(root, '..'), { recursive: true })
})

test('a new file follows no link', async () => {
  await symlink(join(outside, 'secret.txt'), join(root, 'a'))
  await symlink(join(outside, 'nothing.txt'), join(root, 'b'))
  await expect(writeNew(join(root, 'a'), 'x')).rejects.toThrow('EEXIST')
  await expect(writeNew(join(root, 'b'), 'x')).rejects.toThrow('EEXIST')
})

test('a file takes the place of a link, not of what it leads to', async () => {
  await symlink(join(outside, 'secret.txt'), join(root, 'a'))
  await replaceFile(join(root, 'a'), 'x')
  expect(await readFile(join(root, 'a'), 'utf8')).toBe('x')
  expect((await readdir(root)).sort()).toEqual(['a', 'datasets', 'report.yaml'])
})

test('a file that cannot be put in place leaves nothing beside it', async () => {
  await mkdir(join(root, 'a/b'), { recursive: true })
  await expect(replaceFile(join(root, 'a'), 'x')).rejects.toThrow()
  expect((await readdir(root)).sort()).toEqual(['a', 'datasets', 'report.yaml'])
})

test.each(['../x', 'html/../../x', '/x', 'a//b', 'a\\..\\b', 'c:x', '.', '', 'a\0b'])(
  'a folder is not left by %j',
  async (path) => {
    await expect(fillFolder(root, new Map([[path, 'x']]))).rejects.toThrow('leaves its folder')
  },
)

test('a path stays inside only where every system takes it for one that does', () => {
  const part = fc.constantFrom('a', '..', '.', '', '…', 'b.c', '..a', '~', '%2e%2e')
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const path = parts.join('/')
      if (staysInside(path)) expect(resolve(root, path).startsWith(root + sep)).toBe(true)
      if (staysInside(path)) expect(relative(root, resolve(root, path)).split(sep).join('/')).toBe(path)
    }),
  )
})

test('every id is a name of a file', () => {
  const unit = fc.constantFrom('a', '图', '.', '/', '-', '_', '%', '#', '\\', ' ', '9', '𠮷', '\n', ':')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 100 }), (id) => {
      if (!isId(id)) return
      expect(staysInside(`data/${id}.csv`)).toBe(true)
      expect(Buffer.byteLength(`${id}.csv`)).toBeLessThanOrEqual(255)
    }),
  )
})

describe('a report whose places for output are links', () => {
  test('a build folder for schemas is refused', async () => {
    await symlink(outside, join(root, 'build'))
    expect(await schemaCommand.run([root], {})).toBe(1)
  })

  test('schemas take the place of a link in it', async () => {
    await mkdir(join(root, 'build'))
    await symlink(outside, join(root, 'build/schema'))
    expect(await schemaCommand.run([root], {})).toBe(0)
    expect(await readdir(join(root, 'build/schema'))).toContain('dataset.schema.json')
  })

  test('what a build writes takes their places', async () => {
    const out = join(root, 'build')
    await mkdir(out)
    await symlink(outside, join(out, 'html'))
    await symlink(join(outside, 'secret.txt'), join(out, 'report.pdf'))
    const files = new Map([
      ['html/secret.txt', 'new'],
      ['report.pdf', 'new'],
    ])
    await writeOutput(out, files)
    expect(await readFile(join(out, 'html/secret.txt'), 'utf8')).toBe('new')
    expect(await readFile(join(out, 'report.pdf'), 'utf8')).toBe('new')
  })
})

describe('an import', () => {
  const csv = 'year,size\n2023,1\n2024,2\n'
  const run = async (to: string) => {
    const file = join(root, 'file.csv')
    await writeFile(file, csv)
    const origin = { source: 'S', provenance: 'public' as const }
    return importTable({ file, to, sheet: undefined, origin })
  }

  test('writes past a link that waits beside the dataset', async () => {
    const to = join(root, 'datasets/market.yaml')
    await symlink(join(outside, 'secret.txt'), `${to}.new`)
    const imported = await run(to)
    expect(messagesOf(imported.files)).toBe('\n')
    expect(await writeDataset(to, imported)).toBe(true)
    expect(await readFile(to, 'utf8')).toContain('2024')
  })

  test.each([
    ['a dataset that leads to a file elsewhere', 'datasets/market.yaml', 'secret.txt'],
    ['a dataset that leads to nothing elsewhere', 'datasets/market.yaml', 'new.yaml'],
    ['a folder of datasets that is elsewhere', 'datasets', ''],
  ])('refuses %s', async (_, path, target) => {
    await rm(join(root, path), { recursive: true, force: true })
    await symlink(join(outside, target), join(root, path))
    const imported = await run(join(root, 'datasets/market.yaml'))
    expect(messagesOf(imported.files)).toMatch(/ file-outside +yanbao/)
    expect(messagesOf(imported.files)).not.toContain('secret.txt')
    expect(imported.text).toBeNull()
  })
})

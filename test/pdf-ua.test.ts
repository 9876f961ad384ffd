/** Printed files meet PDF/UA-1 and PDF/A-2a as far as a program can see it, and say so only where they do. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildOnce } from '../src/session.ts'
import { everything } from './everything.ts'
import { BrokenFile, breakers } from './pdf-ua/broken.ts'
import { conditions, failuresOf } from './pdf-ua/check.ts'
import { CheckedFile } from './pdf-ua/file.ts'
import { print } from './printed.ts'
import { messagesOf, sample } from './report-folder.ts'

describe('a file that meets all conditions', () => {
  test('is the report of this repository', async () => {
    const out = await mkdtemp(join(tmpdir(), 'yanbao-pdf-ua-'))
    const { files } = await buildOnce(join(import.meta.dirname, '..'), out)
    expect(messagesOf(files)).toBe('\n')
    expect(await failuresOf(await readFile(join(out, 'report.pdf')))).toEqual([])
    await rm(out, { recursive: true })
  })

  test.each([
    ['house', 120],
    ['folio', 12],
  ])('is one with everything in it, in template %s', async (template, rows) => {
    const { bytes } = await print(everything(template, rows))
    expect(await failuresOf(bytes)).toEqual([])
  })
})

describe('a condition is seen to fail', () => {
  let bytes: Buffer
  beforeAll(async () => {
    bytes = (await print(sample)).bytes
  })

  test('each in a file of its own', () => {
    expect(Object.keys(breakers)).toEqual(conditions.map(({ id }) => id))
  })

  test('and none before', async () => {
    expect(await failuresOf(bytes)).toEqual([])
  })

  test.each(conditions)('$id $says', async ({ id, find }) => {
    const file = await BrokenFile.open(bytes)
    const made = await breakers[id]!(file)
    const broken = made instanceof Buffer ? made : await file.save()
    expect(find(await CheckedFile.open(broken))).not.toEqual([])
  })
})

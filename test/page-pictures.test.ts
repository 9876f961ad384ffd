/** The measure by which pages are compared with their kept pictures: what it lets pass, and what it sees. */
import { mkdtemp, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comparePictures, keepPictures } from './kept-pictures.ts'
import { differenceOf, pictureOf } from './picture.ts'
import { type Printed, print } from './printed.ts'
import { sample } from './report-folder.ts'

let printed: Printed
let folder: string
let kept: string
let out: string

beforeAll(async () => {
  printed = await print(sample)
  folder = await mkdtemp(join(tmpdir(), 'yanbao-pictures-'))
  kept = join(folder, 'kept')
  out = join(folder, 'out')
  await keepPictures(printed.document, kept)
})
afterAll(() => rm(folder, { recursive: true }))

describe('pages are the same', () => {
  test.each([
    ['coarser', 0.75, 0],
    ['finer', 1.5, 0],
    ['half a pixel lower and to the right', 1, 0.5],
  ])('when they are drawn %s', async (_, fine, shift) => {
    const { document } = printed
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      expect(
        differenceOf(await pictureOf(page), await pictureOf(page, fine, shift)),
        `page ${number}`,
      ).toEqual([])
    }
  })
})

describe('pages differ', () => {
  /** The sample in a house that differs by this from the one it is printed in. */
  const inHouse = (settings: string, css: string) => ({
    ...sample,
    'report.yaml': `${sample['report.yaml']}template: own\n`,
    'templates/own/template.yaml': `extends: house\n${settings}`,
    'templates/own/styles/print.css': css,
  })
  const chapter = sample['chapters/01-market.md']!

  test.each([
    [
      'when the text stands 3 mm to the right',
      inHouse('', '@page { margin: 24mm 17mm 20mm 23mm }'),
      [2, 3, 4, 5, 6],
    ],
    ['when a colour is another', inHouse("colors: { accent: '#1f7a4d' }\n", ''), [1, 3]],
    ['when a chart stands 2 mm lower', inHouse('', '#fig-market svg { translate: 0 2mm }'), [3]],
    [
      'when a paragraph has other words',
      { ...sample, 'chapters/01-market.md': chapter.replace('说明文字。', '另一段说明，比原来的长一些。') },
      [3],
    ],
  ])('%s', async (_, files, pages) => {
    const changed = await print(files)
    const lines = await comparePictures(changed.document, kept, out)
    expect(lines).toEqual(
      pages.map((page) => expect.stringMatching(`^page-0${page}.png: \\d+ pixels differ$`)),
    )
    expect(await readdir(out)).toEqual(pages.map((page) => `page-0${page}.png`))
  })

  test('when one of them is not kept, or is kept and gone', async () => {
    const other = join(folder, 'other')
    await keepPictures(printed.document, other)
    await unlink(join(other, 'page-02.png'))
    await writeFile(join(other, 'page-07.png'), '')
    expect(await comparePictures(printed.document, other, out)).toEqual([
      'page-02.png: no picture is kept of this page',
      'page-07.png: the report has no such page',
    ])
    await keepPictures(printed.document, other)
    expect(await comparePictures(printed.document, other, out)).toEqual([])
  })
})

/** A build that begins with what another one has left is what a build from nothing is, byte for byte. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cache } from '../src/cache.ts'
import { LastBuild } from '../src/last-build.ts'
import type { Lasting } from '../src/memory.ts'
import { failed } from '../src/message.ts'
import { buildOnce, Session } from '../src/session.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

const report = {
  ...sample,
  'report.yaml': `${sample['report.yaml']}template: own
editions: [client, internal]
variables: { reader: { client: 客户, internal: 内部 } }
`,
  'chapters/03-parts.md': `# 部分

给:var[reader]的:only[客户]{edition=client}版。

::include{piece=said}

:::only{edition=internal}
::include{piece=said}
:::
`,
  'pieces/said.md': '片段：规模为:value[market.size 2024]，见[](#fig-market)与注[^a]。\n\n[^a]: 脚注。\n',
  'templates/own/template.yaml': 'extends: house\ncolors: { accent: "#aa3300" }\n',
  'templates/own/styles/print.css': '.own { color: red }\n',
  'templates/own/kinds/plain.liquid': '---\ndescription: Rows\n---\n<p>{{ rows.size }} rows</p>\n',
  'templates/own/words/zh-CN.yaml': 'figure: 图 {number}\n',
}

/** What can happen to a file: lines, words and numbers go, come twice, change places or change. */
const edit = fc.record({
  path: fc.constantFrom(...Object.keys(report)),
  how: fc.constantFrom(
    'drop line',
    'double line',
    'swap lines',
    'number',
    'word',
    'character',
    'restore',
    'remove',
  ),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  to: fc.double({ min: 0, max: 0.999, noNaN: true }),
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

const words = [
  ':only[',
  ':var[reader]',
  'internal',
  'said',
  '规模',
  '[](#fig-market)',
  ':value[market.size 2024]',
  'market',
  '~',
  '**',
  'null',
  '[^a]',
  '',
]

function edited(text: string, { path, how, at, to }: Edit): string | null {
  const lines = text.split('\n')
  const [line, other] = [Math.floor(at * lines.length), Math.floor(to * lines.length)]
  switch (how) {
    case 'drop line':
      return lines.toSpliced(line, 1).join('\n')
    case 'double line':
      return lines.toSpliced(other, 0, lines[line]!).join('\n')
    case 'swap lines':
      return lines.with(line, lines[other]!).with(other, lines[line]!).join('\n')
    case 'number': {
      const numbers = [...text.matchAll(/\d+/g)]
      const found = numbers[Math.floor(at * numbers.length)]
      const number = String(Math.floor(to * 3000))
      return found
        ? text.slice(0, found.index) + number + text.slice(found.index + found[0].length)
        : `${text}\n${number}`
    }
    case 'word': {
      const place = Math.floor(at * text.length)
      return text.slice(0, place) + words[Math.floor(to * words.length)] + text.slice(place)
    }
    case 'character': {
      const place = Math.floor(at * text.length)
      return text.slice(0, place) + text.slice(place + 1)
    }
    case 'restore':
      return report[path as keyof typeof report]
    case 'remove':
      return null
  }
}

/** Everything that a run makes of a report, but the PDF. */
async function everything(session: Session) {
  const edition = await session.compose()
  const { files, index, inputs, assets, print, html, characters } = edition
  return {
    messages: messagesOf(files),
    index: index.map(({ entry: { kind, id, label }, title }) => [kind, id, label, title]),
    inputs,
    assets: [...assets.keys()],
    ...(failed(files) ? {} : { print, html, characters }),
  }
}

describe('after random edits of any input', () => {
  test(
    'what was left is of no consequence',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
          const root = await writeReport(report)
          let left: Lasting[] = []
          for (const each of [null, ...edits]) {
            const path = join(root, each?.path ?? 'report.yaml')
            const text = await readFile(path, 'utf8').catch(() => report[each!.path as keyof typeof report])
            const next = each ? edited(text, each) : text
            if (next === null) await rm(path, { force: true })
            else await writeFile(path, next)
            const edition = each && each.to > 0.5 ? 'internal' : null
            const kept = new Session(root, { edition })
            kept.recollect(left)
            expect(await everything(kept)).toEqual(await everything(new Session(root, { edition })))
            left = deserialize(serialize(kept.lasting()))
          }
          await rm(root, { recursive: true })
        }),
        { numRuns: 6 * often },
      )
    },
    120_000 * often,
  )
})

describe('a build', () => {
  let root: string
  let folder: string
  beforeAll(async () => {
    root = await writeReport(sample)
    folder = await mkdtemp(join(tmpdir(), 'yanbao-test-cache-'))
  })
  afterAll(async () => {
    for (const path of [root, folder]) await rm(path, { recursive: true })
  })

  const out = () => join(root, 'build')
  const lastOf = () => new LastBuild(root, '', null, new Cache('reports', folder))
  const build = async (last: LastBuild | null) => {
    const { files, result } = await buildOnce(root, out(), { last })
    expect(messagesOf(files)).toBe('\n')
    return result
  }
  async function outputs(): Promise<Record<string, string>> {
    const entries = await readdir(out(), { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const read = paths.sort().map(async (path) => [path, (await readFile(path)).toString('base64')] as const)
    return Object.fromEntries(await Promise.all(read))
  }
  /** Builds with what is left, then from nothing into an empty folder. */
  async function compare(): Promise<void> {
    await build(lastOf())
    const kept = await outputs()
    await rm(out(), { recursive: true })
    await build(null)
    expect(await outputs()).toEqual(kept)
  }

  test.each<[what: string, path: string, edit: (text: string) => string]>([
    ['nothing', 'report.yaml', (text) => text],
    ['a cell', 'datasets/market.yaml', (text) => text.replace('[2024, 156]', '[2024, 157]')],
    ['a sentence', 'chapters/01-market.md', (text) => text.replace('说明文字。', '另一句说明。')],
    ['a page more', 'chapters/01-market.md', (text) => text.replace('说明文字', '说明文字'.repeat(500))],
    ['a comment', 'datasets/market.yaml', (text) => `${text}# 注\n`],
    ['a cell, back again', 'datasets/market.yaml', (text) => text.replace('[2024, 157]', '[2024, 156]')],
  ])('after %s', async (_, path, edit) => {
    await writeFile(join(root, path), edit(await readFile(join(root, path), 'utf8')))
    await compare()
  })

  test('takes what is damaged as missing', async () => {
    await build(lastOf())
    const shelf = join(folder, 'reports')
    for (const name of await readdir(shelf)) {
      const bytes = await readFile(join(shelf, name))
      bytes[Math.floor(bytes.length / 2)]! ^= 1
      await writeFile(join(shelf, name), bytes)
    }
    expect(await lastOf().memory()).toEqual([])
    expect(await lastOf().receipt(out())).toBe(null)
    await compare()
  })

  test('has a receipt as long as neither the report nor what was built of it has changed', async () => {
    await build(lastOf())
    const receipt = await lastOf().receipt(out())
    expect(receipt?.pages).toBeGreaterThan(3)
    const changes: Array<[path: string, text: string]> = [
      ['chapters/01-market.md', `${sample['chapters/01-market.md']}\n`],
      ['chapters/03-more.md', '# 另一章\n'],
      ['templates/house/template.yaml', 'extends: house\n'],
      ['build/html/index.html', 'else'],
      ['build/report.pdf', ''],
    ]
    for (const [path, text] of changes) {
      const file = join(root, path)
      const before = await readFile(file).catch(() => null)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
      expect(await lastOf().receipt(out()), path).toBe(null)
      if (before) await writeFile(file, before)
      else await rm(file)
      expect(await lastOf().receipt(out()), path).toEqual(receipt)
    }
  })
})

test('a shelf holds so much, and gives up what was not used for longest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yanbao-test-cache-'))
  const cache = new Cache('shelf', folder, 3000)
  for (const key of ['a', 'b', 'c', 'd']) {
    await cache.keep(key, Buffer.alloc(900, key))
    await new Promise((resolve) => setTimeout(resolve, 15))
    await cache.read('a')
  }
  const kept = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await cache.read(key)) !== null))
  expect(kept).toEqual([true, false, true, true])
  await rm(folder, { recursive: true })
})

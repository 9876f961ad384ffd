/** Parts for some readers alone, texts that are included, and variables: one edition is what is left by hand. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument, PDFHexString, PDFString } from '@cantoo/pdf-lib'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdf } from '../src/6-print/pdf/read.ts'
import type { Manifest } from '../src/7-publish/manifest.ts'
import { Desk } from '../src/preview/desk.ts'
import { notesOf, placesOf } from '../src/preview/notes.ts'
import { buildOnce, type Documents, Session } from '../src/session.ts'
import { verify } from '../src/verify/index.ts'
import { everythingOf } from './page-text.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

/** A character that stands in every part for inside readers, and nowhere else. */
const SECRET = '䶮'

const secretly: Record<string, string> = {
  ...sample,
  'report.yaml': `${sample['report.yaml']}editions: [client, internal]
variables:
  reader: { client: 客户, internal: ${SECRET}内部 }
`,
  'datasets/inner.yaml': `title: ${SECRET}内部数据
source: ${SECRET}机构
provenance: public
note: ${SECRET}注
columns:
  year: { type: year, label: ${SECRET}年 }
  size: { type: number, unit: 亿元, label: ${SECRET}规模 }
rows: [[2023, 100], [2024, 120]]
`,
  'chapters/03-parts.md': `# 部分 {#sec-parts}

写给:var[reader]的话，:only[${SECRET}只给内部]{edition=internal}到此为止。

::::only{edition=internal}
## ${SECRET}内部一节 {#sec-inner}

:::figure{#fig-inner kind=bars data=inner x=year series=size alt="${SECRET}"}
${SECRET}内部的图

${SECRET}图注
:::

:::table{#tab-inner data=inner}
${SECRET}内部的表
:::

:::figure{#fig-picture}
${SECRET}图片

![${SECRET}](${SECRET}.svg)
:::

数:value[inner.size 2024]，见[](#fig-inner)、[${SECRET}网](https://${SECRET}.example)与[网站][inner]，注[^inner]。:claim[${SECRET}增长]{of="inner.size 2023..2024" is=rising}

::include{piece=inner}

\`\`\`text
${SECRET}
\`\`\`

[inner]: https://${SECRET}.example "${SECRET}"
::::

- 一
- :only[${SECRET}二]{edition=internal}

| 项 | 值 |
| --- | --- |
| 甲:only[${SECRET}]{edition=internal} | 一 |

[^inner]: ${SECRET}只有内部提到的脚注。
`,
  [`chapters/${SECRET}.svg`]: `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><title>${SECRET}</title><rect width="90" height="90"/></svg>`,
  [`chapters/04-${SECRET}.md`]: `---\nedition: internal\n---\n\n# ${SECRET}章\n\n文。\n`,
  'pieces/inner.md': `${SECRET}片段。\n`,
}

describe('what an edition leaves out', () => {
  let root: string
  const out = (edition: string) => join(root, 'build/editions', edition)
  beforeAll(async () => {
    root = await writeReport(secretly)
    for (const edition of ['internal', 'client']) {
      const { files, result } = await buildOnce(root, out(edition), { edition })
      expect(messagesOf(files)).toBe('\n')
      expect(result).not.toBeNull()
    }
  })
  afterAll(() => rm(root, { recursive: true }))

  test('is in no file that is delivered', async () => {
    const [inside, outside] = [await textsOf(out('internal')), await textsOf(out('client'))]
    const holding = (texts: Map<string, string>) =>
      [...texts].filter(([path, text]) => (path + text).includes(SECRET)).map(([path]) => path)
    expect(holding(inside)).toEqual(
      expect.arrayContaining(['report.pdf', 'html/index.html', 'report-data.xlsx', 'manifest.json']),
    )
    expect(holding(inside).some((path) => path.endsWith('.csv'))).toBe(true)
    expect(holding(outside)).toEqual([])
  })

  test('has neither a number nor an input', async () => {
    const [inside, outside] = [await manifestOf('internal'), await manifestOf('client')]
    expect([inside.edition, outside.edition]).toEqual(['internal', 'client'])
    const ids = ({ entries }: Manifest) => entries.map(({ id }) => id)
    expect(ids(inside).filter((id) => !ids(outside).includes(id))).toEqual([
      'sec-inner',
      'fig-inner',
      'tab-inner',
      'fig-picture',
      ids(inside).at(-1),
    ])
    const paths = ({ inputs }: Manifest) => inputs.map(({ path }) => path)
    expect(paths(inside).filter((path) => !paths(outside).includes(path))).toEqual([
      `chapters/04-${SECRET}.md`,
      `chapters/${SECRET}.svg`,
      'pieces/inner.md',
    ])
  })

  test('is not missed when the delivery is verified', async () => {
    for (const edition of ['internal', 'client']) {
      const { files, seen } = await verify(out(edition), null)
      expect(messagesOf(files)).toBe('\n')
      expect(seen?.report).toBeGreaterThan(5)
    }
  })

  async function manifestOf(edition: string): Promise<Manifest> {
    return JSON.parse(await readFile(join(out(edition), 'manifest.json'), 'utf8'))
  }
})

/** All that the files of a folder say, by path: of archives what is in them, of a PDF its texts and its strings. */
async function textsOf(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = paths.map(async (path) => {
    const bytes = await readFile(path)
    const name = path.slice(folder.length + 1)
    if (name.endsWith('.pdf')) return [name, await textOfPdf(bytes)] as const
    if (!name.endsWith('.xlsx')) return [name, everythingOf(bytes.toString())] as const
    return [
      name,
      everythingOf(
        Object.values(unzipSync(bytes))
          .map((part) => strFromU8(part))
          .join('\n'),
      ),
    ] as const
  })
  return new Map(await Promise.all(texts))
}

async function textOfPdf(bytes: Buffer): Promise<string> {
  const document = await openPdf(bytes)
  const pages = Array.from({ length: document.numPages }, async (_, index) => {
    const { items } = await (await document.getPage(index + 1)).getTextContent()
    return items.map((item) => ('str' in item ? item.str : '')).join('')
  })
  const { context } = await PDFDocument.load(bytes, { updateMetadata: false })
  const strings: string[] = []
  const read = (value: unknown): void => {
    if (value instanceof PDFHexString || value instanceof PDFString) strings.push(value.decodeText())
    else if (value && typeof value === 'object' && 'asArray' in value)
      (value.asArray as () => unknown[])().map(read)
    else if (value && typeof value === 'object' && 'values' in value)
      (value.values as () => unknown[])().map(read)
  }
  for (const [, object] of context.enumerateIndirectObjects()) read(object)
  return [...(await Promise.all(pages)), ...strings, everythingOf(bytes.toString())].join('\n')
}

interface Part {
  /** With conditions. */
  source: string
  /** What is left of it by hand in each edition. */
  a: string
  b: string
}

const same = (text: string): Part => ({ source: text, a: text, b: text })

function joined(parts: Part[], between = ''): Part {
  const texts = (key: keyof Part) =>
    parts
      .map((part) => part[key])
      .filter((text) => text !== '' || between === '')
      .join(between)
  return { source: texts('source'), a: texts('a'), b: texts('b') }
}

function onlyIn(part: Part, edition: string, wrapped: (text: string) => string): Part {
  const has = (name: string) => edition.includes(name)
  return { source: wrapped(part.source), a: has('a') ? part.a : '', b: has('b') ? part.b : '' }
}

const edition = fc.constantFrom('a', 'b', '"a b"', 'b,a')
const word = fc.constantFrom(
  '市场',
  '，产业',
  '。',
  '2024年',
  '（见下）',
  'AI',
  '**重点**中',
  ':lit[3:2]',
  ':var[v]',
)

const inline: fc.Arbitrary<Part> = fc.letrec<{ inline: Part }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: word.map(same) },
    fc
      .tuple(fc.array(tie('inline'), { minLength: 1, maxLength: 3 }), edition)
      .map(([parts, edition]) =>
        onlyIn(joined(parts), edition, (text) => `:only[${text}]{edition=${edition}}`),
      ),
  ),
})).inline

const line = fc.array(inline, { maxLength: 5 }).map((parts) => joined([same('文'), ...parts, same('止')]))

const table = (at: number) => `::::table{#tab-ID-${at} data=market}\n市场${at}，见[](#tab-ID-${at})\n::::`

const block: fc.Arbitrary<Part> = fc.letrec<{ block: Part }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: line },
    line.map((part) => joined([same('## '), part])),
    fc
      .tuple(line, line)
      .map(([one, two]) => joined([same('- '), one, same('\n- '), two, same('\n\n列表之后。')])),
    line.map((part) => joined([same('| 项 | 值 |\n| --- | --- |\n| 甲 | '), part, same(' |')])),
    fc.nat(9).map((at) => same(table(at))),
    fc.tuple(fc.array(tie('block'), { minLength: 1, maxLength: 3 }), edition).map(([parts, edition]) =>
      onlyIn(joined(parts, '\n\n'), edition, (text) => {
        const longest = Math.max(4, ...[...text.matchAll(/:{3,}/g)].map(([colons]) => colons.length))
        const colons = ':'.repeat(longest + 1)
        return `${colons}only{edition=${edition}}\n${text}\n${colons}`
      }),
    ),
  ),
})).block

/** Each figure has an id of its own; the same one in every text of the part. */
const chapter = fc
  .array(block, { minLength: 1, maxLength: 8 })
  .map((blocks) => joined([same('# 章'), ...blocks.map(numbered)], '\n\n'))

function numbered({ source, a, b }: Part, index: number): Part {
  const own = (text: string) => text.replaceAll(/tab-ID-(\d)/g, `tab-${index}-$1`)
  return { source: own(source), a: own(a), b: own(b) }
}

const settings = 'title: 规律\ndate: 2025-03\neditions: [a, b]\nvariables: { v: 变量 }\n'

async function composed(files: Record<string, string>, edition: string): Promise<Documents> {
  const root = await writeReport({
    'report.yaml': settings,
    'datasets/market.yaml': sample['datasets/market.yaml']!,
    ...files,
  })
  const documents = await new Session(root, { edition }).compose()
  await rm(root, { recursive: true })
  return documents
}

/** All that a run makes of a report. */
function madeOf({ files, index, print, html, characters, floats }: Documents) {
  return {
    said: files.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)).sort(),
    index: index.map(({ entry: { kind, id, label }, title }) => [kind, id, label, title]),
    floats: floats.map(({ id }) => id),
    print,
    html: [...html].map(([path, content]) => [path, String(content)]),
    characters,
  }
}

describe('an edition', () => {
  test('is what is left when the other parts are deleted by hand', { timeout: 600_000 }, async () => {
    let printed = 0
    await fc.assert(
      fc.asyncProperty(chapter, async ({ source, a, b }) => {
        for (const [edition, left] of [
          ['a', a],
          ['b', b],
        ] as const) {
          const made = madeOf(await composed({ 'chapters/01.md': `${source}\n` }, edition))
          const own = madeOf(await composed({ 'chapters/01.md': `${left}\n` }, edition))
          const rules = (said: typeof made.said) => said.filter((rule) => rule !== 'only-never')
          expect({ ...made, said: rules(made.said) }).toEqual({ ...own, said: rules(own.said) })
          if (made.said.length === 0) printed++
        }
      }),
      { numRuns: 40 * often },
    )
    expect(printed).toBeGreaterThan(10)
  })

  test('has a piece as it has what is pasted in its place', { timeout: 600_000 }, async () => {
    let printed = 0
    const blocks = fc.array(fc.record({ block, times: fc.nat(3) }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(blocks, async (blocks) => {
        const texts = blocks.map(({ block }, index) => numbered(block, index).source)
        const pieces = texts.map((text, index) => [`pieces/p/${index}.md`, `${text}\n`])
        const written = (textOf: (index: number) => string) =>
          [
            '# 章',
            ...blocks.flatMap(({ times }, index) => Array(Math.max(1, times)).fill(textOf(index))),
          ].join('\n\n')
        const including = written((index) =>
          blocks[index]!.times === 0 ? texts[index]! : `::include{piece=p/${index}}`,
        )
        const files = { 'chapters/01.md': including, ...Object.fromEntries(pieces) }
        const made = madeOf(await composed(files, 'a'))
        const own = madeOf(await composed({ 'chapters/01.md': written((index) => texts[index]!) }, 'a'))
        // What is wrong in a piece is said once.
        const rules = (said: typeof made.said) =>
          new Set(said.map((rule) => (rule === 'piece-id' ? 'id-duplicate' : rule)))
        expect({ ...made, said: rules(made.said) }).toEqual({ ...own, said: rules(own.said) })
        if (made.said.length === 0) printed++
      }),
      { numRuns: 30 * often },
    )
    expect(printed).toBeGreaterThan(5)
  })

  test('that is named after another one in a session is the same as in a session of its own', async () => {
    const root = await writeReport(secretly)
    const all = await new Session(root).inspectAll()
    expect(all.map(({ edition }) => edition)).toEqual(['client', 'internal'])
    for (const { edition, files, coverage } of all) {
      const own = await new Session(root, { edition }).inspect()
      expect(messagesOf(files)).toBe(messagesOf(own.files))
      expect(coverage).toEqual(own.coverage)
    }
    await rm(root, { recursive: true })
  })

  test('that the report does not have is a mistake of whoever asks', async () => {
    const { files } = await composed({ 'chapters/01.md': '# 章\n\n文。\n' }, 'c')
    expect(messagesOf(files)).toContain(
      'Unexpected edition `c`, expected one of `editions` in report.yaml: `a`, `b`',
    )
  })
})

test('what is said of a piece in the preview is said once, and leads to the piece', async () => {
  const root = await writeReport({
    'report.yaml': 'title: 片段\ndate: 2025-03\n',
    'chapters/01.md': '# 甲\n\n::include{piece=said}\n\n文。\n',
    'chapters/02.md': '# 乙\n\n> ::include{piece=said}\n',
    'pieces/said.md': '片段一\n\n片段有 3亿元。\n',
  })
  const desk = new Desk(root, null)
  expect(await desk.rebuild()).toMatchObject({ ok: true })
  desk.review()
  const { findings } = notesOf(desk.files, desk.page, {})
  const numerals = findings.filter(({ rule }) => rule === 'numeral-unbound')
  expect(numerals).toMatchObject([{ file: 'pieces/said.md', line: 3, quote: '3亿元' }])
  expect(numerals[0]!.slot).not.toBeNull()
  expect(desk.page.slots.map(placesOf)).toEqual([
    {
      file: 'chapters/01.md',
      lines: [
        [1, 1],
        [3, 3],
        [3, 3],
        [5, 5],
      ],
    },
    {
      file: 'chapters/02.md',
      lines: [
        [1, 1],
        [3, 3],
      ],
    },
  ])
  await desk.close()
  await rm(root, { recursive: true })
})

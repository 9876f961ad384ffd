/** A compiler that stays alive says after every edit what one that starts afresh would say. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markdown, parseMarkdown, piecesOf } from '../src/1-load/markdown.ts'
import { Memory } from '../src/memory.ts'
import { failed } from '../src/message.ts'
import { Session } from '../src/session.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

let root: string
beforeAll(async () => {
  root = await writeReport({
    ...sample,
    'templates/own/template.yaml': 'extends: house\n',
    'templates/own/styles/edition.css': '.own { color: red }\n',
    'templates/own/kinds/plain.liquid': '---\ndescription: Rows\n---\n<p>{{ rows.size }} rows</p>\n',
  })
})
afterAll(() => rm(root, { recursive: true }))

type Edit = (text: string) => string
const replace =
  (from: string | RegExp, to: string): Edit =>
  (text) => {
    expect(text).toMatch(from)
    return text.replace(from, to)
  }
const append =
  (more: string): Edit =>
  (text) =>
    text + more

/** In this order, each on top of those before it. */
const edits: Array<[what: string, path: string, edit: Edit]> = [
  ['a paragraph more', 'chapters/01-market.md', append('\n一段新的文字。\n')],
  ['a line above everything', 'chapters/01-market.md', replace('# 市场', '\n\n# 市场')],
  ['a number', 'datasets/market.yaml', replace('[2024, 156]', '[2024, 157]')],
  ['a label', 'datasets/market.yaml', replace('label: 规模', 'label: 市场规模')],
  ['a heading', 'chapters/02-data.md', replace('# 数据', '# 资料')],
  [
    'a figure before the others',
    'chapters/01-market.md',
    replace('## 规模', ':::figure{#fig-new kind=timeline data=stages}\n新图\n:::\n\n## 规模'),
  ],
  ['a mistake in a chapter', 'chapters/01-market.md', replace('kind=bar-growth', 'kind=bar-grwth')],
  ['another beside it', 'datasets/stages.yaml', replace('provenance: original', 'provenance: orignal')],
  ['a paragraph while they stand', 'chapters/02-data.md', append('\n另一段。\n')],
  ['the first mended', 'chapters/01-market.md', replace('kind=bar-grwth', 'kind=bar-growth')],
  ['the second mended', 'datasets/stages.yaml', replace('provenance: orignal', 'provenance: original')],
  ['a template of its own', 'report.yaml', append('template: own\n')],
  ['a style', 'templates/own/styles/edition.css', replace('red', 'blue')],
  ['a kind', 'chapters/02-data.md', append('\n:::figure{#fig-plain kind=plain data=stages}\n行数\n:::\n')],
  ['a mistake in a kind', 'templates/own/kinds/plain.liquid', replace('rows.size', 'rowz.size')],
  ['that one mended', 'templates/own/kinds/plain.liquid', replace('rowz.size', 'rows.size')],
  ['a mistake in a chart', 'chapters/01-market.md', replace('field: size', 'field: sise')],
  ['that one mended', 'chapters/01-market.md', replace('field: sise', 'field: size')],
  ['the title', 'report.yaml', replace('样本报告', '新的标题')],
  ['a picture', 'chapters/square.svg', replace('fill="red"', 'fill="blue"')],
  ['a footnote', 'chapters/02-data.md', append('\n有注的文字[^a]。\n\n[^a]: 注。\n')],
  ['a reference to what comes later', 'chapters/00-cover.md', replace('fig-market)', 'fig-plain)')],
  ['findings in a text', 'chapters/02-data.md', append('\n规模为156十亿美元,另有77家Openai  公司。\n')],
  ['the number that one resembles', 'datasets/market.yaml', replace('[2024, 157]', '[2024, 156]')],
  ['a name with digits', 'datasets/stages.yaml', replace('1974—1980', '另有77家')],
  [
    'a second title that nothing mentions',
    'chapters/02-data.md',
    append('\n:::figure{#fig-again kind=trend data=market x=year series=size}\n规模与同比增速\n:::\n'),
  ],
  ['a line above them', 'chapters/02-data.md', replace('# 资料', '\n# 资料')],
  ['a mention', 'chapters/01-market.md', append('\n见[](#fig-again)。\n')],
  ['a dataset that is old, and wrong', 'datasets/market.yaml', replace('as_of: 2025-03', 'as_of: 2020-03')],
  [
    'a number that does not follow',
    'datasets/market.yaml',
    append('values: { rate: { of: size 2023 yoy, stated: 999 } }\n'),
  ],
  ['rules', 'report.yaml', append('rules: { data-old: off, title-duplicate: error }\n')],
  ['HTML of authors, which is sanitized', 'report.yaml', append('raw_html: true\n')],
]

describe('after an edit', () => {
  let session: Session
  beforeAll(() => {
    session = new Session(root)
  })
  test('nothing', () => compare())

  test.each(edits)('%s', async (_, path, edit) => {
    await writeFile(join(root, path), edit(await readFile(join(root, path), 'utf8')))
    await compare()
  })

  test('a dataset that is gone, and back', async () => {
    const path = join(root, 'datasets/stages.yaml')
    const text = await readFile(path)
    await rm(path)
    await compare()
    await writeFile(path, text)
    await compare()
  })

  async function compare(): Promise<void> {
    const kept = await everything(session)
    const fresh = await everything(new Session(root))
    expect(kept).toEqual(fresh)
  }

  async function everything(session: Session) {
    const charted = await session.draw(await session.resolve())
    const { files, inputs } = charted
    const { shell, slots } = session.page(charted)
    const mistakes = messagesOf(files)
    const print = failed(files) ? '' : session.edition(charted).print
    const coverage = session.check(charted)
    return {
      shell,
      slots: slots.map(({ name, blocks, places }) => ({ name, blocks, places })),
      mistakes,
      findings: messagesOf(files),
      print,
      coverage,
      inputs,
    }
  }
})

test('what an edit does not touch is the same object', async () => {
  const session = new Session(root)
  const page = async () => session.page(await session.draw(await session.resolve()))
  const before = await page()
  const path = join(root, 'chapters/02-data.md')
  await writeFile(path, `${await readFile(path, 'utf8')}\n再一段。\n`)
  const after = await page()
  const same = after.slots.map(({ name, blocks }, index) => [name, blocks === before.slots[index]!.blocks])
  expect(same).toEqual([
    ['00-cover', true],
    ['00-cover/rail', true],
    ['01-market', true],
    ['02-data', false],
    ['99-back', true],
  ])
})

describe('pieces', () => {
  test.each([
    ['headings and paragraphs', '# a\n\nb\nb\n\n## c\n', 3],
    ['code with an empty line', 'a\n\n```\nb\n\nc\n```\n\nd\n', 3],
    ['longer code', '````\n```\n\nb\n````\n', 1],
    ['a directive with an empty line', '::::row\n:::figure\na\n\nb\n:::\n\nc\n::::\n\nd\n', 2],
    ['a fence in code of a directive, which ends it', ':::figure\n```yaml\n:::\n```\n\nb\n', 1],
    ['a directive that stays open', ':::figure\n\na\n\nb\n', 1],
    ['a definition', '# a\n\n[b][c]\n\n# d\n\n[c]: https://example.com\n', 1],
    ['a definition in a quotation', '[b][c]\n\n> [c]: https://example.com\n', 1],
    ['a footnote', '# a\n\nb[^c]\n\n# d\n\n[^c]: e\n', 1],
    ['HTML that stays open', '# a\n\n<!--\n\n# b\n\n-->\n', 1],
    ['a loose list', '- a\n\n  b\n\n- c\n\n\n1. d\n\ne\n', 2],
    ['code in a list', '- ```\n  a\n  ```\n\n```\nb\n\nc\n```\n', 1],
    ['quotations', '> a\n\n> b\nc\n\nd\n', 3],
    ['indented code', 'a\n\n    b\n\n    c\n\nd\n', 2],
    ['a table', '| a |\n| - |\n| b |\n\nc\n', 2],
    ['front matter', '---\npart: back\n\n---\n\n# a\n', 2],
    ['rules that look like front matter', 'a\n\n---\nb: c\n---\n\nd\n', 2],
    ['formulas with empty lines', 'a\n\n$$\nb\n\nc\n$$ {#d}\n\ne\n\n$$ f $$\n\ng\n', 5],
    ['a formula that ends in its last line', '$$\na\n\nb $$\n\nc\n', 2],
    ['a formula that stays open', '$$\na\n\nb\n', 1],
    ['a formula in a list', '- a\n\n  $$\n  b\n\n  c\n  $$\n\nd\n', 1],
    ['empty lines alone', '\n\n \n', 1],
  ])('%s', (_, text, count) => {
    expect(piecesOf(text)).toHaveLength(count)
    expect(piecesOf(text).join('')).toBe(text)
    expect(parseMarkdown(new VFile(text), new Memory()).children).toEqual(markdown.parse(text).children)
  })

  test("this repository's chapters are parsed as a whole would be", async () => {
    const folder = join(import.meta.dirname, '../chapters')
    const names = (await readdir(folder)).filter((name) => name.endsWith('.md'))
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    expect(Math.max(...texts.map((text) => piecesOf(text).length))).toBeGreaterThan(50)
    for (const text of texts) {
      expect(parseMarkdown(new VFile(text), new Memory()).children).toEqual(markdown.parse(text).children)
    }
  })
})

describe('what is made later', () => {
  test('says again what it said after it had waited', async () => {
    const memory = new Memory()
    const make = (file: VFile) =>
      memory.recall(
        'name',
        { input: 'input' },
        async () => {
          await Promise.resolve()
          file.message('later')
          return 'made'
        },
        { files: [file] },
      )
    for (const file of [new VFile(), new VFile()]) {
      memory.turn()
      expect(await make(file)).toBe('made')
      expect(file.messages.map(({ reason }) => reason)).toEqual(['later'])
    }
  })

  test('is made again where it has failed, and once where it has not', async () => {
    const memory = new Memory()
    const answers = [Promise.reject(new Error('no')), Promise.resolve(1), Promise.resolve(2)]
    const make = () => memory.recall('name', {}, () => answers.shift()!)
    await expect(make()).rejects.toThrow('no')
    expect(await make()).toBe(1)
    memory.turn()
    expect(await make()).toBe(1)
  })
})

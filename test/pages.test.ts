/** What the compiler does to pages: full ones, wide tables on landscape pages, long tables continued. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildOnce } from '../src/session.ts'
import { comparePictures, keepPictures } from './kept-pictures.ts'
import { type Printed, pageOf, print, printFolder, squeeze } from './printed.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

const repository = join(import.meta.dirname, '..')
const paragraph = '产业用户行业文字可以复制。'.repeat(14)
const paragraphs = (count: number) => `${paragraph}\n\n`.repeat(count)
const settings = { 'report.yaml': sample['report.yaml']! }

/** mm: the margins of the house's pages. */
const HEAD = 24
const FOOT = 20
const POINTS = 72 / 25.4

interface Sheet {
  width: number
  height: number
  /** Part of the text area (0–1) from its head to the foot of its last text. */
  fill: number
}

/** Texts are placed by their baselines: their descent and the rule below a figure count as empty, which is the strict way. */
async function sheetOf({ document }: Printed, number: number): Promise<Sheet> {
  const page = await document.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const { items } = await page.getTextContent()
  const foot = FOOT * POINTS
  const baselines = items.flatMap((item) =>
    'str' in item && item.str.trim() && item.transform[5] > foot ? [item.transform[5] as number] : [],
  )
  const area = height - (HEAD + FOOT) * POINTS
  return { width, height, fill: 1 - (Math.min(...baselines) - foot) / area }
}

/** Body pages less than 85 % full before which no new chapter or back matter waits, with how full they are. */
async function unfilled(printed: Printed): Promise<string[]> {
  const { document } = printed
  const bookmarks = await document.getOutline()
  const chapters = await Promise.all(bookmarks.map(({ dest }) => pageOf(document, dest)))
  const pages: string[] = []
  for (let page = chapters[0]!; page < document.numPages; page++) {
    const { fill } = await sheetOf(printed, page)
    if (fill < 0.85 && !chapters.includes(page + 1)) pages.push(`page ${page}: ${fill.toFixed(2)}`)
  }
  return pages
}

/** Figures and tables more than a page from the place in the text that is the nearest to refer to them. */
async function far({ document, manifest }: Printed): Promise<string[]> {
  const body = manifest.entries.find(({ kind }) => kind === 'heading')!.page
  const mentions: Array<{ id: string; page: number }> = []
  for (let page = body; page <= document.numPages; page++) {
    const links = await (await document.getPage(page)).getAnnotations()
    for (const { dest } of links) if (typeof dest === 'string') mentions.push({ id: dest, page })
  }
  return manifest.entries
    .filter(({ kind }) => kind !== 'heading')
    .map(({ id, page }) => {
      const pages = mentions.filter((mention) => mention.id === id).map((mention) => mention.page)
      return { id, distance: Math.min(...pages.map((other) => Math.abs(other - page))) }
    })
    .filter(({ distance }) => distance > 1)
    .map(({ id, distance }) => `${id}: ${distance}`)
}

/** What is said of a report that cannot be printed. */
async function mistakes(files: Record<string, string>): Promise<string> {
  const root = await writeReport(files)
  const { files: read, result } = await buildOnce(root, join(root, 'build'))
  expect(result).toBeNull()
  return messagesOf(read)
}

describe('a table that is wider than the page', () => {
  /** Columns of numbers of fifteen digits, which do not wrap. */
  const wide = (columns: number, rows = 3) => {
    const names = Array.from({ length: columns }, (_, index) => `n${index}`)
    const cells = names.map(() => '123456789012345').join(', ')
    return `title: 宽表
source: 某机构
provenance: public
columns:
  name: { type: category, label: 名称 }
${names.map((name, index) => `  ${name}: { type: number, label: 数${index}, format: d }`).join('\n')}
rows:
${Array.from({ length: rows }, (_, row) => `  - [公司${row + 1}, ${cells}]`).join('\n')}
`
  }
  const table = ':::table{#tab-wide data=wide}\n宽表\n:::\n'
  const files = (columns: number, text = `# 宽\n\n文字。\n\n${table}`, rows = 3) => ({
    ...settings,
    'datasets/wide.yaml': wide(columns, rows),
    'chapters/01-wide.md': text,
  })
  const pageWith = ({ manifest }: Printed, id: string) =>
    manifest.entries.find((entry) => entry.id === id)!.page

  test('is set smaller, and the text around it is not', async () => {
    const { document, manifest } = await print(files(6))
    const page = await document.getPage(manifest.entries[0]!.page)
    const items = (await page.getTextContent()).items.filter((item) => 'str' in item)
    const sizeOf = (text: string) => items.find(({ str }) => str.includes(text))!.transform[0] as number
    expect(sizeOf('文字')).toBeCloseTo(10.25, 1)
    expect(sizeOf('123456789012345')).toBeLessThan(8.3)
  })

  test('stands alone on a landscape page; the page before it is filled with the text that follows', async () => {
    const text = `# 宽\n\n${paragraphs(2)}${table}\n${paragraphs(12)}\n## 后\n\n完。\n`
    const printed = await print(files(9, text))
    const page = pageWith(printed, 'tab-wide')
    const { width, height } = await sheetOf(printed, page)
    expect(width).toBeGreaterThan(height)
    expect(printed.pages[page - 1]).not.toContain('产业用户')
    expect(printed.pages[page - 1]).toContain(`${page}/${printed.manifest.pages}`)
    const before = await sheetOf(printed, page - 1)
    expect(before.width).toBeLessThan(before.height)
    expect(before.fill).toBeGreaterThan(0.9)
    // The paragraph that is divided by the page loses nothing and goes on.
    const body = squeeze(printed.pages.slice(1).join(''))
    expect(body.split('产业用户行业文字可以复制。').length - 1).toBeGreaterThanOrEqual(13 * 14)
    expect(pageWith(printed, 'tab-wide')).toBe(printed.manifest.entries[0]!.page + 1)
  })

  test('leaves its heading on its page where there is no text between them', async () => {
    const printed = await print(files(9, `# 宽\n\n${paragraphs(2)}## 表 {#sec-table}\n\n${table}`))
    expect(pageWith(printed, 'sec-table')).toBe(pageWith(printed, 'tab-wide'))
  })

  test('is continued where it is longer than a landscape page', async () => {
    const printed = await print(files(9, `# 宽\n\n${paragraphs(2)}${table}\n${paragraphs(9)}`, 60))
    const page = pageWith(printed, 'tab-wide')
    for (const [next, caption] of ['宽表', '宽表（续）', '宽表（续）'].entries()) {
      const { width, height } = await sheetOf(printed, page + next)
      expect(width).toBeGreaterThan(height)
      expect(printed.pages[page + next - 1]).toContain(caption)
    }
  })

  test('is a mistake where it would be too small to read even there', async () => {
    expect(await mistakes(files(14))).toMatch(/01-wide\.md\n5:1-7:4 .* print-wide +yanbao/)
  })

  describe('in a house without landscape pages', () => {
    const folio = join(repository, 'templates/folio')
    let upright: Record<string, string>
    beforeAll(async () => {
      const paths = (await readdir(folio, { recursive: true })).filter((path) => extname(path) !== '')
      const texts = await Promise.all(paths.map((path) => readFile(join(folio, path), 'utf8')))
      const entries = paths.map((path, index) => [`templates/upright/${path}`, texts[index]!] as const)
      upright = Object.fromEntries(entries)
      const css = 'templates/upright/styles/print.css'
      upright[css] = upright[css]!.replace(/@page landscape .*/, '')
    })
    const inUpright = (columns: number) => ({
      ...files(columns),
      ...upright,
      'report.yaml': `${settings['report.yaml']}template: upright\n`,
    })

    test('is set smaller', async () => {
      const printed = await print(inUpright(5))
      const { width, height } = await sheetOf(printed, pageWith(printed, 'tab-wide'))
      expect(width).toBeLessThan(height)
    })

    test('is a mistake where that is not enough', async () => {
      expect(await mistakes(inUpright(9))).toMatch(/01-wide\.md\n5:1-7:4 .* print-wide +yanbao/)
    })
  })
})

describe('what is higher than the page', () => {
  const chart = (height: number) =>
    `:::figure{#fig-high kind=trend data=market x=year series=size height=${height}}\n高图\n:::\n`
  const picture = (height: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="${height}"><rect width="400" height="${height}"/></svg>`
  const files = (text: string, height = 0) => ({
    ...settings,
    'datasets/market.yaml': sample['datasets/market.yaml']!,
    'chapters/high.svg': picture(height),
    'chapters/01-high.md': `# 高 {#sec-high}\n\n${paragraphs(1)}${text}`,
  })

  test('is set smaller, to stand whole on one page', async () => {
    const printed = await print(files(`${chart(950)}\n${paragraphs(8)}`))
    const { page } = printed.manifest.entries.find(({ id }) => id === 'fig-high')!
    expect(squeeze(printed.pages[page - 1]!)).toMatch(/图1高图.*资料来源/)
    const items = (await (await printed.document.getPage(page)).getTextContent()).items
    const years = items.filter((item) => 'str' in item && /^202[2-5]/.test(item.str))
    expect(years).toHaveLength(4)
  })

  test.each([
    ['a chart', chart(1300), '5:1-7:4'],
    ['a picture with a caption', ':::figure{#fig-high source=某}\n高图\n\n![](high.svg)\n:::\n', '5:1-9:4'],
    ['a picture in the text', '![](high.svg)\n', '1:1-1:16'],
    [
      'the row of a table',
      `:::table{#tab-high source=某}\n高表\n\n| 甲 | 乙 |\n| - | - |\n| 丙 | ${'文字。'.repeat(2500)} |\n:::\n`,
      '5:1-11:4',
    ],
  ])('is a mistake where that is not enough: %s', async (_, text, place) => {
    const seen = await mistakes(files(text, 1300))
    expect(seen).toMatch(new RegExp(`01-high\\.md\\n *${place} .* print-tall +yanbao`))
    expect(seen).toContain('1 error')
  })

  test.each([
    ['a text below its headings, nearly a page long', `## 节\n\n### 小节\n\n${'字'.repeat(1800)}末`],
    [
      'a list below its heading',
      `## 节\n\n${Array.from({ length: 46 }, (_, index) => `- 第${index}项`).join('\n')}末`,
    ],
    ['headings alone', `${Array.from({ length: 150 }, (_, index) => `## 第${index}节`).join('\n\n')}末`],
  ])('goes on where the page ends: %s', async (_, text) => {
    const { pages } = await print({ ...settings, 'chapters/01-long.md': `# 长\n\n${text}` })
    expect(squeeze(pages.join(''))).toContain('末')
  })
})

test('a table without a caption says its heads again on each page and has every row once', async () => {
  const rows = Array.from({ length: 90 }, (_, index) => `| 第${index + 1}行 | ${10000 + index} |`)
  const text = `# 长\n\n${paragraphs(4)}| 名称 | 数值 |\n| - | -: |\n${rows.join('\n')}\n\n${paragraphs(9)}`
  const printed = await print({ ...settings, 'chapters/01-long.md': text })
  const parts = printed.pages.filter((page) => /第\d+行/.test(page))
  expect(parts.length).toBeGreaterThanOrEqual(3)
  for (const part of parts) expect(part).toMatch(/名称\n?数值/)
  const seen = parts.flatMap((part) => [...part.matchAll(/第(\d+)行\n?(\d+)/g)])
  expect(seen.map(([, row, value]) => [Number(row), Number(value)])).toEqual(
    rows.map((_, index) => [index + 1, 10000 + index]),
  )
  expect(await unfilled(printed)).toEqual([])
})

test('a short table without a caption stays whole, with the quotation below it', async () => {
  const tables = Array.from({ length: 6 }, (_, table) => {
    const rows = Array.from({ length: 14 }, (_, row) => `| 表${table}行${row} | 1 |`)
    return `| 名称 | 数值 |\n| - | -: |\n${rows.join('\n')}\n\n> 来源${table}。\n\n${paragraphs(3)}`
  })
  const text = `# 短\n\n${paragraphs(3)}${tables.join('')}`
  const { pages } = await print({ ...settings, 'chapters/01-short.md': text })
  for (const table of tables.keys()) {
    const [page] = pages.filter((page) => page.includes(`表${table}行`))
    expect(page).toContain(`表${table}行0`)
    expect(page).toContain(`表${table}行13`)
    expect(page).toContain(`来源${table}。`)
  }
})

describe('a table that is longer than its page', () => {
  let printed: Printed
  let parts: string[]
  const rows = Array.from({ length: 110 }, (_, index) => index + 1)
  beforeAll(async () => {
    printed = await print({
      ...settings,
      'datasets/long.yaml': `title: 长表
source: 某机构
provenance: public
note: 表注在表尾
columns:
  group: { type: text, label: 组别 }
  name: { type: category, label: 名称 }
  value: { type: number, unit: 亿元, label: 数值, format: d }
rows:
${rows.map((row) => `  - [分组${Math.ceil(row / 28)}, 第${row}行, ${10000 + row}]`).join('\n')}
`,
      'chapters/01-long.md': `# 长\n\n${paragraphs(4)}:::table{#tab-long kind=table data=long group=group}\n长表\n:::\n\n${paragraphs(9)}`,
    })
    const { page } = printed.manifest.entries.find(({ id }) => id === 'tab-long')!
    parts = printed.pages.slice(page - 1).filter((text) => text.includes('长表'))
  })

  test('says on each page what it is, with the head of its columns', () => {
    expect(parts.length).toBeGreaterThanOrEqual(3)
    const captions = parts.map((text) => text.match(/表1长表(（续）)*/)![0])
    expect(captions).toEqual(['表1长表', ...parts.slice(1).map(() => '表1长表（续）')])
    for (const part of parts) expect(part).toMatch(/组别\n?名称\n?数值\n?亿元/)
  })

  test('says the label of a group again where the page divides it', () => {
    for (const part of parts) {
      const [first] = part.match(/第\d+行/)!
      const row = Number(first.slice(1, -1))
      const label = `分组${Math.ceil(row / 28)}`
      const opens = row % 28 === 1
      expect(squeeze(part)).toContain(opens ? label : `${label}（续）`)
    }
  })

  test('has every row once, whole, in order', () => {
    const seen = parts.flatMap((text) => [...text.matchAll(/第(\d+)行\n?(\d+)/g)])
    expect(seen.map(([, row, value]) => [Number(row), Number(value)])).toEqual(
      rows.map((row) => [row, 10000 + row]),
    )
  })

  test('has its source and notes at its end', () => {
    expect(parts.map((text) => text.includes('表注在表尾'))).toEqual(
      parts.map((_, index) => index === parts.length - 1),
    )
  })

  test('leaves no page unfilled', async () => {
    expect(await unfilled(printed)).toEqual([])
  })
})

test('rows that are totals are set apart', async () => {
  const printed = await print({
    ...settings,
    'datasets/cost.yaml': `title: 成本
source: 某机构
provenance: public
columns:
  stage: { type: category, label: 阶段 }
  cost: { type: number, unit: 万元, label: 成本, format: d }
rows: [[训练, 30], [推理, 12], [合计, 42]]
`,
    'chapters/01-cost.md': '# 成本\n\n:::table{#tab-cost kind=table data=cost total=合计}\n成本\n:::\n',
  })
  const html = await readFile(join(printed.root, 'build/html/index.html'), 'utf8')
  const totals = [...html.matchAll(/<tr class="total">(.*?)<\/tr>/gs)].map(([, row]) => row!)
  expect(totals.map((row) => row.replaceAll(/<[^>]*>|\s/g, ''))).toEqual(['合计42'])
})

describe('pages are filled', () => {
  /** A report whose figures are as high as they are told. */
  const figures = (height: number) => {
    const figure = (n: number) =>
      `:::figure{#fig-${n} kind=trend data=market x=year series=size height=${height}}\n第${n}张图\n:::\n`
    const text = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (n) => `[](#fig-${n})${paragraph}\n\n${figure(n)}\n${paragraph}\n`,
    )
    return {
      ...settings,
      'datasets/market.yaml': sample['datasets/market.yaml']!,
      'chapters/01-market.md': `# 正文\n\n${text.join('\n')}\n# 结尾\n\n完。\n`,
    }
  }

  test.each([200, 300, 340])('by text that goes before figures of %i px which do not fit', async (height) => {
    const printed = await print(figures(height))
    expect(await unfilled(printed)).toEqual([])
    const found = printed.manifest.entries.filter(({ kind }) => kind === 'figure')
    expect(found.map(({ number }) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(found.map(({ page }) => page)).toEqual(found.map(({ page }) => page).sort((a, b) => a - b))
    for (const { label, page } of found) {
      const mention = printed.pages.findIndex((text) => text.includes(`${squeeze(label)}产业`)) + 1
      expect(Math.abs(page - mention), label).toBeLessThanOrEqual(1)
    }
  })

  test('as far as a section with figures alone allows, which keep their order', async () => {
    const heights = [260, 420, 180, 300, 240, 500, 200]
    const figure = (height: number, n: number) =>
      `:::figure{#fig-${n + 1} kind=trend data=market x=year series=size height=${height}}\n第${n + 1}张图\n:::\n`
    const printed = await print({
      ...settings,
      'datasets/market.yaml': sample['datasets/market.yaml']!,
      'chapters/01-market.md': `# 图集\n\n${heights.map(figure).join('\n')}`,
    })
    const pages = printed.manifest.entries.filter(({ kind }) => kind === 'figure').map(({ page }) => page)
    expect(pages).toEqual(pages.toSorted((a, b) => a - b))
    // No figure would have fitted on the page before.
    expect(pages).toEqual([2, 2, 3, 3, 3, 4, 4])
  })

  test('where a style that no plan knows moves the breaks', async () => {
    const files = figures(300)
    const printed = await print({
      ...files,
      'report.yaml': `${files['report.yaml']}template: whole\n`,
      'templates/whole/template.yaml': 'extends: house\n',
      'templates/whole/styles/print.css': '.chapter > .float { break-before: avoid; }\n',
    })
    expect(await unfilled(printed)).toEqual([])
  })
})

describe("this repository's report", () => {
  let printed: Printed
  beforeAll(async () => {
    printed = await printFolder(await copy())
  })

  async function copy(): Promise<string> {
    const root = await writeReport({})
    for (const name of ['report.yaml', 'chapters', 'datasets']) {
      await cp(join(repository, name), join(root, name), { recursive: true })
    }
    return root
  }

  test('has every entry of the report it is measured by, in its order', async () => {
    const entries = printed.manifest.entries.map(({ label, title }) => `${label} ${title}\n`)
    expect(entries.join('')).toBe(await readFile(join(import.meta.dirname, 'report-entries.txt'), 'utf8'))
  })

  test('has full pages', async () => {
    expect(await unfilled(printed)).toEqual([])
    expect(await far(printed)).toEqual([])
  })

  const stages = (n: number) => `[补充阶段${n}, 0, 0]`
  const prices = (n: number) =>
    `{ region: 国内, vendor: 补充, model: 补充${n}, input: 1, output: 1, currency: 元, context: 1 }`
  const abilities = (n: number) => `{ ability: 补充${n}, flops: 1.0e+23, params: 1B, model: 补充 }`

  test.each([
    ['a table longer', [['v3-cost', 4, stages]]],
    [
      'a table so long that it is continued, and a chart higher',
      [
        ['token-prices', 22, prices],
        ['emergence', 9, abilities],
      ],
    ],
  ] as const)('has full pages when a release makes %s', async (_, updates) => {
    const root = await copy()
    for (const [dataset, count, row] of updates) {
      const path = join(root, `datasets/${dataset}.yaml`)
      const more = Array.from({ length: count }, (_, n) => `  - ${row(n + 1)}\n`).join('')
      await writeFile(path, (await readFile(path, 'utf8')).replace(/rows:\n/, `rows:\n${more}`))
    }
    const changed = await printFolder(root)
    for (const [, count, row] of updates)
      expect(changed.pages.join('')).toContain(row(count).match(/补充(阶段)?\d+/)![0])
    expect(await unfilled(changed)).toEqual([])
    expect(await far(changed)).toEqual([])
  })

  // Elsewhere another browser prints.
  const embedded = process.platform === 'linux' && process.arch === 'x64'

  test.runIf(embedded)('looks as the pictures show that are kept of its pages', async () => {
    const kept = join(repository, 'test/page-pictures')
    const out = join(repository, 'build/page-pictures')
    const { snapshotUpdateState } = expect.getState().snapshotState
    if (snapshotUpdateState === 'all') await keepPictures(printed.document, kept)
    const differences = await comparePictures(printed.document, kept, out)
    expect(
      differences,
      'Look at build/page-pictures. To keep the new pages: npm test -- pages.test -u',
    ).toEqual([])
  })
})

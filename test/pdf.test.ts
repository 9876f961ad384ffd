/** The PDF, read back: what its lists, bookmarks and tags say is what stands on its pages. */
import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildOnce } from '../src/session.ts'
import { fontsOf } from './pdf-fonts.ts'
import { type Printed, pageOf, print, squeeze } from './printed.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

describe('a small report', () => {
  let printed: Printed
  beforeAll(async () => {
    printed = await print(sample)
  })

  test('has an entry for every heading, figure and table of the body', () => {
    expect(printed.manifest.entries.map(({ kind, label, title }) => `${kind} ${label} ${title}`)).toEqual([
      'heading 1. 市场',
      'heading 1.1. 规模',
      'figure 图 1 规模与同比增速',
      'heading 1.1.1. 三级标题',
      'figure 图 2 左图',
      'figure 图 3 右图',
      'heading 1.2. 阶段',
      'figure 图 4 发展阶段，承接图 1',
      'heading 2. 数据',
      'table 表 1 市场规模表',
      'figure 图 5 一张图片',
    ])
  })

  test('has every caption on the page that the manifest names', () => {
    expect(printed.manifest.pages).toBe(printed.document.numPages)
    for (const { label, title, page } of printed.manifest.entries) {
      expect(squeeze(printed.pages[page - 1]!)).toContain(squeeze(label + title))
    }
  })

  test('prints those pages in its lists', () => {
    const lines = printed.pages.slice(0, printed.manifest.entries[0]!.page - 1).join('\n')
    for (const { kind, label, title, page } of printed.manifest.entries) {
      if (kind === 'heading' && label.split('.').length > 3) continue
      expect(lines).toMatch(new RegExp(`^${quoted(squeeze(label + title))}[.…·]*${page}$`, 'm'))
    }
  })

  test('has its headings as bookmarks, each leading to its page', async () => {
    const bookmarks = await printed.document.getOutline()
    expect(namesOf(bookmarks)).toEqual([
      [
        '1. 市场',
        [
          ['1.1. 规模', [['1.1.1. 三级标题', []]]],
          ['1.2. 阶段', []],
        ],
      ],
      ['2. 数据', []],
      ['免责声明', []],
    ])
    const [chapter] = printed.manifest.entries
    expect(await pageOf(printed.document, bookmarks[0]!.dest)).toBe(chapter!.page)
  })

  test('embeds every font, and none of Type 3', async () => {
    const fonts = await fontsOf(printed.bytes)
    expect(fonts.length).toBeGreaterThan(0)
    for (const { subtype, embedded } of fonts) {
      expect(subtype).not.toBe('/Type3')
      expect(embedded).toBe(true)
    }
  })

  test('can be searched and copied: no character is replaced by its radical', () => {
    const text = printed.pages.join('')
    expect(text).toContain('用户、产业、行业的文字可以复制。')
    expect(text).not.toMatch(/[\u2e80-\u2fdf\ue000-\uf8ff\ufffd]/)
  })

  test('says what it is', async () => {
    const { info } = (await printed.document.getMetadata()) as unknown as { info: Record<string, unknown> }
    expect(info).toMatchObject({
      Title: '样本报告：图表与引用',
      Subject: '样本',
      CreationDate: 'D:20250309000000Z',
      ModDate: 'D:20250309000000Z',
      Language: 'zh-CN',
    })
    expect(info.Author).toMatch(/甲.*乙/)
    expect(info.Keywords).toMatch(/人工智能.*算力/)
  })

  test('is tagged, with a text for every picture', async () => {
    const tags = (
      await Promise.all(printed.pages.map((_, index) => tagsOf(printed.document, index + 1)))
    ).flat()
    const roleOf = ({ role }: Tag) => role
    // A figure with its caption holds its picture, which has the text, or its table, which is read as one.
    const pictures = tags.filter((tag) => {
      const inside = tag.children?.flatMap(allTags).map(roleOf) ?? []
      return tag.role === 'Figure' && !inside.includes('Figure') && !inside.includes('Table')
    })
    expect(pictures.filter(({ alt }) => !alt)).toEqual([])
    const texts = pictures.map(({ alt }) => alt).join('\n')
    for (const title of ['规模与同比增速', '左图', '右图的替代文字', '发展阶段', '红色方块']) {
      expect(texts).toContain(title)
    }
    expect(tags.map(roleOf)).toEqual(expect.arrayContaining(['H1', 'H2', 'H3', 'Table', 'TH', 'TD']))
  })

  test('is the same bytes when it is built again elsewhere', async () => {
    const again = await print(sample)
    expect(again.bytes.equals(printed.bytes)).toBe(true)
    expect(again.manifest).toEqual(printed.manifest)
    expect(again.manifest.passes).toBe(2)
  })

  test('takes one pass where heights tell how many pages stand before the first chapter', async () => {
    const root = await writeReport(sample)
    const { result } = await buildOnce(root, join(root, 'build'))
    expect(result?.passes).toBe(1)
  })

  test('takes one pass, and is the same bytes, when nothing moved', async () => {
    const out = join(printed.root, 'build')
    const { result } = await buildOnce(printed.root, out)
    expect(result?.passes).toBe(1)
    expect((await readFile(join(out, 'report.pdf'))).equals(printed.bytes)).toBe(true)
  })

  test('is left as it was by a build with a mistake, and nothing half done stays', async () => {
    const out = join(printed.root, 'build')
    const before = await contentsOf(out)
    const chapter = join(printed.root, 'chapters/02-data.md')
    await writeFile(chapter, `${sample['chapters/02-data.md']}\n[](#nowhere)\n`)
    const { result } = await buildOnce(printed.root, out)
    expect(result).toBeNull()
    expect(await contentsOf(out)).toEqual(before)
    await writeFile(chapter, sample['chapters/02-data.md']!)
  })
})

describe('a report with 150 tables', () => {
  let printed: Printed
  beforeAll(async () => {
    const numbers = Array.from({ length: 150 }, (_, index) => index + 1)
    const tables = numbers.map(
      (number) => `:::table{#tab-${number} data=stages columns=period}\n第${number}个阶段表\n:::\n`,
    )
    printed = await print({
      'report.yaml': 'title: 很多表\ndate: 2025-03\n',
      'datasets/stages.yaml': sample['datasets/stages.yaml']!,
      'chapters/01-tables.md': `# 表\n\n${tables.join('\n')}`,
    })
  })

  test('has a list of more than two pages', () => {
    const lists = printed.pages.slice(0, printed.manifest.entries[0]!.page - 1)
    expect(lists.filter((text) => /表\d+第\d+个阶段表/.test(text)).length).toBeGreaterThan(2)
  })

  test('has every table once, and on the page its list says', () => {
    const [chapter, ...tables] = printed.manifest.entries
    const lists = printed.pages.slice(0, chapter!.page - 1).join('\n')
    const body = printed.pages.slice(chapter!.page - 1)
    expect(tables).toHaveLength(150)
    for (const { label, title, page } of tables) {
      const caption = squeeze(label + title)
      expect(lists).toMatch(new RegExp(`^${caption}[.…·]*${page}$`, 'm'))
      expect(body.filter((text) => text.includes(caption))).toEqual([printed.pages[page - 1]])
    }
  })
})

test('a cover that runs over to a second page is a mistake', async () => {
  const cover = `---\npart: cover\n---\n\n${'- 要点。产业用户行业文字可以复制。\n'.repeat(80)}`
  const root = await writeReport({ ...sample, 'chapters/00-cover.md': cover })
  const { files, result } = await buildOnce(root, join(root, 'build'))
  expect(result).toBeNull()
  expect(messagesOf(files)).toMatch(/00-cover\.md\n.* Unexpected cover of \d pages.* cover-overflow +yanbao/)
})

describe('an index that cannot be proved', () => {
  /** A template that prints `line` for every entry, then the chapters. */
  const own = (line: string, chapter = '{{ chapter | raw }}') => ({
    ...sample,
    'report.yaml': `${sample['report.yaml']}template: own\n`,
    'templates/own/template.yaml': 'extends: house\n',
    'templates/own/print.liquid': `<html lang="zh-CN"><title>{{ report.title }}</title><style>{{ styles | raw }}</style><body>
{% for e in contents %}${line}{% endfor %}{% for e in figures %}${line}{% endfor %}{% for e in tables %}${line}{% endfor %}
{{ cover.main | raw }}{{ cover.rail | raw }}
{% for chapter in chapters %}<div style="break-before: page">${chapter}</div>{% endfor %}</body></html>`,
  })
  const lineWith = (page: string) =>
    `<p><a href="#{{ e.id }}">{{ e.label }} {{ e.title | raw }} ${page}</a></p>`
  const right = lineWith('<b data-page="{{ e.id }}"></b>')

  test.each([
    [
      'a page that is wrong',
      own(lineWith('99')),
      /图 1 规模与同比增速: its line in the index says 99, it is on page \d/,
    ],
    ['no page', own(lineWith('')), /图 1 规模与同比增速: its line in the index has no page/],
    ['no list', own('<a href="#{{ e.id }}"> </a>'), /图 1 规模与同比增速: it is missing from the index/],
    ['a chapter left out', own(right, 'Nothing'), /图 1 规模与同比增速: it did not reach/],
    [
      'a caption printed twice',
      own(right, '{{ chapter | raw }}<figure><figcaption>图 1 规模与同比增速</figcaption></figure>'),
      /图 1 .*: its caption is printed 3 times/,
    ],
  ])('%s', async (_, files, sentence) => {
    const root = await writeReport(files)
    const { files: read, result } = await buildOnce(root, join(root, 'build'))
    expect(result).toBeNull()
    expect(messagesOf(read)).toMatch(sentence)
    expect(messagesOf(read)).toMatch(/ index-unproved +yanbao/)
    await expect(readdir(join(root, 'build'))).rejects.toThrow('ENOENT')
  })
})

describe('the command line ends with', () => {
  const cli = join(import.meta.dirname, '../build/cli/cli.js')
  const run = (...argv: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [cli, ...argv], (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err })
      })
    })

  test('0 where the report is built', async () => {
    const root = await writeReport(sample)
    const { code, out, err } = await run('build', root)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/1-load[\s\S]*6-print[\s\S]*report\.pdf/)
    expect(await readdir(join(root, 'build'))).toEqual([
      'html',
      'manifest.json',
      'report-data.xlsx',
      'report.pdf',
    ])
  })

  test('1 where the report has mistakes, and lists them', async () => {
    const root = await writeReport({ ...sample, 'chapters/02-data.md': '# Text\n\n[](#nowhere)\n' })
    for (const command of ['build', 'check']) {
      const { code, err } = await run(command, root, '--lang', 'en')
      expect(code).toBe(1)
      expect(err).toMatch(
        /chapters\/02-data\.md\n *3:1-3:13 +error +Unexpected reference `#nowhere`.*reference-unknown/,
      )
    }
  })

  test.each([
    ['an unknown command', ['bild'], 'bild'],
    ['an unknown option', ['build', '--fast'], '--fast'],
    ['a folder that does not exist', ['check', '/nowhere/report'], '/nowhere/report'],
    ['two folders', ['check', '.', 'b'], '`b`'],
  ])('2 after %s', async (_, argv, seen) => {
    const { code, err } = await run(...argv)
    expect(code).toBe(2)
    expect(err).toContain(seen)
    expect(err).toMatch(/^Unexpected [^\n]*, expected [^\n]*\n$/)
  })

  test('3 where there is no browser, and says so', async () => {
    const { code, err } = await run('build', await writeReport(sample), '--browser', '/nowhere/chrome')
    expect(code).toBe(3)
    expect(err).toContain('/nowhere/chrome')
  })

  test('0 after a check without mistakes, and a call for help', async () => {
    expect((await run('check', await writeReport(sample))).code).toBe(0)
    expect((await run('--help')).out).toContain('Usage: yanbao')
  })
})

function quoted(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

type Bookmarks = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>
type Named = Array<[title: string, below: Named]>

function namesOf(bookmarks: Bookmarks): Named {
  return (bookmarks ?? []).map(({ title, items }) => [title, namesOf(items)])
}

interface Tag {
  role?: string
  alt?: string
  children?: Tag[]
}

/** All structure elements of a page. */
async function tagsOf(document: PDFDocumentProxy, page: number): Promise<Tag[]> {
  const tree = (await (await document.getPage(page)).getStructTree()) as Tag | null
  return tree ? allTags(tree) : []
}

function allTags(tag: Tag): Tag[] {
  return [tag, ...(tag.children ?? []).flatMap(allTags)]
}

/** Every file below a folder, with its bytes. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, (await readFile(path)).toString('base64')] as const)),
  )
}

/** The workbook of a build, opened with a reader of its own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import readWorkbook from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sheet, sheetName, writeSheets } from '../src/7-publish/sheets.ts'
import { workbookOf } from '../src/7-publish/workbook.ts'
import { importTable } from '../src/import/index.ts'
import { failed } from '../src/message.ts'
import { Session } from '../src/session.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

const data: Record<string, string> = {
  ...sample,
  'datasets/market.yaml': `title: 市场规模
source: [某机构, 另一机构]
as_of: 2025-03
provenance: public
note: 现价
columns:
  year: { type: year, label: 年份 }
  size: { type: number, unit: 十亿美元, label: 规模, format: ',.0f' }
  price: { type: number, unit: 元, label: 均价 }
  remark: { type: text, label: 备注 }
  growth: { label: 同比, format: '+.1f', derive: { yoy: size } }
forecast_from: 2025
rows:
  - { year: 2022, size: 100, price: 0.1 }
  - { year: 2023, size: 120, price: 1.25, remark: '=1+1', provenance: { price: recalled } }
  - { year: 2024, size: 156, price: 0, remark: '+首次', note: 修订 }
  - { year: 2025, size: 180.5, price: null, provenance: illustrative }
`,
}

describe('the workbook of a sample', () => {
  let root: string
  let bytes: Uint8Array
  let sheets: Map<string, unknown[][]>
  let parts: Record<string, string>

  beforeAll(async () => {
    root = await writeReport(data)
    bytes = await bookOf(root)
    sheets = await sheetsOf(bytes)
    parts = partsOf(bytes)
  })
  afterAll(() => rm(root, { recursive: true }))

  const bookOf = async (folder: string) => {
    const edition = await new Session(folder).compose()
    expect(failed(edition.files), messagesOf(edition.files)).toBe(false)
    return workbookOf(edition, new Map(edition.index.map(({ entry }, at) => [entry.id, at + 3])))
  }

  test('lists every figure and table, with links to their sheets', () => {
    const [list, ...others] = [...sheets.keys()]
    expect(list).toBe('图表目录')
    expect(others).toEqual(['规模走势', '图1', '图2', '图3', '图4', '表1', '图5'])
    const rows = sheets.get('图表目录')!
    expect(rows[3]).toEqual(['编号', '标题', '页码', '资料来源', '数据截至', '数据性质'])
    expect(rows[5]).toEqual(['图 1', '规模与同比增速', 5, '某机构；另一机构', '2025-03', '公开资料'])
    const links = [
      ...parts['xl/worksheets/sheet1.xml']!.matchAll(/<hyperlink ref="(\w+)" location="([^"]+)"/g),
    ]
    expect(links.map(([, ref, location]) => `${ref} ${location}`)).toEqual(
      others.map((name, at) => `A${at + 5} '${name}'!A1`),
    )
  })

  test('has numbers as numbers, derived ones as values, and nothing where nothing is known', () => {
    expect(
      sheets.get('图1')!.map((row) =>
        row
          .map((value) => value ?? '')
          .join(' | ')
          .replace(/[ |]+$/, ''),
      ),
    ).toEqual([
      '图 1  规模与同比增速',
      '资料来源 | 某机构；另一机构',
      '数据截至 | 2025-03',
      '数据性质 | 公开资料',
      '说明 | 现价',
      '说明 | 2024：修订',
      '说明 | 部分为示意值，非实际统计',
      '← 图表目录',
      '',
      '年份 | 规模 | 均价 | 备注 | 同比 | 数据性质 | 预测 | 说明',
      '单位 | 十亿美元 | 元 |  | %',
      '2022 | 100 | 0.1',
      '2023 | 120 | 1.25 | =1+1 | 20 | 均价：凭记忆整理，未核对',
      '2024 | 156 | 0 | +首次 | 30 |  |  | 修订',
      '2025E | 180.5 |  |  | 15.7051282051282 | 示意 | 是',
    ])
    expect(
      sheets
        .get('图1')!
        .at(-1)!
        .map((value) => typeof value),
    ).toEqual(['string', 'number', 'object', 'object', 'number', 'string', 'string', 'object'])
  })

  test('has tables written in data, and says that a picture has no data', () => {
    expect(sheets.get('图4')!.flat()).toContain('定理证明、用户行为与产业用途')
    expect(sheets.get('图5')!.flat()).toContain('此图为图片，无底稿数据')
  })

  test('formats numbers as the report does', () => {
    expect(parts['xl/styles.xml']).toContain('formatCode="#,##0"')
    expect(parts['xl/styles.xml']).toContain('formatCode="#,##0.00"')
    expect(parts['xl/styles.xml']).toContain('formatCode="+0.0;-0.0;0.0"')
  })

  test('holds no formula', () => {
    for (const xml of Object.values(parts)) expect(xml).not.toMatch(/<f[ >/]/)
    expect(parts['xl/sharedStrings.xml']).toContain('>=1+1<')
    expect(parts['xl/styles.xml']).toContain('quotePrefix="1"')
  })

  test('is the same bytes again, in another time zone too', async () => {
    const zone = process.env.TZ
    try {
      for (const other of ['America/Los_Angeles', 'Asia/Shanghai']) {
        process.env.TZ = other
        expect(Buffer.compare(await bookOf(root), bytes)).toBe(0)
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
    expect(parts['docProps/core.xml']).toContain('2025-03-09T00:00:00Z')
  })

  test('comes back by import without a change', async () => {
    const file = join(root, 'report-data.xlsx')
    await writeFile(file, bytes)
    const to = join(root, 'datasets/market.yaml')
    const again = await importTable({ file, to, sheet: '图1', origin: null })
    expect(messagesOf(again.files)).toBe('\n')
    expect(again.changes).toContain('Nothing changes.')
    // A number that somebody changed in the workbook is the only thing that changes.
    await writeFile(to, (await readFile(to, 'utf8')).replace('size: 156', 'size: 155'))
    const changed = await importTable({ file, to, sheet: '图1', origin: null })
    expect(changed.changes).toContain('1 cell changes\n  2024 size: 155 → 156')
  })
})

describe('cells of a workbook', () => {
  /** The raw cells of a column, each with the code of its format. */
  const cellsOf = async (format: string, numbers: Array<number | string>) => {
    const rows = numbers.map((value, at) => `  - [k${at}, ${value}]\n`).join('')
    const root = await writeReport({
      'report.yaml': 'title: t\ndate: 2025-03\nlanguage: en\n',
      'datasets/d.yaml': `title: t\nsource: s\nprovenance: public\ncolumns:\n  k: { type: category }\n  v: { type: number, format: '${format}' }\nrows:\n${rows}`,
      'chapters/01.md': '# A\n\n:::table{#tab-a data=d}\nTable\n:::\n',
    })
    const edition = await new Session(root).compose()
    expect(failed(edition.files), messagesOf(edition.files)).toBe(false)
    await rm(root, { recursive: true })
    const parts = partsOf(workbookOf(edition, new Map()))
    const styles = parts['xl/styles.xml']!
    const codes = new Map(
      [...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
    )
    const formats = [...styles.matchAll(/<xf numFmtId="(\d+)" fontId="\d+" fillId/g)].slice(1)
    const cells = parts['xl/worksheets/sheet2.xml']!.matchAll(/<c r="B\d+" s="(\d+)"><v>([^<]*)<\/v>/g)
    return [...cells].map(([, style, value]) => {
      const code = codes.get(formats[Number(style)]?.[1]) ?? 'none'
      return `${value} ${code.replaceAll('&quot;', '"')}`
    })
  }

  test.each([
    ['', [9007199254740991, 0.1], ['9007199254740991 #,##0.0', '0.1 #,##0.0']],
    [',.0f', [1234567890123], ['1234567890123 #,##0']],
    ['$,.2f', [-5], ['-5 "$"#,##0.00']],
    ['($,.1f', [-5], ['-5 "$"#,##0.0;("$"#,##0.0)']],
    ['d', [12.6], ['12.6 0']],
    ['.2e', [123456], ['123456 0.00E+0']],
    ['.1%', [0.123], ['0.123 0.0%']],
    ['+.1f', [3], ['3 +0.0;-0.0;0.0']],
    ['.3g', [1.5, 123.4], ['1.5 0.00', '123.4 0']],
    ['.3s', [12345], ['12345 General']],
  ])('with the format %s show what the report prints', async (format, numbers, expected) => {
    expect(await cellsOf(format, numbers)).toEqual(expected)
  })
})

describe('names of sheets', () => {
  test('are legal, short and unique', () => {
    const taken = new Set<string>()
    expect(sheetName('图1', taken)).toBe('图1')
    expect(sheetName('图1', taken)).toBe('图1 (2)')
    expect(sheetName("'a/b:[c]*?\\'", taken)).toBe('a-b-c-')
    expect(sheetName('', taken)).toBe('_')
    expect(sheetName('History', taken)).toBe('_History')
    expect(sheetName('x'.repeat(40), taken)).toHaveLength(31)
    expect(sheetName('X'.repeat(40), taken)).toBe(`${'X'.repeat(27)} (2)`)
    expect(sheetName(`${'x'.repeat(30)}😀`, taken)).toBe('x'.repeat(30))
  })
})

test('texts that XML cannot hold, or that spreadsheets would decode, are harmless', async () => {
  const texts = [
    'a\u0000b\u000bc',
    '_x0041_',
    '<b> & "c"',
    '\ud800!',
    'x'.repeat(40_000),
    '  padded ',
    '@SUM(1)',
    '-1',
  ]
  const sheet: Sheet = { name: 'a', rows: texts.map((value) => [{ value }]), table: 0, frozen: 0 }
  const bytes = writeSheets([sheet], { title: 't', creator: 'c', date: '2025-03-01' })
  const rows = (await sheetsOf(bytes)).get('a')!
  expect(rows.slice(0, 4).flat()).toEqual(['abc', '_x0041_', '<b> & "c"', '\ufffd!'])
  expect(String(rows[4]![0])).toHaveLength(32_767)
  expect(rows.slice(6).flat()).toEqual(['@SUM(1)', '-1'])
})

async function sheetsOf(bytes: Uint8Array): Promise<Map<string, unknown[][]>> {
  const folder = await mkdtemp(join(tmpdir(), 'yanbao-book-'))
  const path = join(folder, 'book.xlsx')
  await writeFile(path, bytes)
  const sheets = await readWorkbook(path)
  await rm(folder, { recursive: true })
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]))
}

function partsOf(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
}

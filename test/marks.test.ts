/** What is only as sure as its weakest part says so everywhere: under figures, in tables, CSV, workbook, traces, `explain`. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvParseRows } from 'd3-dsv'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDataset } from '../src/1-load/dataset.ts'
import { csvOf } from '../src/5-template/figure.ts'
import { markTable } from '../src/5-template/marks.ts'
import { traceText } from '../src/5-template/trace.ts'
import { workbookOf } from '../src/7-publish/workbook.ts'
import { checkTotals, isRemainderName, isTotalName } from '../src/check/totals.ts'
import { completeDataset } from '../src/data/dataset.ts'
import { measure } from '../src/data/measure.ts'
import { explain } from '../src/explain.ts'
import { importTable } from '../src/import/index.ts'
import { failed } from '../src/message.ts'
import type { Dataset } from '../src/report.ts'
import { type Documents, Session } from '../src/session.ts'
import { messagesOf, writeReport } from './report-folder.ts'

const market = `title: 市场
source: 某机构
as_of: 2025-03
provenance: public
note: 现价
columns:
  year: { type: year, label: 年份 }
  size: { type: number, unit: 亿元, label: 规模, format: ',.0f' }
  cost: { type: number, unit: 亿元, label: 成本 }
  growth: { label: 同比, format: '.1f', derive: { yoy: size } }
  rate: { label: 成本率, format: '.1f', unit: '%', derive: { formula: cost / size } }
values:
  growth_2024: { label: 来源所述2024年增速, of: size 2024 yoy, stated: 30 }
forecast_from: 2025
rows:
  - { year: 2022, size: 90, cost: 40, hidden: true }
  - { year: 2023, size: 100, cost: 50, computed_from: { size: growth_2024 } }
  - { year: 2024, size: 130, cost: 60, provenance: { cost: recalled }, note: 修订 }
  - { year: 2025, size: 150, cost: null, provenance: illustrative }
`

const makers = `title: 厂商
source: 另一机构
provenance: recalled
totals: 合计
remainders: 其他
columns:
  maker: { type: category, label: 厂商 }
  预测: { type: text, label: 说明 }
  size: { type: number, unit: 亿元, label: 规模 }
rows:
  - [甲, '=1+1', 60]
  - [其他, '-', 40]
  - [合计, "'=2", 100]
`

const report = {
  'report.yaml': 'title: 标记\ndate: 2025-03\n',
  'datasets/market.yaml': market,
  'datasets/makers.yaml': makers,
  'chapters/01-text.md': `# 章

2024年增长:value[market.size 2024 yoy]，成本率:value[market.rate 2024]，人均:value[[market.size 2024] / [makers.size 合计]]{unit=倍}。

:::figure{#fig-market kind=bar-growth data=market}
规模

\`\`\`yaml
x: year
bar: size
line: growth
\`\`\`
:::

:::figure{#fig-makers kind=bars data=makers}
厂商

\`\`\`yaml
x: maker
series: [size]
\`\`\`
:::
`,
}

const words = {
  list_separator: '、',
  source_separator: '；',
  colon: '：',
  missing: '—',
  with_unit: '{label}（{unit}）',
  provenance_public: '公开资料',
  provenance_recalled: '凭记忆',
  provenance_illustrative: '示意',
  forecast: '预测',
  computed_back: '由{value}推算',
  rests_on: '所用数值由{value}推算',
  source: '来源：',
}

function datasetOf(text: string, name = 'd'): Dataset {
  const file = new VFile({ path: `datasets/${name}.yaml`, value: text })
  const { dataset, problems } = completeDataset(readDataset(file), words)
  expect([messagesOf([file]), problems]).toEqual(['\n', []])
  return dataset!
}

describe('a report whose numbers are not all equally sure', () => {
  let root: string
  let edition: Documents
  let page: string

  beforeAll(async () => {
    root = await writeReport(report)
    edition = await new Session(root).compose()
    expect(failed(edition.files), messagesOf(edition.files)).toBe(false)
    page = String(edition.html.get('index.html'))
  })
  afterAll(() => rm(root, { recursive: true }))

  test('says under a figure once what its numbers were computed back from', () => {
    const remarks = edition.floats.map(({ remarks }) => remarks)
    expect(remarks[0]).toContain('2023规模：由来源所述2024年增速推算')
    expect(remarks[1]).toEqual([])
    const printed = edition.print.replaceAll(/<[^>]*>| /g, '')
    expect(printed.match(/由来源所述2024年增速/g)).toHaveLength(1)
  })

  test('has in the CSV what is said of each row', () => {
    const text = String(edition.html.get('data/fig-market.csv'))
    expect(csvParseRows(text.slice(1))).toEqual([
      [
        '年份',
        '规模（亿元）',
        '成本（亿元）',
        '同比（%）',
        '成本率（%）',
        '数据性质',
        '预测',
        '推算依据',
        '行类别',
        '说明',
      ],
      ['2022', '90', '40', '', '44.4444444444444', '公开资料', '否', '', '仅作计算基数', ''],
      [
        ...['2023', '100', '50', '11.1111111111111', '50', '公开资料', '否'],
        '规模：由来源所述2024年增速（30%）推算；同比、成本率：所用数值由来源所述2024年增速（30%）推算',
        ...['', ''],
      ],
      [
        ...[
          '2024',
          '130',
          '60',
          '30',
          '46.1538461538462',
          '公开资料；成本、成本率：凭记忆整理，未核对',
          '否',
        ],
        ...['同比：所用数值由来源所述2024年增速（30%）推算', '', '修订'],
      ],
      ['2025E', '150', '', '15.3846153846154', '', '示意', '是', '', '', ''],
    ])
  })

  test('has in the CSV no text that runs, and no second column of a name', () => {
    const text = String(edition.html.get('data/fig-makers.csv'))
    expect(csvParseRows(text.slice(1))).toEqual([
      ['厂商', '说明', '规模（亿元）', '数据性质', '预测 2', '行类别'],
      ['甲', "'=1+1", '60', '凭记忆整理，未核对', '否', ''],
      ['其他', "'-", '40', '凭记忆整理，未核对', '否', '其余'],
      ['合计', "''=2", '100', '凭记忆整理，未核对', '否', '合计'],
    ])
  })

  test('has CSV that comes back by import without a change', async () => {
    for (const name of ['market', 'makers']) {
      const file = join(root, `${name}.csv`)
      await writeFile(file, edition.html.get(`data/fig-${name}.csv`)!)
      const again = await importTable({
        file,
        to: join(root, `datasets/${name}.yaml`),
        sheet: undefined,
        origin: null,
      })
      expect(messagesOf(again.files)).toBe('\n')
      // A dash is how a table says that it has no value.
      expect(
        again.changes.replace('  其他 预测: - → missing\n', '').replace('1 cell changes', 'Nothing changes.'),
      ).toContain(`csv, A2:${name === 'market' ? 'J5' : 'F4'}\nNothing changes.`)
    }
  })

  test('marks cells of the table behind a figure, and says what the signs mean', () => {
    const [, table = ''] =
      /id="fig-market"[\s\S]*?<details class="data">([\s\S]*?)<\/details>/.exec(page) ?? []
    expect(table).toContain(
      '<td class="number computed-back" title="公开资料；由来源所述2024年增速（30%）推算">100<span class="mark">§</span></td>',
    )
    expect(table).toContain(
      '<td class="number recalled" title="凭记忆整理，未核对">60<span class="mark">†</span></td>',
    )
    expect(table).toContain(
      '<td class="number illustrative forecast" title="示意；预测">150<span class="mark">‡E</span></td>',
    )
    expect(table).toContain('<tr class="base" title="仅作计算基数">')
    expect(table).toContain('<tr class="forecast">')
    expect(table.replaceAll(/<[^>]*>/g, '')).toContain(
      '† 凭记忆整理，未核对；‡ 示意；§ 由来源所述2024年增速（30%）推算；E 预测',
    )
    const [, other = ''] =
      /id="fig-makers"[\s\S]*?<details class="data">([\s\S]*?)<\/details>/.exec(page) ?? []
    expect(other).toContain('<tr class="total" title="合计">')
    expect(other).toContain('<tr class="remainder" title="其余">')
    // What all numbers are is said once.
    expect(other).toContain('<p class="legend">凭记忆整理，未核对</p>')
    expect(other).not.toContain('class="mark"')
  })

  test('says under the pointer which cell was computed back, and every source', () => {
    const traces = [...page.matchAll(/data-trace="([^"]*)"/g)].map(([, text]) => text)
    expect(traces).toEqual([
      `市场：2024 规模 130 亿元 [公开资料]、2023 规模 100 亿元 [公开资料；由来源所述2024年增速（30%）推算]
资料来源：某机构
market.size 2024 yoy`,
      `市场：2024 成本率 46.2 % = cost / size [凭记忆整理，未核对]、2024 规模 130 亿元 [公开资料]、2024 成本 60 亿元 [凭记忆整理，未核对]
资料来源：某机构
market.rate 2024`,
      `市场：2024 规模 130 亿元 [公开资料]
资料来源：某机构
厂商：合计 规模 100 亿元 [凭记忆整理，未核对]
资料来源：另一机构
[market.size 2024] / [makers.size 合计]`,
    ])
  })

  test('explains the same', async () => {
    const numbered = await new Session(root).resolve()
    const figure = explain('图1', numbered)!.join('\n')
    expect(figure).toContain('2022 (hidden)  datasets/market.yaml:')
    expect(figure).toContain('2023 size 100 亿元 [public, computed back from growth_2024 (stated 30%)]')
    expect(figure).toContain(
      '2024 growth 30.0 % [public, from numbers computed back from growth_2024 (stated 30%), yoy of size]',
    )
    expect(figure).toContain('2024 rate 46.2 % [recalled, = cost / size]')
    expect(figure).toContain('2025E size 150 亿元 [illustrative, forecast]')
    expect(explain('图2', numbered)!.join('\n')).toContain('合计 (total)  datasets/makers.yaml:')
    expect(explain('chapters/01-text.md:3', numbered)!.join('\n')).toContain('2024 cost 60 亿元 [recalled]')
  })

  test('has the same marks in the workbook', () => {
    const parts = unzipSync(workbookOf(edition, new Map()))
    const texts = strFromU8(parts['xl/sharedStrings.xml']!)
    for (const text of ['推算依据', '成本、成本率：凭记忆整理，未核对', '仅作计算基数', '其余'])
      expect(texts).toContain(`>${text}<`)
  })
})

describe('numbers in CSV', () => {
  const numbers = (list: number[]) =>
    datasetOf(
      `title: t\nsource: s\nprovenance: public\ncolumns:\n  k: { type: category }\n  v: { type: number }\nrows:\n${list
        .map((_, at) => `  - [k${at}, 0]\n`)
        .join('')}`,
    )
  /** The cells of a dataset with other numbers than a file can hold. */
  const csvWith = (list: number[]) => {
    const dataset = numbers(list)
    for (const [at, row] of dataset.rows.entries()) row.cells.v!.value = list[at]!
    return csvParseRows(csvOf(dataset, words))
      .slice(1)
      .map(([, cell]) => cell!)
  }

  test.each([
    [1234567890123, '1234567890123'],
    [9007199254740991, '9007199254740991'],
    [0.1, '0.1'],
    [-5, '-5'],
    [1e21, '1000000000000000000000'],
    [1.5e22, '15000000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
  ])('%d is written %s', (value, text) => {
    expect(csvWith([value])).toEqual([text])
  })

  test('have all their digits, and no power of ten', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 8 }),
        (list) => {
          const cells = csvWith(list)
          expect(cells.map(Number)).toEqual(list.map((value) => (Object.is(value, -0) ? 0 : value)))
          for (const cell of cells) expect(cell).toMatch(/^-?\d+(\.\d+)?$/)
        },
      ),
      { numRuns: 100 },
    )
  })
})

test('no text of a CSV file begins as a formula does', () => {
  const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "'=", '＝', 'a', '')
  fc.assert(
    fc.property(fc.array(fc.tuple(starts, fc.string()), { minLength: 1, maxLength: 5 }), (texts) => {
      const list = texts.map(([start, rest], at) => `${start}${rest}${at}`)
      const rows = list.map((text, at) => `  - [k${at}, ${JSON.stringify(text)}]\n`).join('')
      const label = JSON.stringify(list[0])
      const dataset = datasetOf(
        `title: t\nsource: s\nprovenance: public\ncolumns:\n  k: { type: category, label: ${JSON.stringify(`${list[0]}k`)} }\n  v: { type: text, label: ${label} }\nrows:\n${rows}`,
      )
      const cells = csvParseRows(csvOf(dataset, words).slice(1))
      for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      // The text is meant: a quote is put before it, and nothing else is changed.
      expect(cells.slice(1).map(([, cell]) => cell)).toEqual(
        list.map((text) => (/^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)),
      )
    }),
    { numRuns: 60 },
  )
})

test('a kind of mark that all numbers have stands in the legend without a sign', () => {
  const dataset = datasetOf(
    'title: t\nsource: s\nprovenance: illustrative\ncolumns:\n  k: { type: category }\n  v: { type: number }\nrows:\n  - [a, 1]\n  - [b, null]\n',
  )
  const { marks, legend } = markTable(dataset, words)
  expect(legend).toEqual([{ sign: '', meaning: '示意' }])
  expect(marks.map(({ cells }) => cells.map((cell) => cell.class))).toEqual([
    ['', 'illustrative'],
    ['', ''],
  ])
})

test('cells that a trace does not list are counted, with what is said of them', () => {
  const dataset = datasetOf(market, 'market')
  const world = { datasets: new Map([['market', dataset]]), broken: new Set<string>(), words }
  const measured = measure('market.size 2022..2025 sum', world)
  if ('rule' in measured) throw new Error(String(measured.rule))
  const text = traceText({ address: 'x', value: 0, cells: measured.cells }, words)
  expect(text).toMatch(/ \+1 \[示意；预测\]\n/)
})

describe('totals', () => {
  test.each([
    ...[
      '合计',
      '总计',
      ' 小计 ',
      '合 计',
      '总额',
      '全部',
      '合计数',
      '全国合计',
      '2024年合计',
      '合计（亿元）',
      '合计：',
      '资产总计',
      '2024年总额',
    ],
    ...[
      'Total',
      'TOTAL',
      'Totals',
      'Sum',
      'Subtotal',
      'Sub-total',
      'Grand total',
      'All',
      'Total (US$ bn)',
      'Total 2024',
      'FY2024 total',
      'World total',
    ],
  ])('%s is called one', (name) => expect(isTotalName(name)).toBe(true))

  test.each([
    '总经理',
    '合计划',
    'Totals Ltd',
    'TotalEnergies',
    '利润总额',
    '全部门',
    '小计程车',
    'Sum Corp',
    'Allianz',
    '其他',
    '2024年',
    '',
  ])('%s is not', (name) => expect(isTotalName(name)).toBe(false))

  test.each([
    '其他',
    '其它',
    '其余',
    '其他（含海外）',
    '2024年其他',
    '其他厂商',
    'Others',
    'Other',
    'Rest',
    'Rest of the world',
    'All others',
  ])('%s is called what is left', (name) => expect(isRemainderName(name)).toBe(true))

  test.each(['其他应收款', '其他业务收入', 'Otherlab', 'Restaurant', '合计'])('%s is not', (name) =>
    expect(isRemainderName(name)).toBe(false),
  )

  /** Rules that are noted of rows `r0`, `r1`, … with these numbers. */
  const rulesOf = (numbers: number[], head = '', unit = '亿元') => {
    const rows = numbers.map((value, at) => `  - [r${at}, ${value}]\n`).join('')
    const dataset = datasetOf(
      `title: t\nsource: s\nprovenance: public\n${head}columns:\n  k: { type: category }\n  v: { type: number, unit: ${unit} }\nrows:\n${rows}`,
    )
    checkTotals(dataset, {})
    return dataset.file.messages.map(({ ruleId, place }) => {
      const line = place && 'start' in place ? place.start.line : 0
      return `${ruleId} r${line - dataset.file.toString().split('\n').indexOf('rows:') - 2}`
    })
  }

  test('are found by their sum, wherever they stand', () => {
    fc.assert(
      fc.property(
        // None of them is as large as two others.
        fc.array(fc.integer({ min: 10_000, max: 19_999 }), { minLength: 3, maxLength: 8 }),
        fc.nat(),
        (parts, at) => {
          const sum = parts.reduce((a, b) => a + b)
          const place = at % (parts.length + 1)
          const numbers = [...parts.slice(0, place), sum, ...parts.slice(place)]
          expect(rulesOf(numbers)).toContain(`total-unmarked r${place}`)
          // Far from the sum it is a row like the others; nothing is added up in % or by the piece.
          const off = [...parts, Math.round(sum * 1.5) + 7]
          expect(rulesOf(off)).not.toContain(`total-unmarked r${parts.length}`)
          expect(rulesOf(numbers, '', "'%'")).toEqual([])
          expect(rulesOf(numbers, '', '元/吨')).toEqual([])
          // Marked, it is held against its parts.
          expect(rulesOf(numbers, `totals: r${place}\n`)).toEqual([])
          expect(rulesOf(off, `totals: r${parts.length}\n`)).toEqual([`total-off r${parts.length}`])
        },
      ),
      { numRuns: 60 },
    )
  })

  test.each([
    ['two digits are no proof', [1, 2, 3, 6], []],
    ['two parts are none either', [10, 20, 30], []],
    ['but four digits are', [123.4, 234.5, 357.9], ['total-unmarked r2']],
    ['rounding is allowed', [10.3, 20.5, 30.7, 61.4], ['total-unmarked r3']],
    ['where it is little', [1, 2, 3, 7], []],
  ])('%s: %j', (_, numbers, expected) => expect(rulesOf(numbers)).toEqual(expected))
})

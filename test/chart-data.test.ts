/** What charts make of data: the digits of their labels, places of missing periods, totals and remainders. */
import { rm } from 'node:fs/promises'
import fc from 'fast-check'
import * as vega from 'vega'
import { describe, expect, test } from 'vitest'
import { numberLocale } from '../src/4-chart/locale.ts'
import { drawnRows, STRETCH } from '../src/4-chart/rows.ts'
import { completeDataset } from '../src/data/dataset.ts'
import { printNumber } from '../src/data/print.ts'
import type { ColumnType, Dataset, Float, Kind, Role, SourceColumn, SourceDataset } from '../src/report.ts'
import { Session } from '../src/session.ts'
import { messagesOf, writeReport } from './report-folder.ts'

const settings = { 'report.yaml': 'title: 图\ndate: 2025-03\npublisher: 某机构\nlanguage: zh-CN\n' }

/** The print document of a report without mistakes. */
async function printed(files: Record<string, string>): Promise<string> {
  const root = await writeReport({ ...settings, ...files })
  const { files: seen, print } = await new Session(root).compose()
  await rm(root, { recursive: true })
  expect(messagesOf(seen)).toBe('\n')
  return print
}

function figureOf(print: string, id: string): string {
  const from = print.slice(print.indexOf(`id="${id}"`))
  return from.slice(0, from.indexOf('</figure>'))
}

/** In the order in which they are drawn. */
function textsOf(figure: string): string[] {
  return [...figure.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text]) =>
    text!.replaceAll(/<[^>]*>/g, ''),
  )
}

describe('one cell has the same digits in text, table and chart', () => {
  const formats = ['', '.1f', ',.0f', ',.2f', '+.1f', '.2~f', ',.3~r', '.2s', '~s', '.1%', '$,.1f', 'd']
  // Halves of what is printed, where rounding in binary and in decimal differ; and what is near to nothing.
  const number = fc.oneof(
    fc.integer({ min: -4000, max: 40_000 }).map((n) => n / 20),
    fc.integer({ min: 1, max: 999 }).map((n) => n / 1000),
    fc.integer({ min: 1, max: 9 }).map((n) => n / 100_000),
    fc.double({ min: 0.001, max: 1e7, noNaN: true }),
  )
  const chapter = `# 数

:::table{#tab data=d columns="name, a, b"}
表
:::

${[
  '#fig-bars kind=bars data=d x=name series="a, b"',
  '#fig-bars-ranked kind=bars-ranked data=d value=a',
  '#fig-trend kind=trend data=d x=name series="a, b" labels=true',
  '#fig-bar-growth kind=bar-growth data=d x=name bar=a line=b',
  '#fig-company kind=company data=d x=name revenue=a profit=b revenue_growth=a profit_growth=b',
]
  .map((head) => `:::figure{${head}}\n图\n:::\n`)
  .join('\n')}
:::figure{#fig-own data=d}
图

\`\`\`vega-lite
height: 200
mark: text
encoding:
  y: { field: name, type: nominal }
  text: { field: a, type: quantitative }
\`\`\`
:::

:::figure{#fig-plain data=d}
图

\`\`\`vega-lite
height: 200
mark: text
encoding: { y: { field: name, type: nominal }, text: { field: a } }
\`\`\`
:::

:::figure{#fig-expression data=d}
图

\`\`\`vega-lite
height: 200
transform: [{ calculate: "format(datum.a, 'FORMAT')", as: label }]
mark: text
encoding: { y: { field: name, type: nominal }, text: { field: label } }
\`\`\`
:::
`
  const figures: Array<[string, string[]]> = [
    ['bars', ['a', 'b']],
    ['bars-ranked', ['a']],
    ['trend', ['a', 'b']],
    ['bar-growth', ['a', 'b']],
    ['company', ['a', 'b', 'a', 'b']],
    ['own', ['a']],
    ['plain', ['a']],
    ['expression', ['a']],
  ]

  test('whatever numbers and formats', async () => {
    const values = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 5 })
    const report = fc.record({ values, a: fc.constantFrom(...formats), b: fc.constantFrom(...formats) })
    const law = fc.asyncProperty(report, async ({ values, a, b }) => {
      const print = await printed({
        'datasets/d.yaml': `title: 数
source: 某机构
provenance: public
columns:
  name: { type: category, label: 名 }
  a: { type: number, label: 甲, format: '${a}' }
  b: { type: number, label: 乙, format: '${b}' }
rows:
${values.map(([a, b], index) => `  - [名${'甲乙丙丁戊'[index]}, ${a}, ${b}]`).join('\n')}
`,
        'chapters/01.md': chapter.replace('FORMAT', a),
      })
      const texts = {
        a: values.map(([value]) => printNumber(value, a)),
        b: values.map(([, value]) => printNumber(value, b)),
      }
      const table = [...figureOf(print, 'tab').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text!)
      expect(table.filter((_, index) => index % 3 > 0)).toEqual(
        texts.a.flatMap((text, index) => [text, texts.b[index]!]),
      )
      for (const [id, columns] of figures) {
        const rest = textsOf(figureOf(print, `fig-${id}`))
        for (const text of columns.flatMap((name) => texts[name as 'a' | 'b'])) {
          const at = rest.indexOf(text)
          expect(at, `${text} in ${id}: ${rest}`).toBeGreaterThanOrEqual(0)
          rest.splice(at, 1)
        }
      }
    })
    await fc.assert(law, { numRuns: 6 })
  })
})

describe('marks of an axis', () => {
  const ours = numberLocale((specifier, expected) => {
    throw new Error(`${specifier}: ${expected}`)
  })
  const theirs = (vega as unknown as { defaultLocale(): typeof ours }).defaultLocale()

  test('are what Vega writes, for marks need no rounding', () => {
    const axis = fc.record({
      start: fc.integer({ min: -10_000, max: 10_000 }),
      size: fc.integer({ min: 1, max: 100_000 }),
      scale: fc.constantFrom(1e-6, 1e-3, 0.1, 1, 1000, 1e6),
      count: fc.integer({ min: 1, max: 12 }),
      specifier: fc.constantFrom(null, 's', '~s', '%', ',', '.1f', 'd', 'e', '~e', '~g', '$,f', '+f'),
    })
    const law = fc.property(axis, ({ start, size, scale, count, specifier }) => {
      const [from, to] = [start * scale, (start + size) * scale]
      const makeScale = vega.scale('linear') as unknown as () => {
        domain(ends: number[]): { ticks(count: number): number[] }
      }
      const marks = makeScale().domain([from, to]).ticks(count)
      // A format of its own can have fewer decimals than the marks: then halves are rounded as in the text.
      const isExact = specifier !== '.1f' && specifier !== 'd'
      const [print, model] = [ours, theirs].map((locale) => locale.formatSpan(from, to, count, specifier))
      for (const mark of marks.filter((mark) => isExact || Number.isInteger(mark)))
        expect(print!(mark)).toBe(model!(mark))
    })
    fc.assert(law, { numRuns: 400 })
  })

  test.each([
    [1, null, '1'],
    [1000, null, '1,000'],
    [0.001, null, '0.001'],
    [1_500_000, '~s', '1.5M'],
    [0.25, '~%', '25%'],
    [1e22, '~e', '1e+22'],
  ])('of a log axis: %d by %s is %s', (value, specifier, text) => {
    expect(ours.formatFloat(specifier)(value)).toBe(text)
  })

  test('with a single mark have the digits of its number', () => {
    expect(ours.formatSpan(5, 5, 5)(5)).toBe('5')
    expect(ours.formatSpan(0.125, 0.125, 5)(0.125)).toBe('0.13')
  })

  test.each(['400000000', '.999f', 'y'])('a format %s is refused', (specifier) => {
    expect(() => ours.format(specifier)).toThrow(specifier)
  })
})

interface Rows {
  type: ColumnType
  /** Texts of the time; a number for each. */
  times: string[]
  forecastFrom?: string
  roles?: Array<Role | null>
}

/** A dataset of a time and a number. */
function datasetOf({ type, times, forecastFrom }: Rows): Dataset {
  const column = (name: string, type: ColumnType): SourceColumn => ({
    name,
    type,
    label: name,
    unit: '',
    format: '',
    derive: null,
    from: [],
  })
  const first = forecastFrom ? times.indexOf(forecastFrom) : times.length
  const source = {
    name: 'd',
    ok: true,
    values: [],
    columns: [column('time', type), column('value', 'number')],
    rows: times.map((time, index) => {
      const forecast = index >= first
      const cell = { provenance: 'public', forecast, basis: null } as const
      const cells = { time: { ...cell, value: time }, value: { ...cell, value: index } }
      return { cells, index, forecast, hidden: false, role: null, note: '' }
    }),
  } as unknown as SourceDataset
  const { dataset, problems } = completeDataset(source, {})
  expect(problems).toEqual([])
  return dataset!
}

function placesOf(rows: Rows, params: Float['params'] = {}) {
  const kind = { without: [], gaps: { of: 'x', unless: 'spread' } } as unknown as Kind
  const float = { kind, params: { x: 'time', spread: false, ...params } } as unknown as Float
  return drawnRows(float, datasetOf(rows), { missing: '—' })
}

/** What stands under an axis. */
function axisOf(rows: Rows, params?: Float['params']): string {
  const places = placesOf(rows, params)
  return places
    .map(({ place, cells }) =>
      place === 'stretch' ? STRETCH : cells.time!.text + (place === 'row' ? '' : '?'),
    )
    .join(' ')
}

describe('an axis of time keeps a place for every period that is missing', () => {
  test.each<[string, Rows, string]>([
    ['a year', { type: 'year', times: ['2020', '2021', '2023'] }, '2020 2021 2022? 2023'],
    ['rows newest first', { type: 'year', times: ['2023', '2021', '2020'] }, '2020 2021 2022? 2023'],
    ['quarters', { type: 'quarter', times: ['2023Q3', '2023Q4', '2024Q2'] }, '2023Q3 2023Q4 2024Q1? 2024Q2'],
    [
      'ends of months',
      { type: 'date', times: ['2024-01-31', '2024-02-29', '2024-04-30', '2024-05-31'] },
      '2024-01-31 2024-02-29 2024-03-31? 2024-04-30 2024-05-31',
    ],
    [
      'forecasts',
      { type: 'year', times: ['2024', '2025', '2027'], forecastFrom: '2025' },
      '2024 2025E 2026E? 2027E',
    ],
    ['every second year', { type: 'year', times: ['2020', '2022', '2024'] }, '2020 2022 2024'],
    ['chosen years', { type: 'year', times: ['1990', '2000', '2023', '2024'] }, '1990 … 2000 … 2023 2024'],
    ['two years far apart', { type: 'year', times: ['2014', '2024'] }, '2014 … 2024'],
    [
      'years and nine months',
      { type: 'period', times: ['2021', '2023', '2024Q1-Q3'] },
      '2021 2023 2024Q1-Q3',
    ],
    ['names', { type: 'category', times: ['甲', '乙'] }, '甲 乙'],
  ])('%s', (_, rows, axis) => {
    expect(axisOf(rows)).toBe(axis)
  })

  test('but where it has true distances', () => {
    const rows: Rows = { type: 'date', times: ['2024-01', '2024-02', '2024-04'] }
    expect(axisOf(rows)).toBe('2024-01 2024-02 2024-03? 2024-04')
    expect(axisOf(rows, { spread: true })).toBe('2024-01 2024-02 2024-04')
  })

  test('and no more than there are rows; each has its own text', () => {
    const years = fc.uniqueArray(fc.integer({ min: 1950, max: 2030 }), { minLength: 2, maxLength: 60 })
    const law = fc.property(years, (years) => {
      const places = placesOf({ type: 'year', times: years.map(String) })
      const rows = places.filter(({ place }) => place === 'row').map(({ cells }) => Number(cells.time!.value))
      expect(rows).toEqual(years.toSorted((a, b) => a - b))
      const texts = places.map(({ cells }) => cells.time!.text)
      expect(new Set(texts).size).toBe(texts.length)
      expect(places.length).toBeLessThanOrEqual(2 * rows.length)
      // Between two places without a stretch there is one and the same time.
      const steps = places.slice(1).flatMap((place, at) => {
        const ends = [places[at]!, place]
        if (ends.some(({ place }) => place === 'stretch')) return []
        return Number(place.cells.time!.value) - Number(places[at]!.cells.time!.value)
      })
      expect(new Set(steps).size).toBeLessThanOrEqual(1)
      for (const { place, cells } of places)
        if (place !== 'row') expect(cells.value).toMatchObject({ value: null, text: '—' })
    })
    fc.assert(law, { numRuns: 200 })
  })
})

test('no line leads across a year that is missing, but from point to point', async () => {
  const figure = (id: string, more: string) =>
    `:::figure{#${id} kind=trend data=d x=year series=a${more}}\n图\n:::\n`
  const print = await printed({
    'datasets/d.yaml': `title: 数
source: 某机构
provenance: public
columns:
  year: { type: year, label: 年 }
  a: { type: number, label: 甲 }
rows: [[2019, 1], [2020, 2], [2022, 4], [2023, 8]]
`,
    'chapters/01.md': `# 数\n\n${figure('fig-line', '')}\n${figure('fig-points', ' points=true')}`,
  })
  const pieces = (id: string) => {
    const lines = figureOf(print, id).matchAll(/<path[^>]* d="(M[^"]*L[^"]*)"[^>]*stroke-linecap="round"/g)
    return [...lines].flatMap(([, path]) => path!.match(/M/g)!.length)
  }
  expect(pieces('fig-line')).toEqual([2])
  expect(pieces('fig-points')).toEqual([1])
  expect(textsOf(figureOf(print, 'fig-line'))).toEqual(
    expect.arrayContaining(['2019', '2020', '2021', '2022', '2023']),
  )
})

describe('totals and remainders', () => {
  const figure = (head: string) => `:::figure{${head}}\n图\n:::\n`
  const files = {
    'datasets/d.yaml': `title: 份额
source: 某机构
provenance: public
totals: [合计]
remainders: [其他]
columns:
  maker: { type: category, label: 厂商 }
  units: { type: number, label: 出货量 }
  home: { type: number, label: 国内 }
rows: [[合计, 100, 60], [西河, 20, 10], [其他, 50, 30], [东山, 30, 20]]
`,
    'chapters/01.md': `# 数

${figure('#fig-bars kind=bars data=d x=maker series=units')}
${figure('#fig-ranked kind=bars-ranked data=d value=units')}
${figure('#fig-stacked kind=bars-stacked data=d x=maker series="units, home"')}
${figure('#fig-scatter kind=scatter data=d x=units y=home name=maker')}
:::table{#tab data=d}
表
:::

:::figure{#fig-own data=d}
图

\`\`\`vega-lite
height: 100
transform: [{ filter: "datum._role == ''" }]
mark: text
encoding: { y: { field: maker, type: nominal }, text: { field: _role } }
\`\`\`
:::
`,
  }
  const names = ['合计', '西河', '其他', '东山']
  const shown = (print: string, id: string) =>
    textsOf(figureOf(print, id)).filter((text) => names.includes(text))
  /** Fills of the bars, in the order of the rows. */
  const fills = (print: string, id: string) =>
    [...figureOf(print, id).matchAll(/<path[^>]* d="M[^"]*h[^"]*v[^"]*Z"[^>]*fill="([^"]*)"/g)].map(
      ([, fill]) => fill,
    )

  test('stand apart, come last among ranks, and are no parts and no points', async () => {
    const print = await printed(files)
    expect(shown(print, 'fig-bars')).toEqual(names)
    expect(shown(print, 'fig-ranked')).toEqual(['东山', '西河', '其他', '合计'])
    expect(shown(print, 'fig-stacked')).toEqual(['西河', '其他', '东山'])
    expect(shown(print, 'fig-scatter').sort()).toEqual(['东山', '西河'])
    expect(shown(print, 'fig-own').sort()).toEqual(['东山', '西河'])
    for (const id of ['fig-bars', 'fig-ranked']) {
      const [total, west, rest, east] = fills(print, id).slice(-4)
      expect(west).toBe(east)
      expect(new Set([total, west, rest]).size, `${fills(print, id)}`).toBe(3)
    }
    const classes = [...figureOf(print, 'tab').matchAll(/<tr(?: class="([^"]*)")?>/g)].map(([, name]) => name)
    expect(classes).toEqual([undefined, 'total', undefined, 'remainder', undefined])
  })
})

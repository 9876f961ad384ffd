/** What the shipped kinds draw of data that are awkward: losses, long names, equal numbers, very many rows. */
import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { Session } from '../src/session.ts'
import { messagesOf, writeReport } from './report-folder.ts'

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

interface Picture {
  width: number
  height: number
  bars: Box[]
  texts: Array<Box & { text: string }>
}

const head = `title: 数据
source: 某机构
as_of: 2025-03
provenance: public
`

const losses = `${head}columns:
  year: { type: year, label: 年份 }
  a: { type: number, unit: 亿元, label: 甲, format: ',.1f' }
  b: { type: number, unit: 亿元, label: 乙, format: ',.1f' }
  all: { type: number, unit: 亿元, label: 全亏, format: ',.1f' }
  rate: { type: number, unit: '%', label: 增速, format: '.2f' }
rows:
  - [2022, 12, -3.5, -40, 3]
  - [2023, -6.5, -2.2, -31.5, 4]
  - [2024, 20, -36.6, -26.1, 5]
  - [2025, 26, 1.5, -2.5, 9]
`

const [a, b, all] = [
  ['12.0', '−6.5', '20.0', '26.0'],
  ['−3.5', '−2.2', '−36.6', '1.5'],
  ['−40.0', '−31.5', '−26.1', '−2.5'],
] as const

test.each([
  ['bars-ranked', 'value=a', a],
  ['bars-ranked', 'value=all', all],
  ['bar-growth', 'x=year bar=a line=rate', a],
  ['bar-growth', 'x=year bar=all line=rate', all],
  ['bar-growth', 'x=year bar=all line=rate height=160', all],
  ['bars', 'x=year series="a, b"', [...a, ...b]],
  ['bars', 'x=year series="a, b" height=160', [...a, ...b]],
  ['bars', 'x=year series=all', all],
  ['company', 'x=year revenue=a profit=b revenue_growth=rate profit_growth=rate', [...a, ...b]],
  ['bars-stacked', 'x=year series="a, b"', ['8.5', '−8.7', '−16.6', '27.5']],
  ['bars-stacked', 'x=year series="b, all"', ['−43.5', '−33.7', '−62.7', '−1.0']],
])('numbers of %s %s stand outside the bars, with their sign', async (kind, params, numbers) => {
  const picture = await drawn(`kind=${kind} ${params}`, losses)
  for (const number of numbers) {
    const found = picture.texts.filter(({ text }) => text === number)
    expect(found.map(({ text }) => text)).toEqual([number])
    const [label] = found
    expect(picture.bars.filter((bar) => overlap(label!, bar))).toEqual([])
    expect(picture.texts.filter((other) => other !== label && overlap(label!, other))).toEqual([])
    expect(isInside(label!, picture)).toBe(true)
  }
})

test('parts of a stack that fall short of zero have their numbers', async () => {
  const { texts } = await drawn('kind=bars-stacked x=year series="a, b"', losses)
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['−6.5', '−36.6']))
})

const names = `${head}columns:
  name: { type: category, label: 名称 }
  size: { type: number, unit: GW, label: 规模 }
  share: { type: number, unit: '%', label: 份额 }
rows:
  - [${'x'.repeat(120)}, 1, 40]
  - [某某新能源材料科技集团股份有限公司及其在海外的全部合并与非合并子公司, 5, 30]
  - [A maker whose name is longer than all the others but not out of this world, 3, 20]
  - [短名, 8, 10]
`

test.each([
  ['bars-ranked value=size', 'horizontal'],
  ['bars x=name series=size', 'vertical'],
  ['bars-stacked x=name series="size, share"', 'vertical'],
])('names of %s leave the plot its room', async (figure, direction) => {
  const picture = await drawn(`kind=${figure}`, names)
  const { width, height, bars, texts } = picture
  const longest = Math.max(
    ...bars.map(({ left, top, right, bottom }) =>
      direction === 'horizontal' ? (right - left) / width : (bottom - top) / height,
    ),
  )
  expect(longest).toBeGreaterThan(direction === 'horizontal' ? 0.5 : 0.35)
  expect(texts.filter((text) => !isInside(text, picture))).toEqual([])
  expect(texts.filter((text) => texts.some((other) => other !== text && overlap(text, other)))).toEqual([])
  expect(texts.some(({ text }) => text.endsWith('…'))).toBe(true)
})

test('long names of points are cut, and stand inside the picture', async () => {
  const picture = await drawn('kind=scatter x=size y=share name=name', names)
  expect(picture.texts.filter((text) => !isInside(text, picture))).toEqual([])
  expect(picture.texts.map(({ text }) => text)).toContain('短名')
})

const flat = `${head}columns:
  year: { type: year, label: 年份 }
  maker: { type: category, label: 公司 }
  size: { type: number, unit: GW, label: 规模 }
  share: { type: number, unit: '%', label: 份额, format: '.2f' }
rows:
  - [2023, 甲, 5, 0.03]
`

test.each([
  ['trend x=year series=size', '5'],
  ['trend x=year series=share', '0.03'],
  ['scatter x=size y=share name=maker', '0.03'],
  ['panels panel=maker x=year y=size', '5'],
  ['bar-growth x=year bar=size line=share labels=false', '0.03'],
])('an axis of one value says it: %s', async (figure, value) => {
  for (const rows of ['', '  - [2024, 乙, 5, 0.03]\n']) {
    const { texts } = await drawn(`kind=${figure}`, flat + rows)
    expect(texts.map(({ text }) => text)).toContain(value)
    expect(texts.filter(({ text }) => /\.\d{3}/.test(text))).toEqual([])
  }
})

test.each([
  ['years', '{ type: year, label: 年份 }'],
  ['numbers without groups', "{ type: number, label: 年份, format: 'd' }"],
])('small charts over %s are marked with years', async (_, column) => {
  const dataset = `${head}columns:
  key: { type: category }
  part: { type: category, label: 部分 }
  year: ${column}
  size: { type: number, unit: GW, label: 规模 }
rows:
${[2020, 2022, 2024, 2026].map((year) => `  - [甲${year}, 甲, ${year}, ${year - 2010}]\n`).join('')}`
  const { texts } = await drawn('kind=panels panel=part x=year y=size', dataset)
  const years = texts.map(({ text }) => text).filter((text) => /^2,?0\d\d$/.test(text))
  expect(years).toEqual(['2020', '2022', '2024', '2026'])
})

test('numbers of a company are printed in the format of their column', async () => {
  const dataset = `${head}columns:
  period: { type: period, label: 报告期 }
  revenue: { type: number, unit: 亿元, label: 收入, format: ',.0f' }
  profit: { type: number, unit: 亿元, label: 利润, format: ',.1f' }
  growth: { type: number, unit: '%', label: 收入增速, format: '.1f' }
  more: { type: number, unit: '%', label: 利润增速, format: '.1f' }
rows:
  - [2023, 1203.8, 6.9, 12.34, 5]
  - [2024, 1270.1, 2, 5.5, -71]
`
  const { texts } = await drawn(
    'kind=company x=period revenue=revenue profit=profit revenue_growth=growth profit_growth=more',
    dataset,
  )
  const numbers = ['1,204', '1,270', '6.9', '2.0', '12.3', '5.5', '5.0', '−71.0']
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(numbers))
})

describe('a legend names the bars, and tells forecasts from', () => {
  test.each([
    ['actual numbers', [false, false, false, false], ['规模（左轴）', '预测']],
    ['illustrative ones', [true, true, true, true], ['规模（左轴） · 示意值', '预测']],
    ['both', [false, true, true, true], ['规模（左轴）', '示意值', '预测']],
    ['illustrative ones, themselves actual', [true, true, false, false], ['规模（左轴） · 示意值', '预测']],
  ])('%s', async (_, marks, entries) => {
    const rows = marks.map((is, at) => `  - { year: ${2023 + at}, size: ${at + 5}, rate: 3${mark(is)} }\n`)
    const { texts } = await drawn('kind=bar-growth x=year bar=size line=rate', `${market}${rows.join('')}`)
    const legend = texts.map(({ text }) => text).filter((text) => /左轴|示意值|预测/.test(text))
    expect(legend.sort()).toEqual([...entries].sort())
  })

  const market = `${head}columns:
  year: { type: year, label: 年份 }
  size: { type: number, unit: GW, label: 规模 }
  rate: { type: number, unit: '%', label: 增速 }
forecast_from: 2025
rows:
`
  const mark = (isIllustrative: boolean) => (isIllustrative ? ', provenance: illustrative' : '')
})

const manyMakers = `${head}columns:
  maker: { type: category, label: 公司 }
  size: { type: number, unit: GW, label: 规模 }
rows:
${Array.from({ length: 200 }, (_, at) => `  - [公司${at}, ${at}]\n`).join('')}`

test.each([
  ['bars x=maker series=size', 33],
  ['bars-stacked x=maker series=size', 33],
  ['bars-ranked value=size', 40],
])('more names than can be read are refused: %s', async (figure, most) => {
  const { messages } = await composed(`kind=${figure}`, manyMakers)
  expect(messages).toContain(`200 rows by column \`maker\` in one figure, expected at most ${most},`)
})

const manyMonths = `${head}columns:
  month: { type: date, label: 月份 }
  size: { type: number, unit: GW, label: 规模 }
  rate: { type: number, unit: '%', label: 增速 }
rows:
${Array.from({ length: 120 }, (_, at) => `  - [${2010 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}, ${1000 + at}, 1500]\n`).join('')}`

test.each([
  'bars x=month series=size',
  'bars-stacked x=month series=size',
  'bar-growth x=month bar=size line=rate',
  'trend x=month series=size',
])('of very many months only as many are named as can be read: %s', async (figure) => {
  const { texts } = await drawn(`kind=${figure}`, manyMonths)
  expect(texts.filter((text) => texts.some((other) => other !== text && overlap(text, other)))).toEqual([])
})

/** Composes a report of one figure. */
async function composed(params: string, dataset: string) {
  const folder = await writeReport({
    'report.yaml': 'title: 种类\ndate: 2025-03\n',
    'datasets/d.yaml': dataset,
    'chapters/01.md': `# 章\n\n:::figure{#fig-a data=d ${params}}\n图题\n:::\n`,
  })
  const { print, files } = await new Session(folder).compose()
  await rm(folder, { recursive: true })
  return { print, messages: messagesOf(files) }
}

/** The picture of the one figure of a report without mistakes. */
async function drawn(params: string, dataset: string): Promise<Picture> {
  const { print, messages } = await composed(params, dataset)
  expect(messages).toBe('\n')
  const [svg, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)".*?<\/svg>/s.exec(print)!
  const bars = [...svg.matchAll(/<path d="M([\d.-]+),([\d.-]+)h([\d.-]+)v([\d.-]+)h[^>]* fill=/g)]
  return {
    width: Number(width),
    height: Number(height),
    bars: bars.map(([, ...numbers]) => {
      const [left, top, width, height] = numbers.map(Number) as [number, number, number, number]
      return { left, top, right: left + width, bottom: top + height }
    }),
    texts: textsOf(svg),
  }
}

/** Em of a digit or a letter, and of what stands above the line. */
const [DIGIT, RISE] = [0.5, 0.72]

/** Texts with about the box that their ink takes. */
function textsOf(svg: string): Picture['texts'] {
  const found: Picture['texts'] = []
  const groups: string[] = []
  for (const [tag, attributes = ''] of svg.matchAll(/<g([^>]*)>|<\/g>|<text([^>]*)>.*?<\/text>/gs)) {
    if (tag.startsWith('<g')) groups.push(attributes)
    else if (tag === '</g>') groups.pop()
    else found.push(textOf(tag, groups.join(' ')))
  }
  return found

  function textOf(tag: string, around: string) {
    const [, own, content] = /<text([^>]*)>(.*)<\/text>/s.exec(tag)!
    const has = (name: string) =>
      new RegExp(` ${name}="([^"]*)"`).exec(own!)?.[1] ?? new RegExp(`.* ${name}="([^"]*)"`).exec(around)?.[1]
    const lines = content!.split(/<tspan[^>]*>/).map((line) => line.replaceAll(/<[^>]*>/g, ''))
    const text = lines.join('')
    const size = Number.parseFloat(has('font-size') ?? '10')
    const emOf = (line: string) =>
      [...line].reduce((sum, character) => sum + (character > '⺀' ? 1 : DIGIT), 0)
    const length = Math.max(...lines.map(emOf)) * size
    const anchor = has('text-anchor')
    const from = anchor === 'end' ? -length : anchor === 'middle' ? -length / 2 : 0
    const turn =
      /translate\(([\d.-]+)[, ]([\d.-]+)\) ?rotate\(-90\)(?: ?translate\(([\d.-]+)[, ]([\d.-]+)\))?/
    const [, x, y, dx = 0, dy = 0] = (turn.exec(has('transform') ?? '') ?? []).map(Number)
    if (x !== undefined && y !== undefined) {
      const [along, across] = [from + dx, dy]
      return {
        text,
        left: x + across - RISE * size,
        right: x + across,
        top: y - along - length,
        bottom: y - along,
      }
    }
    const [left, first] = [Number(has('x')) + from, Number(has('y'))]
    const drop = [...content!.matchAll(/ dy="([\d.]+)"/g)].reduce((sum, [, dy]) => sum + Number(dy), 0)
    return { text, left, right: left + length, top: first - RISE * size, bottom: first + drop }
  }
}

function overlap(one: Box, other: Box): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return width > 0.5 && height > 0.5
}

/** What the boxes of texts may be too large by, in px. */
const SLACK = 2

function isInside({ left, top, right, bottom }: Box, { width, height }: Picture): boolean {
  return left >= -SLACK && top >= -SLACK && right <= width + SLACK && bottom <= height + SLACK
}

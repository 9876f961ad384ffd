/** Vega-Lite written in a chapter: what its documentation shows is drawn, in the language of the report. */
import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { Session } from '../src/session.ts'
import { messagesOf, writeReport } from './report-folder.ts'

const dataset = `title: 价格
source: 某机构
as_of: 2025-06
provenance: illustrative
columns:
  day: { type: date, label: 日期 }
  price: { type: number, unit: 元, label: 价格 }
rows:
  - { day: 2023-11-01, price: 8 }
  - { day: 2024-05-01, price: 9 }
  - { day: 2025-02-01, price: 7 }
`

/** The drawing of a spec, and what is said of it. */
async function draw(spec: string, { data = '', language = 'zh-CN' } = {}) {
  const root = await writeReport({
    'report.yaml': `title: 图\ndate: 2025-06\nlanguage: ${language}\n`,
    'datasets/prices.yaml': dataset,
    'chapters/01.md': `# 图\n\n:::figure{#fig ${data || 'source=某机构'}}\n题\n\n\`\`\`vega-lite\n${spec}\n\`\`\`\n:::\n`,
  })
  const { files, print } = await new Session(root).compose()
  await rm(root, { recursive: true })
  const [svg = ''] =
    /<svg class="chart.*?<\/svg>|<svg.*?<\/svg>/s.exec(print.slice(print.indexOf('id="fig"'))) ?? []
  const texts = [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text]) =>
    text!.replaceAll(/<[^>]*>/g, ''),
  )
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)?.map(Number) ?? []
  return { messages: messagesOf(files), texts, width, height, svg }
}

const rows = (count: number) =>
  `data: { values: [${Array.from({ length: count }, (_, index) => `{ k: k${index}, v: ${index + 1} }`).join(', ')}] }`

test('bars that lie down are as high as they need', async () => {
  const bars = 'mark: bar\nencoding: { y: { field: k }, x: { field: v, type: quantitative } }'
  const few = await draw(`${rows(3)}\n${bars}`)
  expect(few.messages).toBe('\n')
  const many = await draw(`${rows(13)}\n${bars}`)
  expect(many.width).toBe(few.width)
  expect(many.height! - few.height!).toBeGreaterThan(100)
  const high = await draw(`${rows(3)}\nheight: { step: 60 }\n${bars}`)
  expect(high.messages).toBe('\n')
  expect(high.height! - few.height!).toBeGreaterThan(90)
})

test('a layer has rows of its own beside the dataset', async () => {
  const layers = (field: string) => `height: 100
layer:
  - data: { values: [{ from: 2024-01-01, to: 2024-06-01 }] }
    mark: rect
    encoding: { x: { field: ${field}, type: temporal }, x2: { field: to } }
  - mark: line
    encoding: { x: { field: day, type: temporal }, y: { field: price, type: quantitative } }`
  expect((await draw(layers('from'), { data: 'data=prices' })).messages).toBe('\n')
  const { messages } = await draw(layers('form'), { data: 'data=prices' })
  expect(messages).toContain('11:29-11:33 error Unexpected column `form`')
})

test('an unknown field is found where it is written, not inside another word', async () => {
  const spec =
    'height: 100\nmark: line\nencoding: { x: { field: day, type: temporal }, y: { field: e, type: quantitative } }'
  const { messages } = await draw(spec, { data: 'data=prices' })
  expect(messages).toContain('9:60-9:61 error Unexpected column `e`')
})

test.each([
  ['zh-CN', ['2024年', '7月', '2025年']],
  ['en', ['2024', 'July', '2025']],
])('an axis of time speaks %s', async (language, marks) => {
  const spec =
    'height: 100\nmark: line\nencoding: { x: { field: day, type: temporal }, y: { field: price, type: quantitative } }'
  const { messages, texts } = await draw(spec, { data: 'data=prices', language })
  expect(messages).toBe('\n')
  expect(texts).toEqual(expect.arrayContaining(marks))
})

test('days follow the order of the language', async () => {
  const values = 'data: { values: [{ d: 2024-07-05, v: 1 }, { d: 2024-07-09, v: 2 }] }'
  const spec = `${values}\nheight: 100\nmark: line\nencoding: { x: { field: d, type: temporal }, y: { field: v, type: quantitative } }`
  expect((await draw(spec)).texts).toContain('7月6日')
  expect((await draw(spec, { language: 'en' })).texts).toContain('Jul 6')
})

test('a legend of many names has as many lines as it needs', async () => {
  const count = 20
  const values = Array.from({ length: count }, (_, index) => `{ k: 一个很长的系列名称 ${index}, v: 1 }`).join(
    ', ',
  )
  const { messages, svg, width, texts } = await draw(
    `data: { values: [${values}] }\nheight: 200\nmark: bar\nencoding: { x: { field: v, type: quantitative }, color: { field: k, type: nominal } }`,
  )
  expect(messages).toBe('\n')
  expect(texts.filter((text) => text.startsWith('一个很长'))).toHaveLength(count)
  const legend = svg.slice(svg.indexOf('role-legend'))
  const places = [...legend.matchAll(/translate\(([\d.]+),/g)].map(([, x]) => Number(x))
  expect(Math.max(...places)).toBeLessThan(width!)
})

test('of a spec with thousands of words that Vega-Lite does not know, a hundred are told, in time', async () => {
  const unknown = (count: number) => Array.from({ length: count }, (_, at) => `k${at}: ${at}`).join('\n')
  const timed = async (count: number) => {
    const start = process.cpuUsage()
    const { messages } = await draw(`mark: bar\n${unknown(count)}`)
    expect(messages.match(/ chart-word /g)).toHaveLength(100)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
  await timed(200)
  expect(await timed(8000)).toBeLessThan(8000)
})

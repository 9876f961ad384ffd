/** Which cells of the data are proposed in place of a numeral: only those that could be meant, and that print it. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import type { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { Session } from '../src/session.ts'
import { writeReport } from './report-folder.ts'

const END = '\n\n**风险提示**：需求不及预期。\n'
const BACK = '---\npart: back\n---\n\n# 免责声明\n\n仅供测试。\n'

/** A dataset of one number, as a file. */
function dataset(unit: string, key: string, value: number): string {
  return `title: 数据
source: 某机构
as_of: 2025-03
provenance: illustrative
columns:
  name: { type: category, label: 名称 }
  value: { type: number, unit: '${unit}', label: 数值 }
rows:
  - [${key}, ${value}]
`
}

async function reportOf(datasets: Record<string, string>, text: string): Promise<string> {
  const files = Object.entries(datasets).map(([name, content]) => [`datasets/${name}.yaml`, content])
  return await writeReport({
    'report.yaml': 'title: 数字\ndate: 2025-03\nrules: { dataset-unused: off }\n',
    'chapters/01-text.md': `# 数字\n\n${text}${END}`,
    'chapters/99-back.md': BACK,
    ...Object.fromEntries(files),
  })
}

interface Proposal {
  seen: string
  /** Null where no cell is proposed. */
  address: string | null
  start: { line: number; column: number }
  end: { line: number; column: number }
}

function proposalsIn(files: VFile[]): Proposal[] {
  const messages = files.flatMap(({ messages }) => messages)
  return messages.flatMap(({ ruleId, reason, place }) => {
    if (ruleId !== 'numeral-unbound' || !place || !('start' in place)) return []
    const [, seen = '', address = null] =
      /unbound `(.*?)`, expected `(.*?)`: it resembles/.exec(reason) ?? /unbound `(.*?)`/.exec(reason) ?? []
    return [{ seen, address, start: place.start, end: place.end }]
  })
}

/** What is proposed for the numerals of a text. */
async function proposed(
  text: string,
  datasets: Record<string, string>,
): Promise<Record<string, string | null>> {
  const root = await reportOf(datasets, text)
  const { files } = await new Session(root).inspect()
  await rm(root, { recursive: true })
  return Object.fromEntries(proposalsIn(files).map(({ seen, address }) => [seen, address]))
}

/** The paragraphs that are printed. */
async function printed(root: string): Promise<string[]> {
  const { print } = await new Session(root).compose()
  const paragraphs = [...print.matchAll(/<p[ >][\s\S]*?<\/p>/g)]
  return paragraphs.map(([html]) => html.replaceAll(/<[^>]*>/g, '')).filter((text) => text.includes('合计为'))
}

/** Grouping and spaces are the printer's. */
function plain(text: string): string {
  return text.replaceAll(/[\s,\u00a0]/g, '')
}

async function paste(root: string, proposals: Proposal[]): Promise<void> {
  const path = join(root, 'chapters/01-text.md')
  const lines = (await readFile(path, 'utf8')).split('\n')
  for (const { address, start, end } of proposals.toReversed()) {
    const line = lines[start.line - 1]!
    lines[start.line - 1] = line.slice(0, start.column - 1) + address + line.slice(end.column - 1)
  }
  await writeFile(path, lines.join('\n'))
}

const KEYS = [...'甲乙丙丁戊己庚辛壬癸'].map((sign) => `${sign}公司`)

/** A number with the units that it is kept in and printed in. */
const number = fc.record({
  digits: fc.integer({ min: 0, max: 2 }),
  figures: fc.integer({ min: 1001, max: 98_765 }),
  isNegative: fc.boolean(),
  units: fc.constantFrom(
    ['亿元', '亿元'],
    ['亿元', '万亿元'],
    ['十亿美元', '亿美元'],
    ['billion yuan', 'trillion yuan'],
    ['万台', '台'],
    ['元/吨', '元/吨'],
    ['GW', 'GW'],
    ['%', '%'],
    ['倍', '倍'],
    ['百分点', '百分点'],
    ['家', '家'],
    ['万人次', '万人次'],
    ['', ''],
  ),
})

test('what is proposed for a number that is typed as it was printed prints the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(number, { minLength: KEYS.length, maxLength: KEYS.length }),
      async (numbers) => {
        const cells = numbers.map(
          ({ digits, figures, isNegative, units: [unit = '', wanted = ''] }, index) => {
            const value = (figures / 10 ** digits) * (isNegative ? -1 : 1)
            const option = wanted === unit ? '' : `{unit="${wanted}" digits=3}`
            return { name: `d${index}`, key: KEYS[index]!, unit, value, option }
          },
        )
        const datasets = Object.fromEntries(
          cells.map(({ name, key, unit, value }) => [name, dataset(unit, key, value)]),
        )
        const bound = cells.map(
          ({ name, key, option }) => `${key}合计为:value[${name}.value ${key}]${option}。`,
        )
        const first = await reportOf(datasets, bound.join('\n\n'))
        const asPrinted = await printed(first)
        const typed = await reportOf(datasets, asPrinted.join('\n\n'))
        const proposals = proposalsIn((await new Session(typed).inspect()).files)
        expect(proposals.filter(({ address }) => address === null)).toEqual([])
        expect(proposals.length).toBe(cells.length)
        await paste(typed, proposals)
        expect((await printed(typed)).map(plain)).toEqual(asPrinted.map(plain))
        const after = await new Session(typed).inspect()
        expect(after.coverage[0]).toMatchObject({ bound: cells.length, unbound: 0 })
        await Promise.all([first, typed].map((root) => rm(root, { recursive: true })))
      },
    ),
    { numRuns: 4 },
  )
})

describe('a cell', () => {
  const of = (unit: string, value: number) => ({ cell: dataset(unit, '甲', value) })

  /** What is proposed, without its options: those follow from how numbers are printed. */
  const meant: Array<[text: string, unit: string, value: number, seen: string, address: RegExp]> = [
    ['甲上升12.5%', '%', 12.5, '12.5%', /^:value\[cell.value 甲\]$/],
    ['甲的订单为$3.25bn', '十亿美元', 3.25, '$3.25bn', /^\$:value\[cell.value 甲\]bn$/],
    ['甲的订单为US$3,250 million', '十亿美元', 3.25, 'US$3,250 million', /^US\$:value\[.*\] million$/],
    ['甲的罚款为€2.15m', '百万欧元', 2.15, '€2.15m', /^€:value\[cell.value 甲\]m$/],
    ['甲的估值为15.2X', '倍', 15.2, '15.2X', /^:value\[cell.value 甲\]X?$/],
    ['甲共有356家', '家', 356, '356家', /^:value\[cell.value 甲\]$/],
    ['甲共有356余家', '家', 356, '356余家', /^:value\[cell.value 甲\]余家$/],
    ['甲共有356家', '', 356, '356家', /^:value\[cell.value 甲\]家$/],
    ['甲上升+12.5%', '%', 12.5, '+12.5%', /^:value\[cell.value 甲\]$/],
    ['甲为120—356亿元', '亿元', 356, '356亿元', /^:value\[cell.value 甲\]$/],
    ['甲为356—999亿元', '亿元', 356, '356', /^:value\[cell.value 甲\]$/],
    ['甲下调25BP', '%', 0.25, '25BP', /^:value\[cell.value 甲\](?:BP)?$/],
    ['甲耗电17.5kW', 'MW', 0.0175, '17.5kW', /^:value\[cell.value 甲\](?:kW)?$/],
    ['甲耗电1,750万千瓦', 'GW', 17.5, '1,750万千瓦', /^:value\[cell.value 甲\]$/],
    ['甲下降35.6%', '%', -35.6, '35.6%', /^:value\[cell.value 甲\]$/],
    ['甲提升1.67PCT', '百分点', 1.67, '1.67PCT', /^:value\[cell.value 甲\](?:PCT)?$/],
    ['甲的订单为$3.25bn', 'US$ billion', 3.25, '$3.25bn', /^\$:value\[cell.value 甲\]bn$/],
    ['甲用了356万吨', '万吨', 356, '356万吨', /^:value\[cell.value 甲\]$/],
    ['甲共6.16万亿', '十亿美元', 6160, '6.16万亿', /^:value\[cell.value 甲\]万亿$/],
  ]

  test.each(meant)('may be meant: %s, data in %j of %d', async (text, unit, value, seen, address) => {
    const found = (await proposed(text, of(unit, value)))[seen]
    expect(found?.replace(/\{.*?\}/, '')).toMatch(address)
  })

  test('that may be meant is printed as the numeral was', async () => {
    const keys = meant.map((_, index) => String.fromCodePoint('伀'.codePointAt(0)! + index))
    const texts = meant.map(([text], index) => text.replace('甲', `合计为${keys[index]}`))
    const datasets = meant.map(([, unit, value], index) => [`d${index}`, dataset(unit, keys[index]!, value)])
    const root = await reportOf(Object.fromEntries(datasets), texts.join('\n\n'))
    const proposals = proposalsIn((await new Session(root).inspect()).files).filter(
      ({ address }) => address !== null,
    )
    expect(proposals.length).toBe(meant.length)
    await paste(root, proposals)
    expect((await printed(root)).map(plain)).toEqual(texts.map(plain))
    await rm(root, { recursive: true })
  })

  test.each([
    ['甲占三成', '%', 30, '三成'],
    ['甲占三分之一', '%', 33.3, '三分之一'],
    ['甲占1/4', '%', 25, '1/4'],
    ['甲翻番', '%', 100, '翻番'],
    ['甲合两万亿元', '亿元', 20_000, '两万亿元'],
    ['甲为十五倍', '倍', 15, '十五倍'],
  ])('may be meant by words: %s, data in %j of %d', async (text, unit, value, seen) => {
    expect((await proposed(text, of(unit, value)))[seen]).toContain(':value[cell.value 甲]')
  })

  test.each([
    ['甲共有356家', '亿元', 356],
    ['甲共有356家', '万台', 356],
    ['甲共有356亿元', '', 356],
    ['甲上升35.6%', '亿元', 35.6],
    ['甲上升35.6%', '', 35.6],
    ['甲上升35.6%', '倍', 35.6],
    ['甲共有356家', '%', 356],
    ['甲的估值为35.6X', '亿元', 35.6],
    ['甲的估值为35.6X', '%', 35.6],
    ['甲的订单为$3.25bn', '十亿元', 3.25],
    ['甲的订单为$3.25bn', '亿元', 32.5],
    ['甲的订单为¥325亿', '亿美元', 325],
    ['甲的罚款为€2.15m', '百万美元', 2.15],
    ['甲耗电356kW', '亿元', 356],
    ['甲耗电356kW', '万台', 356],
    ['甲为356元/吨', '元', 356],
    ['甲为356元', '元/吨', 356],
    ['甲下降25BP', '', 25],
    ['甲下降25BP', '万台', 25],
    ['甲合356，另有其他', '亿元', 356],
    ['甲的比例为3:1', '', 3],
    ['甲占比过半', '%', 50],
    ['甲占三四成', '%', 34],
    ['甲上升35.6%', '%', -35.6],
    ['甲成立24年', '亿元', 24],
  ])('is not meant: %s, data in %j of %d', async (text, unit, value) => {
    const found = await proposed(text, of(unit, value))
    expect(Object.keys(found).length).toBeGreaterThan(0)
    expect(Object.values(found).filter(Boolean)).toEqual([])
  })

  test('of another year than the sentence names is not meant', async () => {
    const years = dataset('亿元', '2019', 356.4).replace('category, label: 名称', 'year, label: 年份')
    expect(await proposed('2024年为356.4亿元', { years })).toEqual({ '356.4亿元': null })
    expect(await proposed('2019年为356.4亿元', { years })).toEqual({
      '356.4亿元': ':value[years.value 2019]',
    })
  })
})

/** Footnotes on paper: at the foot of the page that their marks stand on, whatever stands around them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import './seed.ts'
import { loadPdf } from '../src/6-print/pdf/pdf-lib.ts'
import { elementsIn, readStructure } from '../src/6-print/pdf/structure.ts'
import { failuresOf } from './pdf-ua/check.ts'
import { type Printed, print } from './printed.ts'
import { randomReport } from './random-report.ts'
import { sample } from './report-folder.ts'

const settings = { 'report.yaml': sample['report.yaml']! }
const filler = '产业用户行业文字可以复制。'.repeat(14)
const paragraphs = (count: number) => `${filler}\n\n`.repeat(count)

/** Numbers of the pages, from 1, on which a text stands. */
const pagesWith = ({ pages }: Printed, text: string) =>
  pages.flatMap((page, index) => (page.includes(text) ? [index + 1] : []))

/** Points between the foot of the text area of a page of the house, 20 mm from the edge, and the baseline of its last text. */
async function restOf({ document }: Printed, number: number): Promise<number> {
  const foot = (20 * 72) / 25.4
  const { items } = await (await document.getPage(number)).getTextContent()
  const baselines = items.flatMap((item) =>
    'str' in item && item.str.trim() && item.transform[5] > foot ? [item.transform[5] as number] : [],
  )
  return Math.min(...baselines) - foot
}

describe('a note stands on the page of its mark', () => {
  const places: Array<[where: string, text: string]> = [
    ['in a paragraph that goes on', `${filler}甲处[^a]${filler.repeat(4)}`],
    ['in a list', `- 一\n  1. 二\n     - 三，甲处[^a]\n- 四`],
    ['in a quotation', `> 引文甲处[^a]`],
    ['in a heading', `## 标题甲处[^a]\n\n${filler}`],
    ['in a caption', `:::table{#tab-a source=S}\n甲处[^a]\n\n| a | b |\n| - | - |\n| 1 | 2 |\n:::`],
    ['in a cell of a figure', `:::table{#tab-a source=S}\n题\n\n| a | b |\n| - | - |\n| 甲处[^a] | 2 |\n:::`],
    ['in a table of the text', `| a | b |\n| - | - |\n| 甲处[^a] | 2 |`],
  ]
  test.each(places)('%s', async (_, text) => {
    for (const before of [0, 5, 7]) {
      const chapter = `# 章\n\n${paragraphs(before)}${text}\n\n${paragraphs(6)}\n[^a]: 注文在此。\n`
      const printed = await print({ ...settings, 'chapters/01-a.md': chapter })
      const [page, ...others] = pagesWith(printed, '注文在此')
      expect(others).toEqual([])
      expect(pagesWith(printed, '甲处')).toContain(page)
      // Its last line ends less than half a line above the foot.
      expect(await restOf(printed, page!)).toBeLessThan(6)
    }
  })

  test('one that is first mentioned in another, under that one', async () => {
    const chapter = `# 章\n\n甲处[^a]。\n\n${paragraphs(9)}\n[^a]: 注文，又注[^b]。\n[^b]: 其次。\n`
    const printed = await print({ ...settings, 'chapters/01-a.md': chapter })
    const [page] = pagesWith(printed, '甲处')
    expect(printed.pages[page! - 1]).toMatch(/注文，又注2?。[\s\S]*其次。/)
  })

  test('once, where it is mentioned on several', async () => {
    const chapter = `# 章\n\n甲处[^a]。\n\n${paragraphs(9)}乙处[^a]。\n\n[^a]: 注文在此。\n`
    const printed = await print({ ...settings, 'chapters/01-a.md': chapter })
    expect(pagesWith(printed, '注文在此')).toEqual(pagesWith(printed, '甲处'))
  })

  test('with the line of its mark, where it does not fit under it', async () => {
    const note = '注文。'.repeat(120)
    const chapter = `# 章\n\n${paragraphs(6)}${filler.repeat(3)}甲处[^a]${filler}\n\n${paragraphs(3)}\n[^a]: 首句${note}\n`
    const printed = await print({ ...settings, 'chapters/01-a.md': chapter })
    expect(pagesWith(printed, '首句')).toEqual(pagesWith(printed, '甲处'))
  })
})

test('a note that would fill half a page stands at the end of its chapter', async () => {
  const chapter = `# 章\n\n甲处[^a]，乙处[^b]。\n\n${paragraphs(9)}\n[^a]: 长注${'很长的注。'.repeat(600)}\n[^b]: 短注在此。\n`
  const printed = await print({ ...settings, 'chapters/01-a.md': chapter })
  const [page] = pagesWith(printed, '甲处')
  expect(pagesWith(printed, '短注在此')).toEqual([page])
  expect(pagesWith(printed, '长注')[0]).toBeGreaterThan(page!)
})

test('notes are counted over the report where its house says so', async () => {
  const files = (more: string) => ({
    'report.yaml': `${settings['report.yaml']}template: own\n`,
    'templates/own/template.yaml': `extends: house\n${more}`,
    'chapters/01-a.md': '# 章一\n\n甲[^a]，乙[^b]。\n\n[^a]: 注甲。\n[^b]: 注乙。\n',
    'chapters/02-b.md': '# 章二\n\n丙[^a]。\n\n[^a]: 注丙。\n',
  })
  const numbers = async (more: string) => {
    const { pages } = await print(files(more))
    return pages.join('\n').match(/\d+(?=\s*注[甲乙丙]。)/g)
  }
  expect(await numbers('')).toEqual(['1', '2', '1'])
  expect(await numbers('footnotes: report\n')).toEqual(['1', '2', '3'])
})

test('each is a note of the structure, read where its mark stands', async () => {
  const chapter = `# 章\n\n甲处[^a]，乙处[^b]。\n\n${paragraphs(9)}\n[^a]: 注甲。\n[^b]: 注乙。\n`
  const { bytes } = await print({ ...settings, 'chapters/01-a.md': chapter })
  const root = readStructure(await loadPdf(bytes))!
  const holders = [...elementsIn(root)].filter(({ kids }) =>
    kids.some((kid) => kid.kind === 'element' && kid.role === 'Note'),
  )
  expect(holders.map(({ role }) => role)).toEqual(['P'])
  expect(holders[0]!.kids.filter((kid) => kid.kind === 'element' && kid.role === 'Note')).toHaveLength(2)
  expect(await failuresOf(bytes)).toEqual([])
})

const shapes = fc.record({
  template: fc.constantFrom('house' as const, 'folio' as const),
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
  chapters: fc.integer({ min: 1, max: 4 }),
  blocks: fc.integer({ min: 4, max: 16 }),
  notes: fc.double({ min: 0.02, max: 0.25, noNaN: true }),
})

test('in random reports of every shape', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), shapes, async (seed, shape) => {
      const { files, notes } = randomReport(seed, shape)
      const printed = await print(files)
      for (let note = 1; note <= notes; note++) {
        const [page, ...others] = pagesWith(printed, `N${note}N`)
        expect([note, others]).toEqual([note, []])
        expect(pagesWith(printed, `M${note}M`)).toContain(page)
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
})

test('also where nothing but headings stands at the end', async () => {
  const chapter = `# 章\n\n甲处[^a]。\n\n${paragraphs(7)}## 末尾乙处[^b]\n\n### 再末\n\n[^a]: 注甲。\n[^b]: 注乙在此。\n`
  const printed = await print({ ...settings, 'chapters/01-a.md': chapter })
  expect(pagesWith(printed, '乙处')).toContain(pagesWith(printed, '注乙在此')[0])
})

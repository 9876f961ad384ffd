/** The lines of justified paragraphs: none is spread widely where the lines before it can help. */

import fc from 'fast-check'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrintDocument } from '../src/6-print/browser/document.ts'
import { launch } from '../src/6-print/index.ts'
import { settle } from '../src/6-print/pages/settle.ts'
import { evenLines } from '../src/6-print/pages/tab/even-lines.js'
import { fit } from '../src/6-print/pages/tab/fit.js'
import { openPdf } from '../src/6-print/pdf/read.ts'
import { cutFonts } from '../src/font-cut.ts'
import { Session } from '../src/session.ts'
import { type Line, lineGaps } from './line-gaps.ts'
import { randomText } from './random-text.ts'
import { messagesOf, writeReport } from './report-folder.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const houses = fc.constantFrom('house', 'folio')

async function composed(seed: number, house: string, isPlain: boolean) {
  const root = await writeReport({
    'report.yaml': `title: 行\ndate: 2025-03-09\ntemplate: ${house}\nrules: { section-missing: off }\n`,
    'chapters/01-text.md': randomText(seed, 40, isPlain),
  })
  const edition = await new Session(root).compose()
  expect(messagesOf(edition.files)).toBe('\n')
  return edition
}

/** Works with the document of a random report, which is open meanwhile. */
async function opened<T>(
  [seed, house]: [number, string],
  isPlain: boolean,
  use: (document: PrintDocument, edition: Awaited<ReturnType<typeof composed>>) => Promise<T>,
): Promise<T> {
  const edition = await composed(seed, house, isPlain)
  const document = await PrintDocument.open(browser, edition, await cutFonts(edition))
  const result = await use(document, edition)
  await document.close()
  return result
}

const worst = (lines: Line[]) => Math.max(0, ...lines.map(({ gap }) => gap))
/** Lines of Chinese that are spread widely: what has nothing but spaces between its words cannot do otherwise. */
const loose = (paragraphs: Line[][]) =>
  paragraphs.flat().filter(({ gap, text }) => gap > 0.25 && text.match(/\p{Script=Han}/gu)).length

test('no paragraph is set worse or in more lines than the browser would, and a report better', async () => {
  const total = { before: 0, after: 0 }
  await fc.assert(
    fc.asyncProperty(fc.tuple(seeds, houses), (report) =>
      opened(report, false, async ({ tab }) => {
        const text = () => document.querySelector('[data-flow]')!.textContent
        await tab.evaluate(fit, 0.8)
        const before = { text: await tab.evaluate(text), paragraphs: await tab.evaluate(lineGaps) }
        await tab.evaluate(evenLines)
        const after = { text: await tab.evaluate(text), paragraphs: await tab.evaluate(lineGaps) }
        expect(after.text).toBe(before.text)
        const { paragraphs } = after
        expect(paragraphs.map(({ length }) => length)).toEqual(before.paragraphs.map(({ length }) => length))
        for (const [index, lines] of paragraphs.entries())
          expect(worst(lines)).toBeLessThanOrEqual(worst(before.paragraphs[index]!) + 0.01)
        total.before += loose(before.paragraphs)
        total.after += loose(paragraphs)
      }),
    ),
    { numRuns: 8 },
  )
  expect(total.after).toBeLessThan(0.8 * total.before)
})

test('lines are printed as they were measured', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(seeds, houses), (report) =>
      opened(report, true, async (document, edition) => {
        await document.tab.evaluate(fit, 0.8)
        await document.tab.evaluate(evenLines)
        const measured = (await document.tab.evaluate(lineGaps)).flat().map(({ text }) => bare(text))
        // Fresh, as a build has it.
        const again = await PrintDocument.open(browser, edition, await cutFonts(edition))
        const { pdf } = await settle(again, edition, new Map(), true)
        await again.close()
        const printed = (await textOf(pdf)).join('')
        let from = 0
        for (const line of measured) {
          const at = printed.indexOf(`\n${line}`, from)
          expect(at, `${line} in ${printed.slice(from, from + 400)}`).toBeGreaterThanOrEqual(0)
          from = at + 1
        }
      }),
    ),
    { numRuns: 4 },
  )
})

function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u2060\ufffc]/g, '')
}

/** The lines of each page, each after a line break. */
async function textOf(pdf: Uint8Array): Promise<string[]> {
  const document = await openPdf(pdf)
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent()
    let text = ''
    let last = Number.NaN
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const y = item.transform[5] as number
      if (!(Math.abs(y - last) < 8)) text += '\n'
      text += bare(item.str)
      last = y
    }
    pages.push(text)
  }
  await document.loadingTask.destroy()
  return pages
}

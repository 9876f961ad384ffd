/** The HTML edition before axe-core: on a telephone, a tablet and a desk, with everything that can be opened open. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { buildOnce } from '../src/session.ts'
import { everything } from './everything.ts'
import { inTemplate, messagesOf, writeReport } from './report-folder.ts'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const own = join(import.meta.dirname, '..')

describe.each([
  ['everything that a chapter can hold', () => writeReport(everything('house', 12))],
  ['an English report in folio', () => inTemplate(join(import.meta.dirname, 'cases/showcase'), 'folio')],
  ["this repository's report", async () => own],
])('the edition of %s', (_, write) => {
  let out: string
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'yanbao-axe-'))
    const root = await write()
    const { files } = await buildOnce(root, out)
    expect(messagesOf(files)).toBe('\n')
    if (root !== own) await rm(root, { recursive: true })
  })
  afterAll(() => rm(out, { recursive: true }))

  test.each([390, 768, 1440])('has no violation at %i px', async (width) => {
    const tab = await browser.newPage()
    await tab.setViewport({ width, height: 900 })
    await tab.goto(pathToFileURL(join(out, 'html/index.html')).href)
    await tab.$$eval('details', (all) => {
      for (const details of all) details.open = true
    })
    await tab.evaluate(axe)
    const { violations, passes } = (await tab.evaluate('axe.run()')) as AxeResults
    await tab.close()
    const said = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`),
    )
    expect(said).toEqual([])
    expect(passes.length).toBeGreaterThan(20)
  })
})

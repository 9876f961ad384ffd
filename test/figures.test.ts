/** Every figure kind in every house, drawn and measured in the embedded browser. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { buildOnce, Session } from '../src/session.ts'
import { inTemplate, messagesOf } from './report-folder.ts'

const root = join(import.meta.dirname, '..')
const gallery = join(import.meta.dirname, 'cases/gallery')
const showcase = join(import.meta.dirname, 'cases/showcase')

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each([
  ['the gallery in the house', gallery, 'house'],
  ['the gallery in folio', gallery, 'folio'],
  ['the English showcase in the house', showcase, 'house'],
  ['the English showcase in folio', showcase, 'folio'],
  ["this repository's report", root, null],
])('figures of %s', (_, report, template) => {
  let out: string
  let tab: Page

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'yanbao-figures-'))
    const folder = template ? await inTemplate(report, template) : report
    const { files } = await buildOnce(folder, out)
    if (template) await rm(folder, { recursive: true })
    expect(messagesOf(files)).toBe('\n')
    tab = await browser.newPage()
    // As wide as the paper's text column: charts stand in their own size.
    await tab.setViewport({ width: 1440, height: 900 })
    await tab.goto(pathToFileURL(join(out, 'html/index.html')).href, { waitUntil: 'load' })
    await tab.evaluate(() => document.fonts.ready.then(() => true))
  })
  afterAll(async () => {
    await tab.close()
    await rm(out, { recursive: true })
  })

  test('charts have no text outside their picture, and no two that overlap', async () => {
    expect(await tab.evaluate(collisions)).toEqual([])
  })

  test('charts are as wide as the place they stand in', async () => {
    expect(await tab.evaluate(narrowCharts)).toEqual([])
  })

  test('charts have no text smaller than 6.5 pt', async () => {
    expect(await tab.evaluate(smallTexts)).toEqual([])
  })

  test('steps of a flow are equally wide', async () => {
    expect(await tab.evaluate(unevenSteps)).toEqual([])
  })

  test('drawn figures have no text that runs out of its box', async () => {
    expect(await tab.evaluate(overflows)).toEqual([])
  })

  test('plots of two charts side by side have the same height, and the same width but beside long names', async () => {
    expect(await tab.evaluate(unevenPairs)).toEqual([])
  })
})

test('the gallery shows every kind', async () => {
  const kinds = (await readdir(join(root, 'templates/base/kinds'))).map((name) => name.replace(/\..*$/, ''))
  const chapters = join(gallery, 'chapters')
  const texts = await Promise.all(
    (await readdir(chapters)).map((name) => readFile(join(chapters, name), 'utf8')),
  )
  const shown = [...texts.join('').matchAll(/\bkind=([\w-]+)/g)].map(([, kind]) => kind)
  expect(kinds.filter((kind) => !shown.includes(kind))).toEqual([])
  expect(texts.join('')).toContain(':::table{')
})

test('growth of a company that changes its sign has the line of no growth, drawn once', async () => {
  const { print } = await new Session(gallery).compose()
  const dashes = (id: string) => {
    const figure = print.slice(print.indexOf(`id="${id}"`))
    return figure.slice(0, figure.indexOf('</figure>')).split('stroke-dasharray="2,2"').length - 1
  }
  expect([dashes('fig-losses'), dashes('fig-turn')]).toEqual([1, 0])
})

test('a line is interrupted where numbers are counted in another way from', async () => {
  const { print } = await new Session(gallery).compose()
  const pieces = (id: string) => {
    const figure = print.slice(print.indexOf(`id="${id}"`))
    return figure.slice(0, figure.indexOf('</figure>')).split('stroke-linecap="round"').length - 1
  }
  expect(pieces('fig-market') - pieces('fig-market-half')).toBe(1)
})

/** Texts outside their picture and pairs of texts on top of each other, by their ink; runs in the tab. */
function collisions(): string[] {
  const found: string[] = []
  for (const svg of document.querySelectorAll<SVGSVGElement>('figure svg')) {
    const frame = svg.getBoundingClientRect()
    const id = svg.closest('figure')!.id
    const seen: Array<{ box: ReturnType<typeof inkOf>; text: string }> = []
    for (const element of svg.querySelectorAll('text')) {
      const text = element.textContent!.trim()
      if (!text) continue
      const box = inkOf(element)
      if (box.left < frame.left - 1 || box.right > frame.right + 1)
        found.push(`${id}: ${text} is cut at a side`)
      if (box.top < frame.top - 1 || box.bottom > frame.bottom + 1) found.push(`${id}: ${text} is cut`)
      for (const other of seen) {
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
        if (width > 0.5 && height > 1) found.push(`${id}: ${other.text} and ${text} overlap`)
      }
      seen.push({ box, text })
    }
  }
  return found

  /** A line of text is as tall as the font allows for; digits and Chinese fill less of it. */
  function inkOf(element: SVGTextElement) {
    const { x, y, width, height } = element.getBBox()
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    const [above, below] = [0.3 * size, 0.25 * size]
    const matrix = element.getScreenCTM()!
    const corners = [
      [x, y + above],
      [x + width, y + above],
      [x, y + height - below],
      [x + width, y + height - below],
    ].map(([x, y]) => new DOMPoint(x, y).matrixTransform(matrix))
    const xs = corners.map(({ x }) => x)
    const ys = corners.map(({ y }) => y)
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
  }
}

/** Charts that leave room beside them or take more than there is, small ones side by side too; runs in the tab. */
function narrowCharts(): string[] {
  const charts = [...document.querySelectorAll<SVGSVGElement>('figure svg.marks')]
  const widthOf = (chart: SVGSVGElement) => chart.width.baseVal.value
  const width = (size: string) => Math.max(...charts.filter((chart) => chart.closest(size)).map(widthOf))
  return ['.full', '.half'].flatMap((size) =>
    charts
      .filter((chart) => chart.closest(size) && widthOf(chart) < 0.97 * width(size))
      .map((chart) => `${chart.closest('figure')!.id}: ${widthOf(chart)} of ${width(size)}`),
  )
}

/** Texts of charts that are smaller on paper than one reads without effort; runs in the tab. */
function smallTexts(): string[] {
  const texts = [
    ...document.querySelectorAll<SVGTextElement | SVGTSpanElement>('figure svg :is(text, tspan)'),
  ]
  const isSmall = (text: SVGTextElement | SVGTSpanElement) =>
    Number.parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM()!.d < (6.5 / 72) * 96 - 0.01
  // An upright text has its size across.
  const flat = texts.filter((text) => Math.abs(text.getScreenCTM()!.b) < 0.01)
  return flat.filter(isSmall).map((text) => `${text.closest('figure')!.id}: ${text.textContent}`)
}

/** Flows whose steps differ in width, be they part of a cycle or not; runs in the tab. */
function unevenSteps(): string[] {
  return [...document.querySelectorAll('.flow')].flatMap((flow) => {
    const widths = [...flow.querySelectorAll('.step')].map((step) => step.getBoundingClientRect().width)
    return Math.max(...widths) - Math.min(...widths) < 1.5 ? [] : [`${flow.closest('figure')!.id}: ${widths}`]
  })
}

/** Texts of drawn figures and tables that run out of the box they stand in; runs in the tab. */
function overflows(): string[] {
  const found = new Set<string>()
  for (const picture of document.querySelectorAll('figure .picture')) {
    const walker = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (!node.textContent!.trim() || node.parentElement!.closest('svg')) continue
      let box = node.parentElement!
      while (getComputedStyle(box).display === 'inline') box = box.parentElement!
      const { left, right } = box.getBoundingClientRect()
      // A closing bracket at the end of a line keeps half of its room, an upright line stands taller than its ink.
      const spare = 0.6 * Number.parseFloat(getComputedStyle(box).fontSize)
      const range = document.createRange()
      range.selectNodeContents(node)
      const isOut = [...range.getClientRects()].some(
        (line) => line.left < left - spare || line.right > right + spare,
      )
      if (isOut) found.add(`${picture.closest('figure')!.id}: ${node.textContent!.trim()}`)
    }
  }
  return [...found]
}

/** Pairs of charts whose plots differ; runs in the tab. */
function unevenPairs(): string[] {
  return [...document.querySelectorAll('.row')].flatMap((row) => {
    const [left, right] = [...row.querySelectorAll('figure')].map(plotOf)
    if (!left || !right) return []
    const level = (['top', 'height'] as const).every((side) => Math.abs(left[side] - right[side]) < 1.5)
    const wider = Math.abs(left.width - right.width)
    return level && (wider < 1.5 || wider > 40)
      ? []
      : [`${row.querySelector('figure')!.id}: ${JSON.stringify([left, right])}`]
  })

  function plotOf(figure: Element) {
    const svg = figure.querySelector('svg.marks')
    const plot = svg?.querySelector(':scope > g > g.root > g > path.background')
    if (!svg || !plot) return null
    const { top, width, height } = plot.getBoundingClientRect()
    return { top, width, height }
  }
}

/** The HTML edition, opened from the disk in the embedded browser. */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { csvParseRows } from 'd3-dsv'
import type { Browser, Page } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { buildOnce } from '../src/session.ts'
import { inTemplate, messagesOf, sample, writeReport } from './report-folder.ts'

const own = fileURLToPath(new URL('..', import.meta.url))

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each([
  ['a sample', 'zh-CN', () => writeReport(sample)],
  [
    'an English report in folio',
    'en',
    () => inTemplate(join(import.meta.dirname, 'cases/showcase'), 'folio'),
  ],
  ["this repository's report", 'zh-CN', async () => own],
])('the edition of %s', (_, language, write) => {
  let out: string
  let html: string
  let tab: Page
  const requests: string[] = []
  const complaints: string[] = []

  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'yanbao-edition-'))
    html = join(out, 'html')
    const root = await write()
    const { files } = await buildOnce(root, out)
    expect(messagesOf(files)).toBe('\n')
    if (root !== own) await rm(root, { recursive: true })
    tab = await browser.newPage()
    tab.on('request', (request) => requests.push(request.url()))
    tab.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`))
    tab.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) complaints.push(message.text())
    })
    tab.on('pageerror', (error) => complaints.push(String(error)))
    await open(1280)
  })
  afterAll(async () => {
    await tab.close()
    await rm(out, { recursive: true })
  })

  /** @param width Of the window, in CSS px. */
  async function open(width: number): Promise<void> {
    await tab.setViewport({ width, height: 800 })
    await tab.goto(pathToFileURL(join(html, 'index.html')).href, { waitUntil: 'load' })
    await tab.evaluate(() => document.fonts.ready.then(() => true))
  }

  test('asks for nothing outside its folder, and complains of nothing', () => {
    const folder = `${pathToFileURL(html).href}/`
    expect(requests.filter((url) => !url.startsWith(folder) && !url.startsWith('data:'))).toEqual([])
    expect(complaints).toEqual([])
  })

  test('shows texts in its own fonts, which are under 400 KB together', async () => {
    const names = await readdir(join(html, 'fonts'))
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(html, 'fonts', name))).size))
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(400_000)
    const loaded = await tab.evaluate(() => [...document.fonts].map(({ status }) => status))
    expect(loaded).toContain('loaded')
  })

  test('says its language, its title and how wide it is', async () => {
    const head = await tab.evaluate(() => ({
      language: document.documentElement.lang,
      title: document.title,
      viewport: document.querySelector('meta[name=viewport]')?.getAttribute('content'),
      first: document.head.firstElementChild?.getAttribute('http-equiv'),
    }))
    expect(head.language).toBe(language)
    expect(head.title).not.toBe('')
    expect(head.viewport).toMatch('width=device-width')
    expect(head.first).toBe('Content-Security-Policy')
  })

  test('has every id once, and every link to an id leads somewhere', async () => {
    const { ids, targets } = await tab.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      targets: [...document.querySelectorAll('a[href^="#"]')].map((link) =>
        decodeURIComponent(link.getAttribute('href')!.slice(1)),
      ),
    }))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  test('has a permalink with a name on every heading of a chapter and every numbered figure', async () => {
    const without = await tab.evaluate(() => {
      const places = document.querySelectorAll('.chapter :is(h1, h2, h3)[id], .chapter figure[id]')
      return [...places]
        .filter((place) => {
          const link = [...place.querySelectorAll('a')].find(
            (link) => link.hash === new URL(`#${place.id}`, location.href).hash,
          )
          return !(link?.ariaLabel || link?.textContent?.trim())
        })
        .map(({ id }) => id)
    })
    expect(without).toEqual([])
  })

  test('has no heading that skips a level', async () => {
    const levels = await tab.evaluate(() =>
      [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].map(({ tagName }) => Number(tagName[1])),
    )
    expect(levels[0]).toBe(1)
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 1) + 1)).toEqual([])
  })

  test('has a text for every picture', async () => {
    const silent = await tab.evaluate(() =>
      [...document.querySelectorAll('img, figure svg, [role=img]')]
        .filter((picture) => !picture.closest('[aria-hidden=true]'))
        // What stands inside a picture with a text is told by it.
        .filter((picture) => !picture.parentElement?.closest('[role=img]'))
        .filter((picture) => !(picture.getAttribute('alt') ?? picture.getAttribute('aria-label')))
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    )
    expect(silent).toEqual([])
  })

  test('has the data of every figure as CSV', async () => {
    const paths = await tab.evaluate(() =>
      [...document.querySelectorAll('a[download]')].map((link) => decodeURI(link.getAttribute('href')!)),
    )
    expect(paths.length).toBeGreaterThan(0)
    for (const path of paths) {
      const text = await readFile(join(html, path), 'utf8')
      const [head, ...rows] = csvParseRows(text.replace(/^\ufeff/, ''))
      expect(rows.length, path).toBeGreaterThan(0)
      expect(rows.filter((row) => row.length !== head!.length)).toEqual([])
    }
  })

  test('can be read: text stands out from its ground', async () => {
    expect(await tab.evaluate(faintTexts)).toEqual([])
  })

  test('marks in the contents the section that is read', async () => {
    const ids = await tab.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('nav .depth-2 a')].map(({ hash }) =>
        decodeURIComponent(hash.slice(1)),
      ),
    )
    expect(ids.length).toBeGreaterThan(1)
    for (const id of [...ids, ids[0]!]) {
      await tab.evaluate((id) => document.getElementById(id)!.scrollIntoView({ behavior: 'instant' }), id)
      await tab.waitForSelector(
        `nav a[aria-current][href="#${encodeURI(id)}"], nav a[aria-current][href="#${id}"]`,
      )
    }
  })

  test('marks it after a jump from inside one section to inside another', async () => {
    const ids = await tab.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('nav .depth-2 a')].map(({ hash }) =>
        decodeURIComponent(hash.slice(1)),
      ),
    )
    for (const id of [ids[0]!, ids.at(-1)!, ids[0]!]) {
      await tab.evaluate((id) => {
        document.getElementById(id)!.nextElementSibling!.scrollIntoView({ behavior: 'instant' })
      }, id)
      await tab.waitForSelector(
        `nav a[aria-current][href="#${encodeURI(id)}"], nav a[aria-current][href="#${id}"]`,
      )
    }
  })

  test('begins, for the keyboard, with a link past the contents', async () => {
    await open(1280)
    await tab.keyboard.press('Tab')
    const target = await tab.evaluate(() => (document.activeElement as HTMLAnchorElement).hash)
    expect(await tab.$(`main${target}`)).not.toBeNull()
  })

  test('prints without its contents', async () => {
    await tab.emulateMediaType('print')
    const shown = await tab.evaluate(() => getComputedStyle(document.querySelector('.sidebar')!).display)
    await tab.emulateMediaType('screen')
    expect(shown).toBe('none')
  })

  test.each([360, 768, 1920])('fits a window %d px wide', async (width) => {
    await open(width)
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth)
    expect(wide).toBeLessThanOrEqual(width)
  })
})

/** Texts whose contrast with the colour behind them is below WCAG's AA; runs in the tab. */
function faintTexts(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const faint = new Set<string>()
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement!
    const isShown = element.checkVisibility() && !element.closest('svg, script, style')
    if (!walker.currentNode.textContent!.trim() || !isShown) continue
    const style = getComputedStyle(element)
    const size = Number.parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const ratio = contrast(channels(style.color), groundOf(element))
    if (ratio < (isLarge ? 3 : 4.5))
      faint.add(`${walker.currentNode.textContent!.trim().slice(0, 20)}: ${ratio.toFixed(2)}`)
  }
  return [...faint]

  function groundOf(element: Element | null): number[] {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor)
      if (color[3] !== 0) return color
    }
    return [255, 255, 255]
  }

  function channels(color: string): number[] {
    return color.match(/[\d.]+/g)!.map(Number)
  }

  function contrast(a: number[], b: number[]): number {
    const [dark, light] = [luminance(a), luminance(b)].sort((a, b) => a - b)
    return (light! + 0.05) / (dark! + 0.05)
  }

  function luminance(color: number[]): number {
    const [red, green, blue] = color.map((channel) => {
      const part = channel / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
  }
}

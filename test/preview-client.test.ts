/** The preview as an editor sees it: a report that is written, in the embedded browser. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, ElementHandle, Frame, Page } from 'puppeteer'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { wordsOf } from '../src/preview/client/words.js'
import { type Preview, preview } from '../src/preview/index.ts'
import { sample, writeReport } from './report-folder.ts'

const MARKET = 'chapters/01-market.md'
const DATA = 'chapters/02-data.md'
const EDITED = '说明文字。'
const report: Record<string, string> = {
  ...sample,
  [DATA]: `${sample[DATA]}\n${'数据之后还有文字，也要占满一屏。'.repeat(120)}\n`,
}

let root: string
let tools: string
let browser: Browser
let running: Preview
let tab: Page
let frame: Frame
const complaints: string[] = []

beforeAll(async () => {
  root = await writeReport(report)
  // An editor that notes what it is asked to open.
  tools = await mkdtemp(join(tmpdir(), 'yanbao-editor-'))
  await writeFile(join(tools, 'code'), `#!/bin/sh\necho "$@" > "${tools}/opened"\n`)
  await chmod(join(tools, 'code'), 0o755)
  process.env.LAUNCH_EDITOR = join(tools, 'code')
  browser = await launch()
  running = await preview(root, { host: '127.0.0.1', port: 0, browser: undefined })
  tab = await browser.newPage()
  tab.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text())
  })
  tab.on('pageerror', (error) => complaints.push(String(error)))
  await tab.setViewport({ width: 1440, height: 900 })
})
afterAll(async () => {
  delete process.env.LAUNCH_EDITOR
  await browser.close()
  await running.close()
  await rm(root, { recursive: true })
  await rm(tools, { recursive: true })
})

beforeEach(async () => {
  await tab.goto(running.url)
  frame = (await (await tab.waitForSelector('#report'))!.contentFrame())!
  await frame.waitForSelector('#fig-market')
  await tab.waitForSelector('#status[data-state="live"]')
  await tab.waitForFunction(() => document.documentElement.lang === 'zh-CN')
})

afterEach(async () => {
  // What a test that failed has left.
  for (const [path, text] of Object.entries(report))
    if ((await readFile(join(root, path), 'utf8').catch(() => '')) !== text) await save(path, text)
  await tab.evaluate(() => localStorage.clear())
})

/** Writes a file of the report. */
function save(path: string, text: string): Promise<void> {
  return writeFile(join(root, path), text)
}

/** Writes a file with one text in the place of another, and waits until the page shows it. */
async function edit(path: string, before: string, after: string, shown = after): Promise<void> {
  await save(path, report[path]!.replace(before, after))
  await shows(shown)
}

async function restore(path: string, gone: string): Promise<void> {
  await save(path, report[path]!)
  await frame.waitForFunction((gone) => !document.body.textContent!.includes(gone), {}, gone)
  await tab.waitForSelector('#status[data-state="live"]')
}

function shows(text: string) {
  return frame.waitForFunction((text) => document.body.textContent!.includes(text), {}, text)
}

/** Marks the nodes of the page, so that new ones can be told from those that stayed. */
function stamp(): Promise<void> {
  return frame.evaluate(() => {
    for (const element of document.querySelectorAll('main *')) Object.assign(element, { stamped: true })
  })
}

/** Texts of blocks in chapters that have come since. */
function unstamped(): Promise<string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll('.chapter > *')]
      .filter((element) => !('stamped' in element))
      .map(({ textContent }) => textContent!.trim()),
  )
}

/** CSS px from the top of the view. */
function topOf(selector: string): Promise<number> {
  return frame.$eval(selector, (element) => element.getBoundingClientRect().top)
}

/** Resolves when the page has been told that it was scrolled. */
function scrollTo(selector: string, block: ScrollLogicalPosition = 'start'): Promise<void> {
  return frame.$eval(
    selector,
    (element, block) => {
      element.scrollIntoView({ block, behavior: 'instant' })
      return new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      })
    },
    block,
  )
}

async function opened(): Promise<string> {
  const path = join(tools, 'opened')
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => '')
    if (text.endsWith('\n')) {
      await rm(path)
      return text.trim().slice(text.indexOf(root) + root.length + 1)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a save', () => {
  test('changes its paragraph, and nothing else that the reader has', async () => {
    await scrollTo('#fig-market')
    await frame.evaluate(() => {
      document.querySelector<HTMLDetailsElement>('#fig-market details')!.open = true
      const paragraph = [...document.querySelectorAll('p')].find(
        ({ textContent }) => textContent === '说明文字。',
      )!
      getSelection()!.setBaseAndExtent(paragraph.firstChild!, 0, paragraph.firstChild!, 2)
      document.querySelector<HTMLElement>('#fig-market summary')!.focus()
      getSelection()!.setBaseAndExtent(paragraph.firstChild!, 0, paragraph.firstChild!, 2)
    })
    await stamp()
    const top = await topOf('#fig-market')
    await edit(MARKET, EDITED, '说明文字，改过一次。')
    expect(await unstamped()).toEqual([])
    expect(await topOf('#fig-market')).toBeCloseTo(top, 0)
    const kept = await frame.evaluate(() => ({
      open: document.querySelector<HTMLDetailsElement>('#fig-market details')!.open,
      selection: getSelection()!.toString(),
      focus: document.activeElement!.localName,
      shown: document.getAnimations().map(({ id }) => id),
    }))
    expect(kept).toEqual({ open: true, selection: '说明', focus: 'summary', shown: ['yanbao-changed'] })
    expect(await tab.$eval('#changed', (line) => (line as HTMLElement).hidden)).toBe(true)
    await restore(MARKET, '改过一次')
  })

  test('changes a figure in its place, with its data unfolded', async () => {
    await frame.$eval('#fig-market details', (details) => ((details as HTMLDetailsElement).open = true))
    await stamp()
    await save('datasets/market.yaml', report['datasets/market.yaml']!.replace('180.5', '187'))
    await frame.waitForFunction(() => document.querySelector('#fig-market')!.textContent!.includes('187'))
    expect(await unstamped()).toEqual([])
    expect(await frame.$eval('#fig-market details', (details) => (details as HTMLDetailsElement).open)).toBe(
      true,
    )
    await restore('datasets/market.yaml', '187')
  })

  test('above the view moves nothing in it, says where it is, and leads there', async () => {
    await scrollTo('#tab-market')
    await stamp()
    const top = await topOf('#tab-market')
    const added = `插入的一段。${'它占好几行。'.repeat(60)}`
    await edit(MARKET, EDITED, `${added}\n\n${EDITED}`, added)
    expect(await topOf('#tab-market')).toBeCloseTo(top, 0)
    expect(await unstamped()).toEqual([added])
    await tab.waitForSelector('#changed:not([hidden])')
    expect(await tab.$eval('#changed', ({ textContent }) => textContent)).toBe(
      '已更改：插入的一段。它占好几行。它占… ↑',
    )
    await tab.click('#changed')
    const view = await frame.evaluate(() => {
      const block = [...document.querySelectorAll('p')].find((each) =>
        each.textContent!.startsWith('插入的一段'),
      )!
      const { top, bottom } = block.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
    expect(view).toBe(true)
    expect(await tab.$eval('#changed', (line) => (line as HTMLElement).hidden)).toBe(true)
    await restore(MARKET, '插入的一段')
  })

  test('names a figure by its label', async () => {
    await scrollTo('#tab-market')
    await edit(MARKET, '规模与同比增速', '规模与增速')
    await tab.waitForSelector('#changed:not([hidden])')
    expect(await tab.$eval('#changed', ({ textContent }) => textContent)).toBe('已更改：图 1 ↑')
    await restore(MARKET, '规模与增速')
  })

  test('of a heading changes the contents too, which still follow the reader', async () => {
    await stamp()
    await edit(MARKET, '## 规模', '## 规模之大 {#sec-size}', '规模之大')
    expect(await frame.$eval('nav a[href="#sec-size"]', ({ textContent }) => textContent)).toMatch('规模之大')
    expect(await unstamped()).toEqual([])
    await scrollTo('#sec-size')
    await frame.waitForSelector('nav a[aria-current][href="#sec-size"]')
    await restore(MARKET, '规模之大')
  })

  test('of the styles changes the look alone', async () => {
    await stamp()
    await save('report.yaml', report['report.yaml']!.replace('图表与引用', '新的题目'))
    await tab.waitForFunction(() => document.title.endsWith('新的题目'))
    expect(await tab.$eval('#title', ({ textContent }) => textContent)).toMatch('新的题目')
    expect(await unstamped()).toEqual([])
    await restore('report.yaml', '新的题目')
  })

  test('that takes a chapter away loads the page again, where the reader was', async () => {
    await scrollTo('#fig-right')
    const top = await topOf('#fig-right')
    await rm(join(root, DATA))
    await save(MARKET, report[MARKET]!.replace('与[](#tab-market)', ''))
    await frame.waitForFunction(
      () => document.readyState === 'complete' && !document.querySelector('#tab-market'),
    )
    await frame.waitForFunction(
      (top) => Math.abs(document.querySelector('#fig-right')!.getBoundingClientRect().top - top) < 3,
      {},
      top,
    )
    await save(DATA, report[DATA]!)
    await save(MARKET, report[MARKET]!)
    await frame.waitForSelector('#tab-market')
  })

  test('that the page fails to take in is shown all the same', async () => {
    await frame.evaluate(() => {
      document.createElement = () => {
        throw new Error('not taken in')
      }
    })
    await save(MARKET, report[MARKET]!.replace(EDITED, '页面一时没有接住的文字。'))
    await tab.waitForFunction(() =>
      document
        .querySelector('iframe')!
        .contentDocument!.body?.textContent?.includes('页面一时没有接住的文字。'),
    )
    expect(complaints.splice(0).join()).toContain('not taken in')
    await save(MARKET, report[MARKET]!)
  })
})

describe('messages', () => {
  test('of mistakes come and go, and the last good page stays', async () => {
    const bad = `见[](#fig-nowhere)，共:value[market.nothing 2024]。`
    await save(MARKET, report[MARKET]!.replace(EDITED, bad))
    await tab.waitForSelector('#mistakes:not([hidden])')
    const items = await tab.$$eval('#mistakes li', (items) =>
      items.map((item) => [
        item.querySelector('.place')!.textContent,
        item.querySelector('.rule')!.textContent,
        item.querySelector('mark')!.textContent,
      ]),
    )
    expect(items).toEqual([
      ['chapters/01-market.md:13:2', 'reference-unknown', '[](#fig-nowhere)'],
      ['chapters/01-market.md:13:20', 'column-unknown', ':value[market.nothing 2024]'],
    ])
    expect(await tab.$eval('#status', (status) => (status as HTMLElement).dataset.state)).toBe('stale')
    await shows(EDITED)
    await tab.click('#mistakes .place')
    expect(await opened()).toBe('chapters/01-market.md:13:2')
    await save(MARKET, report[MARKET]!)
    await tab.waitForSelector('#mistakes', { hidden: true })
    await tab.waitForSelector('#status[data-state="live"]')
  })

  test('of findings are counted, filtered, shown in the text and switched off', async () => {
    await edit(MARKET, EDITED, '规模为156十亿美元, 又是156十亿美元。')
    await tab.waitForFunction(() => document.querySelector('#findings-count')!.textContent !== '')
    await tab.click('#findings-button')
    const rules = await tab.$$eval('#rule option', (options) => options.map(({ value }) => value))
    expect(rules).toEqual(expect.arrayContaining(['', 'numeral-unbound', 'punctuation-halfwidth']))
    expect(await marks()).toEqual(['156十亿美元', ',', '156十亿美元'])
    await tab.select('#rule', 'numeral-unbound')
    await tab.waitForFunction(() => document.querySelectorAll('#findings li').length === 2)
    await scrollTo('#tab-market')
    await tab.click('#findings li:nth-child(2)')
    const found = await frame.evaluate(() => {
      const [range] = CSS.highlights.get('yanbao-found')!
      const { top } = range!.startContainer.parentElement!.getBoundingClientRect()
      return { offset: range!.startOffset, isInView: top > 0 && top < innerHeight }
    })
    expect(found).toEqual({ offset: '规模为156十亿美元, 又是'.length, isInView: true })
    await tab.click('#marks')
    await frame.waitForFunction(() => !CSS.highlights.has('yanbao-warning'))
    await tab.reload()
    frame = (await (await tab.waitForSelector('#report'))!.contentFrame())!
    await shows('又是')
    expect(await tab.$eval('#marks', (box) => (box as HTMLInputElement).checked)).toBe(false)
    await restore(MARKET, '又是')
  })

  function marks(): Promise<string[]> {
    return frame.evaluate(() =>
      [...CSS.highlights.get('yanbao-warning')!]
        .filter(({ startContainer }) => startContainer.textContent!.startsWith('规模为'))
        .sort((a, b) => a.startOffset - b.startOffset)
        .map(({ startContainer, startOffset, endContainer, endOffset }) => {
          const range = document.createRange()
          range.setStart(startContainer, startOffset)
          range.setEnd(endContainer, endOffset)
          return range.toString()
        }),
    )
  }
})

describe('the paper', () => {
  async function open(): Promise<void> {
    await tab.click('#paper-button')
    await tab.waitForSelector('.sheets[data-state="shown"]')
    await tab.waitForSelector('#paper[data-state="ready"]')
  }

  function view() {
    return tab.$eval('.sheets[data-state="shown"]', ({ scrollTop }) => Math.round(scrollTop))
  }

  test('follows the report at the page that is read, and says when it is behind', async () => {
    await open()
    await tab.click('#paper-page', { count: 3 })
    await tab.keyboard.type('3\n')
    await tab.waitForFunction(() => document.querySelector('.sheets')!.scrollTop > 0)
    const before = await view()
    const states = await watchStates()
    const print = await tab.$eval('#paper', (pane) => (pane as HTMLElement).dataset.print)
    await edit(MARKET, EDITED, '说明文字，印过一次。')
    await tab.waitForFunction(
      (print) => {
        const { print: now, state } = (document.querySelector('#paper') as HTMLElement).dataset
        return now !== print && state === 'ready'
      },
      {},
      print,
    )
    expect(await view()).toBe(before)
    expect(await tab.$eval('#paper-page', (field) => (field as HTMLInputElement).value)).toBe('3')
    expect(await tab.$$('.sheets')).toHaveLength(1)
    const seen = await states()
    expect(seen).toContain('早于当前正文 · 正在排印…')
    expect(seen).not.toContain('without a page')
    await restore(MARKET, '印过一次')
    await tab.click('#paper-button')
    await tab.waitForFunction(() => !document.querySelector('.sheets'))
  })

  /** @returns What the paper said of itself, frame by frame, until it is asked. */
  async function watchStates(): Promise<() => Promise<string[]>> {
    await tab.evaluate(() => {
      const seen = new Set<string>()
      Object.assign(document, { seen })
      const look = () => {
        seen.add(document.querySelector('#paper-state')!.textContent!)
        if (!document.querySelector('.sheets[data-state="shown"] .page[data-loaded] canvas'))
          seen.add('without a page')
        requestAnimationFrame(look)
      }
      look()
    })
    return () => tab.evaluate(() => [...(document as unknown as { seen: Set<string> }).seen])
  }

  test('is reached from a block, and leads back to it', async () => {
    await open()
    await frame.evaluate(() => {
      const figure = document.querySelector('#fig-stages')!
      figure.scrollIntoView({ behavior: 'instant', block: 'center' })
    })
    await tab.keyboard.down('Control')
    await frame.click('#fig-stages .label', { count: 2 })
    await tab.keyboard.up('Control')
    await tab.waitForSelector('.sheets .found')
    const found = await tab.$eval('.sheets .found', (mark) => {
      const { top, bottom } = mark.getBoundingClientRect()
      const pane = document.querySelector('#sheets')!.getBoundingClientRect()
      return {
        isInView: top >= pane.top && bottom <= pane.bottom,
        page: mark.closest<HTMLElement>('.page')!.dataset.pageNumber,
      }
    })
    expect(found.isInView).toBe(true)
    await frame.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
    const line = await tab.waitForFunction(
      (page) => {
        const lines = document.querySelectorAll(
          `.page[data-page-number="${page}"] .textLayer span:not(.markedContent)`,
        )
        return [...lines].find(({ textContent }) => textContent!.includes('发展阶段'))
      },
      {},
      found.page,
    )
    await (line.asElement() as ElementHandle<Element>).click({ count: 2 })
    await frame.waitForFunction(() => {
      const { top, bottom } = document.querySelector('#fig-stages')!.getBoundingClientRect()
      return top >= 0 && top < innerHeight && bottom > 0
    })
    await tab.click('#paper-button')
  })

  test('is open again on the next visit, as wide as it was', async () => {
    await open()
    await tab.focus('#split')
    await tab.keyboard.press('ArrowRight')
    const share = await tab.$eval('#split', (split) => split.getAttribute('aria-valuenow'))
    await tab.reload()
    await tab.waitForSelector('.sheets[data-state="shown"]')
    expect(await tab.$eval('#split', (split) => split.getAttribute('aria-valuenow'))).toBe(share)
    await tab.click('#paper-button')
  })
})

describe('the way', () => {
  test('from the margin leads to the source', async () => {
    await scrollTo('#fig-stages', 'center')
    const { x, y } = (await (await tab.$('#margin'))!.boundingBox())!
    const top = await topOf('#fig-stages')
    await tab.mouse.move(x + 4, y + top + 20)
    await tab.waitForSelector('#outline:not([hidden])')
    expect(await tab.$eval('#place-source', ({ textContent }) => textContent)).toBe('01-market.md:43–45')
    await tab.mouse.click(x + 4, y + top + 20)
    expect(await opened()).toBe('chapters/01-market.md:43:1')
  })

  test('from the text, with Alt held, leads to the source', async () => {
    await scrollTo('#fig-stages', 'center')
    await tab.keyboard.down('Alt')
    await frame.hover('#fig-stages')
    await tab.waitForSelector('#outline:not([hidden])')
    await frame.click('#fig-stages')
    await tab.keyboard.up('Alt')
    expect(await opened()).toBe('chapters/01-market.md:43:1')
  })

  test('is said where there is no editor', async () => {
    process.env.LAUNCH_EDITOR = join(tools, 'nothing')
    await scrollTo('#fig-stages', 'center')
    await tab.keyboard.down('Alt')
    await frame.click('#fig-stages')
    await tab.keyboard.up('Alt')
    await tab.waitForSelector('#notice:not([hidden])')
    process.env.LAUNCH_EDITOR = join(tools, 'code')
    expect(await tab.$eval('#notice', ({ textContent }) => textContent)).toMatch(
      /chapters\/01-market\.md:43:1$/,
    )
    complaints.splice(0)
  })

  test.each([
    ['图 5', '#fig-square'],
    ['fig-left', '#fig-left'],
    ['规模 表', '#tab-market'],
    ['三级', '#三级标题'],
  ])('of a search for %s leads to %s', async (query, selector) => {
    await tab.keyboard.press('/')
    await tab.waitForSelector('#search[open]')
    await tab.keyboard.type(`${query}\n`)
    await frame.waitForFunction(
      (selector) => {
        const { top } = document.querySelector(selector)!.getBoundingClientRect()
        return top >= 0 && top < innerHeight
      },
      {},
      selector,
    )
    expect(await tab.$('#search[open]')).toBeNull()
  })

  test('of a search is open to the keyboard from the report too', async () => {
    await frame.focus('main')
    await tab.keyboard.down('Control')
    await tab.keyboard.press('k')
    await tab.keyboard.up('Control')
    await tab.waitForSelector('#search[open]')
    await tab.keyboard.press('ArrowDown')
    expect(await tab.$$eval('#results [aria-selected]', (items) => items.map(({ id }) => id))).toEqual([
      'result-1',
    ])
    await tab.keyboard.type('没有这个')
    await tab.waitForSelector('#no-results:not([hidden])')
    await tab.keyboard.press('Escape')
    expect(await tab.$('#search[open]')).toBeNull()
  })

  test('through the gallery leads to a figure, and follows its changes', async () => {
    await tab.click('#gallery-button')
    const gallery = (await (await tab.waitForSelector('#gallery iframe'))!.contentFrame())!
    await gallery.waitForSelector('button')
    const names = await gallery.$$eval('button > .name', (names) =>
      names.map(({ textContent }) => textContent),
    )
    expect(names).toEqual([
      '图 1 规模与同比增速',
      '图 2 左图',
      '图 3 右图',
      '图 4 发展阶段，承接图 1',
      '图 5 一张图片',
    ])
    expect(await gallery.$$eval('button svg, button img', (pictures) => pictures.length)).toBe(4)
    await edit(MARKET, '规模与同比增速', '规模与增速')
    await gallery.waitForFunction(
      () => document.querySelector('button > .name')!.textContent === '图 1 规模与增速',
    )
    await gallery.click('button:nth-child(5)')
    await frame.waitForFunction(() => {
      const { top } = document.querySelector('#fig-square')!.getBoundingClientRect()
      return top >= 0 && top < innerHeight
    })
    expect(await tab.$('#gallery iframe')).toBeNull()
    await restore(MARKET, '规模与增速')
  })
})

test('forty saves leave nothing behind', async () => {
  const session = await tab.createCDPSession()
  const kept = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { Documents, Nodes, JSEventListeners } = await tab.metrics()
    return { documents: Documents!, nodes: Nodes!, listeners: JSEventListeners! }
  }
  const saves = async (from: number, to: number) => {
    for (let count = from; count < to; count++)
      await edit(MARKET, EDITED, `说明文字${'一二三四五六七八九十'[count % 10]}。`)
  }
  await saves(0, 10)
  const before = await kept()
  await saves(10, 40)
  const after = await kept()
  expect(after.documents).toBe(before.documents)
  expect(after.listeners).toBe(before.listeners)
  expect(after.nodes).toBeLessThan(before.nodes * 1.02)
  await restore(MARKET, '说明文字十')
})

test('a server that goes away is missed, and caught up with when it is back', async () => {
  await scrollTo('#fig-right')
  const port = running.port
  await running.close()
  await tab.waitForSelector('#status[data-state="lost"]')
  await save(MARKET, report[MARKET]!.replace(EDITED, '说明文字，不在的时候改过。'))
  running = await preview(root, { host: '127.0.0.1', port, browser: undefined })
  await shows('不在的时候')
  await tab.waitForSelector('#status[data-state="live"]')
  await restore(MARKET, '不在的时候')
  complaints.splice(0)
})

test('a report that begins with mistakes shows them, and then its page', async () => {
  const folder = await writeReport({ ...report, [DATA]: '见[](#fig-nowhere)。\n' })
  const other = await preview(folder, { host: '127.0.0.1', port: 0, browser: undefined })
  await tab.goto(other.url)
  await tab.waitForSelector('#mistakes:not([hidden])')
  await writeFile(join(folder, DATA), report[DATA]!)
  frame = (await (await tab.waitForSelector('#report'))!.contentFrame())!
  await frame.waitForSelector('#tab-market')
  await tab.waitForSelector('#mistakes', { hidden: true })
  await tab.waitForFunction(() => document.querySelector('#paper-button')!.textContent === '版面')
  await tab.goto(running.url)
  await other.close()
  await rm(folder, { recursive: true })
})

test('a small screen shows the report or the paper', async () => {
  await tab.setViewport({ width: 390, height: 844 })
  const wide = () => tab.evaluate(() => document.documentElement.scrollWidth)
  const isShown = (selector: string) => tab.$eval(selector, (element) => element.checkVisibility())
  expect([await wide(), await isShown('#report'), await isShown('#paper')]).toEqual([390, true, false])
  await tab.click('#paper-button')
  await tab.waitForSelector('.sheets[data-state="shown"]')
  expect([await wide(), await isShown('#report'), await isShown('#paper')]).toEqual([390, false, true])
  await tab.click('#paper-button')
  await tab.setViewport({ width: 1440, height: 900 })
})

test('the words are there in both languages, and the page makes no names of its own', async () => {
  expect(Object.keys(wordsOf('zh-CN'))).toEqual(Object.keys(wordsOf('en')))
  expect(await tab.evaluate(() => 'yanbao' in window)).toBe(false)
})

test('the browser complained of nothing', () => {
  expect(complaints).toEqual([])
})

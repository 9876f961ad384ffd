/** What an editor waits for: the preview's first page, and from a save to the changed page and to the changed paper. */
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { launch } from './browser.mjs'
import { emptyCache, yanbao } from './builds.mjs'
import { CHAPTER } from './enlarge.mjs'
import { isMeasurable, ProcessTree } from './process-tree.mjs'
import { run, startNode } from './run.mjs'

/** Saves of each chapter; the first of all warms the engines up. */
const SAVES = 5
const PAPERS = 2

/** ms between two saves: what follows a save is over by then. */
const PAUSE = 1000
/** The same for the paper, which is proved when it has been drawn. */
const PAPER_PAUSE = 3000

/** ms after which nobody would wait any more. */
const LONGEST = 60_000

/**
 * @typedef {object} Save
 * @property {string} chapter File name.
 * @property {number} ms
 * @property {boolean} loaded Whether the whole page was loaded anew, because it could not be changed in place.
 *
 * @typedef {object} Measured
 * @property {number} figures And tables, in the page.
 * @property {number[]} coldStarts ms to the first page, with an empty cache.
 * @property {number[]} starts The same, with what a build has left.
 * @property {Save[]} saves
 * @property {Save[]} papers
 * @property {import('./process-tree.mjs').Usage | null} usage Of the preview that was saved to.
 * @property {string} failure Why it ends here; empty where it went well.
 */

/**
 * @param {string} root Report folder, which is written to; of chapters that are copies only the first is edited.
 * @param {{ cache: string, starts: number, limit: number, paper: boolean, say(what: string): void }} options Folder for
 *   caches, which holds the browser; how often it is started each way; s that a build may take; whether the paper is
 *   measured, too.
 * @returns {Promise<Measured>}
 */
export async function measurePreview(root, options) {
  const { cache, paper, say } = options
  /** @type {Measured} */
  const measured = {
    figures: 0,
    coldStarts: [],
    starts: [],
    saves: [],
    papers: [],
    usage: null,
    failure: '',
  }
  const browser = await launch(cache)
  try {
    const { tab, close } = await openedLast(root, { ...options, browser }, measured)
    // A tab that has crashed answers in many ways.
    tab.on('error', ({ message }) => {
      measured.failure ||= message
    })
    try {
      measured.figures = await tab.evaluate(
        () => document.querySelector('iframe').contentDocument.querySelectorAll('.chapter figure').length,
      )
      const chapters = await chaptersOf(root)
      say(`${chapters.length * SAVES} saves`)
      await saveAll(join(root, 'chapters'), chapters, tab, measured.saves)
      if (paper) {
        say(`${chapters.length * PAPERS} saves to the paper`)
        await printAll(join(root, 'chapters'), chapters, tab, measured.papers)
      }
    } finally {
      measured.usage = await close()
    }
  } catch (error) {
    measured.failure ||= error.message.split('\n')[0]
  } finally {
    await browser.close()
  }
  return measured
}

/** Starts it as often as it is to be measured, with nothing and with what a build has left; the last one stays open. */
async function openedLast(root, { cache, browser, starts, limit, say }, measured) {
  let opened = null
  for (let count = 1; count <= 2 * starts; count++) {
    const isCold = count <= starts
    await opened?.close()
    if (isCold) await emptyCache(cache)
    if (count === starts + 1) {
      say('a build before the next start')
      const { failure } = await run([yanbao, 'build', root], { cache, limit })
      if (failure) throw new Error(`no build before a start: ${failure}`)
    }
    say(`start ${count} of ${2 * starts}`)
    opened = await open(root, cache, browser)
    const list = isCold ? measured.coldStarts : measured.starts
    list.push(opened.ms)
  }
  return opened
}

/** A preview, and a tab that looks at it. */
async function open(root, cache, browser) {
  const tab = await browser.newPage()
  await tab.setViewport({ width: 1440, height: 900 })
  const start = performance.now()
  // A process of its own, as for an editor: this one must be free to see when the page changes.
  const server = startNode([yanbao, 'preview', root, '--no-open', '--port', '0'], cache)
  const tree = isMeasurable ? new ProcessTree(server.pid) : null
  const close = async () => {
    await tab.close().catch(() => {})
    const usage = tree?.end() ?? null
    if (server.exitCode === null) {
      server.kill('SIGINT')
      await once(server, 'exit')
    }
    return usage
  }
  try {
    await tab.goto(await addressOf(server), { waitUntil: 'domcontentloaded', timeout: LONGEST })
    await tab.waitForFunction(isThere, { timeout: LONGEST })
  } catch (error) {
    await close()
    throw error
  }
  return { tab, ms: performance.now() - start, close }
}

/** Runs in the tab: whether the whole page is. */
function isThere() {
  const page = document.querySelector('iframe')?.contentDocument
  return page?.readyState === 'complete' && page.querySelector('.chapter p') !== null
}

/** @returns {Promise<string>} Where the preview says it is. */
async function addressOf({ stdout, stderr }) {
  let said = ''
  stderr.resume()
  for await (const text of stdout.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    said += text
    const address = /http:\S+/.exec(said)
    if (!address) continue
    stdout.resume()
    return address[0]
  }
  throw new Error('the preview ended before it began')
}

async function chaptersOf(root) {
  const names = await readdir(join(root, 'chapters'))
  return names.filter((name) => CHAPTER.test(name) && !/-\d+\.md$/.test(name)).sort()
}

/** Each chapter in turn, as often as it is saved. */
async function saveAll(folder, chapters, tab, saves) {
  const texts = await textsOf(folder, chapters)
  for (let count = 0; count < SAVES; count++) {
    for (const chapter of chapters) {
      await wait(PAUSE)
      const words = `save-${count}-of-${chapter.replace(/\W/g, '')}`
      await tab.evaluate(lookFor, words, LONGEST)
      const start = performance.now()
      await writeFile(join(folder, chapter), `${texts.get(chapter).trimEnd()}\n\n${words}\n`)
      const how = await tab.evaluate(() => window.benchFound)
      const ms = performance.now() - start
      if (how === 'late') throw new Error(`a save of ${chapter} did not reach the page in ${LONGEST} ms`)
      saves.push({ chapter, ms, loaded: how === 'loaded' })
    }
  }
}

/**
 * Runs in the tab: `benchFound` becomes a promise that resolves when a block that says the words is in the report. It holds
 * nothing of the frame but the frame itself, whose document the app may load anew.
 *
 * @returns {void} How they came is what the promise resolves to: `changed`, `loaded` or `late`.
 */
function lookFor(words, longest) {
  const frame = document.querySelector('iframe')
  window.benchFound = new Promise((resolve) => {
    let observer
    const end = (how) => {
      observer?.disconnect()
      frame.removeEventListener('load', look)
      resolve(how)
    }
    const follow = () => {
      const { contentDocument: page, contentWindow: view } = frame
      observer?.disconnect()
      observer = new view.MutationObserver((records) => {
        const added = records.flatMap(({ addedNodes, target }) => [...addedNodes, target])
        const isThere = added.some(
          ({ textContent }) => textContent.length < 200 && textContent.includes(words),
        )
        if (isThere) end('changed')
      })
      observer.observe(page.body, { subtree: true, childList: true, characterData: true })
    }
    const look = () => {
      if (frame.contentDocument.body.textContent.includes(words)) end('loaded')
      else follow()
    }
    frame.addEventListener('load', look)
    follow()
    setTimeout(() => end('late'), longest)
  })
}

async function printAll(folder, chapters, tab, papers) {
  const texts = await textsOf(folder, chapters)
  await tab.click('#paper-button')
  await tab.waitForSelector('#paper[data-state="ready"]', { timeout: LONGEST })
  for (let count = 0; count < PAPERS; count++) {
    for (const chapter of chapters) {
      await wait(PAPER_PAUSE)
      const print = await tab.$eval('#paper', (paper) => paper.dataset.print)
      const start = performance.now()
      await writeFile(join(folder, chapter), `${texts.get(chapter).trimEnd()}\n\nprint-${count}\n`)
      const shown = `#paper[data-state="ready"]:not([data-print="${print}"])`
      await tab.waitForSelector(shown, { timeout: LONGEST })
      papers.push({ chapter, ms: performance.now() - start, loaded: false })
    }
  }
}

async function textsOf(folder, chapters) {
  const read = chapters.map(async (name) => [name, await readFile(join(folder, name), 'utf8')])
  return new Map(await Promise.all(read))
}

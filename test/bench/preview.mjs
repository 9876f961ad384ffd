/** From a save to the changed page, and to the changed paper, in a browser. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from '../../build/cli/6-print/index.js'
import { median, quantile } from './statistics.mjs'

const SAVES = 30
/** ms between two saves: what follows a save is over by then. */
const PAUSE = 1500
/** The same for the paper, which is proved when it has been drawn. */
const PAPERS = 10
const PAPER_PAUSE = 3000

const cli = fileURLToPath(new URL('../../build/cli/cli.js', import.meta.url))

/** @param {string} root Report folder, which is written to; of chapters that are copies only the first is edited. */
export async function measurePreview(root) {
  const { tab, close } = await open(root)
  const figures = await tab.evaluate(
    () => document.querySelector('iframe').contentDocument.querySelectorAll('.chapter figure').length,
  )
  console.log(`\nFrom a save to the changed page, ${figures} figures and tables`)
  for (const name of await chaptersOf(root)) say(name, await savesOf(join(root, 'chapters', name), tab))
  await close()
}

/** @param {string} root Report folder, which is written to. */
export async function measurePaper(root) {
  const { tab, close } = await open(root)
  await tab.click('#paper-button')
  await tab.waitForSelector('#paper[data-state="ready"]')
  console.log('\nFrom a save to the changed paper')
  for (const name of await chaptersOf(root)) say(name, await printsOf(join(root, 'chapters', name), tab))
  await close()
}

/** A preview and a browser that looks at it. */
async function open(root) {
  // A process of its own, as for an editor: this one must be free to see when the page changes.
  const server = spawn(process.execPath, [cli, 'preview', root, '--no-open', '--port', '0'])
  let said = ''
  server.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  while (!/http:\S+/.test(said)) await once(server.stdout, 'data')
  const browser = await launch()
  const tab = await browser.newPage()
  await tab.setViewport({ width: 1440, height: 900 })
  await tab.goto(/http:\S+/.exec(said)[0], { waitUntil: 'load' })
  await tab.waitForFunction(() =>
    document.querySelector('iframe')?.contentDocument?.querySelector('.chapter p'),
  )
  const close = async () => {
    await browser.close()
    server.kill('SIGINT')
    await once(server, 'exit')
  }
  return { tab, close }
}

async function chaptersOf(root) {
  const names = await readdir(join(root, 'chapters'))
  return names.filter((name) => name.endsWith('.md') && !/-\d+\.md$/.test(name)).sort()
}

function say(name, times) {
  const [middle, late] = [median(times), quantile(times, 0.95)].map((ms) => ms.toFixed(0).padStart(5))
  console.log(`${name.padEnd(24)} median ${middle} ms   95 % ${late} ms`)
}

/** @returns ms of each save but the first, which warms the engines up. */
async function savesOf(path, tab) {
  const text = await readFile(path, 'utf8')
  const times = []
  for (let count = 0; count < SAVES; count++) {
    const words = `save-${count}-of-${path.replace(/\W/g, '')}`
    const seen = await tab.evaluateHandle(lookFor, words)
    const start = performance.now()
    await writeFile(path, `${text.trimEnd()}\n\n${words}\n`)
    await seen.evaluate(({ promise }) => promise)
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  await writeFile(path, text)
  return times.slice(1)
}

/** Runs in the tab: a promise, in an object, that resolves when a block that says the words is in the report. */
function lookFor(words) {
  const { contentDocument: page, contentWindow: view } = document.querySelector('iframe')
  const promise = new Promise((resolve) => {
    const observer = new view.MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes, target }) => [...addedNodes, target])
      const isThere = added.some(({ textContent }) => textContent.length < 200 && textContent.includes(words))
      if (!isThere) return
      observer.disconnect()
      resolve()
    })
    observer.observe(page.body, { subtree: true, childList: true, characterData: true })
  })
  return { promise }
}

/** @returns ms of each save but the first. */
async function printsOf(path, tab) {
  const text = await readFile(path, 'utf8')
  const times = []
  for (let count = 0; count < PAPERS; count++) {
    await new Promise((resolve) => setTimeout(resolve, PAPER_PAUSE))
    const print = await tab.$eval('#paper', (paper) => paper.dataset.print)
    const start = performance.now()
    await writeFile(path, `${text.trimEnd()}\n\nsave-${count}\n`)
    await tab.waitForSelector(`#paper[data-state="ready"]:not([data-print="${print}"])`)
    times.push(performance.now() - start)
  }
  await writeFile(path, text)
  return times.slice(1)
}

/**
 * From a save to the changed page in a browser: median and 95th percentile, and whether a paper follows.
 * `node test/bench/preview.mjs [report folder]`; it works on a copy.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from '../../build/cli/6-print/index.js'

const SAVES = 30
/** ms between two saves: what follows a save is over by then. */
const PAUSE = 1500

const cli = fileURLToPath(new URL('../../build/cli/cli.js', import.meta.url))
const source = resolve(process.argv[2] ?? '.')
const root = await mkdtemp(join(tmpdir(), 'yanbao-bench-'))
for (const part of ['report.yaml', 'chapters', 'datasets', 'templates'])
  await cp(join(source, part), join(root, part), { recursive: true }).catch(() => {})

// A process of its own, as for an editor: this one must be free to see when the page changes.
const server = spawn(process.execPath, [cli, 'preview', root, '--no-open', '--port', '0'])
let said = ''
server.stdout.setEncoding('utf8').on('data', (text) => {
  said += text
})
while (!/http:\S+/.test(said)) await once(server.stdout, 'data')
const browser = await launch()
const tab = await browser.newPage()
await tab.goto(/http:\S+/.exec(said)[0], { waitUntil: 'load' })
await tab.waitForFunction(() =>
  document.querySelector('iframe')?.contentDocument?.querySelector('.chapter p'),
)

for (const name of (await readdir(join(root, 'chapters'))).filter((name) => name.endsWith('.md')).sort()) {
  const path = join(root, 'chapters', name)
  const text = await readFile(path, 'utf8')
  const times = []
  for (let count = 0; count < SAVES; count++) {
    const words = `save-${count}-of-${name.replace(/\W/g, '')}`
    const seen = tab.evaluate(waitFor, words)
    const start = performance.now()
    await writeFile(path, `${text.trimEnd()}\n\n${words}\n`)
    await seen
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, PAUSE))
  }
  await writeFile(path, text)
  const sorted = times.slice(1).sort((a, b) => a - b)
  const at = (part) => sorted[Math.floor(part * (sorted.length - 1))].toFixed(0).padStart(5)
  console.log(`${name.padEnd(24)} median ${at(0.5)} ms   95 % ${at(0.95)} ms`)
}
await browser.close()
server.kill('SIGINT')
await once(server, 'exit')
await rm(root, { recursive: true })

/** Resolves when a block that says the words is in the report; runs in the tab. */
function waitFor(words) {
  const { contentDocument: page, contentWindow: view } = document.querySelector('iframe')
  return new Promise((resolve) => {
    const observer = new view.MutationObserver((records) => {
      const added = records.flatMap(({ addedNodes, target }) => [...addedNodes, target])
      const isThere = added.some(({ textContent }) => textContent.length < 200 && textContent.includes(words))
      if (!isThere) return
      observer.disconnect()
      resolve()
    })
    observer.observe(page.body, { subtree: true, childList: true, characterData: true })
  })
}

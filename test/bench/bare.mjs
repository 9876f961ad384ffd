/**
 * `node bare.mjs MATERIAL`: what somebody would write who has the same specs and the same pages, and nothing but Vega-Lite,
 * Vega and Puppeteer. Every spec is drawn once; the document, whose charts are drawn already, is printed once.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [material] = process.argv.slice(2)
let start = performance.now()

const vega = await import('vega')
const vegaLite = await import('vega-lite')
const { launch } = await import('./browser.mjs')
tell('libraries')

const specs = JSON.parse(await readFile(join(material, 'specs.json'), 'utf8'))
for (const spec of specs) {
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' })
  await view.toSVG()
}
tell('charts')

const browser = await launch(process.env.XDG_CACHE_HOME)
tell('browser')

const tab = await browser.newPage()
await tab.goto(String(pathToFileURL(join(material, 'index.html'))), { waitUntil: 'load', timeout: 0 })
tell('document')

const options = { preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: 0 }
await writeFile(join(material, 'bare.pdf'), await tab.pdf(options))
tell('print')
await browser.close()

/** What was waited for since the last step. */
function tell(step) {
  const now = performance.now()
  console.log(`${step} ${(now - start).toFixed(0)} ms`)
  start = now
}

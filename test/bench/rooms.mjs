/**
 * What a build costs, room by room, and what the same engines cost bare: the same specs drawn once by Vega, the same
 * document loaded and printed once by Chromium. `npm run bench [report folder]`.
 */
import { resolve } from 'node:path'
import * as vega from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import * as vegaLite from 'vega-lite'
import { load } from '../../build/cli/1-load/index.js'
import { bind } from '../../build/cli/2-bind/index.js'
import { number } from '../../build/cli/3-number/index.js'
import { chart } from '../../build/cli/4-chart/index.js'
import { specsOf } from '../../build/cli/4-chart/spec.js'
import { template } from '../../build/cli/5-template/index.js'
import { printFonts } from '../../build/cli/6-print/fonts.js'
import { launch } from '../../build/cli/6-print/index.js'
import { describe } from '../../build/cli/6-print/metadata.js'
import { printPdf } from '../../build/cli/6-print/pdf.js'
import { prove } from '../../build/cli/6-print/proof.js'
import { Memory } from '../../build/cli/memory.js'

const ROUNDS = 5
const root = resolve(process.argv[2] ?? '.')
const times = new Map()

const browser = await launch()
for (let round = 0; round < ROUNDS; round++) await runOnce()
await browser.close()
printTable()

/** The first round warms the engines up and is left out of the table. */
async function runOnce() {
  const sources = await timed('1-load', () => load(root, new Memory()))
  const numbered = await timed('2-bind, 3-number', () => number(bind(sources, new Memory())))
  const charted = await timed('4-chart', () => chart(numbered, new Memory()))
  const edition = await timed('5-template', () => template(charted, new Memory()))
  const fonts = await timed('6-print: fonts', () => printFonts(edition))
  const first = await timed('6-print: first build', () => printPdf(browser, edition, fonts, new Map()))
  const printed = await timed('6-print: rebuild', () => printPdf(browser, edition, fonts, first.pages))
  const pdf = await timed('6-print: metadata', () => describe(printed.pdf, edition, 'bench'))
  await timed('6-print: proof', () => prove(edition, { ...printed, pdf }))
  await timed('bare Vega', () => drawBare(specsOf(numbered, new Memory())))
  await timed('bare Chromium', () => printBare(edition.print, fonts))
}

async function timed(name, run) {
  const start = performance.now()
  const result = await run()
  times.set(name, [...(times.get(name) ?? []), performance.now() - start])
  return result
}

async function drawBare(specs) {
  for (const spec of specs.values()) {
    const runtime = vega.parse(vegaLite.compile(spec).spec, undefined, { ast: true })
    await new vega.View(runtime, { renderer: 'none', expr: expressionInterpreter }).toSVG()
  }
}

async function printBare(html, fonts) {
  const tab = await browser.newPage()
  const dataUrl = (name) => `data:font/ttf;base64,${Buffer.from(fonts.get(name)).toString('base64')}`
  await tab.setContent(
    html.replaceAll(/fonts\/([\w-]+)\.ttf/g, (_, name) => dataUrl(name)),
    { waitUntil: 'load' },
  )
  await tab.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: false })
  await tab.close()
}

function printTable() {
  const median = (name) =>
    times
      .get(name)
      .slice(1)
      .sort((a, b) => a - b)[Math.floor((ROUNDS - 1) / 2)]
  for (const name of times.keys()) console.log(`${name.padEnd(22)} ${median(name).toFixed(0).padStart(6)} ms`)
  const ratio = (name, bare) => `${(median(name) / median(bare)).toFixed(2)} x ${bare}`
  console.log(`\n4-chart               ${ratio('4-chart', 'bare Vega')}`)
  console.log(`6-print, rebuild      ${ratio('6-print: rebuild', 'bare Chromium')}`)
  console.log(`6-print, first build  ${ratio('6-print: first build', 'bare Chromium')}`)
}

/**
 * What a build costs, room by room, and what the same engines cost bare: the same specs drawn once by Vega, the same
 * document loaded and printed once by Chromium.
 */
import * as vega from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import * as vegaLite from 'vega-lite'
import { specsOf } from '../../build/cli/4-chart/spec.js'
import { printFonts } from '../../build/cli/6-print/fonts.js'
import { launch } from '../../build/cli/6-print/index.js'
import { describe } from '../../build/cli/6-print/metadata.js'
import { printPdf } from '../../build/cli/6-print/pdf.js'
import { prove } from '../../build/cli/6-print/proof.js'
import { compose, resolve } from '../../build/cli/build.js'
import { Memory } from '../../build/cli/memory.js'
import { median } from './statistics.mjs'

const ROUNDS = 5

/** @param {string} root Report folder. */
export async function measureRooms(root) {
  const numbered = await resolve(root, () => {})
  const specs = numbered.chapters.flatMap((chapter) => [...specsOf(chapter, numbered, new Memory()).values()])
  const browser = await launch()
  /** @type {Map<string, number[]>} ms of each round. */
  const times = new Map()
  const note = (name, ms) => times.set(name, [...(times.get(name) ?? []), ms])
  const timed = async (name, run) => {
    const start = performance.now()
    const result = await run()
    note(name, performance.now() - start)
    return result
  }
  for (let round = 0; round < ROUNDS; round++) {
    const edition = await compose(root, note)
    const fonts = await timed('6-print: fonts', () => printFonts(edition))
    const first = await timed('6-print: first build', () => printPdf(browser, edition, fonts, new Map()))
    const printed = await timed('6-print: rebuild', () => printPdf(browser, edition, fonts, first.pages))
    const pdf = await timed('6-print: metadata', () => describe(printed.pdf, edition, 'bench'))
    await timed('6-print: proof', () => prove(edition, { ...printed, pdf }))
    await timed('bare Vega', () => drawBare(specs))
    await timed('bare Chromium', () => printBare(browser, edition.print, fonts))
  }
  await browser.close()
  printTable(times)
}

async function drawBare(specs) {
  for (const spec of specs) {
    const runtime = vega.parse(vegaLite.compile(spec).spec, undefined, { ast: true })
    await new vega.View(runtime, { renderer: 'none', expr: expressionInterpreter }).toSVG()
  }
}

async function printBare(browser, html, fonts) {
  const tab = await browser.newPage()
  const dataUrl = (name) => `data:font/ttf;base64,${Buffer.from(fonts.get(name)).toString('base64')}`
  await tab.setContent(
    html.replaceAll(/fonts\/([\w-]+)\.ttf/g, (_, name) => dataUrl(name)),
    { waitUntil: 'load' },
  )
  await tab.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: false })
  await tab.close()
}

/** The first round warms the engines up and is left out. */
function printTable(times) {
  const ms = (name) => median(times.get(name).slice(1))
  for (const name of times.keys()) console.log(`${name.padEnd(22)} ${ms(name).toFixed(0).padStart(6)} ms`)
  const ratio = (name, bare) => `${(ms(name) / ms(bare)).toFixed(2)} x ${bare}`
  console.log(`\n4-chart               ${ratio('4-chart', 'bare Vega')}`)
  console.log(`6-print, rebuild      ${ratio('6-print: rebuild', 'bare Chromium')}`)
  console.log(`6-print, first build  ${ratio('6-print: first build', 'bare Chromium')}`)
}

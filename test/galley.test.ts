/** What is printed in a document that stays open is what a new one would print. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Galley } from '../src/6-print/galley.ts'
import { Session } from '../src/session.ts'
import { sample, writeReport } from './report-folder.ts'

let root: string
let session: Session
const kept = new Galley(undefined)
beforeAll(async () => {
  root = await writeReport({
    ...sample,
    'templates/own/template.yaml': 'extends: house\n',
    'templates/own/styles/print.css': '.own { color: red }\n',
  })
  session = new Session(root)
})
afterAll(async () => {
  await kept.close()
  await rm(root, { recursive: true })
})

const append = (more: string) => (text: string) => text + more
const replace = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from)
  return text.replace(from, to)
}

/** In this order, each on top of those before it. */
test.each<[what: string, path: string, edit: (text: string) => string]>([
  ['nothing', 'report.yaml', append('')],
  ['a paragraph of known characters', 'chapters/01-market.md', append('\n市场规模。\n')],
  ['characters that were not printed before', 'chapters/02-data.md', append('\n龘靐齉爩。\n')],
  ['a page more', 'chapters/01-market.md', append(`\n${'市场规模。'.repeat(400)}\n`)],
  ['a page less', 'chapters/01-market.md', replace('市场规模。'.repeat(400), '')],
  ['a number of a chart', 'datasets/market.yaml', replace('[2024, 156]', '[2024, 256]')],
  ['a picture', 'chapters/square.svg', replace('fill="red"', 'fill="blue"')],
  ['a template of its own', 'report.yaml', append('template: own\n')],
  ['a style', 'templates/own/styles/print.css', append('p { letter-spacing: 2px }\n')],
  ['the title', 'report.yaml', replace('样本报告', '规模')],
])('after %s', async (_, path, edit) => {
  await writeFile(join(root, path), edit(await readFile(join(root, path), 'utf8')))
  const again = await kept.print(await session.compose())
  const fresh = new Galley(undefined)
  const once = await fresh.print(await new Session(root).compose())
  await fresh.close()
  expect(again.pages).toEqual(once.pages)
  expect(timeless(again.pdf) === timeless(once.pdf), 'the same bytes').toBe(true)
})

/** A PDF without the time at which it was printed. */
function timeless(pdf: Uint8Array): string {
  return Buffer.from(pdf)
    .toString('latin1')
    .replaceAll(/\/(CreationDate|ModDate) \([^)]*\)|\/ID \[[^\]]*\]/g, '')
}

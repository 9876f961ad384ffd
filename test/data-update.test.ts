/** One cell of a dataset changes, and everything that depends on it follows in one build. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Documents, Session } from '../src/session.ts'
import { messagesOf } from './report-folder.ts'

const repository = join(import.meta.dirname, '..')
let root: string
let before: Documents
let after: Documents

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'yanbao-update-'))
  for (const name of ['report.yaml', 'chapters', 'datasets']) {
    await cp(join(repository, name), join(root, name), { recursive: true })
  }
  before = await new Session(root).compose()
  const path = join(root, 'datasets/ai-market.yaml')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('{ year: 2024, size: 6160 }', '{ year: 2024, size: 6250 }'))
  after = await new Session(root).compose()
})
afterAll(() => rm(root, { recursive: true }))

/** The text of a part of a document, without tags and spaces. */
function textOf(html: string, from: string, to: string): string {
  const start = html.indexOf(from)
  expect(start, from).toBeGreaterThan(0)
  const part = html.slice(start, html.indexOf(to, start))
  return part.replaceAll(/<[^>]*>|\s/g, '')
}

const cover = (edition: Documents) => textOf(edition.print, 'class="main"', '</aside>')
const prose = (edition: Documents) => textOf(edition.print, 'id="sec-ai-chain"', '</section>')
const figure = (edition: Documents) => textOf(edition.print, 'id="fig-ai-market"', '</figure>')
const table = (edition: Documents) =>
  textOf(edition.html.get('index.html') as string, 'id="fig-ai-market"', '</details>')

test('both reports are without a mistake', () => {
  expect(messagesOf(before.files)).toBe('\n')
  expect(messagesOf(after.files)).toBe('\n')
})

test.each([
  ['the cover', cover, '6.16万亿美元', '6.25万亿美元'],
  ['the cover, growth', cover, '30.1%', '32.0%'],
  ['a sentence', prose, '6.16万亿美元', '6.25万亿美元'],
  ['a growth rate in a sentence', prose, '30.1%', '32.0%'],
  ['a compound rate in a sentence', prose, '26.39%', '26.76%'],
  ['a bar', figure, '6,160', '6,250'],
  ['the growth line', figure, '30.1', '32.0'],
  ['the growth of the year after', figure, '26.5', '24.7'],
  ['the table behind the figure', table, '6,160', '6,250'],
])('%s follows', (_, part, old, now) => {
  expect(part(before)).toContain(old)
  expect(part(before)).not.toContain(now)
  expect(part(after)).toContain(now)
  expect(part(after)).not.toContain(old)
})

test('the bar is drawn higher', () => {
  const drawing = (edition: Documents) =>
    edition.print.slice(edition.print.indexOf('id="fig-ai-market"')).match(/<svg[\s\S]*?<\/svg>/)![0]
  expect(drawing(after)).not.toBe(drawing(before))
})

test('the CSV holds the new numbers, and no others', () => {
  const rows = (edition: Documents) => (edition.html.get('data/fig-ai-market.csv') as string).split('\n')
  const changed = rows(after).filter((row) => !rows(before).includes(row))
  expect(changed.map((row) => row.split(',').slice(0, 3))).toEqual([
    ['2024', '6250', '31.9957761351637'],
    ['2025E', '7792', '24.672'],
  ])
})

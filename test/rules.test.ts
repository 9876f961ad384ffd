/** Every rule of the catalogue is shown by a case. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rules } from '../src/message.ts'

/** Rules that no check of a report can show: of the print (pdf.test.ts) and of importing data. */
const elsewhere = /^(index-unproved$|import-)/

const cases = join(import.meta.dirname, 'cases')
const paths = (await readdir(cases)).map((name) => join(cases, name, 'expect/messages.txt'))
const texts = await Promise.all(
  paths.filter((path) => existsSync(path)).map((path) => readFile(path, 'utf8')),
)
const messages = texts.join('\n')

test.each(Object.keys(rules).filter((rule) => !elsewhere.test(rule)))('a case shows %s', (rule) => {
  expect(messages).toMatch(new RegExp(` ${rule} +yanbao$`, 'm'))
})

test('no case shows a rule that is not in the catalogue', () => {
  const shown = [...messages.matchAll(/ (\S+) +yanbao$/gm)].map(([, rule]) => rule)
  expect(Object.keys(rules)).toEqual(expect.arrayContaining([...new Set(shown)]))
})

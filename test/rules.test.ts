/** Every rule of the catalogue is shown by a case: mistakes in cases, findings in cases-check. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findings, rules } from '../src/message.ts'

/** Rules that no check of a report can show: of the print (pdf.test.ts, pages.test.ts), imports, deliveries (verify.test.ts). */
const elsewhere = /^(index-unproved$|cover-overflow$|print-|import-|manifest-|delivery-|input-)/

const messages = await textsOf('cases', 'messages.txt')
const found = await textsOf('cases-check', 'findings.txt')

test.each(Object.keys(rules).filter((rule) => !elsewhere.test(rule)))('a case shows %s', (rule) => {
  expect(messages).toMatch(new RegExp(` ${rule} +yanbao$`, 'm'))
})

test.each(Object.keys(findings))('a case shows %s', (rule) => {
  expect(found).toMatch(new RegExp(` ${rule} +yanbao$`, 'm'))
})

test('no case shows a rule that is not in the catalogue', () => {
  const shown = [...(messages + found).matchAll(/ (\S+) +yanbao$/gm)].map(([, rule]) => rule)
  const known = [...Object.keys(rules), ...Object.keys(findings)]
  expect(known).toEqual(expect.arrayContaining([...new Set(shown)]))
})

test('no finding is called as a mistake is', () => {
  expect(Object.keys(findings).filter((rule) => rule in rules)).toEqual([])
})

/** What the cases of a folder expect, in one text. */
async function textsOf(folder: string, name: string): Promise<string> {
  const cases = join(import.meta.dirname, folder)
  const paths = (await readdir(cases)).map((each) => join(cases, each, 'expect', name))
  const texts = paths.filter((path) => existsSync(path)).map((path) => readFile(path, 'utf8'))
  return (await Promise.all(texts)).join('\n')
}

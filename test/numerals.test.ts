/** What a careful editor would call a numeral, and which cells of the data each may be. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { NAMES } from '../src/check/name-patterns.ts'
import { numeralsOf } from '../src/check/numerals.ts'

/** A phrase with the numerals in it. */
interface Phrase {
  text: string
  right: string[]
  /** Whether it is known to be read wrong. */
  isWrong: boolean
}

const nothing = { names: null, units: new Set<string>() }
const found = (text: string) =>
  numeralsOf({ text, marks: 't'.repeat(text.length) }, nothing).map(({ start, end }) =>
    text.slice(start, end),
  )

const phrases = phrasesIn(await readFile(join(import.meta.dirname, 'numerals/phrases.txt'), 'utf8'))

function phrasesIn(list: string): Phrase[] {
  const lines = list.split('\n').filter((line) => line.includes('⇒') && !line.startsWith('#'))
  return lines.map((line) => {
    const [text = '', right = ''] = line.replace(/^✗ /, '').split('⇒')
    const numerals = right.split('|').map((numeral) => numeral.trim())
    return { text: text.trim(), right: numerals.filter(Boolean), isWrong: line.startsWith('✗') }
  })
}

describe('the kept list', () => {
  test.each(phrases.filter(({ isWrong }) => !isWrong))('$text', ({ text, right }) => {
    expect(found(text)).toEqual(right)
  })

  test.each(phrases.filter(({ isWrong }) => isWrong))('is still wrong about $text', ({ text, right }) => {
    expect(found(text)).not.toEqual(right)
  })

  test('is nearly all right', () => {
    const wrong = phrases.filter(({ text, right }) => found(text).join() !== right.join())
    expect(phrases.length).toBeGreaterThan(240)
    expect(wrong.length / phrases.length).toBeLessThan(0.05)
  })
})

describe('a long text', () => {
  const unlimited = /[*+]|\{\d+,\}/
  const bare = (pattern: RegExp) => pattern.source.replaceAll(/\\.|\[(?:\\.|[^\]])*\]/g, '')

  test('is read in time that grows with its length: no pattern of a name goes on without end', () => {
    const patterns = Object.values(NAMES).flat()
    expect(patterns.length).toBeGreaterThan(40)
    expect(patterns.map(bare).filter((source) => unlimited.test(source))).toEqual([])
  })

  test.each([
    '1',
    '1,',
    '1.',
    '1-',
    '1/',
    '1 ',
    '（1',
    'A1-',
    '1年',
    '1、',
    '1:',
    '一',
    '一百',
    'a.',
    '$',
    '1~',
    '多1',
    '三成3',
  ])('of nothing but %j comes to an end', (part) => {
    const [few, many] = [2_000, 40_000].map((length) => found(part.repeat(length / part.length)).length)
    expect(many).toBeLessThanOrEqual(21 * Math.max(few!, 1))
  })
})

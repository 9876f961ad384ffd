/** What a careful editor would call a numeral, and which cells of the data each may be. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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
})

/** The nearest right name. */
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { fail, nearest, rules } from '../src/message.ts'

test.each([
  ['enrgy', ['energy', 'entry'], 'energy'],
  ['siez', ['year', 'size'], 'size'],
  ['Title', ['title', 'series'], 'title'],
  ['ai-markt', ['ai-market', 'ai-market-cn'], 'ai-market'],
  ['fig-deepseek-user', ['fig-deepseek-users', 'fig-market'], 'fig-deepseek-users'],
])('%s is a slip of one of %j', (seen, names, name) => {
  expect(String(nearest(seen, names))).toBe(`; did you mean \`${name}\`?`)
})

test.each([
  ['x', ['y', 'bar']],
  ['size', ['year', 'growth']],
  ['market', []],
  ['', ['a']],
])('%s is near to none of %j', (seen, names) => {
  expect(nearest(seen, names)).toBe('')
})

test('a long list of names is cut', () => {
  const names = Array.from({ length: 15 }, (_, index) => `name-${index}`)
  expect(String(rules['yaml-key']('colour', names))).toMatch(/`name-11` and 3 more$/)
})

test('a nested key is compared by its own name', () => {
  expect(String(rules['yaml-key']('columns.size.unt', ['type', 'unit']))).toMatch('did you mean `unit`?')
})

test('of a text that nobody would read the beginning is quoted', () => {
  const file = new VFile({ path: 'chapters/a.md' })
  fail(file, undefined, 'value-syntax', `d.${'v'.repeat(50_000)}`)
  expect(file.messages[0]!.reason).toMatch(/`d\.v{998}…`/)
})

/** YAML knows where everything was written. */
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { LineCounter } from 'yaml'
import { type Path, parseYaml } from '../src/1-load/yaml.ts'
import { readYaml } from '../src/data/yaml.ts'

const text = `title: Sales
columns:
  year: { type: year }
  '2024': { type: number }
rows:
  - [2023, 1]
  -   size: 2
      year: 2024
`

test.each<[Path, string]>([
  [['title'], '1:8'],
  [['columns', 'year'], '3:9'],
  [['columns', 'year', 'type'], '3:17'],
  [['columns', '2024', 'type'], '4:19'],
  [['rows', 0], '6:5'],
  [['rows', 0, 1], '6:12'],
  [['rows', 1, 'size'], '7:13'],
  [['rows', 1, 'missing'], '7:7'],
  [['nowhere'], '1:1'],
])('%j stands at %s', (path, place) => {
  const start = parseYaml(new VFile(text))!.placeOf(path)!.start
  expect(`${start.line}:${start.column}`).toBe(place)
})

test.each<[Path, string, string]>([
  [[], 'columns', '2:1'],
  [['columns'], '2024', '4:3'],
  [['rows', 1], 'year', '8:7'],
])('of %j the key %s stands at %s', (path, key, place) => {
  const start = parseYaml(new VFile(text))!.keyPlaceOf(path, key)!.start
  expect(`${start.line}:${start.column}`).toBe(place)
})

test('a block inside a file keeps the lines of the file', () => {
  const yaml = parseYaml(new VFile('---\npart: body\n---\n'), 'part: body\n', { line: 2, column: 1 })!
  expect(yaml.placeOf(['part'])!.start).toMatchObject({ line: 2, column: 7 })
})

test.each([
  ['an alias bomb', bomb(), '2:10'],
  ['a tab', 'a:\n\tb: 1', '2:1'],
  ['a key twice', 'a: 1\na: 2', '2:1'],
  ['two documents', 'a: 1\n---\na: 2', '2:1'],
  ['an unknown alias', 'a: *b', '1:4'],
  ['an alias before what it stands for', 'a: *b\nc: &b 1', '1:4'],
  ['an alias inside of what it stands for', 'a: &b\n  - *b', '2:5'],
  ['an alias as a key', 'a: &b c\n*b : d', '2:1'],
  ['101 lists in one another', `a: 1\nb: ${'['.repeat(101)}${']'.repeat(101)}`, '2:103'],
  ['thousands of lists in one another', `a: 1\n${'- '.repeat(9000)}`, '2:1'],
  ['thousands of lists where none may stand', `a: 1\nb: ${'- '.repeat(9000)}`, '2:4'],
  ['a list as a key', 'a: 1\n[b]: c', '2:1'],
  ['a mapping as a key', 'a: 1\n{ b: c }: d', '2:1'],
])('%s is a mistake where it stands, not a crash', (_, text, place) => {
  const file = new VFile(text)
  expect(parseYaml(file)).toBeNull()
  const [first] = file.messages
  expect([first!.ruleId, `${first!.line}:${first!.column}`]).toEqual(['yaml-syntax', place])
})

test('what is broken through and through is told in part', () => {
  const file = new VFile('{% if a %}'.repeat(3000))
  expect(parseYaml(file)).toBeNull()
  expect(file.messages).toHaveLength(100)
})

/** A few hundred bytes that stand for a thousand million texts. */
function bomb(): string {
  const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]']
  for (let level = 1; level < 9; level++) {
    const before = Array(9)
      .fill(`*a${level - 1}`)
      .join(', ')
    lines.push(`a${level}: &a${level} [${before}]`)
  }
  return lines.join('\n')
}

test.each([
  ['title：新报告\ndate: 2025-01\n', 'full-width `：` after a key, expected `: `'],
  ['title: 新\ndate：2025-01\n', 'full-width `：` after a key, expected `: `'],
  ['title：新\ndate：2025\n', 'full-width `：` after a key, expected `: `'],
  ['title:New\ndate: 2025-01\n', '`title:New`, expected a space after the colon'],
  ['a: {x: 1，y: 2}\n', 'full-width `，` or `：` inside of brackets, expected `, ` and `: `'],
  ['title: “a: b\n', 'full-width quotes, expected `"`'],
  ['title: "a\nb: 1\n', 'a quote that is never closed'],
  ['title: AI: 下一站\n', 'a second `: ` in one line, expected the text in quotes'],
  ['a:\n\tb: 1\n', 'a tab used for indentation, expected spaces'],
  ['a: [1, 2\nb: 1\n', 'a bracket that is never closed, or a line in it that is not indented'],
  ['unit: %\n', 'a text that begins with a mark of YAML, expected it in quotes'],
  ['a: @b\n', 'a text that begins with a mark of YAML, expected it in quotes'],
  ['a:\n  b: 1\n c: 2\n', 'wrong indentation, expected what belongs together to begin in one column'],
  ['a: {b: 1}}\n', 'a mark that has no meaning there, expected the text in quotes'],
  ['a: "\\q"\n', 'a backslash in double quotes that means nothing, expected it twice, or single quotes'],
])('what a keyboard makes of YAML is said in plain words: %j', (text, sentence) => {
  const { odd } = readYaml(text, new LineCounter())
  expect(String(odd?.[0].what)).toBe(sentence)
})

test('an address, a time and a text with full-width marks are no slips', () => {
  for (const text of ['a: https://b.c/d:e\n', 'a: 10:30\n', 'a: 一：二，三“四”\n', 'a: [一，二, 三：四]\n'])
    expect(readYaml(text, new LineCounter()).odd).toBe(null)
})

/** Twice the text costs about twice the time, or is refused: nothing of a stranger has the compiler compare all with all. */
import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { Session } from '../src/session.ts'
import { writeReport } from './report-folder.ts'

const repeat = (count: number, make: (at: number) => string, between = '') =>
  Array.from({ length: count }, (_, at) => make(at)).join(between)

const chapter = (text: string) => ({ 'chapters/01-a.md': `# A\n\n${text}\n` })

const dataset = (columns: string, rows: string) => ({
  ...chapter('Text.'),
  'datasets/d.yaml': `title: D\nsource: S\nprovenance: public\ncolumns:\n  k: { type: category }\n${columns}\nrows:\n${rows}\n`,
})

/** By what is repeated: a report of so many, and how many make it worth being measured. */
const shapes: Array<[name: string, count: number, make: (count: number) => Record<string, string>]> = [
  ['brackets', 20_000, (count) => chapter('['.repeat(count))],
  ['pictures that are none', 20_000, (count) => chapter('!['.repeat(count))],
  ['directives in a text', 4000, (count) => chapter(':a['.repeat(count))],
  ['attributes of directives', 8000, (count) => chapter(':a{'.repeat(count))],
  ['numerals', 1500, (count) => chapter('中文 text 12.5% 中'.repeat(count))],
  ['digits and commas', 5000, (count) => chapter('1,'.repeat(count))],
  ['tags', 10_000, (count) => chapter('<a '.repeat(count))],
  ['comments that are none', 8000, (count) => chapter('a <!--'.repeat(count))],
  ['lines', 2500, (count) => chapter('a  \n'.repeat(count))],
  ['cells', 1500, (count) => chapter(['|a', '|-', '|b'].map((cell) => cell.repeat(count)).join('|\n'))],
  ['deep lists', 100, (count) => chapter(`${'- '.repeat(80)}a\n\n`.repeat(count))],
  ['marks after a heading', 20_000, (count) => chapter(`## foo{${'#'.repeat(count)}`)],
  ['headings', 400, (count) => chapter(repeat(count, (at) => `## H ${at}`, '\n\n'))],
  ['definitions', 2000, (count) => chapter(repeat(count, (at) => `[a${at}]: #b`, '\n'))],
  [
    'rows',
    4000,
    (count) =>
      dataset(
        '  v: {}',
        repeat(count, (at) => `  - [a${at}, ${at}]`, '\n'),
      ),
  ],
  [
    'broken lines of YAML',
    2000,
    (count) => ({ ...chapter('Text.'), 'datasets/d.yaml': 'a：[b，c\nd:"e\n'.repeat(count) }),
  ],
  [
    'a long line of YAML',
    10_000,
    (count) => ({ ...chapter('Text.'), 'datasets/d.yaml': `a: [${'{，'.repeat(count)}` }),
  ],
  [
    'keys',
    4000,
    (count) => ({ ...chapter('Text.'), 'datasets/d.yaml': repeat(count, (at) => `k${at}: 1`, '\n') }),
  ],
]

/** CPU seconds of everything but the print; the least of some runs. */
async function costOf(files: Record<string, string>): Promise<number> {
  const root = await writeReport({ 'report.yaml': 'title: T\ndate: 2025-01-01\n', ...files })
  const costs: number[] = []
  for (let run = 0; run < 2; run++) {
    const start = process.cpuUsage()
    await new Session(root).inspect()
    const { user, system } = process.cpuUsage(start)
    costs.push((user + system) / 1e6)
  }
  await rm(root, { recursive: true })
  return Math.min(...costs)
}

test.each(shapes)('%s', async (_, count, make) => {
  const fixed = await costOf(chapter('Text.'))
  const once = (await costOf(make(count))) - fixed
  const twice = (await costOf(make(2 * count))) - fixed
  // What grows with the square costs four times as much.
  expect(twice).toBeLessThan(3.2 * once + 0.1)
})

test.each([
  ['quotations', chapter('>'.repeat(6000))],
  ['items', chapter('- '.repeat(3000))],
  ['blocks', chapter(':::x\n'.repeat(5000))],
  ['fences that grow', chapter(repeat(2000, (at) => `${':'.repeat(2003 - at)}x`, '\n'))],
  ['footnotes', chapter(repeat(5000, (at) => `a[^${at}]\n\n[^${at}]: b`, '\n\n'))],
  [
    'elements',
    {
      ...chapter(`<div>${'<b>'.repeat(20_000)}`),
      'report.yaml': 'title: T\ndate: 2025-01-01\nraw_html: true\n',
    },
  ],
  ['marks of emphasis', chapter('*a_ '.repeat(40_000))],
  [
    'columns',
    dataset(
      repeat(20_000, (at) => `  c${at}: {}`, '\n'),
      '  - [a]',
    ),
  ],
])('too many %s are refused in time', async (_, files) => {
  const root = await writeReport({ 'report.yaml': 'title: T\ndate: 2025-01-01\n', ...files })
  const start = process.cpuUsage()
  const read = await new Session(root).inspect()
  const { user, system } = process.cpuUsage(start)
  await rm(root, { recursive: true })
  const [message] = read.files.flatMap(({ messages }) => messages).filter(({ fatal }) => fatal)
  expect(message?.ruleId).toMatch(/^(?:text-limit|yaml-type)$/)
  expect(message?.line).toBeGreaterThan(0)
  expect((user + system) / 1e6).toBeLessThan(10)
})

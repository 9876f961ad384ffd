/** A few words of a stranger cannot have a chart make more than a page has room for, or work for ever. */
import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { LimitError, limited } from '../src/limited.ts'
import { Session } from '../src/session.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

const encoding = 'encoding: { x: { field: year }, y: { field: size, type: quantitative } }'
const calculate = (...made: string[]) =>
  `mark: bar\ntransform: [${made.map((text) => `{ calculate: "${text}", as: z }`).join(', ')}]\n${encoding}`
const times = <T>(count: number, value: T): T[] => Array(count).fill(value)

async function drawn(spec: string): Promise<string> {
  const chapter = `# A\n\n:::figure{#fig-x data=market}\nA\n\n\`\`\`vega-lite\n${spec}\n\`\`\`\n:::\n`
  const root = await writeReport({ ...sample, 'chapters/03-chart.md': chapter })
  const { files } = await new Session(root).compose()
  await rm(root, { recursive: true })
  return messagesOf(files.filter(({ path }) => path === 'chapters/03-chart.md'))
}

describe('refused, with a place', () => {
  test.each([
    ['a long list', calculate('length(sequence(0, 4e8))')],
    ['a long text', calculate("length(repeat('ab', 4e8))")],
    ['a padded text', calculate("length(pad('a', 4e8))")],
    [
      'texts that multiply',
      calculate("'aaaaaaaaaaaaaaaaaaaa'", ...times(6, "replace(datum.z, /a/g, 'aaaaaaaaaaaaaaaaaaaa')")),
    ],
    ['texts that double', calculate("'aaaaaaaaaa'", ...times(28, 'datum.z + datum.z'))],
    [
      'a joined list',
      calculate(
        "join(sequence(0, 1e5), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')",
      ),
    ],
    [
      'every second of a century',
      calculate("length(timeSequence('seconds', datetime(1900), datetime(2000)))"),
    ],
    [
      'lists of lists, laid out',
      `mark: bar\ntransform: [{ calculate: "[1,1,1,1,1,1,1,1,1,1]", as: z }, ${times(7, '{ calculate: "[datum.z,datum.z,datum.z,datum.z,datum.z,datum.z,datum.z,datum.z,datum.z,datum.z]", as: z }').join(', ')}, ${times(8, '{ flatten: [z] }').join(', ')}]\n${encoding}`,
    ],
    [
      'a density of many steps',
      'mark: area\ntransform: [{ density: size, steps: 1e8 }]\nencoding: { x: { field: value, type: quantitative }, y: { field: density, type: quantitative } }',
    ],
    [
      'quantiles without end',
      'mark: point\ntransform: [{ quantile: size, step: 1e-9 }]\nencoding: { x: { field: prob, type: quantitative }, y: { field: value, type: quantitative } }',
    ],
    [
      'imputed keys',
      `mark: bar\ntransform: [{ impute: size, key: year, keyvals: { start: 0, stop: 1e9 }, value: 0 }]\n${encoding}`,
    ],
    [
      'small bins',
      'mark: bar\nencoding: { x: { field: size, bin: { maxbins: 1e8, step: 0.000001 }, type: quantitative }, y: { aggregate: count } }',
    ],
    [
      'bins of a scale',
      'mark: bar\nencoding: { x: { field: size, type: quantitative, scale: { bins: { start: 0, stop: 1, step: 1e-8 } } }, y: { field: size, type: quantitative } }',
    ],
    [
      'ticks',
      'mark: bar\nencoding: { x: { field: year }, y: { field: size, type: quantitative, axis: { tickCount: 1e8 } } }',
    ],
    [
      'ticks of time',
      `mark: bar
transform: [{ calculate: 'datum.size * 1e10', as: t }]
encoding: { x: { field: t, type: temporal, axis: { tickCount: { interval: seconds, step: 1 } } }, y: { field: size, type: quantitative } }`,
    ],
    ['a wide format', calculate("format(1, '400000000')")],
  ])('%s', async (_, spec) => {
    const start = process.cpuUsage()
    expect(await drawn(spec)).toMatch(
      /^\s*\d+:\d+-\d+:\d+ +error +Unexpected Vega-Lite: .* expected .* chart-invalid +yanbao/m,
    )
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1e6).toBeLessThan(20)
  })
})

test('what a chart may well have is drawn', async () => {
  expect(
    await drawn(
      calculate(
        'length(sequence(0, 1000))',
        "join([1, 2], ', ')",
        "replace('a-b', /-/g, '_')",
        "pad('a', 9)",
      ),
    ),
  ).toBe('\n')
  expect(
    await drawn(
      'mark: area\ntransform: [{ density: size, steps: 200 }]\nencoding: { x: { field: value, type: quantitative }, y: { field: density, type: quantitative } }',
    ),
  ).toBe('\n')
  expect(
    await drawn(
      'mark: bar\nencoding: { x: { field: size, bin: { maxbins: 30 }, type: quantitative }, y: { aggregate: count } }',
    ),
  ).toBe('\n')
})

describe('work without end', () => {
  test('is stopped', () => {
    const endless = () => {
      for (;;);
    }
    expect(() => limited(endless, 50)).toThrow(LimitError)
  })

  test('is stopped inside a pattern', () => {
    expect(() => limited(() => /^(a+)+$/.test(`${'a'.repeat(60)}b`), 50)).toThrow('0.05 s')
  })

  test('is stopped where it goes too deep', () => {
    const deep = (): number => 1 + deep()
    expect(() => limited(deep, 1000)).toThrow(LimitError)
  })

  test('leaves what comes after it as it is', () => {
    expect(limited(() => 1 + limited(() => 1, 1000), 1000)).toBe(2)
    expect(() => limited(() => JSON.parse('{'), 1000)).toThrow(SyntaxError)
  })
})

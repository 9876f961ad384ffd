/** Every folder in cases-check is a report: what the check finds in it, and how much of it is bound. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import { describe, expect, test } from 'vitest'
import { together } from '../src/check/editions.ts'
import { coverageTable } from '../src/commands/check.ts'
import { listing } from '../src/commands/listing.ts'
import { Session } from '../src/session.ts'

const cases = join(import.meta.dirname, 'cases-check')

/** Every message, folded nowhere. */
function allOf(files: VFile[]): string {
  return reporter(files, { color: false }).replace(/\n\n[^\n]*[✖⚠][^\n]*$/, '')
}

test.each(await readdir(cases))('%s', async (name) => {
  const root = join(cases, name)
  const inspected = await new Session(root).inspectAll()
  const coverage = inspected.flatMap(({ coverage }) => coverage)
  const noted = together(inspected).filter(({ messages }) => messages.length > 0)
  await expect(`${allOf(noted)}\n`).toMatchFileSnapshot(join(root, 'expect/findings.txt'))
  await expect(`${coverageTable(coverage)}\n`).toMatchFileSnapshot(join(root, 'expect/coverage.txt'))
})

test('what is proposed in place of a numeral prints that numeral', async () => {
  const root = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await cp(join(cases, 'numerals-unbound'), root, { recursive: true })
  const before = await new Session(root).inspect()
  const printed = await textOf(root)
  const replaced = await Promise.all(before.files.map((file) => replaceNumerals(file, root)))
  const after = await new Session(root).inspect()
  expect(replaced.reduce((sum, count) => sum + count)).toBe(17)
  expect(after.coverage.map(({ bound }, index) => bound - before.coverage[index]!.bound)).toEqual([3, 14])
  expect(await textOf(root)).toBe(printed)
  await rm(root, { recursive: true })
})

/** Writes the addresses that the findings of a file propose into it. */
async function replaceNumerals(file: VFile, root: string): Promise<number> {
  const path = join(root, file.path)
  const found = file.messages.flatMap(({ place, reason }) => {
    const [, address] = /expected `(:value.*?)`: it resembles/.exec(reason) ?? []
    return address && place && 'start' in place ? [{ address, start: place.start, end: place.end }] : []
  })
  if (found.length === 0) return 0
  const lines = (await readFile(path, 'utf8')).split('\n')
  for (const { address, start, end } of found.reverse()) {
    const line = lines[start.line - 1]!
    lines[start.line - 1] = line.slice(0, start.column - 1) + address + line.slice(end.column - 1)
  }
  await writeFile(path, lines.join('\n'))
  return found.length
}

/** What a reader reads; grouping and spaces are the printer's. */
async function textOf(root: string): Promise<string> {
  const { print } = await new Session(root).compose()
  const [, body = ''] = /<body[^>]*>([\s\S]*)<\/body>/.exec(print) ?? []
  return body.replaceAll(/<[^>]*>|aria-label="[^"]*"/g, '').replaceAll(/(?<=\d),(?=\d{3})|[\s\u00a0]/g, '')
}

describe('the command', () => {
  const cli = join(import.meta.dirname, '../build/cli/cli.js')
  const run = (...argv: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      execFile(process.execPath, [cli, 'check', ...argv], (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err })
      })
    })

  test('says how much of the report is bound, and lists findings beside it', async () => {
    const { code, out, err } = await run(join(cases, 'figures'), '--lang', 'en')
    expect(code).toBe(0)
    expect(err).toContain('units-mixed')
    expect(out).toMatch(/^numerals +bound +unbound +share\nchapters\/01-figures\.md/)
    expect(out).toMatch(/0 errors, 7 warnings, 0 infos\n$/)
    const own = await run(join(cases, 'figures'))
    expect(own.out).toMatch(/^数字 +已绑定 +未绑定 +比例\nchapters\/01-figures\.md/)
    expect(own.out).toMatch(/0 个错误，7 个警告，0 条提示\n$/)
    expect(own.err).toMatch(/warning 同一坐标轴（`\w+`）上有单位 .* units-mixed/)
  })

  test.each([
    ['datasets', [], 1],
    ['figures', ['--fail-on', 'warning'], 1],
    ['names-and-dates', ['--fail-on', 'info'], 0],
    ['figures', ['--format', 'xml'], 2],
  ])('in %s with %j ends with %d', async (name, options, expected) => {
    expect((await run(join(cases, name), ...options)).code).toBe(expected)
  })

  test('writes JSON for machines', async () => {
    const { out, err } = await run(join(cases, 'levels'), '--format', 'json', '--lang', 'en')
    const { files, coverage } = JSON.parse(out)
    expect(err).toBe('')
    expect(files.map(({ path }: { path: string }) => path)).toEqual(['chapters/01-text.md'])
    expect(files[0].messages.slice(0, 2)).toEqual([
      {
        ...{ line: 3, column: 1, endLine: 3, endColumn: 7, rule: 'spelling', severity: 'info' },
        message: 'Unexpected spelling `Openai`, expected `OpenAI`',
      },
      expect.objectContaining({ rule: 'numeral-unbound', severity: 'error' }),
    ])
    expect(coverage).toEqual([{ chapter: 'chapters/01-text.md', bound: 0, unbound: 1, share: 0 }])
  })
})

test('the report in this repository is clean', async () => {
  const { files, coverage } = await new Session(join(import.meta.dirname, '..')).inspect()
  expect(listing(files, {}, { color: false })).toBe('')
  expect(coverage.filter(({ unbound }) => unbound > 0)).toEqual([])
})

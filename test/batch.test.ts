/** Many reports at once: in parts that are the same everywhere, with records from which any of them can be told. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { buildAll, type Ended } from '../src/batch/batch.ts'
import { merge } from '../src/batch/merge.ts'
import { Progress } from '../src/batch/progress.ts'
import { addReport, outcomes, type ReportRecord, readRecords, writeRun } from '../src/batch/record.ts'
import { parseShard, reportsOf } from '../src/batch/shard.ts'
import { notDone } from '../src/batch/summary.ts'
import { writeReport } from './report-folder.ts'
import './seed.ts'

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,6}$/), { maxLength: 60 })
const parts = fc.integer({ min: 1, max: 9 })

test('every report is in one part, and parts are about as long as each other', () => {
  fc.assert(
    fc.property(
      names,
      parts,
      fc.func(fc.double({ min: 0.1, max: 100, noNaN: true })),
      (reports, of, time) => {
        const seconds = new Map(reports.map((report) => [report, time(report)]))
        const all = Array.from({ length: of }, (_, index) =>
          reportsOf({ shard: index + 1, of }, reports, seconds),
        )
        expect(all.flat().sort()).toEqual([...reports].sort())
        const lengths = all.map((part) => part.reduce((sum, report) => sum + seconds.get(report)!, 0))
        const longest = Math.max(0, ...seconds.values())
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(longest + 1e-9)
      },
    ),
  )
})

test('parts do not depend on the order in which reports are named', () => {
  fc.assert(
    fc.property(names, parts, (reports, of) => {
      const part = reportsOf({ shard: 1, of }, reports, new Map())
      expect(reportsOf({ shard: 1, of }, [...reports].reverse(), new Map())).toEqual(part)
    }),
  )
})

test('a part is named by its number and how many there are', () => {
  expect(parseShard('2/8')).toEqual({ shard: 2, of: 8 })
  for (const text of ['0/8', '9/8', '2', '2/', '/8', '-1/8', '2/8/9', ' 2/8', '2/0'])
    expect(parseShard(text)).toBe(null)
})

const record = (report: string, outcome: ReportRecord['outcome'] = 'built'): ReportRecord => ({
  report,
  outcome,
  pages: 3,
  seconds: 0.2,
  messages: [],
  fault: '',
  files: {},
})

test('the records of parts are together those of the whole', () => {
  fc.assert(
    fc.property(names, parts, fc.func(fc.constantFrom(...outcomes)), (reports, of, outcome) => {
      const split = Array.from({ length: of }, (_, index) => {
        const run = {
          yanbao: '1',
          shard: index + 1,
          of,
          reports: reportsOf({ shard: index + 1, of }, reports, new Map()),
        }
        return { run, reports: run.reports.map((report) => record(report, outcome(report))) }
      })
      const { records, absent } = merge(split)
      const sorted = [...reports].sort()
      expect(absent).toEqual([])
      expect(records.run).toEqual({ yanbao: '1', shard: 1, of: 1, reports: sorted })
      expect(records.reports).toEqual(sorted.map((report) => record(report, outcome(report))))
      expect(notDone(records)).toEqual([])
      if (of > 1) expect(merge(split.slice(1)).absent).toEqual([1])
    }),
  )
})

test('of a run that was ended, records tell what was not done', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'yanbao-test-')), 'records.jsonl')
  writeRun(path, { yanbao: '1', shard: 2, of: 3, reports: ['a', 'b', 'c'] })
  addReport(path, record('b'))
  addReport(path, record('a'))
  const text = await readFile(path, 'utf8')
  const read = readRecords(text.slice(0, -5))
  expect(read.run).toMatchObject({ shard: 2, of: 3 })
  expect(read.reports).toEqual([record('b')])
  expect(notDone(read)).toEqual(['a', 'c'])
  expect(() => readRecords('{"other": 1}\n')).toThrow()
})

test('the time that is left follows the pace of the latest reports', () => {
  const progress = new Progress(100, 0)
  for (let report = 1; report <= 40; report++)
    progress.add(report < 20 ? 1000 * report : 19_000 + 250 * (report - 19))
  expect(String(progress.status)).toBe('40 of 100, 4.0 a second, about 15 s left')
})

const dataset = `title: 主要财务数据
source: 公司公告
as_of: 2026-10
provenance: illustrative
columns:
  year: { type: year, label: 年份 }
  revenue: { type: number, unit: 亿元, label: 营业收入, format: ',.1f' }
rows:
  - { year: 2024, revenue: 12.5 }
  - { year: 2025, revenue: 14 }
`

const chapter = `# 业绩 {#sec-note}

收入为:value[fin.revenue 2025]，见[](#tab-fin)。

:::table{#tab-fin data=fin}
主要财务数据
:::
`

/** A folder of small notes; those that are named have a mistake. */
function notes(names: string[], broken: string[] = []): Promise<string> {
  const files = names.flatMap((name) => [
    [`${name}/report.yaml`, `title: 公司${name}\ndate: 2026-11-20\n`],
    [`${name}/datasets/fin.yaml`, dataset],
    [`${name}/chapters/01-note.md`, broken.includes(name) ? `${chapter}\n[](#nowhere)\n` : chapter],
  ])
  return writeReport(Object.fromEntries(files))
}

describe('reports', () => {
  const all = ['a', 'b', 'c', 'd']
  const ended = new Map<string, Ended>()
  let root: string
  beforeAll(async () => {
    root = await notes(all, ['b'])
    await writeFile(join(root, 'd/build'), 'in the way')
    const folders = all.map((name) => join(root, name))
    await buildAll(folders, { isFresh: true }, (end) => ended.set(end.record.report.slice(-1), end))
  }, 120_000)

  test('are built for themselves, whatever becomes of the others', () => {
    expect([...ended].map(([name, { record }]) => [name, record.outcome, record.pages]).sort()).toEqual([
      ['a', 'built', 2],
      ['b', 'mistakes', null],
      ['c', 'built', 2],
      ['d', 'failed', null],
    ])
  })

  test('have records of what was delivered, what is wrong, and what went wrong', async () => {
    const [a, b, d] = ['a', 'b', 'd'].map((name) => ended.get(name)!.record)
    expect(Object.keys(a!.files)).toEqual(
      expect.arrayContaining(['report.pdf', 'html/index.html', 'manifest.json']),
    )
    expect(b!.messages).toMatchObject([
      { file: 'chapters/01-note.md', line: 9, column: 1, rule: 'reference-unknown' },
    ])
    expect(d!.fault).toContain('build')
    expect(await readdir(join(root, 'b'))).not.toContain('build')
  })

  test('go on where the browser is killed', async () => {
    const folders = ['e', 'f', 'g', 'h']
    const root = await notes(folders)
    const outcomes: string[] = []
    await buildAll(
      folders.map((name) => join(root, name)),
      { isFresh: true },
      ({ record }) => {
        outcomes.push(record.outcome)
        if (outcomes.length === 1) killBrowsers()
      },
    )
    expect(outcomes).toEqual(['built', 'built', 'built', 'built'])
  }, 120_000)
})

/** Every browser of this process, at once. */
function killBrowsers(): void {
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, command, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(statOf(name)) ?? []
    if (command?.startsWith('chrom') && Number(parent) === process.pid) process.kill(Number(name), 'SIGKILL')
  }
}

function statOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/stat`, 'utf8')
  } catch {
    return ''
  }
}

describe('the command', () => {
  const cli = join(import.meta.dirname, '../build/cli/cli.js')
  const yanbao = async (root: string, ...args: string[]) => {
    const run = promisify(execFile)(process.execPath, [cli, ...args], { cwd: root })
    return run.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) =>
        ({ code, stdout, stderr }) as { code: number; stdout: string; stderr: string },
    )
  }

  test('builds a folder of reports in parts, and merges their records', async () => {
    const root = await notes(['a', 'b', 'c'], ['c'])
    const first = await yanbao(root, 'build', '.', '--shard', '1/2', '--record', '1.jsonl')
    expect(first.code).toBe(1)
    expect(first.stdout).toMatch(/^a {2}2 pages {2}\d+\.\d s$/m)
    expect(first.stdout).toMatch(/^1 built, 1 with mistakes in .*\n {2}c: with mistakes\n$/m)
    expect(first.stderr).toMatch(/^c\nchapters\/01-note\.md\n.*9:1.* reference-unknown/)

    const alone = await yanbao(root, 'merge', '1.jsonl')
    expect(alone).toMatchObject({ code: 3 })
    expect(alone.stdout).toContain('part 2 of 2: no records')

    expect((await yanbao(root, 'build', 'a', 'b', 'c', '--shard', '2/2', '--record', '2.jsonl')).code).toBe(0)
    const both = await yanbao(root, 'merge', '1.jsonl', '2.jsonl', '--record', 'all.jsonl')
    expect(both).toMatchObject({ code: 1, stdout: '2 built, 1 with mistakes\n  c: with mistakes\n' })
    const { reports } = readRecords(readFileSync(join(root, 'all.jsonl'), 'utf8'))
    expect(reports.map(({ report, outcome }) => `${report} ${outcome}`)).toEqual([
      'a built',
      'b built',
      'c mistakes',
    ])

    const again = await yanbao(root, 'build', '.', '--times', 'all.jsonl')
    expect(again.stdout).toContain('2 unchanged, 1 with mistakes')
  }, 120_000)

  test('does what the workflow and the manifest under .github tell it', async () => {
    const own = join(import.meta.dirname, '..')
    const root = await notes(['a', 'b', 'c'])
    await mkdir(join(root, 'notes'))
    for (const name of ['a', 'b', 'c']) await rename(join(root, name), join(root, 'notes', name))
    await mkdir(join(root, 'build'))
    await symlink(join(own, 'build/cli'), join(root, 'build/cli'))
    const sh = (script: string, env: object) =>
      promisify(execFile)('bash', ['-euc', script], { cwd: root, env: { ...process.env, ...env } })

    const { env, jobs } = parse(readFileSync(join(own, '.github/workflows/notes.yaml'), 'utf8'))
    const step = (job: string) => jobs[job].steps.find(({ name }: { name?: string }) => name === job).run
    const { part: parts } = jobs.build.strategy.matrix
    expect(parts).toEqual(Array.from({ length: env.PARTS }, (_, index) => index + 1))
    for (const PART of parts) await sh(step('build'), { ...env, FOLDER: 'notes', PART })
    expect((await sh(step('merge'), {})).stdout).toBe('3 built\n')

    const { spec } = parse(readFileSync(join(own, '.github/kubernetes-job.yaml'), 'utf8'))
    const [{ args }] = spec.template.spec.containers
    const [{ value: PARTS }] = spec.template.spec.containers[0].env
    expect(PARTS).toBe(String(spec.completions))
    await sh('rm records*', {})
    const script = args[0].replace('/yanbao/', './')
    for (let JOB_COMPLETION_INDEX = 0; JOB_COMPLETION_INDEX < spec.completions; JOB_COMPLETION_INDEX++)
      await sh(script, { PARTS, JOB_COMPLETION_INDEX })
    expect((await sh(step('merge'), {})).stdout).toBe('3 unchanged\n')
  })

  test('says what it was told wrong', async () => {
    const root = await notes(['a'])
    await writeFile(join(root, 'other.jsonl'), '{}\n')
    const wrong = [
      [['build', 'a', '--shard', '3/2'], 'Unexpected `--shard 3/2`'],
      [['build', 'a', 'nowhere'], 'Unexpected report folder `nowhere`'],
      [['build', 'a', '--times', 'none.jsonl'], 'Unexpected `none.jsonl`'],
      [['merge', 'other.jsonl'], 'Unexpected content of `other.jsonl`'],
      [['merge'], 'Unexpected end'],
    ] as const
    for (const [args, message] of wrong) {
      const { code, stderr } = await yanbao(root, ...args)
      expect([code, stderr.split('\n')[0]]).toEqual([2, expect.stringContaining(message)])
    }
  })
})

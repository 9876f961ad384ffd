/** Builds that meet with an accident: what is delivered is whole, the exit code says which it is, and nothing is left over. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readRecords } from '../src/batch/record.ts'
import { Press } from '../src/press.ts'
import { Session } from '../src/session.ts'
import { verify } from '../src/verify/index.ts'
import { writeReport } from './report-folder.ts'

const cli = join(import.meta.dirname, '../build/cli/cli.js')

let root: string
let temporary: string
/** Of the delivery that was there before. */
let former: Record<string, string>
beforeAll(async () => {
  root = await writeReport({
    'report.yaml': 'title: T\ndate: 2025-01-01\nlanguage: en\n',
    'chapters/01-a.md': '# A {#a}\n\nText.\n',
  })
  temporary = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await mkdir(join(temporary, 'home'))
  expect((await build().ended).code).toBe(0)
})
afterAll(async () => {
  for (const path of [root, temporary]) await rm(path, { recursive: true })
})
beforeEach(async () => {
  former = await delivery()
  await appendFile(join(root, 'chapters/01-a.md'), '\nMore text.\n')
})

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** A build in a process of its own, and how it ends. */
function build(env: Record<string, string | undefined> = {}, report = root, args: string[] = []) {
  const child = spawn(process.execPath, [cli, 'build', report, '--no-cache', ...args], {
    env: { ...process.env, TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const said = [text(child.stdout).catch(() => ''), text(child.stderr)] as const
  const ended = once(child, 'exit').then(async ([code, signal]) => ({
    code: (code ?? signal) as number | string,
    out: await said[0],
    error: (await said[1]).trim(),
  }))
  return { child, ended }
}

/** All that was delivered, by path. */
async function delivery(out = join(root, 'build')): Promise<Record<string, string>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const read = paths.map(
    async (path) => [path.slice(out.length + 1), await readFile(path, 'latin1')] as const,
  )
  return Object.fromEntries(await Promise.all(read))
}

/** The old delivery, or the new one with everything that belongs to it. */
async function expectDelivery(isNew: boolean): Promise<void> {
  const now = await delivery()
  if (!isNew) return expect(now).toEqual(former)
  expect(Object.keys(now).sort()).toEqual(Object.keys(former).sort())
  for (const path of ['report.pdf', 'html/index.html', 'manifest.json'])
    expect(now[path]).not.toBe(former[path])
}

const linux = process.platform === 'linux'

/** Processes that have our temporary folder in their environment or on their command line: builds and browsers. */
async function processes(): Promise<Array<{ pid: number; line: string }>> {
  const pids = (await readdir('/proc')).map(Number).filter(Boolean)
  const read = (pid: number, name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
  const all = pids.map(async (pid) => ({
    pid,
    line: await read(pid, 'cmdline'),
    env: await read(pid, 'environ'),
  }))
  return (await Promise.all(all)).filter(({ line, env }) => (line + env).includes(temporary))
}

/** The browsers among them, without their children. */
async function browsers(): Promise<number[]> {
  const all = await processes()
  return all
    .filter(({ line }) => line.includes('--user-data-dir') && !line.includes('--type='))
    .map(({ pid }) => pid)
}

async function expectNothingLeft(): Promise<void> {
  expect(await readdir(temporary)).toEqual(['home'])
  expect((await readdir(join(root, 'build'))).sort()).toEqual([
    'html',
    'manifest.json',
    'report-data.xlsx',
    'report.pdf',
  ])
  if (!linux) return
  for (let turn = 0; turn < 50 && (await processes()).length > 0; turn++) await sleep(20)
  expect(await processes()).toEqual([])
}

describe('a build that is asked to end', () => {
  const cases = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const
  test.each(
    cases.flatMap(([signal, code]) => [500, 900, 1300].map((after) => [signal, after, code] as const)),
  )('by %s after %i ms leaves the old delivery, or has made the new one', async (signal, after, code) => {
    const { child, ended } = build()
    // Until it listens.
    await once(child.stdout, 'data')
    await sleep(after - 500)
    child.kill(signal)
    const { code: seen, error } = await ended
    // A process that has done all and is ending by itself hears nothing more: the signal ends it as it finds it.
    expect([0, code, signal]).toContain(seen)
    if (seen === code) expect(error).toMatch(/^Interrupted: nothing was delivered, [^\n]+$/)
    await expectDelivery(seen !== code)
    await expectNothingLeft()
  })
})

describe('a build of many reports that is asked to end', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s leaves of each report the old delivery or the new one', async (signal, code) => {
    const folder = join(temporary, 'home/many')
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const name of names) await cp(root, join(folder, name), { recursive: true })
    const record = join(temporary, 'home/records.jsonl')
    const { child, ended } = build({}, folder, ['--record', record])
    await once(child.stdout, 'data')
    child.kill(signal)
    const { code: seen, error } = await ended
    expect(seen).toBe(code)
    expect(error).toMatch(/^Interrupted after [1-6] of 6 reports: [^\n]+$/)
    const { reports } = readRecords(await readFile(record, 'utf8'))
    expect(reports.length).toBe(Number(/after (\d)/.exec(error)![1]))
    for (const name of names) {
      const out = join(folder, name, 'build')
      const now = await delivery(out)
      expect(Object.keys(now).sort()).toEqual(Object.keys(former).sort())
      const files = now['manifest.json'] === former['manifest.json'] ? former : null
      if (files) expect(now).toEqual(files)
      else expect((await verify(out, null)).files).toEqual([])
    }
    const built = reports.map(({ report }) => report.split('/').at(-1)!)
    for (const name of built)
      expect((await delivery(join(folder, name, 'build')))['manifest.json']).not.toBe(former['manifest.json'])
    await rm(folder, { recursive: true })
    await rm(record)
    await expectNothingLeft()
  })
})

test('builds that are killed leave one whole delivery, and what else they leave the next one sweeps', async () => {
  for (let kill = 0; kill < 12; kill++) {
    const { child, ended } = build()
    await sleep(Math.random() * 2500)
    child.kill('SIGKILL')
    await ended
  }
  expect((await build().ended).code).toBe(0)
  await expectDelivery(true)
  await expectNothingLeft()
})

test('two builds at once both deliver', async () => {
  const both = [build(), build()]
  for (const { ended } of both) expect(await ended).toMatchObject({ code: 0, error: '' })
  await expectDelivery(true)
  await expectNothingLeft()
})

describe.runIf(linux)('a browser', () => {
  const killed = async (isOver: () => boolean, most: number) => {
    let kills = 0
    while (!isOver() && kills < most) {
      for (const pid of await browsers()) {
        try {
          process.kill(pid, 'SIGKILL')
          kills++
        } catch {
          // Gone with its parent.
        }
      }
      await sleep(20)
    }
  }

  test('that is killed once is followed by another one', async () => {
    const { child, ended } = build()
    await once(child.stdout, 'data')
    await killed(() => child.exitCode !== null, 1)
    expect(await ended).toMatchObject({ code: 0, error: '' })
    await expectDelivery(true)
    await expectNothingLeft()
  })

  test('that is always killed is a fault of the machine', async () => {
    const { child, ended } = build()
    await killed(() => child.exitCode !== null, Number.POSITIVE_INFINITY)
    const { code, error } = await ended
    expect(code).toBe(3)
    expect(error).toMatch(/^The browser [^\n]+$/)
    await expectDelivery(false)
    await expectNothingLeft()
  })

  test.each(['itself', 'in its tabs'])('that hangs %s is ended', async (place) => {
    const usual = process.env.TMPDIR
    process.env.TMPDIR = temporary
    const press = new Press(undefined, { minutes: 4 / 60 })
    try {
      // It has started once somebody has had a page of it.
      expect(await new Session(root).build(join(root, 'build'), press)).toMatchObject({
        files: expect.anything(),
      })
      former = await delivery()
      for (const pid of await browsers()) {
        if (place === 'itself') process.kill(pid, 'SIGSTOP')
        else execFileSync('pkill', ['-STOP', '-g', String(pid), '-f', 'type='])
      }
      const building = new Session(root).build(join(root, 'build'), press)
      await expect(building).rejects.toThrow(/^The browser did not answer any more/)
    } finally {
      await press.close()
      process.env.TMPDIR = usual
    }
    await expectDelivery(false)
    await expectNothingLeft()
  })
})

describe('a report that is longer than it may be', () => {
  test.each([
    ['in report.yaml', 'limits: { pages: 1 }\n', []],
    ['of the machine', 'limits: { pages: 100000 }\n', ['--most-pages', '1']],
  ])('by the limits %s is not delivered', async (_, settings, args) => {
    const long = await writeReport({
      'report.yaml': `title: T\ndate: 2025-01-01\nlanguage: en\n${settings}`,
      'chapters/01.md': `# A\n\n${'Text of a long report. '.repeat(900)}\n`,
    })
    const { code, error } = await build({}, long, args).ended
    await rm(long, { recursive: true })
    expect(code).toBe(1)
    expect(error).toMatch(/Unexpected \d+ pages, expected at most 1; [^\n]+ print-long/)
  })

  test('in time is ended, and what it may have more of is said', async () => {
    const { code, error } = await build({}, root, ['--most-minutes', '0.0001']).ended
    expect(code).toBe(3)
    expect(error).toMatch(/^The browser did not [^\n]+ --most-minutes\.$/)
    await expectDelivery(false)
    await expectNothingLeft()
  })
})

describe('a fault of yanbao', () => {
  /** It breaks at a character. */
  const broken = `data:text/javascript,${encodeURIComponent(`const { codePointAt } = String.prototype
    String.prototype.codePointAt = function (at) {
      if (this == '☃') throw new TypeError('nothing to hold\\nmore')
      return codePointAt.call(this, at)
    }`)}`

  test.each([
    ['one report', []],
    ['reports', ['--record', 'records.jsonl']],
  ])('is a sentence with an exit code of its own, for %s', async (_, args) => {
    await appendFile(join(root, 'chapters/01-a.md'), '\n☃\n')
    const record = args.map((arg) => (arg.endsWith('jsonl') ? join(temporary, 'home', arg) : arg))
    const { code, error } = await build({ NODE_OPTIONS: `--import ${broken}` }, root, record).ended
    expect(code).toBe(4)
    expect(error).toMatch(
      /^([^\n]+\n)?This is a fault of yanbao [\d.]+, not of the report: nothing to hold \(at [^\n]+\)\. [^\n]+ YANBAO_TRACE=1 [^\n]+$/,
    )
    await expectDelivery(false)
    await expectNothingLeft()
  })
})

describe('a machine', () => {
  test('without a temporary folder prints all the same', async () => {
    const { code } = await build({ TMPDIR: join(temporary, 'missing') }).ended
    expect(code).toBe(0)
    await expectDelivery(true)
  })

  test('without a home says what names another place', async () => {
    const { code, error } = await build({ HOME: '', XDG_CACHE_HOME: undefined }).ended
    expect(code).toBe(3)
    expect(error).toMatch(/^There is no home folder [^\n]+ XDG_CACHE_HOME [^\n]+$/)
    await expectDelivery(false)
    await expectNothingLeft()
  })

  test('that lets nobody hear works on', async () => {
    const { child, ended } = build()
    child.stdout.destroy()
    expect((await ended).code).toBe(0)
    await expectDelivery(true)
  })

  test('with something else in the place of build/ says so', async () => {
    const other = join(temporary, 'home/report')
    await cp(root, other, { recursive: true })
    await rm(join(other, 'build'), { recursive: true })
    await writeFile(join(other, 'build'), '')
    const { code, error } = await build({}, other).ended
    await rm(other, { recursive: true })
    expect(code).toBe(3)
    expect(error).toMatch(/^The new report could not be delivered[^\n]+ Move away[^\n]+$/)
  })
})

/** Disks of our own can be had by root alone. */
const canMount = linux && process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0

describe.runIf(canMount)('a disk', () => {
  let disk: string
  beforeEach(async () => {
    disk = join(temporary, 'home/disk')
    await mkdir(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk])
    await cp(root, disk, { recursive: true })
  })
  afterEach(async () => {
    execFileSync('umount', [disk])
    await rm(disk, { recursive: true })
  })

  test.each([
    ['that is full', /^The new report could not [^\n]+ENOSPC[^\n]+ Make room [^\n]+$/],
    ['that is read-only', /^The new report could not [^\n]+EROFS[^\n]+ Let yanbao write [^\n]+$/],
  ])('%s keeps the last delivery', async (what, sentence) => {
    if (what === 'that is full') spawnSync('dd', ['if=/dev/zero', `of=${disk}/fill`, 'bs=1k', 'count=4096'])
    else execFileSync('mount', ['-o', 'remount,ro', disk])
    const { code, error } = await build({}, disk).ended
    expect(code).toBe(3)
    expect(error).toMatch(sentence)
    expect(await delivery(join(disk, 'build'))).toEqual(former)
  })
})

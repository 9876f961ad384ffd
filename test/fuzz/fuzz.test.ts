/**
 * Whatever stands in a file, it is read to the end in time, and what is refused is refused with a place.
 *
 * `npm run fuzz` tries 10,000 inputs, others each time. What fails says how to try it once more:
 * `FUZZ="chapters 123456" npm run fuzz`; two numbers, `FUZZ="chapters 5 2000"`, are a first seed and how many follow.
 */
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findings, rules } from '../../src/message.ts'
import { type Target, targets } from './targets.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 240)
const [only, first, count] = (process.env.FUZZ ?? '').split(' ')

/** ms of work for one input. */
const PATIENCE = 2000

/** ms after which an input hangs, however busy the machine is. */
const LONGEST = 60_000

/** Failures of one kind after which it is time to mend them. */
const MOST = 20

/** Rules of what is not there, or is wrong as a whole: their place is the file. */
const whole =
  /^(?:file-(?:missing|unreadable|outside)|report-no-chapters|chapter-empty|text-limit|template-invalid|glyph-missing|dataset-second|part-second|yaml-missing|import-|manifest-)/

/** It ends a process that hangs, from outside its only thread, and says what it hung at. */
const clock = new SharedArrayBuffer(8)
const now = new Int32Array(clock)
const names = Object.keys(targets)
let watch: Worker
beforeAll(() => {
  const code = `
    const { workerData: { clock, names, longest } } = require('node:worker_threads')
    const now = new Int32Array(clock)
    let last = 0, since = Date.now()
    setInterval(() => {
      if (now[1] !== last) [last, since] = [now[1], Date.now()]
      if (now[0] === 0 || Date.now() - since < longest) return
      require('node:fs').writeSync(2, 'It hangs: FUZZ="' + names[now[0] - 1] + ' ' + (now[1] >>> 0) + '" npm run fuzz\\n')
      process.kill(process.pid, 'SIGKILL')
    }, 500)`
  watch = new Worker(code, { eval: true, workerData: { clock, names, longest: LONGEST } })
  watch.unref()
})
afterAll(() => watch.terminate())

describe.each(names.filter((name) => !only || name === only))('%s', (name) => {
  test('are read to the end in time, or refused with a place', { timeout: 3_600_000 }, async () => {
    const target = targets[name]!
    // What is loaded once is not the input's.
    await target.read(target.make(0)).catch(() => {})
    const runs = Math.ceil(RUNS / names.length)
    const seeds = first
      ? Array.from({ length: Number(count ?? 1) }, (_, index) => Number(first) + index)
      : fc.sample(fc.noBias(fc.nat()), runs)
    const failures: string[] = []
    for (const seed of seeds) {
      if (failures.length === MOST) break
      now[0] = names.indexOf(name) + 1
      now[1] = seed
      const failure = await tried(target, seed)
      now[0] = 0
      if (!failure) continue
      failures.push(`FUZZ="${name} ${seed}" npm run fuzz\n${failure}`)
      if (process.env.FUZZ_RUNS) writeSync(2, `${failures.at(-1)}\n\n`)
    }
    expect(failures.join('\n\n')).toBe('')
  })
})

/** What is wrong with how an input was read; null for nothing. */
async function tried(target: Target, seed: number): Promise<string | null> {
  const input = target.make(seed)
  if (first && !count) for (const [path, text] of input) writeSync(2, `--- ${path}\n${text}\n`)
  const start = process.cpuUsage()
  try {
    const files = await target.read(input)
    const { user, system } = process.cpuUsage(start)
    if ((user + system) / 1000 > PATIENCE) return `it took ${Math.round((user + system) / 1000)} ms`
    const wrong = files.flatMap((file) =>
      file.messages.filter(({ fatal }) => fatal).map((message) => objectionTo(message, String(file.value))),
    )
    return wrong.find((each) => each !== null) ?? null
  } catch (error) {
    return (error as Error).stack ?? String(error)
  }
}

interface Said {
  ruleId?: string | undefined
  reason: string
  place?: unknown
  line?: number | undefined
  column?: number | undefined
}

/** What is wrong with a message. */
function objectionTo({ ruleId, reason, place, line, column }: Said, text: string): string | null {
  const said = `${ruleId}: ${reason}`
  if (!ruleId || !(ruleId in rules || ruleId in findings)) return `no rule: ${said}`
  // What it quotes is the author's.
  const own = reason
    .replaceAll(/`[^`]*`|"(?:[^"\\]|\\.)*"/g, '')
    .replaceAll(/undefined (?:variable|filter)/g, '')
  if (!/^Unexpected /.test(reason) || /\bundefined\b|\[object /.test(own)) return `no sentence: ${said}`
  if (place === undefined) return whole.test(ruleId) ? null : `no place: ${said}`
  const lines = text.split('\n').length + 1
  const isInside = line !== undefined && column !== undefined && line >= 1 && line <= lines && column >= 1
  return isInside ? null : `a place that is none, ${line}:${column} of ${lines} lines: ${said}`
}

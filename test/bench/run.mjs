/** A program that is run once, and what it cost. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { isMeasurable, ProcessTree } from './process-tree.mjs'

/** ms in which a process that has taken too long may end by itself. */
const GRACE = 3000

/** A line of the output that says what a step took: `1-load  1168 ms  6 chapters, 70 datasets`. */
const STEP = /^(\S+) +(\d+) ms(?: {2}.*)?$/gm

/**
 * @typedef {object} Run
 * @property {number} ms From the start of the process to its end.
 * @property {Record<string, number>} steps ms that were waited for each, as the program says it.
 * @property {import('./process-tree.mjs').Usage | null} usage Null where it is not measured.
 * @property {string} failure Empty where it went well.
 */

/**
 * Runs a program of Node in a process of its own.
 *
 * @param {string[]} args Of `node`.
 * @param {{ cache: string, limit: number }} options Folder for caches; s after which it is ended.
 * @returns {Promise<Run>}
 */
export async function run(args, { cache, limit }) {
  const began = performance.now()
  const child = startNode(args, cache)
  const tree = isMeasurable ? new ProcessTree(child.pid) : null
  const output = listen(child)
  let isLate = false
  const timers = [
    setTimeout(() => {
      isLate = true
      child.kill()
    }, limit * 1000),
    setTimeout(() => (tree ? tree.kill() : child.kill('SIGKILL')), limit * 1000 + GRACE),
  ]
  const [code, signal] = await once(child, 'exit')
  const ms = performance.now() - began
  for (const timer of timers) clearTimeout(timer)
  const usage = tree?.end() ?? null
  if (isLate) tree?.kill()
  const { said, complained } = await output
  const steps = Object.fromEntries([...said.matchAll(STEP)].map(([, name, time]) => [name, Number(time)]))
  const failure = isLate ? `not done after ${limit} s` : failureOf(code, signal, complained)
  return { ms, steps, usage, failure }
}

/** @param {string} cache Folder that the program keeps its caches in. */
export function startNode(args, cache) {
  const env = { ...process.env, XDG_CACHE_HOME: cache }
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function listen({ stdout, stderr }) {
  const all = async (stream) => {
    let text = ''
    for await (const chunk of stream.setEncoding('utf8')) text += chunk
    return text
  }
  const [said, complained] = await Promise.all([all(stdout), all(stderr)])
  return { said, complained }
}

function failureOf(code, signal, complained) {
  if (code === 0) return ''
  const lines = complained.split('\n').filter((line) => line.trim())
  const line =
    lines.find((line) => /^\w*Error:|FATAL ERROR/.test(line)) ??
    lines.find((line) => /\berror\b/.test(line)) ??
    lines.at(-1) ??
    ''
  return `${signal ?? `exit code ${code}`}: ${line.trim().replaceAll(/\s+/g, ' ').slice(0, 200)}`
}

/** CPU time and memory of a process and of all that it starts, sampled from /proc: on Linux only. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** ms between two samples: what a process does after the last one before its end is not seen. */
const INTERVAL = 20

const MB = 1024 * 1024

/**
 * @typedef {object} Usage Of Node's processes, and of all others: of the browser's.
 * @property {{ node: number, browser: number }} cpu s, user and system.
 * @property {{ node: number, browser: number, both: number }} peak MB of resident memory, of all processes of a side at
 *   the same moment; memory that several share is counted in each.
 */

export const isMeasurable = process.platform === 'linux'

export class ProcessTree {
  /** @type {Map<string, { isNode: boolean, ticks: number, pages: number }>} By id; a process that has ended uses no page. */
  #known = new Map()
  /** Of other trees. */
  #foreign = new Set()
  #peak = { node: 0, browser: 0, both: 0 }
  #timer

  /** @param {number} id Of the process that stands at the root. */
  constructor(id) {
    this.#known.set(String(id), { isNode: true, ticks: 0, pages: 0 })
    this.#sample()
    this.#timer = setInterval(() => this.#sample(), INTERVAL)
  }

  /** @returns {Usage} Until now. */
  end() {
    clearInterval(this.#timer)
    const cpu = { node: 0, browser: 0 }
    for (const { isNode, ticks } of this.#known.values())
      cpu[isNode ? 'node' : 'browser'] += ticks / machine().ticks
    return { cpu, peak: this.#peak }
  }

  /** Ends every process that is left. */
  kill() {
    this.#sample()
    for (const [id, { pages }] of this.#known) {
      try {
        if (pages > 0) process.kill(Number(id), 'SIGKILL')
      } catch {
        // It has ended meanwhile.
      }
    }
  }

  #sample() {
    const ids = readdirSync('/proc').filter((name) => name >= '0' && name < ':')
    this.#join(ids)
    const used = { node: 0, browser: 0, both: 0 }
    for (const [id, each] of this.#known) {
      const stat = statOf(id)
      each.pages = stat?.pages ?? 0
      if (!stat) continue
      each.ticks = stat.ticks
      each.isNode = isNode(id) ?? each.isNode
      const size = (stat.pages * machine().page) / MB
      used[each.isNode ? 'node' : 'browser'] += size
      used.both += size
    }
    for (const side of Object.keys(used)) this.#peak[side] = Math.max(this.#peak[side], used[side])
  }

  /** Takes up the processes that are new: a child belongs to the tree of its parent, which may be as new as it is. */
  #join(ids) {
    const fresh = ids.filter((id) => !this.#known.has(id) && !this.#foreign.has(id))
    for (const id of fresh.toSorted((a, b) => a - b)) {
      const stat = statOf(id)
      if (stat && this.#known.has(stat.parent)) this.#known.set(id, { isNode: true, ticks: 0, pages: 0 })
      else this.#foreign.add(id)
    }
  }
}

/** @returns {{ parent: string, ticks: number, pages: number } | null} Null where there is no such process. */
function statOf(id) {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'latin1')
    // The name of the program stands in brackets, and may hold some itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [, parent, , , , , , , , , , user, system] = fields
    return { parent, ticks: Number(user) + Number(system), pages: Number(fields[21]) }
  } catch {
    return null
  }
}

/** @returns {boolean | null} Null where it has ended: what it was is no longer said. */
function isNode(id) {
  try {
    return readlinkSync(`/proc/${id}/exe`) === process.execPath
  } catch {
    return null
  }
}

let known

/** The units of /proc: ticks a second, and bytes a page. */
function machine() {
  const ask = (name) => Number(execFileSync('getconf', [name], { encoding: 'utf8' }))
  known ??= { ticks: ask('CLK_TCK'), page: ask('PAGESIZE') }
  return known
}

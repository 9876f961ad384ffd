/** The threads that draw charts, for every build of a process: a drawing that asks for too much ends one of them alone. */
import { availableParallelism } from 'node:os'
import type { Draughtsman } from '../4-chart/index.ts'
import type { Drawing } from '../report.ts'
import { ClosedError, type Job, type Sheet, Thread } from './thread.ts'

/** More of them have no time to pay for what each one loads. Whoever waits for the drawings needs no core. */
const MOST_THREADS = Math.min(4, availableParallelism())

/** Drawings that wait for each thread before another one is started: it would begin when they are done. */
const WORTH_A_THREAD = 6

/** MB that each has for what it makes; the charts of a report take a few dozen. */
const MOST_MEMORY = 1024

export class Studio {
  private readonly most: number
  private readonly memory: number
  private threads: Thread[] = []
  private sheets = 0
  private waiting: Job[] = []

  /**
   * @param most Threads at once.
   * @param memory MB that each of them has.
   */
  constructor(most = MOST_THREADS, memory = MOST_MEMORY) {
    this.most = most
    this.memory = memory
  }

  /** Has a thread load what it needs, while there is nothing to draw yet. */
  warm(): void {
    if (this.threads.length === 0) this.start()
  }

  /** Draws as soon as a thread has time. */
  readonly draw: Draughtsman = (sketch, fonts) => {
    const sheet: Sheet = { number: this.sheets++, sketch, thread: null }
    return (fitting) =>
      new Promise<Drawing>((resolve, reject) => {
        this.waiting.push({ sheet, fonts, fitting, resolve, reject })
        this.distribute()
      })
  }

  /** Whoever waits for a drawing is told an error. */
  async close(): Promise<void> {
    const { threads, waiting } = this
    this.threads = []
    this.waiting = []
    for (const { reject } of waiting) reject(new ClosedError())
    await Promise.all(threads.map((thread) => thread.close()))
  }

  /** Gives everybody who has nothing to do something. */
  private readonly distribute = (): void => {
    this.threads = this.threads.filter(({ hasEnded }) => !hasEnded)
    for (const thread of this.threads) {
      if (thread.isBusy) continue
      const job = this.waiting.find(({ sheet }) => sheet.thread === thread || !isKept(sheet))
      if (!job) continue
      this.waiting = this.waiting.filter((other) => other !== job)
      thread.take(job)
    }
    const { length } = this.threads
    if (length < this.most && this.waiting.length > length * WORTH_A_THREAD) {
      this.start()
      this.distribute()
    }
  }

  private start(): void {
    this.threads.push(new Thread(this.memory, this.distribute))
  }
}

/** Whether a thread has it ready: the other ones leave it to that. */
function isKept({ thread }: Sheet): boolean {
  return thread !== null && !thread.hasEnded
}

/** Has threads draw for as long as some work takes; one of them begins at once. */
export async function withStudio<T>(work: (studio: Studio) => Promise<T>): Promise<T> {
  const studio = new Studio()
  studio.warm()
  try {
    return await work(studio)
  } finally {
    await studio.close()
  }
}

/** A thread that draws one chart at a time, seen from outside. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ChartError } from '../4-chart/chart-error.ts'
import type { Fitting, Sketch } from '../4-chart/svg.ts'
import { home } from '../home.ts'
import { keyOf } from '../memory.ts'
import { revived, say } from '../phrase.ts'
import type { Drawing, Font } from '../report.ts'
import type { Answer, FontSource, Order } from './order.ts'

/** `drawing.ts`, compiled: Node starts no thread from the sources. */
const PROGRAM = join(home, 'build/cli/drawing.js')

/** What is drawn, perhaps more than once. */
export interface Sheet {
  /** Of its own, among those of all threads. */
  number: number
  sketch: Sketch
  /** That has it ready to be drawn; null as long as none has. */
  thread: Thread | null
}

export interface Job {
  sheet: Sheet
  fonts: Font[]
  fitting: Fitting
  resolve(drawing: Drawing): void
  /** Told a ChartError where the sketch is at fault. */
  reject(error: unknown): void
}

/** Nobody draws any more. */
export class ClosedError extends Error {}

export class Thread {
  hasEnded = false
  private readonly worker: Worker
  private readonly memory: number
  private readonly done: () => void
  private job: Job | null = null
  /** Key of the fonts that it has open. */
  private fonts = ''

  /**
   * @param memory MB that it has for what it makes.
   * @param done Told whenever it has come to an end of its work, or of itself.
   */
  constructor(memory: number, done: () => void) {
    this.memory = memory
    this.done = done
    this.worker = new Worker(PROGRAM, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memory },
    })
    this.worker.on('message', this.answered)
    this.worker.on('error', this.failed)
    this.worker.unref()
  }

  get isBusy(): boolean {
    return this.job !== null
  }

  /** Not while it is busy. */
  take(job: Job): void {
    this.job = job
    job.sheet.thread = this
    this.worker.ref()
    this.worker.postMessage(this.orderFor(job))
  }

  async close(): Promise<void> {
    this.failed(new ClosedError())
    await this.worker.terminate()
  }

  private orderFor({ sheet, fonts, fitting }: Job): Order {
    const key = keyOf(fonts)
    const sources = key === this.fonts ? null : fonts.map(sourceOf)
    this.fonts = key
    return { sheet: sheet.number, sketch: sheet.sketch, fitting, fonts: sources }
  }

  private readonly answered = (answer: Answer): void => {
    // It may have been closed since.
    if (!this.job) return
    const { resolve, reject } = this.job
    this.job = null
    this.worker.unref()
    if ('drawing' in answer) resolve(answer.drawing)
    else reject('mistake' in answer ? new ChartError(revived(answer.mistake)) : answer.fault)
    this.done()
  }

  private readonly failed = (error: Error): void => {
    this.hasEnded = true
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    const tooLarge = say`over ${this.memory} MB of memory, expected a chart that is drawn with less`
    this.job?.reject(isTooLarge ? new ChartError(tooLarge) : error)
    this.job = null
    this.done()
  }
}

function sourceOf({ family, weight, style, path, spares, scale }: Font): FontSource {
  return { family, weight, style, path, spares, scale }
}

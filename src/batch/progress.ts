/** How far a run over many reports has come, for the person who waits. */
import { type Sayable, say, saying } from '../phrase.ts'
import type { ReportRecord } from './record.ts'

/** Of the last so many reports the pace is taken. */
const RECENT = 20

export class Progress {
  private readonly all: number
  private done = 0
  /** When the latest ones ended, in ms; before them, when the run began. */
  private ends: number[]

  /** @param all Reports that there are. */
  constructor(all: number, now: number) {
    this.all = all
    this.ends = [now]
  }

  /**
   * A report has ended.
   *
   * @param now In ms, on the clock of the beginning.
   */
  add(now: number): void {
    this.done++
    this.ends = [...this.ends, now].slice(-RECENT - 1)
  }

  /** ` 37 of 200, 8.1 a second, about 20 s left`: for a line of a terminal that is written over. */
  get status(): Sayable {
    const [first, last] = [this.ends[0]!, this.ends.at(-1)!]
    const pace = ((this.ends.length - 1) / (last - first)) * 1000
    const left = (this.all - this.done) / pace
    return say`${this.done} of ${this.all}, ${pace.toFixed(1)} a second, about ${timeOf(left)} left`
  }
}

/** `notes/600519  3 pages  0.4 s`: for a log. */
export function lineOf({ report, outcome, pages, seconds }: ReportRecord): Sayable {
  const count = pages === 1 ? say`${1} page` : say`${pages ?? 0} pages`
  const what = outcome === 'built' ? count : saying(outcome)
  return say`${report}  ${what}  ${seconds.toFixed(1)} s`
}

function timeOf(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}

/** What is said between the studio and its threads: plain data, of which both sides have a copy. */
import type { Fitting, Sketch } from '../4-chart/svg.ts'
import type { Sayable } from '../phrase.ts'
import type { Drawing, Font } from '../report.ts'

/** A font, as a thread can open it. */
export type FontSource = Pick<Font, 'family' | 'weight' | 'style' | 'path' | 'spares' | 'scale'>

export interface Order {
  /** Number of the sketch: where the thread has it ready, it is drawn from that. */
  sheet: number
  sketch: Sketch
  fitting: Fitting
  /** What the texts are set in from here on; null for what it was. */
  fonts: FontSource[] | null
}

export type Answer =
  | { drawing: Drawing }
  /** What a ChartError says, as plain data. */
  | { mistake: Sayable }
  /** What went wrong and should not have. */
  | { fault: unknown }

import type { Sayable } from '../phrase.ts'

/** What Vega or Vega-Lite has against a spec. */
export class ChartError extends Error {
  readonly said: Sayable

  constructor(said: Sayable) {
    super(String(said))
    this.said = said
  }
}

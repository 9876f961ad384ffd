/** What the check computes with: handed in, so that nothing is computed here in another way than in the report. */
import type { Dataset, Trace } from '../report.ts'

export interface Measured {
  /** Null for a name or a word. */
  value: number | null
  unit: string
  /** A d3-format specifier; empty for the default. */
  format: string
  cells: Trace['cells']
}

export interface Arithmetic {
  /** What stands at an address inside a dataset; an object with a `rule` where nothing does. */
  measureIn(
    dataset: Dataset,
    address: string,
    words: Record<string, string>,
  ): Measured | { rule: string | null }
  /** The value in another unit of the same base; null where the units measure different things. */
  convert(value: number, from: string, to: string): number | null
  printNumber(value: number, specifier: string): string
}

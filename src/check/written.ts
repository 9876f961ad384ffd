/** How the numbers of a dataset were written: where each stands, and how far it may be from what was rounded to it. */
import type { Column, Dataset, Row } from '../report.ts'

/** A number and how far it may be from what was rounded to it: half a unit of one of its digits. */
export interface Rounded {
  value: number
  half: number
}

type Path = Array<string | number>

export class Written {
  private readonly dataset: Dataset
  private readonly lines: string[]

  constructor(dataset: Dataset) {
    this.dataset = dataset
    this.lines = String(dataset.file).split('\n')
  }

  /** Rows are mappings, or lists in the order of the typed columns. */
  pathOf({ index }: Row, column: Column): Path {
    const { columns, placeOf } = this.dataset
    const typed = columns.filter(({ derive }) => !derive)
    const isMapping = same(placeOf(['rows', index, 0]), placeOf(['rows', index]))
    return ['rows', index, isMapping ? column.name : typed.indexOf(column)]
  }

  /** Half a unit of the last digit; the zeros that end a whole number tell nothing. */
  rounded(value: number, path: Path): Rounded {
    const { whole, decimals, exponent } = this.digitsOf(value, path)
    const zeros = /[1-9](0+)$/.exec(whole)?.[1]?.length ?? 0
    return { value, half: 0.5 * 10 ** (exponent - (decimals ?? -zeros)) }
  }

  /** Half a unit of the last digit, be it a zero. */
  exact(value: number, path: Path): Rounded {
    const { decimals, exponent } = this.digitsOf(value, path)
    return { value, half: 0.5 * 10 ** (exponent - (decimals ?? 0)) }
  }

  /** `decimals` is null for a number without a point. */
  private digitsOf(value: number, path: Path): { whole: string; decimals: number | null; exponent: number } {
    const place = this.dataset.placeOf(path)
    const line = this.lines[(place?.start.line ?? 0) - 1] ?? ''
    const text = line.slice((place?.start.column ?? 1) - 1, (place?.end.column ?? 1) - 1).trim()
    const written = Number(text) === value && text !== '' ? text : String(value)
    const [mantissa = '', exponent = '0'] = written.toLowerCase().split('e')
    const [whole = '', decimals] = mantissa.split('.')
    return { whole, decimals: decimals?.length ?? null, exponent: Number(exponent) }
  }
}

function same(a: ReturnType<Dataset['placeOf']>, b: ReturnType<Dataset['placeOf']>): boolean {
  return a?.start.line === b?.start.line && a?.start.column === b?.start.column
}

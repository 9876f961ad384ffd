/** What tells the rows of a table apart, and rows that are the sum or the rest of the others. */
import { comparePeriods, parsePeriod } from '../data/period.ts'
import { plainText } from './cell.ts'
import type { GridCell } from './grid.ts'

/** `合计`, `全球合计`, `Total` */
const TOTAL = /^(?:.{0,12}(?:合计|总计|小计|共计|合計|總計|小計|总和)|(?:grand |sub-?)?totals?)$/i
/** `其他`, `其他企业`, `Others`, `Rest of world` */
const REMAINDER =
  /^(?:(?:其他|其它|其余|其餘)(?:地区|国家|企业|公司|厂商|品牌|类|类别|项|项目|合计)?|others?|the rest|rest of (?:the )?world|row|remainder)$/i

/** Keys of a dataset that name such rows. */
export const specialKeys = { totals: 'sum', remainders: 'rest' } as const
export type SpecialKey = keyof typeof specialKeys

/** What a name says its row is; null where it is a row like others. */
export function specialKey(cell: GridCell): SpecialKey | null {
  const name = bare(cell)
  if (TOTAL.test(name)) return 'totals'
  return REMAINDER.test(name) ? 'remainders' : null
}

export function isTotal(cell: GridCell): boolean {
  return specialKey(cell) === 'totals'
}

/** Without the unit or the note in brackets behind a name. */
function bare(cell: GridCell): string {
  if (typeof cell.value !== 'string' || cell.value.length > 60) return ''
  return plainText(cell)
    .replace(/\s*\([^()]*\)$/, '')
    .replace(/^其中:/, '')
    .replaceAll(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
}

/** Orders the texts of periods. */
export function compareTimes(a: string, b: string): number {
  const [first, second] = [parsePeriod(a), parsePeriod(b)]
  return first && second ? comparePeriods(first, second) : 0
}

/** Whether no two lists of texts are the same. */
export function areUnique(lists: Array<Array<string | null>>): boolean {
  return new Set(lists.map((texts) => JSON.stringify(texts))).size === lists.length
}

/** What a cell says: nothing, a number, a period, a text. Whatever could be read in two ways is not read. */
import { readPeriod } from '../data/period.ts'
import { type Sayable, say, saying } from '../phrase.ts'
import type { ColumnType } from '../report.ts'
import type { GridCell } from './grid.ts'
import { type Decimals, halfWidth, type Read, readNumeral, unitOfAffixes } from './numeral.ts'
import { unitOfFormat } from './unit.ts'

/** A cell, and how its column writes decimals; after a point unless it is said. */
export interface ReadableCell extends GridCell {
  decimals?: Decimals
}

/** What terminals and people write where there is no value. */
const MISSING = /^(|[-–—―]+|\.{2,}|…+|\/|n\.?\s?a\.?|n\.?\/a\.?|#n\/a|null|none|nan|无|空白|不适用|未披露)$/i

/** Half-width, without the spaces that only align; as a number format shows it. */
export function plainText({ value, affixes }: GridCell): string {
  if (value === null) return ''
  return halfWidth(affixes ? affixes.before + value + affixes.after : String(value))
}

export function isMissing(cell: GridCell): boolean {
  if (cell.kind === 'uncached' || typeof cell.value === 'boolean' || typeof cell.value === 'number')
    return false
  return cell.value === null || (cell.value.length < 20 && MISSING.test(plainText(cell)))
}

/** The number in a cell and its unit; null where it is no number, or not for certain. */
export function numberOf(cell: ReadableCell): Read | null {
  const { value, kind } = cell
  if (typeof value === 'number') {
    if (kind === 'percent') return { value: Number((value * 100).toPrecision(15)), unit: '%' }
    return kind === 'plain' ? { value, unit: unitOfCell(cell) } : null
  }
  if (typeof value !== 'string' || kind !== 'plain') return null
  const read = readNumeral(value, cell.decimals ?? 'point')
  return read === 'unclear' ? null : read
}

function unitOfCell({ affixes }: GridCell): string {
  if (!affixes) return ''
  return unitOfAffixes(affixes.before, affixes.after) || unitOfFormat(affixes.after)
}

/** Whether a cell is meant as a number, but which one cannot be told or held. */
export function isUnclear({ value, kind, decimals = 'point' }: ReadableCell): boolean {
  if (kind === 'uncached' || kind === 'error' || kind === 'scaled' || kind === 'time') return true
  return typeof value === 'string' && kind === 'plain' && readNumeral(value, decimals) === 'unclear'
}

/** What a cell says as a text; null where it says nothing that can be kept. */
export function textOf(cell: GridCell): string | null {
  const { value, kind, affixes } = cell
  if (value === null || kind === 'error' || kind === 'uncached' || kind === 'time' || kind === 'scaled')
    return null
  if (kind === 'percent' && typeof value === 'number') return `${Number((value * 100).toPrecision(15))}%`
  return (affixes ? affixes.before + value + affixes.after : String(value)).trim()
}

export interface Period {
  /** As datasets write it. */
  key: string
  /** Whether the file marks it as a forecast. */
  forecast: boolean
}

/** Longer texts are no periods. */
const LONGEST = 40

/**
 * A period as a column of that type keeps it; null where it is none.
 *
 * @param isExact Whether a date is read to the day where its format shows the month alone.
 */
export function periodOf(cell: GridCell, type: ColumnType, isExact = false): Period | null {
  if (cell.kind !== 'plain' && cell.kind !== 'date') return null
  if (typeof cell.value === 'number' && !Number.isInteger(cell.value)) return null
  const text = cell.short !== undefined && !isExact ? cell.short : plainText(cell)
  const written = text.replace(/\s+(?!\d)/g, '')
  if (written.length > LONGEST) return null
  const [, bare = '', mark] = /^(.*?\d.*?)(\(?(?:E|F|预测|预计)\)?)?$/i.exec(written) ?? []
  const key = readers[type]?.(bare)
  return key && readPeriod(key, type) ? { key, forecast: mark !== undefined } : null
}

/** Types of a column that are periods, those that say most of a text first. */
export const periods: ColumnType[] = ['date', 'year', 'quarter', 'period']

const readers: Partial<Record<ColumnType, (text: string) => string | null>> = {
  year: (text) => yearOf(text) ?? yearOfDay(text),
  quarter: (text) => quarterOf(text) ?? quarterOfDay(text),
  period: (text) => partOf(text) ?? quarterOf(text) ?? yearOf(text, 'FY'),
  date: (text) => dayOf(text) ?? monthOf(text),
}

/** @param prefix Kept where it is written: a fiscal year is not a calendar year. */
function yearOf(text: string, prefix = ''): string | null {
  const [, fiscal, year] = /^(FY)?((?:1[5-9]|2[01])\d{2})(?:年度?|年年?报|年?年报|A)?$/i.exec(text) ?? []
  if (!year || (fiscal && !prefix)) return null
  return fiscal ? `FY${year}` : year
}

/** Only the last day of a year stands for the year. */
function yearOfDay(text: string): string | null {
  return /^(\d{4})-12-31$/.exec(dayOf(text) ?? '')?.[1] ?? null
}

const ordinals: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 }

function quarterOf(text: string): string | null {
  const [, year, plain, han] = /^(\d{4})[-年]?(?:Q([1-4])|第?([一二三四1-4])季度?)$/i.exec(text) ?? []
  if (year) return `${year}Q${plain ?? ordinals[han!]}`
  const [, first, after] = /^([1-4])Q(\d{4})$/i.exec(text) ?? []
  return first ? `${after}Q${first}` : null
}

/** Only the last day, or the last month, of a quarter stands for the quarter. */
function quarterOfDay(text: string): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(dayOf(text) ?? monthOf(text) ?? '') ?? []
  if (!year || Number(month) % 3 !== 0) return null
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return day === undefined || Number(day) === last ? `${year}Q${Number(month) / 3}` : null
}

/** Parts of a year that filings have names for. */
const reports: Record<string, string> = {
  一季报: 'Q1',
  中报: 'H1',
  半年报: 'H1',
  上半年: 'H1',
  下半年: 'H2',
  三季报: 'Q1-Q3',
  前三季度: 'Q1-Q3',
}

function partOf(text: string): string | null {
  const [, part] = /^((?:FY)?\d{4}(?:Q[1-4]-Q[1-4]|H[12]))$/i.exec(text) ?? []
  if (part) return part.toUpperCase()
  const [, year, report] = /^(\d{4})年?(\D+)$/.exec(text) ?? []
  return year && report && Object.hasOwn(reports, report) ? year + reports[report] : null
}

function dayOf(text: string): string | null {
  const match =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]\d.*)?$/.exec(text) ??
    /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date.toISOString().slice(0, 10) : null
}

function monthOf(text: string): string | null {
  const [, year, month] =
    /^(\d{4})[-/.年M](\d{1,2})月?$/.exec(text) ?? /^((?:19|20)\d{2})(\d{2})$/.exec(text) ?? turnedMonth(text)
  return year && Number(month) >= 1 && Number(month) <= 12 ? `${year}-${month!.padStart(2, '0')}` : null
}

/** `03.2024`, `3/2024`, `Mar-24`, `March 2024`; as parts of a match. */
function turnedMonth(text: string): string[] {
  const [, month, year] = /^(\d{1,2})[./-](\d{4})$/.exec(text) ?? []
  if (month && year) return ['', year, month]
  const [, name = '', short] = /^([a-z]{3,9})\.?[-' ]?((?:19|20)?\d{2})$/i.exec(text) ?? []
  const at = MONTHS.findIndex((full) => name.length >= 3 && full.startsWith(name.toLowerCase()))
  return at >= 0 && short ? ['', short.length === 2 ? `20${short}` : short, String(at + 1)] : []
}

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october'],
  ...['november', 'december'],
]

/** How a cell is named in a message. */
export function shownCell(cell: GridCell): Sayable {
  const { value, kind } = cell
  const text = typeof value === 'number' ? plainText(cell) : String(value)
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text
  if (value === null) return say`empty cell`
  if (kind === 'date') return say`date ${short}`
  if (kind === 'time') return say`time of day ${short}`
  if (kind === 'scaled') return say`${short}, whose number format shows another number,`
  if (typeof value === 'string') return say`text \`${short}\``
  return kind === 'percent' ? say`percentage ${short}` : say`${saying(typeof value)} ${short}`
}

/** Rows that are the total of others, or what is left of a whole: by their names and by their numbers. */

import { exactSum } from '../data/exact.ts'
import { groupBy } from '../data/group.ts'
import { keyOf, keyTextOf } from '../data/keys.ts'
import { numberOf } from '../data/peers.ts'
import { parseUnit } from '../data/unit.ts'
import { note } from '../message.ts'
import type { Column, Dataset, Place, Row, Settings } from '../report.ts'
import { Written } from './written.ts'

/** A period before or after a name: 2024年, FY2024, 2024Q3, 2024年上半年. */
const PERIOD =
  '(?:FY)?(?:19|20|21)\\d{2}(?:[-–—~至](?:(?:19|20|21)\\d{2}|\\d{2}))?(?:年度?)?(?:[-\\s]?(?:Q[1-4](?:-Q[1-4])?|H[12]|第?[一二三四1-4]季度?|[上下]半年|前三季度|全年|\\d{1,2}月?))?E?'

/** Whatever stands before them, these end the name of a total: 资产总计, 四家合计. */
const HAN_TOTAL = /(?:合计|总计|小计)数?$/
/** These are a total where nothing but a period or an area stands beside them: 利润总额 is none. */
const TOTAL =
  /^(?:(?:全国|全球|世界|全省|全市|全行业|行业|市场|全市场|公司|集团)(?:总额|总量|总数|总和)|总额|总量|总数|总和|全部|汇总|(?:grand |overall |sub-? ?)?totals?|(?:world|global|group|industry|market|national|country) total|sum|all)$/
const REMAINDER =
  /^(?:其[他它余](?:厂商|公司|企业|品牌|地区|国家|国家和地区|国家及地区|行业|市场|产品|类别|类|领域|应用|用途|部分|合计)?|(?:all )?others?|(?:the |all the )?rest|rest of (?:the )?world|row|remainder|(?:all )?other (?:companies|countries|regions|vendors|makers|brands|products|industries|markets|segments))$/

/** The name alone: without brackets, the period beside it, and the spaces that spread Chinese characters. */
function bareName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')
    .replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '')
    .trim()
    .replace(new RegExp(`^${PERIOD}(?![\\d])\\s*|\\s*${PERIOD}$`, 'giu'), '')
    .replace(/[\s:,*.-]+$/, '')
    .trim()
    .toLowerCase()
}

/** Whether a row of that name is the total of others, whatever its numbers: `合计`, `2024年合计（亿元）`, `Grand total`. */
export function isTotalName(text: string): boolean {
  const name = bareName(text)
  return (HAN_TOTAL.test(name) && !/^其[他它余]/.test(name)) || TOTAL.test(name)
}

/** Whether a row of that name is several that are not told: `其他`, `Others`. */
export function isRemainderName(text: string): boolean {
  return REMAINDER.test(bareName(text))
}

/** Notes rows that are not marked as what they are, and totals that are not the sum of their parts. */
export function checkTotals(dataset: Dataset, rules: Settings['rules']): void {
  if (!dataset.columns.some(({ type }) => type === 'number')) return
  for (const name of namingKeys(dataset)) new Finder(dataset, name, rules).find()
}

/** Keys that are names: the first column, and categories. Only their cells are named by `totals` and `remainders`. */
function namingKeys({ columns, keys, time }: Dataset): string[] {
  return columns
    .filter(({ type }, at) => type === 'category' || (at === 0 && type === 'text'))
    .map(({ name }) => name)
    .filter((name) => keys.includes(name) && name !== time)
}

/** Rows that can be parts of one another: all that differs between them is one key, or a column they are shares by. */
type Group = Row[]

class Finder {
  private readonly dataset: Dataset
  private readonly name: string
  private readonly rules: Settings['rules']
  private readonly groups: Group[]
  private readonly additive: Column[]
  private readonly written: Written

  /** @param name The key that tells the rows of a group apart. */
  constructor(dataset: Dataset, name: string, rules: Settings['rules']) {
    this.dataset = dataset
    this.name = name
    this.rules = rules
    this.groups = groupsOf(dataset, name)
    this.additive = dataset.columns.filter(isAdditive)
    this.written = new Written(dataset)
  }

  find(): void {
    const named = this.byName(
      (row) => row.role === null && isTotalName(this.nameOf(row)),
      (row) => note(this.rules, this.dataset.file, this.placeOf(row), 'total-unmarked', this.nameOf(row), []),
    )
    this.byName(
      (row) => row.role === null && isRemainderName(this.nameOf(row)),
      (row) => note(this.rules, this.dataset.file, this.placeOf(row), 'remainder-unmarked', this.nameOf(row)),
    )
    // What is told to be a total is none of the parts of another one.
    const totals = new Set([...named, ...this.findSums(named)])
    for (const group of this.groups) {
      for (const row of group) if (row.role === 'total') this.checkSum(row, group, totals)
    }
  }

  private nameOf({ cells }: Row): string {
    return String(cells[this.name]?.value ?? '')
  }

  private placeOf({ index }: Row): Place {
    return this.dataset.placeOf(['rows', index])
  }

  /**
   * Tells of the first row of each name: one word in the dataset's list marks all of them.
   *
   * @returns The names.
   */
  private byName(isMeant: (row: Row) => boolean, tell: (row: Row) => void): Set<string> {
    const names = new Set<string>()
    for (const group of this.groups) {
      if (group.length < 3) continue
      for (const row of group) {
        if (names.has(this.nameOf(row)) || !isMeant(row)) continue
        names.add(this.nameOf(row))
        tell(row)
      }
    }
    return names
  }

  /**
   * Names whose rows are the sum of others in every group they stand in.
   *
   * @param known Names that are told already.
   * @returns The names.
   */
  private findSums(known: Set<string>): string[] {
    const found = new Map<string, { row: Row; parts: Row[]; evidence: number } | null>()
    for (const group of this.groups) {
      const sums = this.sumsIn(group, known)
      for (const row of group) {
        const name = this.nameOf(row)
        const before = found.get(name)
        const sum = sums.get(row)
        if (before === null || !sum) found.set(name, null)
        else
          found.set(name, before ? { ...before, evidence: before.evidence + sum.evidence } : { row, ...sum })
      }
    }
    return [...found].flatMap(([name, sum]) => {
      if (!sum || sum.evidence < (sum.parts.length > 2 ? EVIDENCE : EVIDENCE_OF_TWO)) return []
      const parts = sum.parts.map((row) => this.nameOf(row))
      note(this.rules, this.dataset.file, this.placeOf(sum.row), 'total-unmarked', name, parts)
      return [name]
    })
  }

  /** Rows of a group that are the sum of all others, or of those above them since the last total. */
  private sumsIn(group: Group, known: Set<string>): Map<Row, { parts: Row[]; evidence: number }> {
    const sums = new Map<Row, { parts: Row[]; evidence: number }>()
    const isTotal = (row: Row) => row.role === 'total' || known.has(this.nameOf(row)) || sums.has(row)
    const parts = group.filter((row) => !isTotal(row))
    const whole = this.additive.map(({ name }) => sumOf(parts, name))
    for (const row of parts) {
      if (row.role !== null) continue
      // Most rows are far from it: only where one column comes near are the others looked at.
      const isNear = this.additive.some(({ name }, at) => isHalf(numberOf(row.cells[name]), whole[at]!))
      const others = isNear ? parts.filter((other) => other !== row) : []
      const evidence = others.length > 1 ? this.evidenceFor(row, others) : null
      if (evidence !== null) sums.set(row, { parts: others, evidence })
    }
    let above: Row[] = []
    let sum = this.additive.map(() => 0)
    const begin = () => {
      above = []
      sum = this.additive.map(() => 0)
    }
    for (const row of group) {
      const numbers = this.additive.map(({ name }) => numberOf(row.cells[name]))
      const isNear = numbers.some((number, at) => isNearTo(number, sum[at]!))
      const isFree = row.role === null && above.length > 1 && isNear && !isTotal(row)
      const evidence = isFree ? this.evidenceFor(row, above) : null
      if (evidence !== null) sums.set(row, { parts: above, evidence })
      if (isTotal(row)) begin()
      else {
        above.push(row)
        sum = sum.map((sum, at) => sum + (numbers[at] ?? 0))
      }
    }
    return sums
  }

  /**
   * How many digits of a row are those of the sum of its parts, over all columns that can be added; null where one of
   * them differs. A sum that rounding alone could bring near proves nothing.
   */
  private evidenceFor(row: Row, parts: Row[]): number | null {
    let digits = 0
    for (const column of this.additive) {
      const sum = this.sumFor(row, parts, column)
      if (!sum) continue
      const { value, half, difference, slack } = sum
      const isExact = difference <= 1e-9 * Math.abs(value)
      if (!isExact && (difference > slack || slack > 0.01 * Math.abs(value))) return null
      if (value !== 0) digits += Math.max(0, Math.log10(Math.abs(value) / (2 * half)))
    }
    return digits > 0 ? digits : null
  }

  /** A row's number beside the sum of its parts, and how far rounding can put them apart; null where one is missing. */
  private sumFor(row: Row, parts: Row[], column: Column): Sum | null {
    const cells = [row, ...parts].map((row) => ({ row, value: numberOf(row.cells[column.name]) }))
    if (cells.some(({ value }) => value === null)) return null
    const numbers = cells.map(({ row, value }) =>
      this.written.exact(value!, this.written.pathOf(row, column)),
    )
    const [{ value, half }, ...others] = numbers as [Sum, ...Sum[]]
    const sum = exactSum(others.map(({ value }) => value))
    const slack = exactSum(numbers.map(({ half }) => half)) + 1e-9 * Math.abs(value)
    return { value, half, sum, slack, difference: Math.abs(value - sum) }
  }

  /** A marked total is the sum of its parts, whichever of the usual places they stand in. */
  private checkSum(row: Row, group: Group, totals: Set<string>): void {
    const isPart = (other: Row) => other.role !== 'total' && !totals.has(this.nameOf(other))
    const found = partsOf(row, group, this.dataset, isPart).filter((parts) => parts.length > 1)
    const off = found.map((parts) => ({ parts, wrong: this.wrongColumn(row, parts) }))
    if (off.length === 0 || off.some(({ wrong }) => wrong === null)) return
    const [{ parts, wrong }] = off.sort((a, b) => distanceOf(a.wrong!) - distanceOf(b.wrong!)) as [Off]
    const names = parts.map((part) => this.nameOf(part))
    const { column, value, sum } = wrong
    const key = keyOf(this.dataset, row)
    note(
      this.rules,
      this.dataset.file,
      this.placeOf(row),
      'total-off',
      key,
      column.name,
      String(value),
      shortened(sum),
      names,
    )
  }

  /** The first column in which a total is not the sum, beyond what rounding explains. */
  private wrongColumn(row: Row, parts: Row[]): (Sum & { column: Column }) | null {
    for (const column of this.additive) {
      const sum = this.sumFor(row, parts, column)
      if (!sum) continue
      // A total is often rounded to fewer digits than its parts: zeros at its end may be that, as far as that is little.
      const { half } = this.written.rounded(sum.value, this.written.pathOf(row, column))
      const slack = Math.max(sum.slack, Math.min(half, 0.005 * Math.abs(sum.value)))
      if (sum.difference > slack) return { ...sum, column }
    }
    return null
  }
}

/** Digits that have to agree before a sum is no chance: for three parts and more, and for two. */
const EVIDENCE = 1.5
const EVIDENCE_OF_TWO = 3

interface Sum {
  value: number
  /** Half a unit of the last digit of the value. */
  half: number
  sum: number
  slack: number
  difference: number
}

interface Off {
  parts: Row[]
  wrong: Sum & { column: Column }
}

function distanceOf({ difference, value }: Sum): number {
  return difference / (Math.abs(value) || 1)
}

/** Rows that have all keys but one in common, in the order of the file. */
function groupsOf({ rows, keys }: Dataset, name: string): Group[] {
  const others = keys.filter((key) => key !== name)
  const inFile = rows.toSorted((a, b) => a.index - b.index)
  return [...groupBy(inFile, (row) => keyTextOf(row, others)).values()]
}

/**
 * What a total can be the sum of: the rows that are shares of the same whole, where the dataset says so; else all that
 * are no total, those above it since the last total, or those below it up to the next.
 */
function partsOf(row: Row, group: Group, { columns }: Dataset, isPart: (row: Row) => boolean): Group[] {
  const wholes = columns.flatMap(({ derive }) => (derive?.by ? [derive.by] : []))
  if (wholes.length > 0) {
    return wholes.map((by) =>
      group.filter((other) => isPart(other) && other.cells[by]?.value === row.cells[by]?.value),
    )
  }
  const at = group.indexOf(row)
  const last = group.findLastIndex((other, index) => index < at && !isPart(other))
  const next = group.findIndex((other, index) => index > at && !isPart(other))
  const below = group.slice(at + 1, next < 0 ? undefined : next)
  return [group.filter(isPart), group.slice(last + 1, at), below]
}

/** Whether numbers of a column are amounts: shares, marks and prices have no sum. */
function isAdditive({ type, derive, unit }: Column): boolean {
  if (type !== 'number' || derive) return false
  const { dimension, exponent } = parseUnit(unit)
  const bases = Object.keys(dimension)
  if (bases.length === 0) return unit.trim() === '' || exponent > 0
  return !bases.some((base) => dimension[base]! < 0 || NO_AMOUNTS.has(base))
}

/** Bases of units that nothing is counted in: steps between shares, points of an index, marks, temperatures. */
const NO_AMOUNTS = new Set(['points', '点', '分', '级', '摄氏度'])

/** The sum of the numbers that are there; a quick one. */
function sumOf(rows: Row[], column: string): number {
  return rows.reduce((sum, { cells }) => sum + (numberOf(cells[column]) ?? 0), 0)
}

/** Whether a number is about half of a sum that it is itself in. */
function isHalf(value: number | null, whole: number): boolean {
  return value !== null && isNearTo(value, whole - value)
}

function isNearTo(value: number | null, sum: number): boolean {
  return value !== null && value !== 0 && Math.abs(value - sum) <= 0.02 * Math.abs(value)
}

/** Without the noise of binary computing. */
function shortened(value: number): string {
  return String(Number(value.toPrecision(12)))
}

/** Laws of expressions: against fractions with powers of units, and against any text at all. */
import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { readDataset } from '../src/1-load/dataset.ts'
import { type Claim, judge, states } from '../src/data/claim.ts'
import { completeDataset } from '../src/data/dataset.ts'
import { FormulaError, parseFormula } from '../src/data/formula.ts'
import { measure } from '../src/data/measure.ts'
import {
  compare,
  type Fraction,
  fraction,
  minus,
  over,
  plus,
  signOf,
  size,
  times,
  toNumber,
} from './fraction.ts'
import { Dice, datasetOf, randomDataset, randomWriting, words, worldOf, yamlOf } from './random-dataset.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

/** A number as it is meant: in 元 and g, with the power of ten of the unit it is counted in. */
interface Meant {
  /** Null for what is divided by zero. */
  value: Fraction | null
  yuan: number
  gram: number
  tens: number
  isPoints: boolean
  /** Of all numbers on the way, for what is left of them is only as precise. */
  largest: number
}

/** A unit that cannot be added to another. */
const wrong = 'wrong'
type Outcome = Meant | typeof wrong

const columns: Record<string, { digits: string; unit: string; yuan: number; gram: number; tens: number }> = {
  profit: { digits: '-12.5', unit: '亿元', yuan: 1, gram: 0, tens: 8 },
  revenue: { digits: '3345000.7', unit: '万元', yuan: 1, gram: 0, tens: 4 },
  volume: { digits: '40.25', unit: '万吨', yuan: 0, gram: 1, tens: 10 },
  sold: { digits: '402499.9', unit: '吨', yuan: 0, gram: 1, tens: 6 },
  price: { digits: '15.6', unit: '元/kg', yuan: 1, gram: -1, tens: -3 },
  margin: { digits: '24.4', unit: '%', yuan: 0, gram: 0, tens: -2 },
  share: { digits: '7.13', unit: '%', yuan: 0, gram: 0, tens: -2 },
  pe: { digits: '23.4', unit: '倍', yuan: 0, gram: 0, tens: 0 },
  nothing: { digits: '0', unit: '', yuan: 0, gram: 0, tens: 0 },
}

const yaml = `title: t
source: s
provenance: original
columns:
  year: { type: year }
${Object.entries(columns)
  .map(([name, { unit }]) => `  ${name}: { type: number, unit: '${unit}' }`)
  .join('\n')}
rows:
  - [2024, ${Object.values(columns)
    .map(({ digits }) => digits)
    .join(', ')}]
`
const source = readDataset(new VFile({ path: 'datasets/d.yaml', value: yaml }))
const dataset = completeDataset(source, words).dataset!

/** @returns `isBare` for a number as it is written, without a unit. */
function random(dice: Dice, depth: number): { text: string; meant: Outcome; isBare?: boolean } {
  const kind = depth === 0 ? dice.below(2) : dice.below(9)
  if (kind === 0) {
    const digits = dice.oneOf(['2', '0.5', '1.25', '100', '0'])
    return { text: digits, meant: { ...plain(fraction(digits)), tens: 0 }, isBare: true }
  }
  if (kind === 1) {
    const [name, { digits, yuan, gram, tens }] = dice.oneOf(Object.entries(columns))
    const value = times(fraction(digits), power(tens))
    return { text: name, meant: { ...plain(value), yuan, gram, tens } }
  }
  const [left, right] = [random(dice, depth - 1), random(dice, depth - 1)]
  if (kind === 2) return { text: `-(${left.text})`, meant: map(left.meant, (a) => minus(fraction('0'), a)) }
  if (kind === 3) return { text: `abs(${left.text})`, meant: map(left.meant, size) }
  if (kind === 4) {
    const least = dice.once(2)
    const choose = (a: Fraction, b: Fraction) => (compare(a, b) < 0 === least ? a : b)
    return {
      text: `${least ? 'min' : 'max'}(${left.text}, ${right.text})`,
      meant: both(left.meant, right.meant, choose),
    }
  }
  const sign = dice.oneOf(['+', '-', '*', '/', '−', '×', '÷'])
  const text = `(${left.text}) ${sign} (${right.text})`
  // Beside percentages a number without a unit could mean two things.
  const isTrap = (left.isBare && isPercent(right.meant)) || (right.isBare && isPercent(left.meant))
  if (isTrap && '+-−'.includes(sign)) return { text, meant: wrong }
  switch (sign) {
    case '+':
      return { text, meant: both(left.meant, right.meant, plus) }
    case '-':
    case '−': {
      const meant = both(left.meant, right.meant, minus)
      const isStep = meant !== wrong && isPercent(left.meant) && isPercent(right.meant)
      return { text, meant: isStep ? { ...meant, isPoints: true, tens: 0 } : meant }
    }
    default:
      return { text, meant: product(left.meant, right.meant, sign === '*' || sign === '×' ? 1 : -1) }
  }
}

function plain(value: Fraction): Meant {
  return { value, yuan: 0, gram: 0, tens: 0, isPoints: false, largest: Math.abs(toNumber(value)) }
}

function power(tens: number): Fraction {
  const size = 10n ** BigInt(Math.abs(tens))
  return tens < 0 ? { above: 1n, below: size } : { above: size, below: 1n }
}

function isPercent(meant: Outcome): boolean {
  return meant !== wrong && !meant.isPoints && meant.yuan === 0 && meant.gram === 0 && meant.tens === -2
}

function map(meant: Outcome, change: (value: Fraction) => Fraction): Outcome {
  return meant === wrong ? wrong : { ...meant, value: meant.value && change(meant.value) }
}

/** A sum, or another choice of two that measure the same; points are no share to which one could be added. */
function both(left: Outcome, right: Outcome, join: (a: Fraction, b: Fraction) => Fraction): Outcome {
  if (left === wrong || right === wrong) return wrong
  if (left.yuan !== right.yuan || left.gram !== right.gram) return wrong
  if (left.isPoints && !right.isPoints) return wrong
  const value = left.value && right.value ? join(left.value, right.value) : null
  return { ...left, value, largest: largestOf(left, right, value) }
}

function product(left: Outcome, right: Outcome, sign: 1 | -1): Outcome {
  if (left === wrong || right === wrong) return wrong
  const isNumber = ({ yuan, gram, isPoints }: Meant) => yuan === 0 && gram === 0 && !isPoints
  const isPoints = (left.isPoints && isNumber(right)) || (sign === 1 && isNumber(left) && right.isPoints)
  const tensOf = (meant: Meant) => (meant.isPoints && !isPoints ? -2 : meant.tens)
  const divisor = sign === 1 || !right.value || signOf(right.value) !== 0 ? right.value : null
  const value =
    left.value && divisor ? (sign === 1 ? times(left.value, divisor) : over(left.value, divisor)) : null
  return {
    value,
    yuan: left.yuan + sign * right.yuan,
    gram: left.gram + sign * right.gram,
    tens: tensOf(left) + sign * tensOf(right),
    isPoints,
    largest: largestOf(left, right, value),
  }
}

function largestOf(left: Meant, right: Meant, value: Fraction | null): number {
  const own = value ? Math.abs(toNumber(value)) : 0
  // What was lost on the way grows as the numbers do.
  const grown =
    left.value && signOf(left.value) !== 0 ? (own * left.largest) / Math.abs(toNumber(left.value)) : 0
  const other =
    right.value && signOf(right.value) !== 0 ? (own * right.largest) / Math.abs(toNumber(right.value)) : 0
  return Math.max(own, left.largest, right.largest, grown, other)
}

/** Units for what a result measures. */
const units: Record<string, { unit: string; tens: number }> = {
  '0 0': { unit: '', tens: 0 },
  '1 0': { unit: '亿元', tens: 8 },
  '0 1': { unit: 'kg', tens: 3 },
  '1 -1': { unit: '万元/吨', tens: -2 },
  '-1 1': { unit: 'kg/元', tens: 3 },
}

describe('expressions', () => {
  test('are what fractions with powers of units are, and nothing else can be added', () => {
    const law = fc.property(fc.nat(), (seed) => {
      const dice = new Dice(seed)
      const { text, meant } = random(dice, 1 + dice.below(4))
      const target = meant === wrong ? undefined : units[`${meant.yuan} ${meant.gram}`]
      const column = {
        ...source.columns[0]!,
        name: 'x',
        type: 'number' as const,
        unit: target?.unit ?? '亿元',
      }
      const derive = { how: 'formula' as const, of: text, by: null, base: null, weight: null }
      const columns = [...source.columns, { ...column, derive }]
      const completed = completeDataset({ ...source, columns }, words)
      if (meant === wrong || !target) {
        expect(completed.problems, text).toMatchObject([{ rule: 'formula-invalid' }])
        return
      }
      // Without a unit of its own, a result in no unit may be in % or points; with one it is in that.
      const written = completed.dataset?.columns.at(-1)?.unit ?? '?'
      const tens = target.unit === '' ? ({ '': 0, '%': -2, 倍: 0, 个百分点: -2 }[written] ?? 99) : target.tens
      const cell = completed.dataset?.rows[0]?.cells.x?.value
      if (meant.value === null) expect(cell, text).toBeNull()
      else {
        const exact = toNumber(over(meant.value, power(tens)))
        const noise = (1e-12 * meant.largest) / 10 ** tens
        expect(
          Math.abs((cell as number) - exact),
          `${text} is ${cell} ${written}, not ${exact}`,
        ).toBeLessThanOrEqual(noise + 1e-12 * Math.abs(exact) + 1e-25)
      }
    })
    fc.assert(law, { numRuns: 500 * often, endOnFailure: true })
  })

  test.each([
    ['1,200 + 1', 1201],
    ['12,345,678.5', 12345678.5],
    ['max(1, 200)', 200],
    ['max(1，200)', 200],
    ['2e3 - 1', 1999],
    ['1 − 2 × 3 ÷ 4', -0.5],
    ['（1 + 2） × 3', 9],
    ['-2 - -3', 1],
    ['0.1 + 0.2 - 0.3', 0],
    ['1 / 3 * 3', 1],
    ['[d.margin 2024] - [d.share 2024]', 17.27],
    ['([d.margin 2024] - [d.share 2024]) / 2', 8.635],
    ['([d.margin 2024] - [d.share 2024]) * [d.revenue 2024]', 577681.62089],
    ['[d.revenue 2024] / [d.pe 2024]', 142948.747863248],
    ['[d.margin 2024] / [d.share 2024]', 3.42215988779804],
    ['[d.margin 2024] / 2', 12.2],
  ])('%s is %d', (text, value) => {
    const world = worldOf(dataset)
    const measured = measure(text.includes('[') ? text : `${text} + 0 * [d.pe 2024]`, world)
    expect(measured).toMatchObject({ value })
  })

  test.each([
    ['max(1,200)', '`1,200`'],
    ['1,20', '`,`'],
    ['1,2345', '`,`'],
    ['1e400', '`1e400`'],
    ['', 'end of the formula'],
    ['1 +', 'end of the formula'],
    ['(1', 'end of the formula'],
    ['1)', '`)`'],
    ['sqrt(2)', 'function `sqrt`'],
    ['abs(1, 2)', '2 arguments of `abs`'],
    ['2 3', '`3`'],
    ['1 # 2', '`#`'],
    ['1 ^ 2', '`^`'],
    ['-'.repeat(100), '`-`'],
    ['1+'.repeat(2000), 'text'],
  ])('%s is none', (text, seen) => {
    expect(() => parseFormula(text, [])).toThrow(FormulaError)
    try {
      parseFormula(text, [])
    } catch (error) {
      expect(String((error as FormulaError).seen)).toBe(seen)
    }
  })

  test.each([
    '[d.pe 2024] * 1e308 * 1e10',
    '[d.pe 2024] / [d.nothing 2024]',
    '[d.pe 2024] * 1e308 * 1e10 - 1e308 * [d.pe 2024] * 1e10',
  ])('%s is no number', (text) => {
    expect(measure(text, worldOf(dataset))).toMatchObject({ rule: 'value-null' })
  })
})

describe('any text at all', () => {
  const word = fc.constantFrom(
    ...'d. d size "size" . .. [ ] ( ) + - * / × , " 2024 2024E 2019..2021 first latest max min max key sum mean by weight share yoy 1,2 3% 亿元 合计 "max" 0 -'.split(
      ' ',
    ),
    ' ',
    ' ',
  )
  const text = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  )
  const worlds = [1, 2, 3, 4].map((seed) => {
    const dice = new Dice(seed)
    const data = randomDataset(dice)
    return worldOf(datasetOf(yamlOf(data, randomWriting(data, dice))))
  })

  test('is a formula, an address or a claim, or refused', () => {
    const some = fc.option(text, { nil: null })
    const state = fc.option(fc.constantFrom(...states), { nil: null })
    const law = fc.property(
      text,
      state,
      some,
      some,
      fc.constantFrom(...worlds),
      (of, is, other, more, world) => {
        try {
          parseFormula(of, ['size', 'a-b'])
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError)
        }
        for (const address of [of, `d.${of}`, `[d.${of}]`]) {
          const measured = measure(address, world)
          if ('value' in measured && measured.value !== null)
            expect(Number.isFinite(measured.value)).toBe(true)
        }
        const claim: Claim = {
          of,
          is,
          above: other,
          below: null,
          rank: null,
          for: more,
          within: null,
          known: false,
        }
        judge({ ...claim, of: `d.${of}` }, world)
        judge({ ...claim, above: null, rank: other, within: more, for: null }, world)
        judge({ ...claim, of: 'd.size latest', above: null, below: other, within: more }, world)
      },
    )
    fc.assert(law, { numRuns: 1500 * often })
  })

  test.each([
    ['a sum without end', '1+'.repeat(50_000)],
    ['parentheses', '('.repeat(100_000)],
    ['addresses', '[d.size latest]+'.repeat(20_000)],
    ['addresses, as many as fit', '[d.size latest]+'.repeat(120)],
    ['words', 'd.size a '.repeat(10_000)],
    ['words, as many as fit', `d.size ${'a '.repeat(990)}`],
    ['quotes', `d.${'"'.repeat(100_000)}`],
    ['quotes, as many as fit', `d.size ${'"a" '.repeat(490)}`],
    ['points', `d.size ${'..'.repeat(900)}`],
    ['keys', `d.size ${'latest '.repeat(280)}`],
    ['signs', `[d.size latest]${'-'.repeat(900)}`],
    ['spaces', `d.size${' '.repeat(100_000)}latest`],
    ['calls', 'min('.repeat(400)],
  ])('%s does not take long', (_, text) => {
    for (const world of worlds) {
      const start = performance.now()
      measure(text, world)
      judge(
        {
          of: text,
          is: 'rising',
          above: null,
          below: null,
          rank: null,
          for: null,
          within: null,
          known: false,
        },
        world,
      )
      judge(
        {
          of: 'd.size latest',
          is: null,
          above: text,
          below: null,
          rank: null,
          for: null,
          within: text,
          known: false,
        },
        world,
      )
      // Of a busy machine a little more.
      expect(performance.now() - start).toBeLessThan(250)
    }
  })
})

/** Numbers as a reader sees them, with and without units. */
import { format as d3Format, formatSpecifier } from 'd3-format'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatter, printNumber, problemOfFormat, withUnit } from '../src/data/print.ts'
import { type Options, type Printed, printQuantity } from '../src/data/quantity.ts'
import { convert } from '../src/data/unit.ts'

describe('numbers', () => {
  test.each([
    [1.45, '.1f', '1.5'],
    [23.95, '.1f', '24.0'],
    [1.005, '.2f', '1.01'],
    [8.345, '.2f', '8.35'],
    [-0.45, '.1f', '−0.5'],
    [-0.04, '.1f', '0.0'],
    [-0.04, '+.1f', '+0.0'],
    [-0.04, '(.1f', '0.0'],
    [-2.05, '(.1f', '(2.1)'],
    [0.1 + 0.2, '.17~f', '0.3'],
    [0.285 * 100, '.0f', '29'],
    [0.145, '.0%', '15%'],
    [0.1445, '.3p', '14.5%'],
    [2.5, 'd', '3'],
    [-0.5, 'd', '−1'],
    [1.45, '.2r', '1.5'],
    [1.45, '.2g', '1.5'],
    [1.45, '.1e', '1.5e+0'],
    [9.95, '.1e', '1.0e+1'],
    [1450, '.2s', '1.5k'],
    [999_500, '.3s', '1.00M'],
    [0.00145, '.2s', '1.5m'],
    [2 ** 53, ',.0f', '9,007,199,254,740,992'],
    [2 ** 53, '', '9,007,199,254,740,992'],
    [-(2 ** 70), ',d', '−1,180,591,620,717,411,303,424'],
    [1e21, 'd', '1000000000000000000000'],
    [0.1, '.20f', '0.10000000000000000000'],
    [1234.5, '$,.2f', '$1,234.50'],
    [-1234.5, '$,.2f', '−$1,234.50'],
    [1234.5, '*^15,.1f', '****1,234.5****'],
    [12, '08,d', '0,000,012'],
    [255, '#x', '0xff'],
    [0.0004, '', '0.0004'],
    [-0.000456, '', '−0.00046'],
    [0.00096, '', '0.00096'],
    [0.000999, '', '0.001'],
    [0.005, '', '0.01'],
    [0, '', '0'],
    [-0, '', '0'],
    [1234567.891, '', '1,234,567.89'],
    [1e-30, '', `0.${'0'.repeat(29)}1`],
    [0.0004, '+,.2~f', '+0.0004'],
    [Number.NaN, '.1f', 'NaN'],
    [-Infinity, '.1f', '−Infinity'],
  ])('%d by %s is %s', (value, format, text) => {
    expect(printNumber(value, format)).toBe(text)
    expect(formatter(format)(value)).toBe(text)
  })

  const anything = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ noNaN: true, min: -1e7, max: 1e7 }),
    // Numbers that people write, halves among them.
    fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9 }))
      .map(([digits, places]) => Number(`${digits}e-${places}`)),
    fc
      .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 9 }))
      .map(([digits, places]) => Number(`${digits}5e-${places}`)),
  )

  test('are rounded in decimal, halves away from zero', () => {
    const law = fc.property(anything, fc.integer({ min: 0, max: 20 }), (value, decimals) => {
      expect(printNumber(value, `.${decimals}f`)).toBe(roundedPlainly(value, decimals))
    })
    fc.assert(law, { numRuns: 3000 })
  })

  test('that are not zero never print as zero by default', () => {
    const law = fc.property(anything, (value) => {
      expect(/[1-9]/.test(printNumber(value, ''))).toBe(value !== 0)
    })
    fc.assert(law, { numRuns: 1000 })
  })

  test('at as many digits look the same by all types', () => {
    const law = fc.property(anything, fc.integer({ min: 1, max: 15 }), (value, count) => {
      const [mantissa, power] = printNumber(value, `.${count - 1}e`).split('e')
      const expected = Number(`${mantissa!.replace('−', '-')}e${power}`)
      for (const type of ['r', 'g']) {
        const text = printNumber(value, `.${count}${type}`).replace('−', '-')
        expect(Number(text), type).toBeCloseTo(expected, 12)
        expect(Number(text), type).toBe(expected)
      }
    })
    const modest = { numRuns: 1000 }
    fc.assert(law, modest)
  })

  test('that need no rounding print as d3-format prints them', () => {
    const exact = fc.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 4 }))
    const around = fc.tuple(
      fc.constantFrom('', '*<', '.>', ' ^', '0=', '_='),
      fc.constantFrom('', '+', '-', '(', ' '),
      fc.constantFrom('', '$', '#'),
      fc.constantFrom('', '0'),
      fc.constantFrom('', '1', '7', '12', '19'),
      fc.constantFrom('', ','),
    )
    const type = fc.tuple(
      fc.constantFrom('', '.6', '.7', '.12', '.20'),
      fc.constantFrom('', '~'),
      fc.constantFrom(...'efgrs%pn', ''),
    )
    const whole = fc.tuple(fc.constant(''), fc.constant(''), fc.constantFrom(...'dboxX'))
    const law = fc.property(exact, around, fc.oneof(type, whole), ([digits, places], around, type) => {
      const specifier = [...around, ...type].join('')
      const isWhole = /[dboxX]$/.test(specifier)
      const value = isWhole ? digits : digits / 10 ** places
      // d3-format shows noise where there are more digits than a double has.
      fc.pre(!/\.(12|20)/.test(specifier) || Number.isInteger(value))
      fc.pre(!/[%p]/.test(type[2]) || places <= 2)
      expect(printNumber(value, specifier), specifier).toBe(d3Format(specifier)(value))
    })
    fc.assert(law, { numRuns: 3000 })
  })
})

/** The rule in other words: half of the last place is added to the whole number of its halves. */
function roundedPlainly(value: number, decimals: number): string {
  const size = Math.abs(value)
  const text = Number.isInteger(size) ? BigInt(size).toString() : size.toExponential(14)
  const [mantissa = '', power = '0'] = text.split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = BigInt(whole + fraction)
  const places = fraction.length - Number(power)
  const twice = places > decimals ? (digits * 2n) / 10n ** BigInt(places - decimals) : 0n
  const last = places > decimals ? (twice + 1n) / 2n : digits * 10n ** BigInt(decimals - places)
  const all = last.toString().padStart(decimals + 1, '0')
  const sign = value < 0 && last !== 0n ? '−' : ''
  const cut = all.length - decimals
  return sign + all.slice(0, cut) + (decimals > 0 ? `.${all.slice(cut)}` : '')
}

describe('formats', () => {
  test.each([
    ['', ''],
    [',.2f', '亿元'],
    ['.1%', ''],
    ['$,.2f', ''],
    ['.3s', 'W'],
    ['.3s', '元'],
    ['d', '台'],
    ['40', '台'],
    ['.20f', '台'],
    ['(,.1f', 'US$ bn'],
  ])('%s goes with %s', (format, unit) => {
    expect(problemOfFormat(format, unit)).toBeNull()
  })

  test.each([
    ['.1z', ''],
    ['..1f', ''],
    ['%d', ''],
    ['c', ''],
    [',.0z', ''],
    ['41', ''],
    ['99999999f', ''],
    ['.21f', ''],
    ['.1%', '%'],
    ['.1%', '亿元'],
    ['.2p', '倍'],
    ['$.1%', ''],
    ['$,.1f', '美元'],
    ['$,.1f', '%'],
    ['.3s', '亿元'],
    ['.3s', 'million units'],
    ['.3s', '%'],
    ['.3s', '百分点'],
  ])('%s does not go with %s', (format, unit) => {
    expect(String(problemOfFormat(format, unit))).toMatch(/^(a|at most) /)
  })
})

test.each([
  ['5', '', '5'],
  ['5', '%', '5%'],
  ['5', '‰', '5‰'],
  ['5', '亿元', '5亿元'],
  ['5', '元/W', '5元/W'],
  ['5', 'kg', '5_kg'],
  ['5', 'million units', '5_million units'],
  ['5', 'μm', '5_μm'],
  ['1.5', 'x', '1.5x'],
  ['1.5', 'X', '1.5X'],
  ['25', '°C', '25°C'],
  ['53.3', 'US$ billion', 'US$53.3_billion'],
  ['53.3', 'billion US$', 'US$53.3_billion'],
  ['3.2', '$bn', '$3.2bn'],
  ['2', '€m', '€2m'],
  ['2', '€ m', '€2_m'],
  ['2', '€million', '€2_million'],
  ['5', '$', '$5'],
  ['5', '¥', '¥5'],
  ['5', '￥', '¥5'],
  ['5', 'HK$亿', 'HK$5亿'],
  ['0.12', 'US$/kWh', 'US$0.12/kWh'],
  ['5', 'million US$/year', 'US$5_million/year'],
  ['5', '元/US$', '5元/US$'],
  ['−5.3', 'US$ billion', '−US$5.3_billion'],
  ['+5.3', '$bn', '+$5.3bn'],
  ['(5.3)', '$bn', '($5.3)bn'],
  ['5', '美元', '5美元'],
  ['5', 'USD bn', '5_USD bn'],
])('%s in %s is %s', (text, unit, expected) => {
  expect(withUnit(text, unit)).toBe(expected.replace('_', '\u00a0'))
})

describe('quantities in another unit', () => {
  test.each([
    [25, '亿元', '', '万亿元', '0.0025'],
    [0.05, '万吨', '', '吨', '500'],
    [0.05, '万吨', '.2f', '吨', '500'],
    [12500, '万吨', '', '吨', '125,000,000'],
    [6160, '十亿美元', ',.0f', '万亿美元', '6.16'],
    [1240, 'billion yuan', '', 'trillion yuan', '1.24'],
    [2.6, '亿元', '.0f', '万元', '26,000'],
    [0.054321, '万吨', '', '吨', '543.2'],
    [1234567890123, '元', '', '亿元', '12,345.68'],
    [6.1, '亿元', '.2f', '万亿元', '0.00061'],
    [1.5, '倍', '', '%', '150'],
    [0.256, '', '.1%', '%', '25.6'],
    [1.5, '', '.0%', '倍', '1.5'],
    [0.05, '', '.1%', '百分点', '5'],
    [Number.NaN, '元', '', '万元', 'NaN'],
    [15, '亩', '', '公顷', '1'],
    [100, '亩', '', '公顷', '6.67'],
    [5.0, '亿元', '.1f', '万元', '50,000'],
    [-6.16, '万亿美元', '', 'US$ billion', '−6,160'],
    [638, '十亿美元', ',.0f', 'US$ billion', '638'],
    [0, '亿元', '.1f', '万元', '0'],
    [1e-9, '元', '', '万亿元', `0.${'0'.repeat(20)}1`],
    [0.1 + 0.2, '亿元', '', '万元', '3,000'],
    [1, '元', 'x', '万元', '0.0001'],
    [5, '%', '.1f', '百分点', '5.0'],
    [5, '%', '.1f', '基点', '500'],
    [4.25, '%', '', 'bp', '425'],
    [1.996, '亿元', ',.2~f', '万元', '19,960'],
    [2.5, '亿元', '(.1f', '百万元', '250'],
  ])('%d %s by %s is in %s %s', (value, unit, format, other, text) => {
    const printed = printQuantity({ value, unit, format }, { unit: other, bare: true })
    expect(printed).toEqual({ text, value: convert(value, unit, other) })
  })

  test('of another kind is a problem', () => {
    expect(printQuantity({ value: 1, unit: '元', format: '' }, { unit: '美元' })).toEqual({ problem: 'unit' })
  })
})

describe('options', () => {
  test.each<[number, string, Options, string]>([
    [2, '.1f', {}, '2.0亿元'],
    [2, '.1f', { bare: true }, '2.0'],
    [2, '(.1f', { sign: true }, '+2.0亿元'],
    [2, '+.1f', { sign: true }, '+2.0亿元'],
    [2, '', { sign: true }, '+2亿元'],
    [-2, '(.1f', {}, '(2.0)亿元'],
    [-2, '.1f', { abs: true }, '2.0亿元'],
    [-2, '.1f', { abs: true, sign: true }, '+2.0亿元'],
    [1234.5, ',.1f', { digits: 2 }, '1,234.50亿元'],
    [1234.5, '.1f', { digits: 0 }, '1235亿元'],
    [1234.5, '', { digits: 0 }, '1,235亿元'],
    [1234.5, ',d', { digits: 1 }, '1,234.5亿元'],
    [1234.5, '.2e', { digits: 1 }, '1.2e+3亿元'],
    [1234.5, '.2r', { digits: 1 }, '1234.5亿元'],
    [1234.5, 'n', { digits: 1 }, '1,234.5亿元'],
    [0.0004, '', { digits: 2 }, '0.00亿元'],
    [6160, '', { unit: '万亿元', digits: 1 }, '0.6万亿元'],
    [6160, '+,.0f', { unit: '万亿元' }, '+0.616万亿元'],
    [-6160, ',.0f', { unit: '万亿元', abs: true, sign: true, digits: 3, bare: true }, '+0.616'],
  ])('%d by %s with %o is %s', (value, format, options, text) => {
    expect(printQuantity({ value, unit: '亿元', format }, options)).toMatchObject({ text })
  })

  test.each<[number, string, number, string]>([
    [0.1234, '.1%', 2, '12.34%'],
    [0.1234, '.2p', 2, '12.34%'],
    [1234.5, '$,.1f', 2, '$1,234.50'],
    [999_960, '.4s', 1, '1.0M'],
    [12_345, '.2s', 2, '12.35k'],
    [0.0123, '.2s', 0, '12m'],
    [0, '.2s', 1, '0.0'],
  ])('%d by %s has with %i decimals %s', (value, format, digits, text) => {
    expect(printQuantity({ value, unit: '', format }, { digits })).toMatchObject({ text })
  })

  test.each(['b', 'o', 'x', 'X'])('type %s has no decimals', (format) => {
    expect(printQuantity({ value: 5, unit: '', format }, { digits: 1 })).toEqual({ problem: 'digits' })
  })

  test.each([-1, 1.5, 21])('%d decimals are none', (digits) => {
    expect(printQuantity({ value: 5, unit: '', format: '' }, { digits })).toEqual({ problem: 'digits' })
  })
})

describe('laws of quantities', () => {
  const value = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: -9, max: 3 }))
    .map(([digits, power]) => Number(`${digits}e${power}`))
  const families = [
    ['元', '万元', '百万元', '亿元', '万亿元', 'RMB bn'],
    ['kg', '吨', '万吨', 'g', 'Mt'],
    ['亩', '公顷', '平方公里', 'm²'],
    ['', '%', '‰', '倍'],
    ['元/W', '元/kW', '万元/MW'],
  ]
  const units = fc.constantFrom(...families).chain((units) => {
    const unit = fc.constantFrom(...units)
    return fc.tuple(unit, unit).filter(([from, to]) => convert(1, from, to) !== 1)
  })
  const format = fc.constantFrom('', ',.0f', '.1f', ',.2f', '.3~f', '.3r', 'd', ',.2~f')

  test('a converted number is what it was, to half of its last digit', () => {
    const law = fc.property(value, units, format, (value, [unit, other], format) => {
      const text = textOf(printQuantity({ value, unit, format }, { unit: other, bare: true }))
      const back = convert(Number(text.replaceAll(',', '').replace('−', '-')), other, unit)!
      const step = Math.abs(convert(lastPlaceOf(text), other, unit)!)
      expect(Math.abs(back - value)).toBeLessThanOrEqual((step / 2) * (1 + 1e-9) + Math.abs(value) * 1e-14)
      expect(/[1-9]/.test(text)).toBe(value !== 0)
      expect(text).toMatch(/^−?\d{1,3}(,\d{3})*(\.\d+)?$/)
    })
    fc.assert(law, { numRuns: 3000 })
  })

  test('no digit is made up, and none that was seen is lost', () => {
    const law = fc.property(value, fc.constantFrom('', ',.0f', '.1f', '.3~f'), (value, format) => {
      const own = significant(textOf(printQuantity({ value, unit: '亿元', format }, { bare: true })))
      const text = textOf(printQuantity({ value, unit: '亿元', format }, { unit: '元', bare: true }))
      const known = significant(String(Math.abs(value)))
      expect(significant(text)).toBeLessThanOrEqual(Math.max(known, own))
      const isCut = format === '' && own > 4
      if (!isCut) expect(significant(text)).toBeGreaterThanOrEqual(Math.min(own, known))
    })
    fc.assert(law, { numRuns: 2000 })
  })

  test('options do not mind their order, and decimals are those asked for', () => {
    const options = fc.record({
      unit: fc.constantFrom('万元', '亿元', '元'),
      digits: fc.integer({ min: 0, max: 9 }),
      sign: fc.boolean(),
      abs: fc.boolean(),
    })
    const law = fc.property(value, format, options, (value, format, { unit, digits, sign, abs }) => {
      const quantity = { value, unit: '亿元', format }
      const text = textOf(printQuantity(quantity, { unit, digits, sign, abs, bare: true }))
      expect(textOf(printQuantity(quantity, { bare: true, abs, sign, digits, unit }))).toBe(text)
      expect(text.split('.')[1]?.length ?? 0).toBe(digits)
      const positive = abs || value >= 0 || !/[1-9]/.test(text)
      expect(/^[+−]/.exec(text)?.[0] ?? '').toBe(positive ? (sign ? '+' : '') : '−')
    })
    fc.assert(law, { numRuns: 1000 })
  })

  test('without options it is the number by its format', () => {
    const law = fc.property(value, format, (value, format) => {
      expect(printQuantity({ value, unit: '台', format }, {})).toEqual({
        text: `${printNumber(value, format)}台`,
        value,
      })
    })
    fc.assert(law)
  })
})

function textOf(printed: Printed): string {
  if ('problem' in printed) throw new Error(printed.problem)
  return printed.text
}

function significant(text: string): number {
  const digits = text.replace(/e.*/, '').replace(/[^\d.]/g, '')
  const said = digits.includes('.') ? digits.replace(/0+$/, '').replace('.', '') : digits.replace(/0+$/, '')
  return said.replace(/^0+/, '').replace(/0+$/, '').length
}

/** The value of one in the last digit that says something. */
function lastPlaceOf(text: string): number {
  const plain = text.replaceAll(',', '').replace('−', '')
  const [whole = '', decimals = ''] = plain.split('.')
  if (decimals) return Number(`1e-${decimals.length}`)
  return Number(`1e${whole.length - whole.replace(/0+$/, '').length}`)
}

test('a specifier that is none throws, as d3-format does', () => {
  expect(() => formatSpecifier('..1f')).toThrow()
  expect(() => printNumber(1, '..1f')).toThrow()
})

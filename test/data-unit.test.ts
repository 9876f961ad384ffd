/** What units mean, and what one is in another. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  convert,
  convertUnit,
  divideUnits,
  isKnownUnit,
  isScaled,
  multiplyUnits,
  nameOfQuotient,
  parseUnit,
  ratioOf,
  sameDimension,
} from '../src/data/unit.ts'
import {
  counters,
  currencies,
  derived,
  englishScales,
  families,
  hanPrefixes,
  otherBases,
  points,
  prefixes,
  shares,
} from '../src/data/unit-words.ts'

/** Names that mean the same, line by line. */
const lines = [
  ...[...currencies, ...counters, ...otherBases],
  ...[...shares, ...points].map(([, names]) => names),
  ...derived.map(([names]) => names),
  ...families.map(({ symbols, han }) => [symbols, han].filter(Boolean).join('|')),
].map((names) => names.split('|'))

const prefixed = families.flatMap(({ symbols, han = '', ...family }) => [
  ...[...family.prefixes].map((prefix) => prefix + symbols.split('|')[0]),
  ...[...(family.hanPrefixes ?? '')].flatMap((prefix) => (han ? prefix + han.split('|')[0] : [])),
])
const words = [...lines.flat(), ...prefixed]
const compounds = [
  '元/W',
  '万元/吨',
  '元/kg',
  '元/度',
  'm³/h',
  'L/s',
  'W/kg',
  '亿元/年',
  '元/m²',
  '元/亩',
  'km/h',
  'm/s',
]
const scales = ['十', '百', '千', '万', '亿', '十万', '百万', '千万', '十亿', '百亿', '千亿', '万亿']

/** Up to twelve digits, with the point anywhere near. */
const numbers = fc
  .tuple(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), fc.integer({ min: -12, max: 6 }))
  .map(([digits, power]) => Number(`${digits}e${power}`))

/** What a unit measures, whatever the order of its bases. */
function kindOf(unit: string): string {
  return JSON.stringify(Object.entries(parseUnit(unit).dimension).sort())
}

describe('spellings of the same', () => {
  test.each([
    ['US$ billion', '十亿美元'],
    ['billion US$', '十亿美元'],
    ['USD bn', '十亿美元'],
    ['US$bn', '十亿美元'],
    ['$bn', '10亿美元'],
    ['$ m', '百万美元'],
    ['US$m', '百万美元'],
    ['million dollars', '百万美元'],
    ['millions of dollars', '百万美元'],
    ['€m', '百万欧元'],
    ['€ million', '百万 EUR'],
    ['RMB mn', '百万元'],
    ['RMBm', '百万元'],
    ['人民币亿元', '亿元'],
    ['亿元人民币', '亿元'],
    ['亿元 RMB', '亿元'],
    ['人民币 百万元', 'RMB million'],
    ['CNY 亿', '亿元'],
    ['￥', '元'],
    ['billion yuan', '十亿元'],
    ['港币百万元', 'HK$ million'],
    ['新台币亿元', '亿 NT$'],
    ['trn yuan', '万亿元'],
    ['KW', 'kW'],
    ['kw', 'kW'],
    ['Kwh', 'kWh'],
    ['GWH', 'GWh'],
    ['MWH', 'MWh'],
    ['度', 'kWh'],
    ['千瓦时', 'kWh'],
    ['kW·h', 'kWh'],
    ['万千瓦', '10 MW'],
    ['亿度', '亿千瓦时'],
    ['公斤', 'kg'],
    ['千克', '㎏'],
    ['㎡', '平方米'],
    ['m^2', 'm²'],
    ['km2', '平方公里'],
    ['平方千米', '百万平方米'],
    ['立方厘米', 'mL'],
    ['千米', 'km'],
    ['％', '%'],
    ['pct', '%'],
    ['个百分点', 'pp'],
    ['percentage points', 'ppt'],
    ['bps', '基点'],
    ['X', '倍'],
    ['million', '百万'],
    ['万亿', 'trillion'],
    ['美元/百万token', 'US$/1M tokens'],
    ['美元/百万 token', '$/million tokens'],
    ['元/度', '元／kWh'],
    ['yuan per tonne', '元/吨'],
    ['元每吨', '元/吨'],
    ['mb/d', '百万桶/日'],
    ['Gt CO2', '十亿吨CO2'],
    ['个bp', 'bps'],
    ['元/（平方米·天）', '元/平方米/天'],
    ['million metric tons', 'Mt'],
    ['万台/套', '万台套'],
    ['Gbps', 'Gbit/s'],
    ['EFLOPS', 'EFLOP/s'],
  ])('%s is %s', (one, other) => {
    expect(parseUnit(one)).toEqual(parseUnit(other))
    expect(convert(7.3, one, other)).toBe(7.3)
  })
})

test.each(['(', '万', '/', '·', 'k'])('of %s many times over is a word that nobody knows', (sign) => {
  const text = sign.repeat(50_000)
  expect(parseUnit(text).dimension).toEqual({ [text]: 1 })
})

describe('conversions', () => {
  test.each([
    [6160, '十亿美元', '万亿美元', 6.16],
    [0.1, 'kg', 'g', 100],
    [1, '元/kg', '万元/吨', 0.1],
    [12, '亿元/年', '亿元/月', 1],
    [100, '亩', '平方公里', 0.066_666_666_666_666_67],
    [15, '亩', '公顷', 1],
    [1, 'km/h', 'm/s', 0.277_777_777_777_777_8],
    [1.5, '倍', '%', 150],
    [5, '', '%', 500],
    [3, '‰', '%', 0.3],
    [5, '%', '百分点', 5],
    [5, '%', '基点', 500],
    [1, '百分点', 'bp', 100],
    [25, 'bp', '个百分点', 0.25],
    [25, '', '亿', 0.000_000_25],
    [2, '亿', '万', 20_000],
    [1, 'GB', 'Gb', 8],
    [3.6, 'MJ', 'kWh', 1],
    [2, 'h', 'min', 120],
    [1, '斤', 'kg', 0.5],
    [0, 'kg', 't', 0],
    [-0.3, '亿元', '万元', -3000],
    [1e-7, '亿元', '元', 10],
    [1, '个百分点', 'percentage points', 1],
  ])('%d %s is in %s %d', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBe(expected)
  })

  test.each([
    ['元', '美元'],
    ['美元', '港元'],
    ['个', '台'],
    ['', '台'],
    ['桶', '吨'],
    ['kW', 'kWh'],
    ['MW', 'mW·h'],
    ['百分点', '%'],
    ['百分点', '倍'],
    ['基点', '%'],
    ['亿', '%'],
    ['%', '万'],
    ['元/W', '元/Wh'],
    ['points', '百分点'],
    ['mw', 'MW'],
    ['mwh', 'MWh'],
    ['m', 'million'],
    ['亿甲', '亿乙'],
  ])('%s is never %s', (from, to) => {
    expect(convert(1, from, to)).toBeNull()
  })
})

test.each(['10', '2024', 'mw', 'mwh', 'MM', 'NM', 'mt', 'A', 'B', '非嵌入参数', '中国', 'PF-days', '亿甲'])(
  '%s is unknown',
  (word) => {
    expect(isKnownUnit(word)).toBe(false)
  },
)

test.each(['', '亿', '亿元', '万辆', '%', '元/W', 'US$ bn', '百万 token', 'km²', '万千瓦', '元/(平方米·天)'])(
  '%s is known',
  (unit) => {
    expect(isKnownUnit(unit)).toBe(true)
  },
)

test.each([
  ['亿元', true],
  ['million units', true],
  ['US$ bn', true],
  ['人民币亿元', true],
  ['%', true],
  ['百分点', true],
  ['元', false],
  ['台', false],
  ['元/百万token', false],
  ['倍', false],
  ['', false],
])('whether a power of ten is in %s: %s', (unit, is) => {
  expect(isScaled(unit)).toBe(is)
})

test.each([
  ['亿元', '亿元', ''],
  ['亿元', '人民币亿元', ''],
  ['亿元', '万辆', '亿元/万辆'],
  ['亿元', '万元', '亿元/万元'],
  ['万元', '元/W', '万W'],
  ['元', '美元/kg', '元·kg/美元'],
  ['', '亿元', '1/亿元'],
  ['亿元', '', '亿元'],
  ['元', 'kW·h', '元/(kW·h)'],
  ['元/W', '元/W', ''],
])('%s by %s is %s', (a, b, name) => {
  expect(nameOfQuotient(a, b)).toBe(name)
  expect(parseUnit(name)).toEqual(divideUnits(parseUnit(a), parseUnit(b)))
})

describe('the vocabulary', () => {
  test.each(lines.map((names) => ({ name: names[0]!, names })))('$name has one meaning', ({ names }) => {
    const [first] = names
    for (const name of names) expect(parseUnit(name), name).toEqual(parseUnit(first!))
  })

  test('no word of it is unknown, but for letters that are names as often', () => {
    const strangers = words.filter((word) => !isKnownUnit(word))
    expect(strangers).toEqual(['A', 'B'])
  })

  test('a prefix is its power of ten', () => {
    for (const { symbols } of families) {
      const symbol = symbols.split('|')[0]!
      const allowed = families.find((family) => family.symbols === symbols)!.prefixes
      for (const prefix of allowed) {
        const ratio = ratioOf(parseUnit(prefix + symbol), parseUnit(symbol))
        expect(ratio, prefix + symbol).toEqual({
          dimension: {},
          exponent: prefixes[prefix],
          numerator: 1,
          denominator: 1,
        })
      }
    }
    expect(parseUnit('兆瓦').exponent).toBe(hanPrefixes.兆)
  })

  test('a scale before any word is its power of ten', () => {
    const anything = fc.constantFrom(...words, ...compounds)
    const scale = fc.constantFrom(...scales, ...Object.keys(englishScales).map((name) => `${name} `))
    const law = fc.property(anything, scale, (word, scale) => {
      const by = parseUnit(scale.trim())
      expect(parseUnit(scale + word)).toEqual(multiplyUnits(by, parseUnit(word)))
    })
    fc.assert(law, { numRuns: 2000 })
  })
})

describe('laws', () => {
  const units = [
    ...words,
    ...compounds,
    ...compounds.map((unit) => `亿${unit}`),
    ...words.map((word) => `万${word}`),
  ]
  const families = [...new Set(units.map(kindOf))].map((kind) =>
    units.filter((unit) => kindOf(unit) === kind),
  )
  const pair = fc
    .constantFrom(...families)
    .chain((family) => fc.tuple(fc.constantFrom(...family), fc.constantFrom(...family)))

  test('there and back is the same number', () => {
    const law = fc.property(pair, numbers, ([from, to], value) => {
      const there = convertUnit(value, parseUnit(from), parseUnit(to))
      expect(there).not.toBeNull()
      expect(convertUnit(there!, parseUnit(to), parseUnit(from))).toBe(value)
    })
    fc.assert(law, { numRuns: 3000 })
  })

  test('a power of ten moves the point alone', () => {
    const law = fc.property(numbers, fc.constantFrom(...scales), (value, scale) => {
      const [digits, power = '0'] = value.toExponential().split('e')
      const expected = Number(`${digits}e${Number(power) + parseUnit(scale).exponent}`)
      expect(convert(value, `${scale}元`, '元')).toBe(expected)
    })
    fc.assert(law)
  })

  test('a fraction is as near as a double can be', () => {
    const law = fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (value) => {
      const hectares = convert(value, '亩', '公顷')!
      expect(Math.abs(hectares - value / 15) / hectares).toBeLessThan(2 ** -51)
    })
    fc.assert(law)
  })

  test('a quotient of units times the divisor is the unit', () => {
    const any = fc.constantFrom(...units)
    const law = fc.property(any, any, (a, b) => {
      const [one, other] = [parseUnit(a), parseUnit(b)]
      const back = multiplyUnits(divideUnits(one, other), other)
      expect(sameDimension(back, one)).toBe(true)
      // Pounds by square feet: numerators of seventeen digits are no longer exact.
      expect(convertUnit(1, back, one)).toBeCloseTo(1, 12)
      expect(multiplyUnits(one, other)).toEqual(multiplyUnits(other, one))
      expect(sameDimension(one, other)).toBe(sameDimension(other, one))
    })
    fc.assert(law, { numRuns: 1000 })
  })

  test('whatever is written is a unit', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'亿万元/·() k$mb1%p^2平方') }),
    )
    const law = fc.property(text, (text) => {
      expect(convert(3.25, text, text)).toBe(3.25)
      expect(parseUnit(text).denominator).toBeGreaterThan(0)
    })
    fc.assert(law, { numRuns: 2000 })
  })
})

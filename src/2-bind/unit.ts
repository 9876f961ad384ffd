/** Units as printed, and what one is in another: 十亿美元 → 万亿美元. */

/** Powers of ten written before a unit; the longest name comes first. */
const chinese: Array<[name: string, exponent: number]> = [
  ['万亿', 12],
  ['千亿', 11],
  ['百亿', 10],
  ['十亿', 9],
  ['千万', 7],
  ['百万', 6],
  ['十万', 5],
  ['亿', 8],
  ['万', 4],
  ['千', 3],
]
const english: Array<[name: string, exponent: number]> = [
  ['trillion', 12],
  ['billion', 9],
  ['million', 6],
  ['thousand', 3],
]

interface Unit {
  /** What is counted: `美元`, `%`. */
  base: string
  /** Power of ten it is counted in. */
  exponent: number
}

/** Reads a unit: `十亿美元` is 美元 in powers of 9, `billion yuan` yuan in powers of 9. */
export function parseUnit(unit: string): Unit {
  for (const [name, exponent] of chinese) {
    if (unit.startsWith(name)) return { base: unit.slice(name.length).trim(), exponent }
  }
  for (const [name, exponent] of english) {
    const match = new RegExp(`(^|\\s)${name}(\\s|$)`, 'i').exec(unit)
    if (match) return { base: unit.replace(match[0], ' ').trim(), exponent }
  }
  return { base: unit, exponent: 0 }
}

/**
 * The value in another unit of the same base.
 *
 * @returns Null where the units measure different things.
 */
export function convert(value: number, from: string, to: string): number | null {
  const [source, target] = [parseUnit(from), parseUnit(to)]
  if (source.base !== target.base) return null
  const steps = source.exponent - target.exponent
  return steps >= 0 ? value * 10 ** steps : value / 10 ** -steps
}

/**
 * A number with its unit as a reader expects it: no space before % and Han (the browser spaces Han and digits), a
 * no-break space before Latin.
 */
export function withUnit(text: string, unit: string): string {
  if (unit === '') return text
  return /^[\p{Script=Latin}$€£]/u.test(unit) ? `${text}\u00a0${unit}` : text + unit
}

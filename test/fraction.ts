/** Fractions of whole numbers: nothing is ever rounded but by `printed`. */

/** The denominator is above 0. */
export interface Fraction {
  above: bigint
  below: bigint
}

export const zero: Fraction = { above: 0n, below: 1n }
export const one: Fraction = { above: 1n, below: 1n }
export const hundred: Fraction = { above: 100n, below: 1n }

/** @param digits As a decimal: `-12.50`. */
export function fraction(digits: string): Fraction {
  const [whole = '', part = ''] = digits.split('.')
  return { above: BigInt(whole + part), below: 10n ** BigInt(part.length) }
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { above: a.above * b.below + b.above * a.below, below: a.below * b.below }
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { above: -b.above, below: b.below })
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { above: a.above * b.above, below: a.below * b.below }
}

/** @param b Not 0. */
export function over(a: Fraction, b: Fraction): Fraction {
  const sign = b.above < 0n ? -1n : 1n
  return { above: sign * a.above * b.below, below: sign * a.below * b.above }
}

/** Below 0, 0 or above it as the first is below the second, equal or above. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.above * b.below - b.above * a.below
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function signOf(a: Fraction): number {
  return compare(a, zero)
}

export function size(a: Fraction): Fraction {
  return a.above < 0n ? { above: -a.above, below: a.below } : a
}

export function sum(all: Fraction[]): Fraction {
  return all.reduce(plus, zero)
}

/** With so many decimals, halves away from zero, the minus as it is printed. */
export function printed(a: Fraction, decimals: number): string {
  const { above, below } = size(a)
  const halves = (above * 2n * 10n ** BigInt(decimals)) / below
  const last = (halves + 1n) / 2n
  const all = last.toString().padStart(decimals + 1, '0')
  const cut = all.length - decimals
  const sign = signOf(a) < 0 && last !== 0n ? '−' : ''
  return sign + all.slice(0, cut) + (decimals > 0 ? `.${all.slice(cut)}` : '')
}

export function toNumber({ above, below }: Fraction): number {
  const scaled = (above * 10n ** 30n) / below
  return Number(`${scaled}e-30`)
}

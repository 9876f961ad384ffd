/** Numbers as on paper: 0.3 − 0.1 is 0.2, 0.1 + 0.2 − 0.3 is nothing at all, and 10.000000000000009 is not above 10. */

/** A number has so many digits for sure; those behind them are noise of binary computing. */
const TRUE_DIGITS = 15

/**
 * The sum of the decimals that the numbers are written with: the same in whatever order, and without what is behind the
 * last sure digit of the largest of them.
 */
export function exactSum(numbers: number[]): number {
  if (!numbers.every(Number.isFinite)) return numbers.reduce((sum, number) => sum + number, 0)
  const parts = numbers.map(partsOf)
  const least = Math.min(0, ...parts.map(({ exponent }) => exponent))
  const scaled = parts.map(({ digits, exponent }) => digits * 10n ** BigInt(exponent - least))
  const sum = scaled.reduce((sum, digits) => sum + digits, 0n)
  const places = Math.max(0, ...scaled.map((digits) => String(digits).replace('-', '').length))
  const unsure = Math.min(places - TRUE_DIGITS, -least)
  return unsure > 0 ? Number(`${rounded(sum, unsure)}e${least + unsure}`) : Number(`${sum}e${least}`)
}

export function exactDifference(a: number, b: number): number {
  return exactSum([a, -b])
}

/** Whether a number is above another in digits that are sure. */
export function isAbove(a: number, b: number): boolean {
  return withoutNoise(a) > withoutNoise(b)
}

/** A computed number in the digits of it that are sure. */
export function withoutNoise(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(TRUE_DIGITS))
}

/** Without so many digits at the end, halves away from zero. */
function rounded(digits: bigint, places: number): bigint {
  const half = 5n * 10n ** BigInt(places - 1)
  return (digits + (digits < 0n ? -half : half)) / 10n ** BigInt(places)
}

/** The shortest decimal that is read as the number. */
function partsOf(number: number): { digits: bigint; exponent: number } {
  const [mantissa = '', power = '0'] = String(number).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}

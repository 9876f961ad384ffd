/** Growth between two numbers. */

/** What stands for a percentage that would mean nothing. */
export type Turn = 'turned-profit' | 'turned-loss'

export type Growth = number | Turn | null

/**
 * Change in percent of the base. A negative base is taken as an absolute value, the convention of A-share filings, so
 * that a smaller loss is growth; across zero there is no rate, only a turn.
 *
 * @returns Null where one of the numbers is not known or not finite, the base is zero, or the rate is too large for a
 *   number.
 */
export function growth(base: number | null, now: number | null): Growth {
  if (base === null || now === null || base === 0 || !Number.isFinite(base) || !Number.isFinite(now)) {
    return null
  }
  if (base < 0 && now > 0) return 'turned-profit'
  if (base > 0 && now < 0) return 'turned-loss'
  return finite(((now - base) / Math.abs(base)) * 100)
}

/**
 * Compound rate a year in percent.
 *
 * @returns Null where one of the three is not finite and above 0, or the rate is too large for a number.
 */
export function compoundRate(from: number, to: number, years: number): number | null {
  const known = [from, to, years].every((number) => Number.isFinite(number) && number > 0)
  return known ? finite(((to / from) ** (1 / years) - 1) * 100) : null
}

function finite(rate: number): number | null {
  return Number.isFinite(rate) ? rate : null
}

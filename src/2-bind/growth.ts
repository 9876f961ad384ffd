/** Growth between two numbers. */

/** `turned-profit` and `turned-loss` stand for a percentage that would mean nothing. */
export type Growth = number | 'turned-profit' | 'turned-loss' | null

/**
 * Change in percent of the base. A negative base is taken as an absolute value, the convention of A-share filings, so
 * that a smaller loss is growth; across zero there is no rate, only a turn.
 *
 * @returns Null where one of the numbers is not known, or the base is zero.
 */
export function growth(base: number | null, now: number | null): Growth {
  if (base === null || now === null || base === 0) return null
  if (base < 0 && now > 0) return 'turned-profit'
  if (base > 0 && now < 0) return 'turned-loss'
  return ((now - base) / Math.abs(base)) * 100
}

/**
 * Compound rate a year in percent.
 *
 * @param years Above 0.
 * @returns Null where a number is not above 0.
 */
export function compoundRate(from: number, to: number, years: number): number | null {
  return from > 0 && to > 0 ? ((to / from) ** (1 / years) - 1) * 100 : null
}

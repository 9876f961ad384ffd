/** Periods as texts: `2024`, `FY2024`, `2024Q3`, `2024Q1-Q3`, `2024-03`, `2024-03-31`. */

/** The same period one year before: the only base a growth rate may have. */
export function yearBefore(period: string): string {
  return period.replace(/\d{4}/, (year) => String(Number(year) - 1))
}

/**
 * Whole years between two periods of the same length.
 *
 * @returns Null where they cover different parts of their years.
 */
export function yearsBetween(from: string, to: string): number | null {
  const years = [from, to].map((period) => Number(/\d{4}/.exec(period)?.[0]))
  const parts = [from, to].map((period) => period.replace(/\d{4}/, ''))
  return parts[0] === parts[1] && years.every(Number.isFinite) ? years[1]! - years[0]! : null
}

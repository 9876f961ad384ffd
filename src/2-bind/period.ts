/** Periods as texts: `2024`, `FY2024`, `2024Q3`, `2024Q1-Q3`, `2024-03`, `2024-03-31`. */

/** The same period one year before: the only base that growth year on year may have. */
export function yearBefore(period: string): string {
  return period.replace(/\d{4}/, (year) => String(Number(year) - 1))
}

/**
 * The quarter before a quarter, the month before a month.
 *
 * @returns Null for periods that have no next smaller neighbour: a year, `2024Q1-Q3`, a day.
 */
export function stepBefore(period: string): string | null {
  const [, year, kind, step] = /^(\d{4})(Q|-)(\d{1,2})$/.exec(period) ?? []
  if (!year || !kind || !step) return null
  const most = kind === 'Q' ? 4 : 12
  const before = Number(step) === 1 ? most : Number(step) - 1
  return `${Number(step) === 1 ? Number(year) - 1 : year}${kind}${String(before).padStart(step.length, '0')}`
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

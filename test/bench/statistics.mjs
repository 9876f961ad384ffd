/**
 * @param {number[]} values At least one.
 * @param {number} part 0–1: 0.5 for the median.
 */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(part * (sorted.length - 1))]
}

/** @param {number[]} values At least one. */
export function median(values) {
  return quantile(values, 0.5)
}

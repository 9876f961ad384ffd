/**
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} least
 * @property {number} most
 * @property {number} count Of the values.
 */

/**
 * @param {number[]} values At least one.
 * @returns {Spread}
 */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
  return { median, least: sorted[0], most: sorted.at(-1), count: sorted.length }
}

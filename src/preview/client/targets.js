/** What a reader can be pointed at: headings, figures and tables. */

/**
 * @typedef {object} Target
 * @property {'heading' | 'figure' | 'table' | 'equation'} kind
 * @property {string} id
 * @property {string} label As printed; empty where there is none.
 * @property {string} title
 * @property {number} depth 1–6 for headings.
 * @property {string} slot
 * @property {number | null} page 1-based, of the last print.
 */

/**
 * @param {Target[]} targets
 * @param {string} query
 * @returns {Target[]} Those that hold every word of it, the nearest first; all in reading order where it is empty.
 */
export function search(targets, query) {
  const words = fold(query).split(/\s+/).filter(Boolean)
  return targets
    .map((target) => ({ target, distance: distanceOf(target, words) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance)
    .map(({ target }) => target)
}

/**
 * @param {Target} target
 * @param {string[]} words
 */
function distanceOf({ label, title, id }, words) {
  const short = fold(label).replaceAll(/\s/g, '')
  const long = fold(title)
  const distances = words.map((word) => {
    if (short === word || short.replace(/^\D+/, '') === word) return 0
    if (short.startsWith(word) || long.startsWith(word)) return 1
    if (short.includes(word) || long.includes(word)) return 2
    return id.toLowerCase().includes(word) ? 3 : Number.POSITIVE_INFINITY
  })
  return distances.reduce((sum, distance) => sum + distance, 0)
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFKC').toLowerCase()
}

/** What the preview remembers from one visit to the next. */

const PREFIX = 'yanbao.'

/**
 * @param {string} key
 * @param {string} otherwise Where nothing is remembered.
 */
export function recall(key, otherwise) {
  return localStorage.getItem(PREFIX + key) ?? otherwise
}

/**
 * @param {string} key
 * @param {string | number | boolean} value
 */
export function remember(key, value) {
  localStorage.setItem(PREFIX + key, String(value))
}

/** The author's editor, on the machine that serves the preview. */

/**
 * @param {string} file
 * @param {number | null} line 1-based, as is the column.
 * @param {number | null} column
 * @returns {Promise<string | null>} Why it was not opened; null where it was.
 */
export async function openInEditor(file, line, column) {
  const answer = await fetch('open', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file, line: line ?? 1, column: column ?? 1 }),
  }).catch((error) => ({ ok: false, json: async () => ({ error: error.message }) }))
  if (answer.ok) return null
  const { error } = await answer.json().catch(() => ({ error: 'unknown' }))
  return `${error} — ${placeOf(file, line, column)}`
}

/**
 * @param {string} file
 * @param {number | null} line
 * @param {number | null} column
 */
export function placeOf(file, line, column) {
  return line === null ? file : column === null ? `${file}:${line}` : `${file}:${line}:${column}`
}

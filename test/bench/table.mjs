/** Tables, for a terminal and in Markdown. */

/**
 * @typedef {object} Table
 * @property {string} title
 * @property {string[]} head
 * @property {string[][]} rows Each with as many cells as the head; the first one is a name.
 * @property {string[]} notes Sentences below it.
 */

/** @param {Table} table */
export function asText({ title, head, rows, notes }) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)))
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
  const lines = [head, ...rows].map((row) => line(row).join('  ').trimEnd())
  return [title, ...lines, ...notes].join('\n')
}

/** @param {Table} table */
export function asMarkdown({ title, head, rows, notes }) {
  const line = (row) => `| ${row.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'))
  return [
    `**${title}**`,
    '',
    ...[head, rule, ...rows].map(line),
    ...notes.flatMap((note) => ['', note]),
  ].join('\n')
}

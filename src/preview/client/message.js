/** One message on a file of the report, as an item of a list. */
import { placeOf } from './editor.js'
import { create } from './element.js'

/**
 * @typedef {object} Message
 * @property {string} file
 * @property {number | null} line 1-based, as are the others; null where it is on a whole file.
 * @property {number | null} column
 * @property {number | null} endLine
 * @property {number | null} endColumn
 * @property {string} rule
 * @property {'error' | 'warning' | 'info'} severity
 * @property {string} text
 * @property {string} excerpt The line of the source; empty where there is none.
 * @property {string | null} slot
 * @property {number | null} block 0-based.
 * @property {string} quote What was written there; empty where there is none.
 */

/** Characters of a long line that are shown on each side of what is meant. */
const AROUND = 36

/**
 * @param {Message} message
 * @param {string} openLabel
 * @param {() => void} onOpen
 */
export function messageItem(message, openLabel, onOpen) {
  const { file, line, column, rule, severity, text } = message
  const place = create(
    'button',
    { type: 'button', class: 'place', title: openLabel },
    placeOf(file, line, column),
  )
  place.addEventListener('click', (event) => {
    event.stopPropagation()
    onOpen()
  })
  const head = create('p', { class: 'where' }, place, create('code', { class: 'rule' }, rule))
  const item = create(
    'li',
    { 'data-severity': severity },
    head,
    create('p', { class: 'text' }, ...quoted(text)),
  )
  if (message.excerpt.trim()) item.append(create('pre', { class: 'excerpt' }, ...excerptOf(message)))
  return item
}

/**
 * What stands in backquotes is source.
 *
 * @param {string} text
 */
function quoted(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? create('code', {}, part) : part))
}

/** @param {Message} message */
function excerptOf({ excerpt, line, column, endLine, endColumn }) {
  if (column === null) return [excerpt.trim()]
  const start = column - 1
  const end = endLine === line && endColumn !== null ? Math.max(endColumn - 1, start) : excerpt.length
  const before = excerpt.slice(0, start).trimStart()
  const after = excerpt.slice(end).trimEnd()
  const head = before.length > AROUND ? `…${before.slice(-AROUND)}` : before
  const tail = after.length > AROUND ? `${after.slice(0, AROUND)}…` : after
  return [head, create('mark', {}, excerpt.slice(start, end)), tail]
}

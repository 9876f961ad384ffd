/** Makes an element like another one, without a new node where the old one will do. */
import { Idiomorph } from '/vendor/idiomorph.js'

/** What the reader, or the page's own script, has set. */
const KEPT = ['open', 'aria-current', 'tabindex']

/**
 * @param {Element} old In the page.
 * @param {Element} next Of the same tag.
 */
export function morph(old, next) {
  Idiomorph.morph(old, next, {
    callbacks: {
      beforeNodeMorphed(/** @type {Node} */ node, other) {
        // Most of a page stays as it is; to find that out at once is cheaper than to walk through it.
        if (node.isEqualNode(other)) return false
        if (node.nodeType === Node.TEXT_NODE) rewrite(/** @type {Text} */ (node), other.nodeValue ?? '')
        return true
      },
      beforeAttributeUpdated: (name) => !KEPT.includes(name),
    },
  })
}

/**
 * Replaces only what differs, so that a selection beside it stays.
 *
 * @param {Text} node
 * @param {string} text
 */
function rewrite(node, text) {
  const { data } = node
  const most = Math.min(data.length, text.length)
  let head = 0
  while (head < most && data[head] === text[head]) head++
  let tail = 0
  while (tail < most - head && data.at(-1 - tail) === text.at(-1 - tail)) tail++
  if (head + tail < Math.max(data.length, text.length))
    node.replaceData(head, data.length - head - tail, text.slice(head, text.length - tail))
}

/** The runs of blocks in a page: what stands between `<!--slot NAME-->` and `<!--/slot-->`. */

const START = /^slot (\S+)$/
const END = '/slot'

/**
 * @param {Node} root
 * @returns {Map<string, Comment>} The first comment of each slot, in order.
 */
export function slotsOf(root) {
  const slots = new Map()
  const walker = (root.ownerDocument ?? /** @type {Document} */ (root)).createTreeWalker(
    root,
    NodeFilter.SHOW_COMMENT,
  )
  while (walker.nextNode()) {
    const comment = /** @type {Comment} */ (walker.currentNode)
    const name = START.exec(comment.data)?.[1]
    if (name) slots.set(name, comment)
  }
  return slots
}

/** @param {Node | null} node */
export function isStart(node) {
  return node?.nodeType === Node.COMMENT_NODE && START.test(/** @type {Comment} */ (node).data)
}

/** @param {Node | null} node */
function isEnd(node) {
  return node?.nodeType === Node.COMMENT_NODE && /** @type {Comment} */ (node).data === END
}

/**
 * @param {Comment} start
 * @returns {Comment | null} The second comment; null in a page whose slots are empty.
 */
export function endOf(start) {
  /** @type {Node | null} */
  let node = start
  while (node && !isEnd(node)) node = node.nextSibling
  return /** @type {Comment | null} */ (node)
}

/**
 * @param {Comment} start
 * @returns {Element[]}
 */
export function blocksOf(start) {
  const blocks = []
  for (let node = start.nextSibling; node && !isEnd(node); node = node.nextSibling)
    if (node.nodeType === Node.ELEMENT_NODE) blocks.push(/** @type {Element} */ (node))
  return blocks
}

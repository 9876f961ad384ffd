/** Makes an open page the next version of itself. */
import { morph } from './morph.js'
import { blocksOf, endOf, isStart, slotsOf } from './slots.js'

/**
 * @typedef {Array<number | string>} SlotUpdate A block of the version before (its 0-based index) or the HTML of one.
 * @typedef {{ base: number, version: number, shell: string | null, slots: Record<string, SlotUpdate> }} PageUpdate
 */

/**
 * @param {Document} page
 * @param {Map<string, Comment>} starts Of its slots.
 * @param {PageUpdate} update
 * @returns {Element[] | null} New and changed blocks in reading order; null where the page has to be loaded again.
 */
export function apply(page, starts, { shell, slots }) {
  if (Object.keys(slots).some((name) => !starts.has(name))) return null
  if (shell !== null && !applyShell(page, shell, starts)) return null
  /** @type {Element[]} */
  const changed = []
  for (const [name, start] of starts) {
    const update = slots[name]
    if (!update) continue
    const own = applySlot(start, update)
    if (!own) return null
    changed.push(...own)
  }
  return changed
}

/**
 * @param {Comment} start
 * @param {SlotUpdate} update
 */
function applySlot(start, update) {
  const old = blocksOf(start)
  const end = endOf(start)
  const kept = update.filter((item) => typeof item === 'number')
  if (!end || kept.some((index) => index >= old.length)) return null
  /** @type {Element[]} */
  const changed = []
  let from = 0
  /** @type {string[]} */
  let gap = []
  const fill = (/** @type {number} */ to) => {
    const before = old[to] ?? end
    changed.push(...replace(old.slice(from, to), gap, before))
    from = to + 1
    gap = []
  }
  for (const item of update) {
    if (typeof item === 'string') gap.push(item)
    else fill(item)
  }
  fill(old.length)
  return changed
}

/**
 * @param {Element[]} old Blocks that stand in one gap.
 * @param {string[]} next Their successors.
 * @param {ChildNode} before What follows the gap.
 * @returns {Element[]} The blocks of the gap.
 */
function replace(old, next, before) {
  const page = /** @type {Document} */ (before.ownerDocument)
  const blocks = next.flatMap((html) => {
    const template = page.createElement('template')
    template.innerHTML = html
    return [...template.content.children]
  })
  const partners = pair(old, blocks)
  for (const element of old) if (!partners.includes(element)) element.remove()
  // From the last to the first, so that only what is out of order moves.
  let follower = before
  for (const [index, block] of [...blocks.entries()].reverse()) {
    const partner = partners[index]
    const element = partner ?? block
    if (!partner || nextOf(partner) !== follower) follower.before(element)
    if (partner) {
      partner.id = block.id
      if (!block.id) partner.removeAttribute('id')
      morph(partner, block)
    }
    follower = element
  }
  return blocks.map((block, index) => partners[index] ?? block)
}

/** @param {ChildNode} node */
function nextOf(node) {
  let next = node.nextSibling
  while (next?.nodeType === Node.TEXT_NODE) next = next.nextSibling
  return next
}

/**
 * @param {Element[]} old
 * @param {Element[]} next
 * @returns {Array<Element | undefined>} For each next one the old one that becomes it.
 */
function pair(old, next) {
  const ids = new Set(next.map(({ id }) => id).filter(Boolean))
  const free = new Set(old)
  const take = (/** @type {(element: Element) => boolean} */ fits) => {
    const found = [...free].find(fits)
    if (found) free.delete(found)
    return found
  }
  const byId = next.map(({ id, tagName }) =>
    id ? take((element) => element.id === id && element.tagName === tagName) : undefined,
  )
  return next.map(
    ({ tagName }, index) =>
      byId[index] ?? take((element) => element.tagName === tagName && !ids.has(element.id)),
  )
}

/**
 * Everything around the slots.
 *
 * @param {Document} page
 * @param {string} shell The page, in which a slot is its first comment alone.
 * @param {Map<string, Comment>} starts Of the page's slots.
 * @returns {boolean} Whether it could be done.
 */
function applyShell(page, shell, starts) {
  const next = new DOMParser().parseFromString(shell, 'text/html')
  const nextStarts = slotsOf(next)
  if ([...starts.keys()].join('\n') !== [...nextStarts.keys()].join('\n')) return false
  if (runsOf(page) !== runsOf(next)) return false
  return around(page.documentElement, next.documentElement, parentsOf(starts), parentsOf(nextStarts))
}

/**
 * A script runs once, and a policy holds from the load on.
 *
 * @param {Document} page
 */
function runsOf(page) {
  const fixed = page.querySelectorAll('script, meta[http-equiv]')
  return [...fixed].map(({ outerHTML }) => outerHTML).join('\n')
}

/** @param {Map<string, Comment>} starts */
function parentsOf(starts) {
  const parents = new Set()
  for (const start of starts.values())
    for (let node = start.parentNode; node; node = node.parentNode) parents.add(node)
  return parents
}

/**
 * Morphs what holds no slot; what holds one must have the same children, slot for slot.
 *
 * @param {Element} old
 * @param {Element} next
 * @param {Set<Node>} oldParents Every element that holds a slot.
 * @param {Set<Node>} nextParents
 * @returns {boolean} Whether it could be done.
 */
function around(old, next, oldParents, nextParents) {
  if (old.tagName === 'HEAD' || !oldParents.has(old)) {
    if (old.tagName !== next.tagName) return false
    morph(old, next)
    return true
  }
  const olds = childrenOf(old)
  const nexts = childrenOf(next)
  if (olds.length !== nexts.length) return false
  const pairs = olds.map(
    (child, index) => /** @type {const} */ ([child, /** @type {ChildNode} */ (nexts[index])]),
  )
  if (pairs.some(([a, b]) => a.nodeName !== b.nodeName || oldParents.has(a) !== nextParents.has(b)))
    return false
  for (const { name, value } of next.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value)
  return pairs.every(([a, b]) => {
    if (a.nodeType === Node.ELEMENT_NODE)
      return around(/** @type {Element} */ (a), /** @type {Element} */ (b), oldParents, nextParents)
    if (a.nodeValue !== b.nodeValue) a.nodeValue = b.nodeValue
    return true
  })
}

/**
 * @param {Element} parent
 * @returns {ChildNode[]} Without white space and without the blocks of slots.
 */
function childrenOf(parent) {
  const children = []
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE && !node.nodeValue?.trim()) continue
    children.push(node)
    if (isStart(node)) node = endOf(/** @type {Comment} */ (node)) ?? node
  }
  return children
}

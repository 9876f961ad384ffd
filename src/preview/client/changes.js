/** The chip that says what has changed out of sight. */
import { byId } from './element.js'
import { plainTextOf } from './text.js'

/** @typedef {import('./report.js').Report} Report */
/** @typedef {import('./words.js').Words} Words */

/** ms that it stays. */
const PATIENCE = 12000
const NAME = 14

export class Changes {
  /** @type {Element[]} Not looked at yet. */
  #left = []
  /** @type {number | undefined} */
  #timer
  #chip = byId('changed')
  #report
  #words

  /**
   * @param {Report} report
   * @param {() => Words} words
   */
  constructor(report, words) {
    this.#report = report
    this.#words = words
    this.#chip.addEventListener('click', () => {
      const next = this.#left.shift()
      if (next?.isConnected) report.goTo(next)
      this.#show()
    })
    report.addEventListener('change', (event) =>
      this.#add(/** @type {CustomEvent<Element[]>} */ (event).detail),
    )
    report.addEventListener('load', () => {
      this.#left = []
      this.#show()
    })
  }

  /** @param {Element[]} changed */
  #add(changed) {
    this.#left = changed.some((element) => this.#report.isVisible(element)) ? [] : changed
    this.#show()
  }

  #show() {
    clearTimeout(this.#timer)
    const [first, ...more] = this.#left
    this.#chip.hidden = !first
    if (!first) return
    const name = nameOf(first)
    const words = this.#words()
    const text = more.length > 0 ? words.changedMore(name, more.length) : words.changed(name)
    const isAbove = first.getBoundingClientRect().top < 0
    this.#chip.textContent = `${text} ${isAbove ? '↑' : '↓'}`
    this.#timer = setTimeout(() => {
      this.#left = []
      this.#show()
    }, PATIENCE)
  }
}

/**
 * @param {Element} block
 * @returns {string} Its label, or how it begins.
 */
function nameOf(block) {
  const label = block.querySelector('figcaption .label, .label')?.textContent
  if (label) return label
  const text =
    (block.querySelector('text') ? '' : block.textContent?.trim().replaceAll(/\s+/g, ' ')) ||
    plainTextOf(block)
  return text.length > NAME ? `${text.slice(0, NAME)}…` : text
}

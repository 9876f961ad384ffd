/** Where a block is written: in the margin, or over the text with Alt held. */
import { byId, onClick } from './element.js'
import { placeText } from './places.js'

/** @typedef {import('./report.js').Block} Block */
/** @typedef {import('./report.js').Report} Report */
/** @typedef {import('./places.js').Places} Places */
/** @typedef {import('./places.js').Place} Place */

export class Margin {
  /** @type {Block | null} */
  #block = null
  /** @type {Place | null} */
  #place = null
  #report
  #places
  #onOpen
  #outline = byId('outline')
  #tag = byId('place')

  /**
   * @param {Report} report
   * @param {Places} places
   * @param {(place: Place) => void} onOpen In the editor.
   * @param {(block: Block) => void} onPaper
   */
  constructor(report, places, onOpen, onPaper) {
    this.#report = report
    this.#places = places
    this.#onOpen = onOpen
    const margin = byId('margin')
    margin.addEventListener('pointermove', ({ offsetY }) =>
      this.#point(report.blockAt(offsetY), offsetY - 13),
    )
    margin.addEventListener('click', () => this.#open())
    margin.addEventListener(
      'wheel',
      ({ deltaY }) => report.window.scrollBy({ top: deltaY, behavior: 'instant' }),
      {
        passive: true,
      },
    )
    byId('reading').addEventListener('pointerleave', () => this.clear())
    onClick('place-source', () => this.#open())
    onClick('place-paper', () => this.#block && onPaper(this.#block))
    report.addEventListener('change', () => this.clear())
    report.addEventListener('load', () => {
      this.clear()
      this.#follow(report.page, report.window)
    })
  }

  /**
   * @param {Document} page
   * @param {Window} window
   */
  #follow(page, window) {
    page.addEventListener('pointermove', ({ altKey, target }) => {
      if (altKey) this.#point(this.#report.blockOf(/** @type {Node} */ (target)))
      else this.clear()
    })
    page.addEventListener('keyup', ({ key }) => {
      if (key === 'Alt') this.clear()
    })
    page.addEventListener(
      'click',
      (event) => {
        if (!event.altKey) return
        event.preventDefault()
        this.#point(this.#report.blockOf(/** @type {Node} */ (event.target)))
        this.#open()
      },
      { capture: true },
    )
    window.addEventListener('scroll', () => this.clear(), { passive: true })
  }

  /** The block that holds the cursor or the focus, or else the first in view. */
  openCurrent() {
    const { page } = this.#report
    const node = page.getSelection()?.anchorNode ?? page.activeElement
    this.#point((node && this.#report.blockOf(node)) ?? this.#report.firstVisible())
    this.#open()
  }

  #open() {
    if (this.#place) this.#onOpen(this.#place)
  }

  /**
   * @param {Block | null} block
   * @param {number} [y] Of its tag, in CSS px; above the block where it is not given.
   */
  #point(block, y) {
    if (!block) return this.clear()
    if (y !== undefined) this.#tag.style.top = `${y}px`
    if (block.element === this.#block?.element) return
    this.#block = block
    this.#place = this.#places.of(block.slot, block.index)
    const { left, top, width, height } = block.element.getBoundingClientRect()
    Object.assign(this.#outline.style, {
      left: `${left - 6}px`,
      top: `${top - 4}px`,
      width: `${width + 12}px`,
      height: `${height + 8}px`,
    })
    if (y === undefined) this.#tag.style.top = `${Math.max(top - 32, 4)}px`
    byId('place-source').textContent = this.#place ? placeText(this.#place) : block.slot
    this.#outline.hidden = false
    this.#tag.hidden = false
  }

  clear() {
    this.#block = null
    this.#place = null
    this.#outline.hidden = true
    this.#tag.hidden = true
  }
}

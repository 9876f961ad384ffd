/** The report in its frame: an edition page that is followed, pointed at and looked up, but not added to. */

import { blocksOf, slotsOf } from './slots.js'
import { apply } from './update.js'

/** @typedef {import('./update.js').PageUpdate} PageUpdate */
/** @typedef {{ slot: string, index: number, element: Element }} Block Index 0-based within the slot. */

const VERSION = 'meta[name="yanbao-version"]'
const FADE = 1800
const CHANGED = 'rgb(255 214 102 / 0.55)'
const FOUND = 'rgb(76 141 255 / 0.35)'

const STYLES = `
html { overflow-anchor: none; }
::highlight(yanbao-error) { text-decoration: underline wavy #c4320a 1.5px; text-underline-offset: 0.2em; }
::highlight(yanbao-warning) { text-decoration: underline wavy #d08700 1.5px; text-underline-offset: 0.2em; }
::highlight(yanbao-info) { text-decoration: underline dotted #2f6fed 1.5px; text-underline-offset: 0.2em; }
::highlight(yanbao-found) { background-color: #ffe08a; color: #111; }
`

export class Report extends EventTarget {
  /** Of the page in the frame; 0 before the first. */
  version = 0
  #frame
  /** @type {PageUpdate[]} Came while the page was loading. */
  #waiting = []
  #isLoading = true
  /** @type {Map<string, Comment>} The first comment of each slot. */
  #slots = new Map()
  /** @type {{ slot: string, index: number, top: number } | null} Where the reader was. */
  #view = null

  /**
   * `load` is dispatched for every new document, `change` (a CustomEvent with the changed blocks) for every update.
   *
   * @param {HTMLIFrameElement} frame
   */
  constructor(frame) {
    super()
    this.#frame = frame
    frame.addEventListener('load', () => this.#begin())
  }

  /** The page may have been loaded before anybody listened. */
  start() {
    if (this.page?.querySelector(VERSION)) this.#begin()
  }

  get page() {
    return /** @type {Document} */ (this.#frame.contentDocument)
  }

  get window() {
    return /** @type {Window & typeof globalThis} */ (this.#frame.contentWindow)
  }

  get frame() {
    return this.#frame
  }

  #begin() {
    this.#isLoading = false
    this.version = Number(
      /** @type {HTMLMetaElement | null} */ (this.page?.querySelector(VERSION))?.content ?? 0,
    )
    this.#slots = this.version > 0 ? slotsOf(this.page) : new Map()
    // Before the first good page, and without a server, there is nothing to follow.
    if (this.version === 0) return
    const { page, window } = this
    const sheet = new window.CSSStyleSheet()
    sheet.replaceSync(STYLES)
    page.adoptedStyleSheets = [sheet]
    window.history.scrollRestoration = 'manual'
    this.#restoreView()
    this.dispatchEvent(new Event('load'))
    for (const update of this.#waiting.splice(0)) this.update(update)
  }

  /** Loads the page again; the reader stays where they are. */
  reload() {
    if (this.#isLoading) return
    this.#isLoading = true
    const first = this.firstVisible()
    this.#view = first && {
      slot: first.slot,
      index: first.index,
      top: first.element.getBoundingClientRect().top,
    }
    this.window.location.replace(new URL('report/', document.baseURI).href)
  }

  #restoreView() {
    const view = this.#view
    this.#view = null
    const element = view && this.block(view.slot, view.index)
    if (element) this.#scrollBy(element.getBoundingClientRect().top - view.top)
  }

  /** @param {PageUpdate} update */
  update(update) {
    if (this.#isLoading) {
      this.#waiting.push(update)
      return
    }
    if (update.version === this.version) return
    if (update.base !== this.version) {
      // What was served since then may hold it already.
      if (update.version > this.version) this.reload()
      return
    }
    const anchors = this.#anchors()
    const changed = apply(this.page, this.#slots, update)
    if (!changed) return this.reload()
    this.version = update.version
    const stayed = anchors.find(({ element }) => element.isConnected)
    if (stayed) this.#scrollBy(stayed.element.getBoundingClientRect().top - stayed.top)
    this.page.dispatchEvent(new this.window.Event('yanbao:changed'))
    for (const element of changed) this.flash(element, CHANGED)
    this.dispatchEvent(new CustomEvent('change', { detail: changed }))
  }

  /**
   * Loads the page again where an update to this version was not told, or went wrong.
   *
   * @param {number} version
   */
  reach(version) {
    this.update({ base: version, version, shell: null, slots: {} })
  }

  /** Blocks in view and below it; at the top of the page the top itself stays. */
  #anchors() {
    if (this.window.scrollY === 0) return []
    const all = this.blocks()
    const first = all.findIndex(({ element }) => element.getBoundingClientRect().bottom > 0)
    if (first < 0) return []
    return all
      .slice(first, first + 8)
      .map(({ element }) => ({ element, top: element.getBoundingClientRect().top }))
  }

  /** @param {number} top CSS px. */
  #scrollBy(top) {
    if (Math.abs(top) >= 1) this.window.scrollBy({ top, behavior: 'instant' })
  }

  /** @returns {Block[]} In reading order. */
  blocks() {
    return [...this.#slots].flatMap(([slot, start]) =>
      blocksOf(start).map((element, index) => ({ slot, index, element })),
    )
  }

  /**
   * @param {string} slot
   * @param {number} index 0-based.
   */
  block(slot, index) {
    const start = this.#slots.get(slot)
    return start ? (blocksOf(start)[index] ?? null) : null
  }

  /**
   * @param {Node} node
   * @returns {Block | null} The block that holds it.
   */
  blockOf(node) {
    return this.blocks().find(({ element }) => element.contains(node)) ?? null
  }

  /** @returns {Block | null} */
  firstVisible() {
    return this.blocks().find(({ element }) => element.getBoundingClientRect().bottom > 0) ?? null
  }

  /**
   * @param {number} y CSS px from the top of the frame.
   * @returns {Block | null}
   */
  blockAt(y) {
    const at = (/** @type {Block} */ { element }) => {
      const { top, bottom } = element.getBoundingClientRect()
      return top <= y && y < bottom
    }
    return this.blocks().find(at) ?? null
  }

  /** @param {Element} element */
  isVisible(element) {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < this.window.innerHeight
  }

  /**
   * Scrolls to an element and shows it briefly.
   *
   * @param {Element} element
   */
  goTo(element) {
    const { height } = element.getBoundingClientRect()
    const block = height > this.window.innerHeight * 0.8 ? 'start' : 'center'
    element.scrollIntoView({ block, behavior: 'instant' })
    this.flash(element, FOUND)
  }

  /**
   * @param {Element} element
   * @param {string} color
   */
  flash(element, color) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    for (const animation of element.getAnimations()) if (animation.id.startsWith('yanbao')) animation.cancel()
    const animation = element.animate(
      [{ offset: 0, backgroundColor: color, boxShadow: `0 0 0 6px ${color}` }, { offset: 1 }],
      // Each step has the browser go through a long page again: a few are enough to see it fade.
      { duration: FADE, easing: 'steps(6)' },
    )
    animation.id = color === CHANGED ? 'yanbao-changed' : 'yanbao-found'
  }
}

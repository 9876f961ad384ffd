/** The paper view: the report's PDF beside the report, kept where the reader was. */

import { byId, onClick } from './element.js'
import { recall, remember } from './store.js'
import { join, plain } from './text.js'

/** @typedef {import('./words.js').Words} Words */
/** @typedef {{ state: 'off' | 'printing' | 'ready' | 'failed', version: number, print: number, problem: string }} PaperState */

/** Characters of the beginning that are looked for; after a short caption the paper goes on in another order. */
const LENGTHS = [20, 12, 6]
/** Characters of a line that tell it from others. */
const ENOUGH = 20

export class Paper {
  /** @type {import('./sheets.js').Sheets | null} What is shown. */
  #shown = null
  /** Number of the print that is shown. */
  #print = 0
  /** @type {PaperState} */
  #state = { state: 'off', version: 0, print: 0, problem: '' }
  #isLoading = false
  /** @type {Words} */
  #words
  #pane = byId('paper')
  #place = byId('sheets')
  #number = /** @type {HTMLInputElement} */ (byId('paper-page'))
  #pageVersion
  /** @type {number | undefined} */
  #resized

  /**
   * @param {Words} words
   * @param {() => number} pageVersion Of the report.
   * @param {(text: string, page: number) => void} onPick A line was asked for in the report.
   */
  constructor(words, pageVersion, onPick) {
    this.#words = words
    this.#pageVersion = pageVersion
    onClick('zoom-in', () => this.#zoom((sheets) => sheets.zoom(1)))
    onClick('zoom-out', () => this.#zoom((sheets) => sheets.zoom(-1)))
    onClick('zoom-fit', () => this.#zoom((sheets) => (sheets.scale = 'page-width')))
    this.#number.addEventListener('change', () => {
      const page = Number.parseInt(this.#number.value, 10)
      if (this.#shown && page > 0) this.#shown.page = page
      this.#showNumber()
    })
    this.#place.addEventListener('dblclick', ({ target }) => {
      const line = target instanceof Element ? target.closest('.textLayer span:not(.markedContent)') : null
      const page = line && this.#shown?.pageOf(line)
      if (page) onPick(lineOf(line), page)
    })
    new ResizeObserver(() => {
      clearTimeout(this.#resized)
      this.#resized = setTimeout(() => this.#fit(), 60)
    }).observe(this.#place)
  }

  /** @param {Words} words */
  set words(words) {
    this.#words = words
    this.showState()
  }

  get isOpen() {
    return !this.#pane.hidden
  }

  open() {
    this.#pane.hidden = false
  }

  close() {
    this.#pane.hidden = true
    this.#shown?.close()
    this.#shown = null
    this.#print = 0
    this.#state = { state: 'off', version: 0, print: 0, problem: '' }
    this.showState()
  }

  /** @param {PaperState} state */
  update(state) {
    this.#state = state
    this.showState()
    this.#load()
  }

  /** One at a time; what is printed meanwhile is loaded after it. */
  async #load() {
    if (this.#isLoading) return
    this.#isLoading = true
    try {
      while (this.isOpen && this.#print !== this.#state.print) await this.#exchange(this.#state.print)
    } finally {
      this.#isLoading = false
      this.showState()
    }
  }

  /** @param {number} print */
  async #exchange(print) {
    const { Sheets } = await import('./sheets.js')
    const next = new Sheets(this.#place, `report.pdf?print=${print}`)
    try {
      await next.open(this.#shown?.scale ?? recall('zoom', 'page-width'), this.#shown?.view ?? null)
      // The reader may have moved on while it was drawn.
      if (this.#shown && this.#shown.view.page !== next.view.page) next.view = this.#shown.view
    } catch {
      // A PDF that has been replaced meanwhile: its successor is announced.
      await next.close()
      this.#print = print
      return
    }
    this.#print = print
    if (!this.isOpen) return void next.close()
    const old = this.#shown
    this.#shown = next
    next.box.dataset.state = 'shown'
    await old?.close()
    next.onPage(() => this.#showNumber())
    this.#showNumber()
  }

  #showNumber() {
    this.#number.value = String(this.#shown?.page ?? '')
    byId('paper-pages').textContent = this.#shown ? `/ ${this.#shown.pages}` : ''
  }

  /** Also when the report has moved on. */
  showState() {
    const { state, version, print, problem } = this.#state
    const words = this.#words
    const isCurrent = this.#print === print && version === this.#pageVersion()
    const isStale = this.#print > 0 && !isCurrent
    const text = { off: '', printing: words.paperPrinting, ready: '', failed: words.paperFailed(problem) }[
      state
    ]
    const line = byId('paper-state')
    line.textContent = [isStale ? words.paperStale : '', text].filter(Boolean).join(' · ')
    line.title = line.textContent
    this.#pane.dataset.state = isStale && state === 'ready' ? 'stale' : state
    this.#pane.dataset.print = String(this.#print)
  }

  /** @param {(sheets: import('./sheets.js').Sheets) => void} change */
  #zoom(change) {
    if (!this.#shown) return
    const { view } = this.#shown
    change(this.#shown)
    this.#shown.view = view
    remember('zoom', this.#shown.scale)
  }

  #fit() {
    if (this.#shown && this.isOpen && this.#shown.scale === 'page-width')
      this.#zoom((sheets) => (sheets.scale = 'page-width'))
  }

  /**
   * Shows where a text begins.
   *
   * @param {string} text Plain.
   * @param {number} near 1-based page that it stands on or after.
   * @returns {Promise<boolean>} Whether it was found.
   */
  async find(text, near) {
    const sheets = this.#shown
    if (!sheets) return false
    const numbers = [near, near + 1, near + 2, near - 1, near + 3].filter(
      (number) => number >= 1 && number <= sheets.pages,
    )
    const pages = await Promise.all(
      numbers.map(async (number) => {
        const items = await sheets.items(number)
        return {
          number,
          ...join(
            items.map((item) => [item.str, item]),
            plain,
          ),
        }
      }),
    )
    for (const length of text ? LENGTHS : []) {
      const needle = text.slice(0, length)
      const page = pages.find(({ text }) => text.includes(needle))
      if (!page) continue
      const start = page.text.indexOf(needle)
      sheets.show(page.number, [...new Set(page.sources.slice(start, start + needle.length))])
      return true
    }
    sheets.page = near
    return false
  }
}

/**
 * A line is cut where its font changes.
 *
 * @param {Element} span
 */
function lineOf(span) {
  const { top, height } = span.getBoundingClientRect()
  const isBeside = (/** @type {Element} */ other) => {
    const box = other.getBoundingClientRect()
    return Math.abs(box.top + box.height / 2 - top - height / 2) < height / 2
  }
  let text = span.textContent ?? ''
  let each = span.previousElementSibling
  for (; each && isBeside(each) && text.length < ENOUGH; each = each.previousElementSibling)
    text = each.textContent + text
  each = span.nextElementSibling
  for (; each && isBeside(each) && text.length < ENOUGH; each = each.nextElementSibling)
    text += each.textContent
  return text
}

/** The search dialog. */
import { byId, create, onClick } from './element.js'
import { search } from './targets.js'

/** @typedef {import('./targets.js').Target} Target */

/** Results that are shown at once. */
const MOST = 200

export class Search {
  /** @type {Target[]} */
  #found = []
  #chosen = 0
  #targets
  #onChoose
  #dialog = /** @type {HTMLDialogElement} */ (byId('search'))
  #query = /** @type {HTMLInputElement} */ (byId('query'))
  #results = byId('results')

  /**
   * @param {() => Target[]} targets
   * @param {(target: Target) => void} onChoose
   */
  constructor(targets, onChoose) {
    this.#targets = targets
    this.#onChoose = onChoose
    onClick('search-button', () => this.open())
    this.#query.addEventListener('input', () => this.#list())
    this.#query.addEventListener('keydown', (event) => this.#onKey(event))
    this.#results.addEventListener('click', ({ target }) => {
      const item = target instanceof Element ? target.closest('[role=option]') : null
      if (item instanceof HTMLElement) this.#choose(Number(item.dataset.index))
    })
    this.#dialog.addEventListener('click', ({ target }) => {
      if (target === this.#dialog) this.#dialog.close()
    })
  }

  open() {
    if (this.#dialog.open) return
    this.#query.value = ''
    this.#dialog.showModal()
    this.#list()
  }

  #list() {
    this.#found = search(this.#targets(), this.#query.value).slice(0, MOST)
    const items = this.#found.map(({ kind, label, title, page, depth, id }, index) => {
      const attributes = {
        id: `result-${index}`,
        role: 'option',
        'data-index': String(index),
        'data-kind': kind,
      }
      const name = create('span', { class: 'name', style: `--depth: ${Math.max(depth, 1)}` })
      if (label) name.append(create('b', {}, label), ' ')
      name.append(title)
      return create(
        'li',
        attributes,
        name,
        create('span', { class: 'id' }, id),
        create('span', { class: 'page' }, String(page ?? '')),
      )
    })
    this.#results.replaceChildren(...items)
    byId('no-results').hidden = items.length > 0
    this.#select(0)
  }

  /** @param {number} index 0-based. */
  #select(index) {
    this.#results.children[this.#chosen]?.removeAttribute('aria-selected')
    this.#chosen = Math.max(0, Math.min(index, this.#found.length - 1))
    const item = this.#results.children[this.#chosen]
    item?.setAttribute('aria-selected', 'true')
    item?.scrollIntoView({ block: 'nearest' })
    this.#query.setAttribute('aria-activedescendant', item?.id ?? '')
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (steps) {
      event.preventDefault()
      this.#select(this.#chosen + steps)
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault()
      this.#choose(this.#chosen)
    }
  }

  /** @param {number} index 0-based. */
  #choose(index) {
    const target = this.#found[index]
    if (!target) return
    this.#dialog.close()
    this.#onChoose(target)
  }
}

/** The list of findings: counted, filtered, looked up in the text. */
import { byId, create, onClick } from './element.js'
import { messageItem } from './message.js'

/** @typedef {import('./message.js').Message} Message */
/** @typedef {import('./words.js').Words} Words */

const SEVERITIES = /** @type {const} */ (['error', 'warning', 'info'])

export class Findings {
  /** @type {Message[]} */
  #messages = []
  /** @type {Set<string>} */
  #hidden = new Set()
  #onOpen
  #onShow
  /** @type {Words} */
  #words
  #panel = byId('findings')
  #rule = /** @type {HTMLSelectElement} */ (byId('rule'))

  /**
   * @param {Words} words
   * @param {(message: Message) => void} onOpen In the editor.
   * @param {(message: Message) => void} onShow In the report.
   */
  constructor(words, onOpen, onShow) {
    this.#words = words
    this.#onOpen = onOpen
    this.#onShow = onShow
    onClick('findings-button', () => this.toggle())
    onClick('findings-close', () => {
      this.toggle(false)
      byId('findings-button').focus()
    })
    this.#rule.addEventListener('change', () => this.#list())
  }

  toggle(open = this.#panel.hidden) {
    this.#panel.hidden = !open
    byId('findings-button').setAttribute('aria-expanded', String(open))
    this.#list()
  }

  /** @param {Words} words */
  set words(words) {
    this.#words = words
    this.#list()
  }

  /** @param {Message[]} messages */
  show(messages) {
    this.#messages = messages
    const count = byId('findings-count')
    count.textContent = messages.length > 0 ? String(messages.length) : ''
    count.dataset.severity =
      SEVERITIES.find((severity) => messages.some((each) => each.severity === severity)) ?? ''
    this.#list()
  }

  #list() {
    if (this.#panel.hidden) {
      this.#panel.querySelector('ol')?.replaceChildren()
      return
    }
    this.#writeSeverities()
    this.#writeRules()
    const rule = this.#rule.value
    const shown = this.#messages.filter(
      (message) => !this.#hidden.has(message.severity) && (rule === '' || message.rule === rule),
    )
    const items = shown.map((message) => this.#item(message))
    const none = create('li', { class: 'none' }, this.#words.noFindings)
    this.#panel.querySelector('ol')?.replaceChildren(...(this.#messages.length > 0 ? items : [none]))
  }

  #writeSeverities() {
    const buttons = SEVERITIES.map((severity) => {
      const count = this.#messages.filter((message) => message.severity === severity).length
      const isShown = !this.#hidden.has(severity)
      const attributes = { type: 'button', 'data-severity': severity, 'aria-pressed': String(isShown) }
      const button = create('button', attributes, `${this.#words[severity]} ${count}`)
      button.disabled = count === 0
      button.addEventListener('click', () => {
        if (isShown) this.#hidden.add(severity)
        else this.#hidden.delete(severity)
        this.#list()
        const again = /** @type {HTMLElement | null} */ (
          byId('severities').querySelector(`[data-severity=${severity}]`)
        )
        again?.focus()
      })
      return button
    })
    byId('severities').replaceChildren(...buttons)
  }

  #writeRules() {
    const chosen = this.#rule.value
    /** @type {Map<string, number>} */
    const counts = new Map()
    for (const { rule } of this.#messages) counts.set(rule, (counts.get(rule) ?? 0) + 1)
    const options = [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([rule, count]) => create('option', { value: rule }, `${rule} (${count})`))
    this.#rule.replaceChildren(create('option', { value: '' }, this.#words.everyRule), ...options)
    this.#rule.value = counts.has(chosen) ? chosen : ''
  }

  /** @param {Message} message */
  #item(message) {
    const item = messageItem(message, this.#words.openSource, () => this.#onOpen(message))
    if (message.slot === null) return item
    const text = /** @type {HTMLElement} */ (item.querySelector('.text'))
    const link = create('button', { type: 'button', class: 'show' }, ...text.childNodes)
    text.replaceChildren(link)
    item.addEventListener('click', () => this.#onShow(message))
    return item
  }
}

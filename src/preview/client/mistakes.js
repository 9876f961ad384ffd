/** The panel of mistakes: there while there are any. */
import { byId } from './element.js'
import { messageItem } from './message.js'

/** @typedef {import('./message.js').Message} Message */
/** @typedef {import('./words.js').Words} Words */

export class Mistakes {
  /** @type {Message[]} */
  #messages = []
  /** @type {Words} */
  #words
  #onOpen
  #panel = byId('mistakes')

  /**
   * @param {Words} words
   * @param {(message: Message) => void} onOpen In the editor.
   */
  constructor(words, onOpen) {
    this.#words = words
    this.#onOpen = onOpen
  }

  get count() {
    return this.#messages.length
  }

  /** @param {Words} words */
  set words(words) {
    this.#words = words
    this.show(this.#messages)
  }

  /** @param {Message[]} messages */
  show(messages) {
    this.#messages = messages
    this.#panel.hidden = messages.length === 0
    byId('mistakes-title').textContent = this.#words.mistakesCount(messages.length)
    const items = messages.map((message) =>
      messageItem(message, this.#words.openSource, () => this.#onOpen(message)),
    )
    this.#panel.querySelector('ol')?.replaceChildren(...items)
  }
}

/** The panel of mistakes: there while there are any. */
import { byId } from './element.js'
import { messageItem } from './message.js'

/** @typedef {import('./message.js').Message} Message */
/** @typedef {import('./words.js').Words} Words */

export class Mistakes {
  /** @type {Message[]} */
  #messages = []
  #onOpen
  #panel = byId('mistakes')

  /** @param {(message: Message) => void} onOpen */
  constructor(onOpen) {
    this.#onOpen = onOpen
  }

  get count() {
    return this.#messages.length
  }

  /**
   * @param {Message[]} messages
   * @param {Words} words
   */
  show(messages, words) {
    this.#messages = messages
    this.#panel.hidden = messages.length === 0
    byId('mistakes-title').textContent = words.mistakesCount(messages.length)
    const items = messages.map((message) =>
      messageItem(message, words.openSource, () => this.#onOpen(message)),
    )
    this.#panel.querySelector('ol')?.replaceChildren(...items)
  }
}

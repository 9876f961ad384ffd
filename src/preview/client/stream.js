/** The events of the server. */

/**
 * @typedef {object} Events What each of them carries.
 * @property {{ report: { title: string, language: string }, version: number }} hello
 * @property {import('./update.js').PageUpdate} page
 * @property {{ version: number, mistakes: Message[], findings: Message[] }} messages
 * @property {{ slots: Record<string, import('./places.js').SlotPlaces> }} places
 * @property {{ targets: import('./targets.js').Target[] }} targets
 * @property {import('./paper.js').PaperState} paper
 * @property {object} building
 *
 * @typedef {import('./message.js').Message} Message
 * @typedef {{ [Name in keyof Events]: (data: Events[Name]) => void }} Handlers
 */

export class Stream {
  /** @type {EventSource | null} */
  #source = null
  /** @type {number | undefined} */
  #retry
  #isLost = false
  #handlers
  #onHandled
  #onState

  /**
   * @param {Handlers} handlers
   * @param {() => void} onHandled Called after each event.
   * @param {(state: 'open' | 'lost') => void} onState `open` only after `lost`.
   */
  constructor(handlers, onHandled, onState) {
    this.#handlers = handlers
    this.#onHandled = onHandled
    this.#onState = onState
  }

  /** @param {boolean} paper Whether the report is to be printed. */
  connect(paper) {
    clearTimeout(this.#retry)
    this.#source?.close()
    const source = new EventSource(paper ? 'events?paper=1' : 'events')
    this.#source = source
    for (const [name, handle] of Object.entries(this.#handlers)) {
      source.addEventListener(name, ({ data }) => {
        handle(JSON.parse(data))
        this.#onHandled()
      })
    }
    source.onopen = () => {
      if (!this.#isLost) return
      this.#isLost = false
      this.#onState('open')
    }
    source.onerror = () => {
      if (source !== this.#source) return
      this.#isLost = true
      this.#onState('lost')
      // A refused connection is tried again by itself, a wrong answer is not.
      if (source.readyState === EventSource.CLOSED) this.#retry = setTimeout(() => this.connect(paper), 1000)
    }
  }
}

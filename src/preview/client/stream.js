/** The events of the server. */

const NAMES = ['hello', 'page', 'messages', 'places', 'targets', 'paper', 'building']

export class Stream {
  /** @type {EventSource | null} */
  #source = null
  /** @type {number | undefined} */
  #retry
  #isLost = false
  #onEvent
  #onState

  /**
   * @param {(name: string, data: any) => void} onEvent
   * @param {(state: 'open' | 'lost') => void} onState `open` only after `lost`.
   */
  constructor(onEvent, onState) {
    this.#onEvent = onEvent
    this.#onState = onState
  }

  /** @param {boolean} paper Whether the report is to be printed. */
  connect(paper) {
    clearTimeout(this.#retry)
    this.#source?.close()
    const source = new EventSource(paper ? '/events?paper=1' : '/events')
    this.#source = source
    for (const name of NAMES)
      source.addEventListener(name, (event) => this.#onEvent(name, JSON.parse(event.data)))
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

/** All figures of the report in a grid: copies in a page of their own, in the report's styles. */
import { byId } from './element.js'

/** @typedef {import('./report.js').Report} Report */
/** @typedef {import('./targets.js').Target} Target */

const STYLES = `
html { overflow-y: scroll; scroll-behavior: auto; background: #eef1f5; }
body { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%), 1fr)); gap: 14px; align-items: start; margin: 0; padding: 16px; }
button { display: block; box-sizing: border-box; overflow: hidden; width: 100%; height: 300px; margin: 0; padding: 14px; border: 1px solid #d5dbe3; border-radius: 6px; background: #fff; color: inherit; font: inherit; text-align: start; cursor: pointer; }
button:is(:hover, :focus-visible) { border-color: #2f6fed; outline: 2px solid #2f6fed; outline-offset: -1px; }
button > * { zoom: 0.55; margin: 0 !important; max-width: none !important; width: 100% !important; pointer-events: none; }
button :is(.data, .permalink) { display: none; }
button .image > svg { min-width: 0; }
p { grid-column: 1 / -1; font: 14px system-ui; }
`

export class Gallery {
  #report
  #targets
  #onChoose
  #place = byId('gallery')
  /** @type {HTMLIFrameElement | null} */
  #frame = null

  /**
   * @param {Report} report
   * @param {() => Target[]} targets
   * @param {(target: Target) => void} onChoose
   */
  constructor(report, targets, onChoose) {
    this.#report = report
    this.#targets = targets
    this.#onChoose = onChoose
  }

  get isOpen() {
    return this.#frame !== null
  }

  /**
   * @param {string} title
   * @param {string} none What is said of a report without figures.
   */
  open(title, none) {
    const frame = document.createElement('iframe')
    frame.title = title
    frame.addEventListener('load', () => this.#fill(none))
    // The report's styles name their fonts relative to the report.
    frame.srcdoc = '<!doctype html><base href="/report/"><meta charset="utf-8"><body></body>'
    this.#frame = frame
    this.#place.replaceChildren(frame)
    this.#place.hidden = false
    byId('gallery-button').setAttribute('aria-pressed', 'true')
  }

  close() {
    this.#frame = null
    this.#place.replaceChildren()
    this.#place.hidden = true
    byId('gallery-button').setAttribute('aria-pressed', 'false')
  }

  /**
   * Takes the figures as they are now.
   *
   * @param {string} none
   */
  refresh(none) {
    if (this.#frame?.contentDocument?.readyState === 'complete') this.#fill(none)
  }

  /** @param {string} none */
  #fill(none) {
    const page = this.#frame?.contentDocument
    const window = this.#frame?.contentWindow
    if (!page || !window) return
    const source = this.#report.page
    const { scrollY } = window
    page.documentElement.lang = source.documentElement.lang
    for (const style of page.head.querySelectorAll('style')) style.remove()
    for (const style of source.querySelectorAll('style')) page.head.append(page.importNode(style, true))
    const own = page.createElement('style')
    own.textContent = STYLES
    page.head.append(own)
    const tiles = this.#targets()
      .filter(({ kind }) => kind === 'figure')
      .flatMap((target) => {
        const figure = source.getElementById(target.id)
        return figure ? [this.#tile(page, target, figure)] : []
      })
    const message = page.createElement('p')
    message.textContent = none
    page.body.replaceChildren(...(tiles.length > 0 ? tiles : [message]))
    window.scrollTo(0, scrollY)
  }

  /**
   * @param {Document} page
   * @param {Target} target
   * @param {Element} figure
   */
  #tile(page, target, figure) {
    const tile = page.createElement('button')
    tile.type = 'button'
    tile.dataset.id = target.id
    tile.setAttribute('aria-label', `${target.label} ${target.title}`)
    const copy = /** @type {HTMLElement} */ (page.importNode(figure, true))
    copy.inert = true
    tile.append(copy)
    tile.addEventListener('click', () => this.#onChoose(target))
    return tile
  }
}

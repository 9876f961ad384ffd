/** All figures of the report in a grid: copies in a page of their own, in the report's styles. */
import { byId } from './element.js'

/** @typedef {import('./report.js').Report} Report */
/** @typedef {import('./targets.js').Target} Target */

const STYLES = `
html { overflow-y: scroll; scroll-behavior: auto; background: #e6eaf0; }
body { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(320px, 100%), 1fr)); gap: 12px; margin: 0; padding: 14px; }
button { display: flex; flex-direction: column; overflow: hidden; width: 100%; height: 236px; margin: 0; padding: 12px; border: 1px solid #d8dee6; border-radius: 6px; background: #fff; color: inherit; font: inherit; text-align: start; cursor: pointer; }
button:is(:hover, :focus-visible) { outline: 2px solid #2f6fed; outline-offset: -1px; }
.name { flex: none; overflow: hidden; width: 100%; margin-bottom: 8px; font-size: 13px; line-height: 1.45; text-overflow: ellipsis; white-space: nowrap; }
.copy { flex: 1; overflow: hidden; width: 100%; min-height: 0; zoom: 0.58; pointer-events: none; }
.copy > * { width: 100%; max-width: none; margin: 0; border: 0; }
.copy :is(figcaption, .foot) { display: none; }
.copy .image > svg { width: 100%; min-width: 0; max-width: none; height: auto; max-height: 310px; }
.none { grid-column: 1 / -1; font-size: 14px; }
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
    frame.srcdoc = '<!doctype html><base href="report/"><meta charset="utf-8"><body></body>'
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
    message.className = 'none'
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
    const name = page.createElement('span')
    name.className = 'name'
    const label = page.createElement('b')
    label.textContent = target.label
    name.append(label, ` ${target.title}`)
    const copy = page.createElement('div')
    copy.className = 'copy'
    copy.inert = true
    copy.append(page.importNode(figure, true))
    tile.append(name, copy)
    tile.addEventListener('click', () => this.#onChoose(target))
    return tile
  }
}

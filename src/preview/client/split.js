/** The bar between the report and the paper: dragged, or moved with the arrow keys. */
import { byId } from './element.js'
import { recall, remember } from './store.js'

const LEAST = 25
const MOST = 75

/** @param {HTMLElement} bar Between two panes of the same parent. */
export function makeSplit(bar = byId('split')) {
  const panes = /** @type {HTMLElement} */ (bar.parentElement)
  let share = 0
  const set = (/** @type {number} */ next) => {
    share = Math.max(LEAST, Math.min(MOST, next))
    panes.style.setProperty('--share', `${share}%`)
    bar.setAttribute('aria-valuenow', String(Math.round(share)))
    remember('share', share)
  }
  set(Number(recall('share', '54')))
  bar.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    bar.setPointerCapture(event.pointerId)
    bar.focus()
  })
  bar.addEventListener('pointermove', ({ pointerId, clientX }) => {
    if (!bar.hasPointerCapture(pointerId)) return
    const { left, width } = panes.getBoundingClientRect()
    set(((clientX - left) / width) * 100)
  })
  bar.addEventListener('keydown', ({ key }) => {
    const steps = { ArrowLeft: -2, ArrowRight: 2 }[key]
    if (steps) set(share + steps)
  })
}

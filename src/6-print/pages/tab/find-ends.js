/**
 * Measures where blocks end on their pages. The browser's own columns stand in for pages: they break by the same rules,
 * and can be measured.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {{ width: number, height: number }} page The text area of a page in CSS px.
 * @returns {Array<{ page: number, end: number }>} For each step of the order that was made: the page its block ends on,
 *   counted from 0, and where, in CSS px from the head of the page.
 */
export function findEnds(page) {
  const flow = document.querySelector('[data-flow]')
  const gap = 50
  const blocks = [...flow.querySelectorAll(':scope > *, :scope > * > *')]
  const forced = blocks.filter((block) => getComputedStyle(block).breakBefore === 'page')
  const turned = blocks.filter((block) => block.matches('.landscape, .foot-holder.turned'))
  for (const block of forced) block.style.breakBefore = 'column'
  // Notes on a landscape page move nothing: it is taken as full.
  for (const block of turned) block.style.cssText = block.matches('.landscape') ? standIn() : 'display: none'
  flow.style.cssText = `columns: ${page.width}px auto; column-gap: ${gap}px; column-fill: auto; width: ${page.width}px; height: ${page.height}px`
  const origin = flow.getBoundingClientRect()
  const ends = flow.parts.map((parts) => endOf(parts.at(-1)))
  for (const styled of [flow, ...turned]) styled.removeAttribute('style')
  for (const block of forced) block.style.breakBefore = 'page'
  return ends

  /** A landscape block takes exactly the page that it will take. */
  function standIn() {
    return `width: ${page.width}px; height: ${page.height}px; margin: 0; overflow: clip; break-before: column; break-after: column`
  }

  function endOf(element) {
    const { left, bottom } = [...element.getClientRects()].findLast(({ height }) => height > 0) ?? origin
    const column = Math.floor((left - origin.left + gap / 2) / (page.width + gap))
    return { page: column, end: bottom - origin.top }
  }
}

/**
 * Takes the flow out of its columns again, for the print.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 */
export function settle() {
  const flow = document.querySelector('[data-flow]')
  flow.removeAttribute('style')
  for (const block of flow.querySelectorAll(':scope > *, :scope > * > *'))
    if (block.style.breakBefore === 'column') block.style.breakBefore = 'page'
  for (const block of flow.querySelectorAll('.landscape')) {
    block.removeAttribute('style')
    joinHeadings(block)
  }

  /** Headings before a landscape block stand on its page: they never stay behind. */
  function joinHeadings(block) {
    const headings = []
    for (
      let before = block.previousElementSibling;
      before && isHeading(before);
      before = before.previousElementSibling
    )
      headings.unshift(before)
    if (headings.length === 0) return
    const group = document.createElement('div')
    group.className = 'landscape'
    block.before(group)
    block.classList.remove('landscape')
    group.append(...headings, block)
  }

  function isHeading(element) {
    return /^H[1-6]$/.test(element.tagName)
  }
}

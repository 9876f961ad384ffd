/**
 * Takes the flow out of its columns again, for the print.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 */
export function leaveColumns() {
  const flow = document.querySelector('[data-flow]')
  flow.removeAttribute('style')
  for (const block of flow.querySelectorAll(':scope > *, :scope > * > *'))
    if (block.style.breakBefore === 'column') block.style.breakBefore = 'page'
  for (const block of flow.querySelectorAll('.landscape')) block.removeAttribute('style')
}

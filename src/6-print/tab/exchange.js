/**
 * Puts the body of another document in the place of this one's, where both have the same head.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {string} html The other document.
 * @returns {Promise<boolean>} Whether it was done; with the pictures loaded.
 */
export async function exchange(html) {
  const next = new DOMParser().parseFromString(html, 'text/html')
  if (headOf(next) !== headOf(document)) return false
  document.body.replaceWith(document.adoptNode(next.body))
  await Promise.allSettled([...document.images].map((image) => image.decode()))
  return true

  /** The head, and what the root element says of the whole. */
  function headOf({ documentElement, head }) {
    return documentElement.cloneNode(false).outerHTML + head.innerHTML
  }
}

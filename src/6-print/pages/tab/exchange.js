/**
 * Puts the body of another document in the place of this one's, where both have the same head. The text of that other
 * document is kept in the tab: most of the next one is in it, and need not be sent again.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {{ head: number, middle: string, tail: number }} change What the other document has of the kept text, in UTF-16
 *   units from its beginning and from its end, and what stands between.
 * @returns {Promise<boolean>} Whether it was done; with the pictures loaded.
 */
export async function exchange({ head, middle, tail }) {
  const kept = document.keptText ?? ''
  const text = kept.slice(0, head) + middle + kept.slice(kept.length - tail)
  document.keptText = text
  const next = new DOMParser().parseFromString(text, 'text/html')
  if (headOf(next) !== headOf(document)) return false
  document.body.replaceWith(document.adoptNode(next.body))
  await Promise.allSettled([...document.images].map((image) => image.decode()))
  return true

  /** The head, and what the root element says of the whole. */
  function headOf({ documentElement, head }) {
    return documentElement.cloneNode(false).outerHTML + head.innerHTML
  }
}

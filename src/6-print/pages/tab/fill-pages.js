/**
 * Writes the page of each id into the places that ask for it; an unknown page is left blank.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {Array<[id: string, page: number]>} pages Pages are 1-based.
 */
export function fillPages(pages) {
  const pageOf = new Map(pages)
  for (const place of document.querySelectorAll('[data-page]')) {
    place.textContent = pageOf.get(place.dataset.page) ?? ''
  }
}

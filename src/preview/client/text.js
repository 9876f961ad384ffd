/** The text of a place, and where in it something stands. */

/**
 * As it is compared between the report and its paper, where spaces and widths of characters differ.
 *
 * @param {string} text
 */
export function plain(text) {
  return dense(text.normalize('NFKC'))
}

/** @param {string} text */
export function dense(text) {
  return text.replaceAll(/\s+/g, '')
}

/**
 * Texts that follow each other, as one text that remembers where each character came from.
 *
 * @template Source
 * @param {Iterable<[text: string, source: Source]>} pieces
 * @param {(text: string) => string} clean What becomes of each character.
 * @returns {{ text: string, sources: Source[], offsets: number[] }} For each character its piece and its 0-based
 *   offset in it.
 */
export function join(pieces, clean) {
  const sources = []
  const offsets = []
  let text = ''
  for (const [piece, source] of pieces) {
    let offset = 0
    for (const character of piece) {
      const own = clean(character)
      text += own
      for (let count = 0; count < own.length; count++) {
        sources.push(source)
        offsets.push(offset)
      }
      offset += character.length
    }
  }
  return { text, sources, offsets }
}

/**
 * @param {Element} element
 * @returns {Generator<[text: string, node: Text]>} Of what is printed: without links to the place itself, and without
 *   the data that can be unfolded.
 */
export function* textsOf(element) {
  const page = element.ownerDocument
  const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('.permalink, details, style, title, desc')
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  )
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode)
    yield [node.data, node]
  }
}

/** @param {Element} element */
export function plainTextOf(element) {
  return plain([...textsOf(element)].map(([text]) => text).join(''))
}

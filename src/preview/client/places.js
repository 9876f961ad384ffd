/** Where the blocks of the page are written. */

/** @typedef {{ file: string, lines: Array<[start: number, end: number] | null> }} SlotPlaces Lines are 1-based. */
/** @typedef {{ file: string, start: number, end: number }} Place */

export class Places {
  /** @type {Record<string, SlotPlaces>} */
  #slots = {}

  /** @param {Record<string, SlotPlaces>} slots Only those that changed. */
  merge(slots) {
    Object.assign(this.#slots, slots)
  }

  /**
   * @param {string} slot
   * @param {number} index 0-based.
   * @returns {Place | null}
   */
  of(slot, index) {
    const { file, lines } = this.#slots[slot] ?? {}
    const range = lines?.[index]
    return file && range ? { file, start: range[0], end: range[1] } : null
  }
}

/** @param {Place} place */
export function placeText({ file, start, end }) {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return start === end ? `${name}:${start}` : `${name}:${start}–${end}`
}

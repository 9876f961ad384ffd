/** Names of columns, as files write them and as datasets can. */

/** What is known of the table that is looked for. */
export interface Known {
  /** Names and labels of columns, as `plainName` makes them. */
  names: string[]
  units: string[]
}

/** Keys of a row that are no columns. */
const RESERVED = ['provenance', 'note', 'forecast', 'hidden', 'computed_from']

/** In code points; a name is typed in addresses. */
const LONGEST = 60

/**
 * A name that a dataset can have: letters, digits, `-` and `_`.
 *
 * @param taken Names that are used already; the new one is added.
 */
export function columnName(label: string, taken: Set<string>): string {
  const bare = [...label.normalize('NFKC').replace(/[^\p{L}\p{N}_-]+/gu, '_')]
    .slice(0, LONGEST)
    .join('')
    .replace(/^[_-]+|[_-]+$/g, '')
  const isOpen = /^\p{L}/u.test(bare) && !RESERVED.includes(bare) && !(bare in Object.prototype)
  const base = isOpen ? bare : `_${bare}`
  let name = base
  for (let count = 2; taken.has(name); count++) name = `${base}_${count}`
  taken.add(name)
  return name
}

/**
 * Names of indicators as readers want them: `中国:产量:原煤:当月值` → 产量：原煤. What most of them have and what says
 * least is left out, unless two would then be the same.
 */
export function readableLabels(labels: string[]): string[] {
  const short = labels.map((label) => {
    const parts = partsOf(label)
    if (parts.length < 3) return label
    const from = /^(中国|全国)$/.test(parts[0]!) ? 1 : 0
    const to = parts.length - from > 2 && /^(当月值|当期值|本期值)$/.test(parts.at(-1)!) ? -1 : undefined
    return parts.slice(from, to).join('：')
  })
  return short.map((label, at) => (short.indexOf(label) === short.lastIndexOf(label) ? label : labels[at]!))
}

/** `动力电池:装车量:三元` is a path of at least two colons; times and addresses are none. */
function partsOf(label: string): string[] {
  const parts = label.split(/[:：]/).map((part) => part.trim())
  return parts.every((part) => part !== '' && !/^\d|^\/\//.test(part)) ? parts : [label]
}

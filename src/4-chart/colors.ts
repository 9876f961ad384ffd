/** Colours of series and groups: what the report gives a colour has it in every chart. */

/**
 * A name with a number of its own has that colour of the palette, and so has every label that begins with the name:
 * `OpenAI` is that of `OpenAI o1`, unless a longer name says otherwise. The others take what is left, in order.
 *
 * @param numbers Of a colour in the palette, from 1, by name.
 * @returns One colour for each label; none is given twice as long as there are enough.
 */
export function colorsOf(labels: string[], palette: string[], numbers: Record<string, number>): string[] {
  if (palette.length === 0) return labels.map(() => '#000000')
  const taken = new Set<string>()
  const fixed = ownColorsOf(labels, palette, numbers).map((color) => {
    if (color === null || taken.has(color)) return null
    taken.add(color)
    return color
  })
  const free = palette.filter((color) => !taken.has(color))
  const rest = free.length > 0 ? free : palette
  let next = 0
  return fixed.map((color) => color ?? rest[next++ % rest.length]!)
}

/** The colours of their own that labels have; null for one that has none. */
export function ownColorsOf(
  labels: string[],
  palette: string[],
  numbers: Record<string, number>,
): Array<string | null> {
  const names = Object.keys(numbers).sort((a, b) => b.length - a.length)
  return labels.map((label) => {
    const name = names.find((name) => label.startsWith(name))
    return name === undefined ? null : (palette[(numbers[name]! - 1) % palette.length] ?? null)
  })
}

/** How widely justified lines are set, as the browser has laid them out. */

/** A line that justification has spread: all but the last one of a paragraph. */
export interface Line {
  /** What is added at each place where the line was spread, in em. */
  gap: number
  text: string
}

/**
 * The lines of every justified paragraph of the flow, in the order of the text.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 */
export function lineGaps(): Line[][] {
  const flow = document.querySelector<HTMLElement>('[data-flow]')!
  const paragraphs = [...flow.querySelectorAll<HTMLElement>('p, li')].filter(
    (element) => getComputedStyle(element).textAlign === 'justify' && !element.querySelector('p, li'),
  )
  const spread = paragraphs.map(charactersOf)
  for (const { style } of paragraphs) style.setProperty('text-align', 'start', 'important')
  const natural = paragraphs.map(charactersOf)
  for (const { style } of paragraphs) style.removeProperty('text-align')
  return paragraphs.map((paragraph, index) => {
    const em = Number.parseFloat(getComputedStyle(paragraph).fontSize)
    return linesOf(spread[index]!, natural[index]!, em)
  })

  interface Character {
    text: string
    left: number
    right: number
    middle: number
  }

  function charactersOf(paragraph: Element): Character[] {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const characters: Character[] = []
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      // Formulas and raised marks have lines of their own.
      if (node.parentElement!.closest('sup, math')) continue
      for (let at = 0; at < node.length; at++) {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const rect = [...range.getClientRects()].at(-1)
        if (!rect || rect.width === 0) continue
        const middle = (rect.top + rect.bottom) / 2
        characters.push({ text: node.data[at]!, left: rect.left, right: rect.right, middle })
      }
    }
    return characters
  }

  function linesOf(spread: Character[], natural: Character[], em: number): Line[] {
    const lines: Array<[from: number, to: number]> = []
    let from = 0
    for (let at = 1; at <= natural.length; at++) {
      const [last, next] = [natural[at - 1]!, natural[at]]
      if (next && Math.abs(next.middle - last.middle) < em && next.left > last.left - em) continue
      lines.push([from, at])
      from = at
    }
    return lines.slice(0, -1).map(([from, to]) => {
      const own = Array.from({ length: to - from }, (_, index) => from + index)
      const added = own
        .slice(1)
        .map((at) => spread[at]!.left - spread[at - 1]!.left - (natural[at]!.left - natural[at - 1]!.left))
        .filter((width) => width > 0.005 * em)
      // A character may be moved by what is added on both its sides.
      return {
        gap: added.length > 0 ? Math.min(...added) / em : 0,
        text: own.map((at) => natural[at]!.text).join(''),
      }
    })
  }
}

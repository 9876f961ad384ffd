/**
 * Shares out what a justified line is spread by: where a long name or number did not fit and left its line with wide gaps,
 * the lines before give it characters. The browser fills each line as far as it goes; text that is held together from the
 * better place on, `white-space: nowrap`, makes it break there. No paragraph gets another line, and none that would not
 * read better is touched. The time it takes grows with the length of the text.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 */
export function evenLines() {
  /** What may be added at each place of a line without being seen, in em. */
  const LOOSE = 0.08
  /** A line with less room than this is spread by a hair at most, in em. */
  const LEAST_ROOM = 1.2
  /** How far before its end another place to end a line is looked for, in em, and how many places. */
  const WINDOW = 12
  const MOST_PLACES = 14
  /** The longest word, in characters, that is held to the end of a line before it. */
  const LONGEST_WORD = 24
  /** Characters of the longest paragraph that is looked at. */
  const LONGEST = 5000

  const HAN = /\p{Script=Han}/u
  const LATIN = /[\p{Script=Latin}\p{Script=Greek}\d]/u
  /** What is set on the width of a Han character, and can be spread like one. */
  const WIDE =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u2014\u2018-\u201d\u2026\u3000-\u303f\uff00-\uffef]/u
  const CLOSING = /[，。；：、！？”’）》」』】〉]/u
  const STOP = /[，。；：、！？）》」』】〉]/u
  const BRACKET = /[（《「『【〈]/u
  const OPENING = /[“‘（《「『【〈]/u

  const paragraphs = justified()
  const roomy = withNatural(paragraphs, () => paragraphs.filter(hasRoom).map(read))
  const changes = roomy.flatMap((paragraph) => {
    const ends = worst(gapsOf(paragraph)) > LOOSE ? bestEnds(paragraph) : null
    return ends ? [{ paragraph, spans: hold(paragraph, ends) }] : []
  })
  const elements = changes.map(({ paragraph }) => paragraph.element)
  const changed = withNatural(elements, () => elements.map(read))
  for (const [index, { paragraph, spans }] of changes.entries())
    if (!isBetter(changed[index], paragraph)) spans.forEach(release)

  /** Paragraphs of the flow that are justified, and have nothing in them but lines. */
  function justified() {
    const flow = document.querySelector('[data-flow]')
    return [...flow.querySelectorAll('p, li')].filter(
      (element) =>
        element.textContent.length <= LONGEST &&
        getComputedStyle(element).textAlign === 'justify' &&
        [...element.querySelectorAll('*')].every((child) => child.closest('math') || isInline(child)),
    )
  }

  function isInline(element) {
    return /^(inline|none|contents)$/.test(getComputedStyle(element).display)
  }

  /** What is measured while no line is spread. */
  function withNatural(elements, measure) {
    const before = elements.map(({ style }) => style.textAlign)
    for (const { style } of elements) style.setProperty('text-align', 'start', 'important')
    const measured = measure()
    for (const [index, { style }] of elements.entries()) style.textAlign = before[index]
    return measured
  }

  /** Whether a line ends well before the edge; cheap, for most paragraphs have none that does. */
  function hasRoom(element) {
    const range = document.createRange()
    range.selectNodeContents(element)
    const { em, right } = boxOf(element)
    let line = null
    for (const rect of range.getClientRects()) {
      if (line && rect.top >= line.bottom - 0.2 * em) {
        if (right - line.right > LEAST_ROOM * em) return true
        line = null
      }
      line = line
        ? { right: Math.max(line.right, rect.right), bottom: Math.max(line.bottom, rect.bottom) }
        : { right: rect.right, bottom: rect.bottom }
    }
    return false
  }

  function boxOf(element) {
    const style = getComputedStyle(element)
    const { right } = element.getBoundingClientRect()
    return {
      em: Number.parseFloat(style.fontSize),
      right: right - Number.parseFloat(style.paddingRight) - Number.parseFloat(style.borderRightWidth),
    }
  }

  /** The characters of a paragraph, a formula or picture being one, and where its lines start. */
  function read(element) {
    const { em, right } = boxOf(element)
    const characters = charactersOf(element)
    const starts = characters.flatMap(({ left }, at) =>
      at === 0 || left <= characters[at - 1].left ? [at] : [],
    )
    const isStart = new Set(starts)
    const rooms = starts.map((start) => right - characters[start].left)
    // Sums up to each character: of widths, of places that are spread.
    const widths = [0]
    const places = [0]
    for (const [at, character] of characters.entries()) {
      const next = characters[at + 1]
      const ends = !next || isStart.has(at + 1)
      const width = ends ? character.right - character.left : next.left - character.left
      widths.push(widths[at] + width + (next && ends ? seam(character, next, em) : 0))
      places.push(places[at] + (next && isSpread(character, next) ? 1 : 0))
    }
    return { element, em, characters, starts, rooms, widths, places }
  }

  function charactersOf(element) {
    const characters = []
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
    const range = document.createRange()
    let before = ''
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      // One that is whole is read as one character.
      if (node.parentElement.closest('math, svg')) continue
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (!node.matches('math, img, svg')) continue
        const { left, right } = node.getBoundingClientRect()
        characters.push({ text: '\ufffc', node, at: 0, left, right, before })
        before = ''
        continue
      }
      let at = 0
      for (const text of node.data) {
        range.setStart(node, at)
        range.setEnd(node, at + text.length)
        const rect = [...range.getClientRects()].at(-1)
        if (rect && rect.width > 0) {
          characters.push({ text, node, at, left: rect.left, right: rect.right, before })
          before = ''
        } else before += text
        at += text.length
      }
    }
    return characters
  }

  /** What may be between two characters in one line that stand in two: at most. */
  function seam({ text }, next, em) {
    const gap =
      (HAN.test(text) && LATIN.test(next.text)) || (LATIN.test(text) && HAN.test(next.text)) ? 0.125 : 0
    const trimmed = (OPENING.test(next.text) ? 0.5 : 0) + (CLOSING.test(text) ? 0.5 : 0)
    return (gap + trimmed + (/\s/.test(next.before) ? 0.3 : 0)) * em
  }

  function isSpread(character, next) {
    return character.text === ' ' || WIDE.test(character.text) || WIDE.test(next.text)
  }

  /** What a line between two characters is spread by, in em; infinite where it does not fit. */
  function gapOf({ em, widths, places, characters }, room, from, to) {
    const trailing = characters[to - 1].text === ' ' ? widths[to] - widths[to - 1] : 0
    const next = characters[to]
    // A seam after the last character is none.
    const own = widths[to - 1] + lastWidth(characters[to - 1], next, widths, to)
    const left = room - (own - widths[from]) + trailing
    if (left < -0.01) return Number.POSITIVE_INFINITY
    const spread = places[to - 1] - places[from]
    return left / em / Math.max(1, spread)
  }

  function lastWidth({ left, right }, next, widths, to) {
    const within = widths[to] - widths[to - 1]
    return next && next.left > left ? Math.min(right - left, within) : right - left
  }

  /** Of every line but the last. */
  function gapsOf(paragraph) {
    const { starts, rooms } = paragraph
    // What the browser has set fits.
    return starts
      .slice(1)
      .map((end, line) => gapOf(paragraph, rooms[line], starts[line], end))
      .map((gap) => (gap === Number.POSITIVE_INFINITY ? 0 : gap))
  }

  function worst(gaps) {
    return gaps.reduce((most, gap) => Math.max(most, gap), 0)
  }

  function isBetter(paragraph, before) {
    const [gaps, others] = [gapsOf(paragraph), gapsOf(before)]
    const sum = (each) => each.reduce((total, gap) => total + gap ** 3, 0)
    return gaps.length === others.length && worst(gaps) <= worst(others) + 1e-6 && sum(gaps) < sum(others)
  }

  /**
   * Where the lines of a paragraph end best: the sum of the cubes of their gaps is the least.
   *
   * @returns For each line but the last the character after its end; null where they stay as they are.
   */
  function bestEnds(paragraph) {
    const { starts, rooms, characters } = paragraph
    let ways = [{ end: 0, cost: 0, before: null }]
    for (const [line, last] of starts.slice(1).entries()) {
      ways = placesBefore(paragraph, last).flatMap((end) => {
        let best = null
        for (const way of ways) {
          if (way.end >= end) continue
          // What the browser has set fits.
          const isOwn = way.end === starts[line] && end === last
          const gap = gapOf(paragraph, rooms[line], way.end, end)
          if (gap === Number.POSITIVE_INFINITY && !isOwn) continue
          const cost = way.cost + (gap === Number.POSITIVE_INFINITY ? 0 : gap ** 3)
          if (!best || cost < best.cost) best = { end, cost, before: way }
        }
        return best ? [best] : []
      })
    }
    const fits = ways.filter(
      ({ end }) =>
        end === starts.at(-1) ||
        gapOf(paragraph, rooms.at(-1), end, characters.length) < Number.POSITIVE_INFINITY,
    )
    const [first, ...others] = fits
    if (!first) return null
    const ends = []
    for (
      let way = others.reduce((best, each) => (each.cost < best.cost ? each : best), first);
      way.before;
      way = way.before
    )
      ends.unshift(way.end)
    return ends.some((end, line) => end !== starts[line + 1]) ? ends : null
  }

  /** The place where a line ends, and others before it that are as good for the text. */
  function placesBefore({ em, characters, widths }, last) {
    const found = [last]
    for (let at = last - 1; at > 0 && found.length <= MOST_PLACES; at--) {
      if (widths[last] - widths[at] > WINDOW * em) break
      if (breaksBefore(characters, at)) found.push(at)
    }
    return found
  }

  /** Where Chinese text may always be broken, beside names and numbers too, and at spaces; not in what is held together. */
  function breaksBefore(characters, at) {
    const [last, next] = [characters[at - 1], characters[at]]
    if (next.before !== '' || last.node.nodeType !== Node.TEXT_NODE || next.node.nodeType !== Node.TEXT_NODE)
      return false
    const begins = HAN.test(next.text) || LATIN.test(next.text)
    const isPlace =
      STOP.test(last.text) || last.text === ' '
        ? begins
        : HAN.test(last.text)
          ? begins || BRACKET.test(next.text)
          : (LATIN.test(last.text) || last.text === '%') && HAN.test(next.text)
    return isPlace && wraps(last.node) && wraps(next.node)
  }

  function wraps({ parentElement }) {
    return getComputedStyle(parentElement).textWrapMode !== 'nowrap'
  }

  /** Holds text together so that the lines end where they should; the elements that do. */
  function hold({ characters, starts }, ends) {
    const spans = []
    let free = characters.length
    for (let line = ends.length - 1; line >= 0; line--) {
      const [end, last] = [ends[line], starts[line + 1]]
      if (end === last) continue
      const range = rangeOf(characters, end, pieceEnd(characters, last), free)
      if (!range) continue
      const span = document.createElement('span')
      span.style.whiteSpace = 'nowrap'
      range.surroundContents(span)
      spans.push(span)
      free = end
    }
    return spans
  }

  /** After the word or character, and the punctuation that closes it, at a place. */
  function pieceEnd(characters, at) {
    let end = at + 1
    while (end < characters.length && isOneWord(characters[end - 1], characters[end])) end++
    if (end - at > LONGEST_WORD) end = at + 1
    while (end < characters.length && /[\p{P}\p{S}]/u.test(characters[end].text) && end - at < LONGEST_WORD)
      end++
    return end
  }

  function isOneWord(character, next) {
    return LATIN.test(character.text) && LATIN.test(next.text) && next.before === ''
  }

  /** The text between two characters where one element can stand around it; null where none can, or the text is held already. */
  function rangeOf(characters, from, to, free) {
    if (to > free) return null
    const { node, at } = characters[from]
    const parent = node.parentElement
    const last = characters[to - 1]
    let child = last.node
    while (child && child.parentElement !== parent) child = child.parentElement
    if (!child) return null
    const range = document.createRange()
    range.setStart(node, at)
    if (child.nodeType === Node.TEXT_NODE) range.setEnd(child, last.at + last.text.length)
    else if (child.textContent.length <= LONGEST_WORD) range.setEndAfter(child)
    else return null
    return range
  }

  function release(span) {
    const { parentElement } = span
    span.replaceWith(...span.childNodes)
    parentElement.normalize()
  }
}

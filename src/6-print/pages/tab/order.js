/**
 * Puts the blocks of the flow into the order of a plan, and divides those that it divides; whatever stood there before.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {import('../turn.ts').Step[]} steps
 * @param {import('../feet.ts').Feet} feet The notes at the feet of pages.
 * @param {{ page: number, landscape: number }} widths Of the text areas of pages, in CSS px.
 */
export function order(steps, { feet, heads }, widths) {
  const flow = document.querySelector('[data-flow]')
  for (const undo of flow.undo?.reverse() ?? []) undo()
  flow.undo = []
  // Lines are counted where no page divides them.
  if (steps.some(({ part }) => part)) {
    flow.style.width = `${widths.page}px`
    place(flow.blocks)
  }
  flow.parts = steps.map((step) => partsOf(step))
  const elements = flow.parts.flatMap((parts, step) =>
    parts.map((element) => ({ element, section: flow.blocks[steps[step].block].section })),
  )
  place(withHeadings(elements))
  // The sizes of columns and landscape pages, in which they were measured.
  for (const sized of [flow, ...flow.querySelectorAll('.landscape')]) sized.removeAttribute('style')
  // What follows on another landscape block stands on the same page as it, by the name of that.
  for (const turned of flow.querySelectorAll(':scope > * > .landscape')) turned.classList.add('begins')
  for (const step of heads) beginPage(flow.parts[step][0])
  for (const foot of feet) hang(foot)

  /** Puts elements in their order into their sections. Figures stay in the document: it costs much to draw them anew. */
  function place(elements) {
    for (const [index, section] of [...flow.children].entries()) {
      let next = section.firstChild
      for (const { element } of elements.filter((each) => each.section === index)) {
        if (element.parentElement === section && element.matches('figure, :has(> figure)'))
          while (next !== element) next = without(next)
        if (element === next) next = next.nextSibling
        else section.insertBefore(element, next)
      }
      while (next) next = without(next)
    }
  }

  /** A block begins a page, without a margin over it: also none of what stands first in it. */
  function beginPage(block) {
    set(block, 'breakBefore', 'page')
    for (let first = block; first; first = first.firstElementChild) set(first, 'marginTop', '0')
  }

  function set({ style }, property, value) {
    const before = style[property]
    style[property] = value
    flow.undo.push(() => {
      style[property] = before
    })
  }

  /** Hangs the notes of a page from the line of its first mark, or before the block with it. */
  function hang({ notes, first, step, drop, height }) {
    const { hook, id } = flow.notes[first] ?? {}
    const parts = flow.parts[step]
    const foot = footOf(notes, first, height)
    if (hook) {
      const own = parts[0].querySelector(`.note-hook[data-note="${first}"]`)
      set(own, 'height', `${drop}px`)
      own.after(foot)
    } else {
      const mark = `a[data-footnote-ref][href="#${CSS.escape(id ?? '')}"]`
      const block = parts.find((part) => first === null || part.querySelector(mark))
      const spacer = document.createElement('span')
      spacer.className = 'note-hook'
      spacer.style.height = `${drop}px`
      const holder = document.createElement('div')
      holder.append(spacer, foot)
      standBefore(holder, block)
    }
    flow.undo.push(() => foot.remove())
  }

  /** The holder of the notes begins the page in place of its block. */
  function standBefore(holder, block) {
    holder.className = 'foot-holder'
    if (block.closest('.landscape')) {
      holder.classList.add('turned')
      // A narrower one would leave room for the block beside it.
      holder.lastElementChild.style.width = `${widths.landscape - 1}px`
    }
    if (block.classList.contains('begins')) {
      holder.classList.add('begins')
      block.classList.remove('begins')
    } else if (getComputedStyle(block).breakBefore === 'page') {
      holder.style.breakBefore = 'page'
      set(block, 'breakBefore', 'auto')
    }
    block.before(holder)
    flow.undo.push(() => holder.remove())
  }

  function footOf(notes, first, height) {
    const { width, indent, title } = flow.notes[first ?? 0]
    const foot = document.createElement('div')
    foot.className = 'page-foot'
    foot.style.cssText = `width: ${width}px; height: ${height}px; margin-left: ${first === null ? 0 : -indent}px`
    if (notes.length === 0) return foot
    const box = document.createElement('aside')
    box.style.width = `${width}px`
    box.className = 'page-notes'
    box.ariaLabel = title
    box.append(...notes.flatMap((note) => flow.notes[note].articles))
    foot.append(box)
    return foot
  }

  /** Takes a node out; the one after it. */
  function without(node) {
    const next = node.nextSibling
    node.remove()
    return next
  }

  /** Headings directly before a landscape block stand on its page. */
  function withHeadings(elements) {
    const all = []
    for (const { element, section } of elements) {
      const headings = []
      while (element.matches('.landscape') && all.at(-1)?.element.matches('h1, h2, h3, h4, h5, h6'))
        headings.unshift(all.pop().element)
      all.push({ element: headings.length > 0 ? groupOf([...headings, element]) : element, section })
    }
    return all
  }

  function groupOf(elements) {
    const group = document.createElement('div')
    group.className = 'landscape'
    group.append(...elements)
    return group
  }

  /** The block of a step as it stands on its pages; what is divided is a copy, the block itself stays whole. */
  function partsOf({ block, cuts, part }) {
    const { element } = flow.blocks[block]
    if (part) return [paragraphPart(element, part)]
    if (cuts.length === 0) return [element]
    const rows = element.querySelectorAll('tbody > tr').length
    const bounds = [0, ...cuts, rows]
    return bounds.slice(1).map((to, index) => tablePart(element, bounds[index], to, rows))
  }

  /** Lines of a paragraph between two offsets in CSS px; they stay as they are. */
  function paragraphPart(paragraph, { from, to }) {
    const range = document.createRange()
    range.selectNodeContents(paragraph)
    const { top, height } = paragraph.getBoundingClientRect()
    const begin = from > 0 ? firstBelow(paragraph, top + from) : null
    const end = to < height - 1 ? firstBelow(paragraph, top + to) : null
    if (begin) range.setStart(begin.text, begin.at)
    if (end) range.setEnd(end.text, end.at)
    const part = paragraph.cloneNode(false)
    part.append(range.cloneContents())
    if (begin) {
      part.removeAttribute('id')
      part.classList.add('resumes')
    }
    if (end) part.classList.add('goes-on')
    return part
  }

  /** The first character of a paragraph that stands below a line of the page. */
  function firstBelow(paragraph, edge) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const rect = range.getClientRects()[0]
        if (rect && rect.width > 0 && (rect.top + rect.bottom) / 2 > edge) return { text, at }
      }
    }
    return null
  }

  /** Rows of a figure's table under its caption and the head of its columns; source and notes stand under the last. */
  function tablePart(figure, from, to, rows) {
    const part = figure.cloneNode(true)
    part.style.breakInside = 'avoid'
    if (from > 0) {
      for (const named of [part, ...part.querySelectorAll('figcaption [id]')]) named.removeAttribute('id')
      part.classList.add('continued')
      part.style.breakBefore = 'page'
      sayContinued(part.querySelector('figcaption .name'))
    }
    if (to < rows) part.querySelector('.foot')?.remove()
    const kept = [...part.querySelectorAll('tbody > tr')].slice(from, to)
    for (const body of part.querySelectorAll('tbody')) keepRows(body, kept)
    return part
  }

  /** The label of a group covers its rows on this page, and is said again where it goes on. */
  function keepRows(body, kept) {
    const rows = [...body.rows].filter((row) => kept.includes(row))
    const label = body.querySelector('th[rowspan]')
    if (label && rows.length > 0) {
      if (rows[0] !== body.rows[0]) {
        sayContinued(label)
        rows[0].prepend(label)
      }
      label.rowSpan = rows.length
    }
    body.replaceChildren(...rows)
    if (rows.length === 0) body.remove()
  }

  function sayContinued(element) {
    element?.append(flow.dataset.continued ?? '')
  }
}

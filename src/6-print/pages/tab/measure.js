/**
 * Measures the blocks of the flow as they stand in one tall column, and keeps them for `order`.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {number} pageHeight Height of a page's text area in CSS px.
 * @returns {{ blocks: import('../turn.ts').Block[], ids: string[][] }} And the ids of each block.
 */
export function measure(pageHeight) {
  const flow = document.querySelector('[data-flow]')
  const blocks = [...flow.children].flatMap((section, index) =>
    [...section.children].map((element) => ({ element, section: index })),
  )
  flow.blocks = blocks
  const placeOf = new Map(
    blocks.flatMap(({ element }, place) => figuresIn(element).map(({ id }) => [id, place])),
  )
  let mentioned = new Set()
  const ids = blocks.map(({ element }) =>
    [element, ...figuresIn(element)].map(({ id }) => id).filter(Boolean),
  )
  const noteOf = new Map(flow.notes.map(({ mark }, note) => [mark, note]))
  const measures = blocks.map(measured)
  // A hook is no line of a text: hooks come when lines are counted.
  for (const { element } of blocks) for (const mark of marksIn(element)) hook(mark, element)
  return {
    blocks: measures.map((block, place) => ({ ...block, notes: notesOf(blocks[place].element) })),
    ids,
  }

  function measured({ element, section }) {
    const style = getComputedStyle(element)
    const rect = element.getBoundingClientRect()
    const figures = figuresIn(element)
    const role = roleOf(element, figures)
    const landscape = element.matches('.landscape')
    const table = role === 'figure' ? dividedTable(element, rect) : null
    if (role === 'heading' || (role === 'figure' && !table)) element.style.breakInside = 'avoid'
    if (table) fixColumns(table)
    // Beside the notes of a page the browser divides no such block.
    if (noteOf.size > 0 && role === 'text' && !runsOn(element) && rect.height < pageHeight)
      element.style.breakInside = 'avoid'
    return {
      role,
      section,
      height: rect.height,
      above: Number.parseFloat(style.marginTop),
      below: Number.parseFloat(style.marginBottom),
      breaks: table
        ? rowBreaks(table, element)
        : (role === 'text' || role === 'fixed') && style.breakInside !== 'avoid'
          ? lineBreaks(element, rect)
          : [],
      repeated: repeatedHeight(element, table, rect),
      landscape,
      forced: beginsPage(element, style),
      leads: style.breakAfter === 'avoid',
      paragraph: element.matches('p'),
      mentions: role === 'heading' ? forget() : mentionsOf(element, role),
    }
  }

  function roleOf(element, figures) {
    if (/^H[1-6]$/.test(element.tagName)) return 'heading'
    if (figures.length > 0 || element.matches('.landscape')) return 'figure'
    return element.matches('section') ? 'fixed' : 'text'
  }

  /** The figures that a block is or has side by side. */
  function figuresIn(block) {
    return block.matches('figure') ? [block] : [...block.querySelectorAll(':scope > figure')]
  }

  /** The table of a figure that is continued: its only one, with a head. One that fits a page is better read whole. */
  function dividedTable(element, { height }) {
    const [table, another] = element.matches('figure') ? element.querySelectorAll('table') : []
    const divides = element.matches('.landscape') || height >= 0.85 * pageHeight
    return divides && table?.tHead && !another ? table : null
  }

  /** From the top of a figure to its first row; of a table in the text, the height of its head. */
  function repeatedHeight(element, table, { top }) {
    if (table) return table.tBodies[0].getBoundingClientRect().top - top
    return element.matches('table') ? (element.tHead?.getBoundingClientRect().height ?? 0) : 0
  }

  /** At least two rows stand on each side of a break. */
  function rowBreaks(table, figure) {
    const { top } = figure.getBoundingClientRect()
    const rows = [...table.tBodies].flatMap((body) => [...body.rows])
    const ends = rows.map((row) => bottomOf(row) - top)
    const close = closing(table, rows.at(-1), figure)
    return ends.slice(1, -2).map((end) => ({ end: end + close, start: end }))
  }

  /** Height of what every part of a divided figure has under its last row: edges and space. */
  function closing(table, last, figure) {
    let height = bottom(table) - bottomOf(last)
    for (let element = table; element.parentElement !== figure; element = element.parentElement)
      height += bottom(element.parentElement) - bottom(element)
    return Math.max(0, height) + bottom(figure) - bottom(figure.lastElementChild)
  }

  function bottom(element) {
    return element.getBoundingClientRect().bottom
  }

  /** The lower edge of a row's own cells: one that opens a group reaches further. */
  function bottomOf(row) {
    const own = [...row.cells].find(({ rowSpan }) => rowSpan === 1) ?? row
    return own.getBoundingClientRect().bottom
  }

  /** All parts of a divided table have the columns of the whole. */
  function fixColumns(table) {
    const [row] = table.tBodies[0].rows
    const whole = table.getBoundingClientRect().width
    const columns = document.createElement('colgroup')
    for (const cell of row.cells) {
      for (let span = 0; span < cell.colSpan; span++) {
        const column = document.createElement('col')
        column.style.width = `${(100 * cell.getBoundingClientRect().width) / whole / cell.colSpan}%`
        columns.append(column)
      }
    }
    table.style.tableLayout = 'fixed'
    table.prepend(columns)
  }

  /** Breaks between the lines of a text: two at least stand on each side, and those of different parts may part. */
  function lineBreaks(element, { top }) {
    const parts = partsOf(element)
    return parts.flatMap(({ bottom, bounds }, index) => {
      const inside = bounds.slice(1, -1).map((bound) => ({ end: bound - top, start: bound - top }))
      const next = parts[index + 1]
      return next ? [...inside, { end: bottom - top, start: next.top - top }] : inside
    })
  }

  /** The parts of a text that hold lines, from top to bottom: a paragraph, the items of a list, the rows of a table. */
  function partsOf(element) {
    const { top, bottom } = element.getBoundingClientRect()
    if (element.matches('tr')) return [{ top, bottom, bounds: [] }]
    if (element.matches('thead')) return []
    const blocks = [...element.children].filter(
      (child) => !/^(inline|none|contents)/.test(getComputedStyle(child).display),
    )
    const inner = blocks.flatMap(partsOf)
    const end = inner[0]?.top ?? bottom
    const lines = linesOf(element, top, end, blocks[0])
    // Chromium would leave a single line behind.
    if (inner.length === 0 && lines.length <= 3) element.style.breakInside = 'avoid'
    return lines.length > 0 || inner.length === 0
      ? [{ top, bottom: end, bounds: lines.slice(1) }, ...inner]
      : inner
  }

  /** Where each line of text begins that stands in an element before the first block in it. */
  function linesOf(element, top, end, block) {
    const height = Number.parseFloat(getComputedStyle(element).lineHeight)
    const count = Math.round((end - top) / height)
    // Formulas make lines higher; margins stand between the last one and a block.
    const isEven = Math.abs(end - top - count * height) < 1
    if (isEven || count < 2) return Array.from({ length: count }, (_, line) => top + height * line)
    const boxes = boxesOf(element, block)
    return boxes.map((box, line) => (line === 0 ? top : (boxes[line - 1].bottom + box.top) / 2))
  }

  /** What is seen of each line. */
  function boxesOf(element, block) {
    const range = document.createRange()
    range.selectNodeContents(element)
    if (block) range.setEndBefore(block)
    const rects = [...range.getClientRects()].filter(({ height }) => height > 0)
    const boxes = []
    for (const { top, bottom } of rects.sort((a, b) => a.top - b.top)) {
      const last = boxes.at(-1)
      if (last && top < last.bottom - 1) last.bottom = Math.max(last.bottom, bottom)
      else boxes.push({ top, bottom })
    }
    return boxes
  }

  /** Marks that stand for the first time. */
  function marksIn(element) {
    return noteOf.size === 0
      ? []
      : [...element.querySelectorAll('a[data-footnote-ref]')].filter((mark) => noteOf.has(mark))
  }

  /**
   * Puts a hook before a mark: a float without a size, which the notes of a page can hang from. Around both goes the id of the
   * mark, which is raised, and may reach over the head of its page.
   */
  function hook(mark, block) {
    if (!isInLine(mark, block)) return
    const hook = document.createElement('span')
    hook.className = 'note-hook'
    hook.dataset.note = noteOf.get(mark)
    const whole = document.createElement('span')
    whole.id = mark.id
    mark.removeAttribute('id')
    const raised = mark.closest('sup') ?? mark
    raised.replaceWith(whole)
    whole.append(hook, raised)
    flow.notes[noteOf.get(mark)].hook = hook
  }

  /** Whether a float in the line of a mark stands beside the text of the whole page. */
  function isInLine(mark, block) {
    for (let element = mark.parentElement; element !== block.parentElement; element = element.parentElement)
      if (!runsOn(element)) return false
    return roleOf(block, figuresIn(block)) === 'text'
  }

  /** Whether the lines of an element are lines of the page. */
  function runsOn(element) {
    const { display, float, overflow, position } = getComputedStyle(element)
    return (
      /^(block|inline|list-item)$/.test(display) &&
      float === 'none' &&
      overflow === 'visible' &&
      position !== 'absolute'
    )
  }

  function notesOf(element) {
    const { top } = element.getBoundingClientRect()
    return marksIn(element).map((mark) => {
      const note = noteOf.get(mark)
      const { hook, height } = flow.notes[note]
      const { top: above, bottom } = mark.getBoundingClientRect()
      if (!hook) return { note, at: (above + bottom) / 2 - top, height, hook: null }
      const line = hook.getBoundingClientRect()
      const lineHeight = Number.parseFloat(
        getComputedStyle(hook.parentElement.closest('p, li') ?? element).lineHeight,
      )
      flow.notes[note].indent = line.left - contentLeft(element.parentElement)
      return { note, at: line.top + lineHeight / 2 - top, height, hook: line.top - top }
    })
  }

  function contentLeft(element) {
    const { borderLeftWidth, paddingLeft } = getComputedStyle(element)
    return (
      element.getBoundingClientRect().left +
      Number.parseFloat(borderLeftWidth) +
      Number.parseFloat(paddingLeft)
    )
  }

  /** Whether the template breaks the page before the block, or before the section that it opens. */
  function beginsPage(element, { breakBefore }) {
    const opens = element === element.parentElement.firstElementChild
    return breakBefore === 'page' || (opens && getComputedStyle(element.parentElement).breakBefore === 'page')
  }

  function forget() {
    mentioned = new Set()
    return []
  }

  /** The figures that a text is the first of its section to refer to. */
  function mentionsOf(element, role) {
    if (role === 'figure') return []
    const ids = [...element.querySelectorAll('a[href^="#"]')].map((link) => idOf(link.hash.slice(1)))
    const places = ids
      .map((id) => placeOf.get(id))
      .filter((place) => place !== undefined && !mentioned.has(place))
    for (const place of places) mentioned.add(place)
    return [...new Set(places)]
  }

  /** A template may write an address that cannot be decoded. */
  function idOf(hash) {
    try {
      return decodeURIComponent(hash)
    } catch {
      return hash
    }
  }
}

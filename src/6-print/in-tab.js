/**
 * What runs inside the browser's tab, on the print document. Plain JavaScript: these functions are sent over as
 * text, and know the tab's names (document) instead of Node's.
 */

/**
 * Writes the page of each id into the places that ask for it; an unknown page is left blank.
 *
 * @param {Array<[id: string, page: number]>} pages Pages are 1-based.
 */
export function fillPages(pages) {
  const pageOf = new Map(pages)
  for (const place of document.querySelectorAll('[data-page]')) {
    place.textContent = pageOf.get(place.dataset.page) ?? ''
  }
}

/**
 * Fills the pages of the flow: where a figure does not fit and would leave a hole, text of its section that follows
 * it goes first; where there is none, the figure goes before the text in front of it. Figures keep their order and
 * none leaves its section.
 *
 * The browser's own columns stand in for pages: they break by the same rules, and can be measured.
 *
 * Before that, what is wider than the page is set smaller: Chromium would shrink the whole document to it. A table that
 * is too wide even so gets a page of its own, `@page landscape`, where the house has one. A table that is longer than
 * its page is continued on the next one, under its caption and the head of its columns.
 *
 * @param {number} hole Part of a page (0–1) that may stay empty at its foot.
 * @param {number} smallest The least that a wide table is set to, as a part of its size (0–1).
 * @returns {{ wide: string[] }} Ids of figures, or of the heading before the block, that are too wide for every page.
 */
export function arrange(hole, smallest) {
  const flow = document.querySelector('[data-flow]')
  if (!flow) return { wide: [] }
  const gap = 50
  const page = pageArea('')
  const landscape = hasPage('landscape') ? pageArea('landscape') : null
  flow.setAttribute('style', `width: ${page.width}px`)
  const wide = [...flow.querySelectorAll(':scope > * > *, figure')].filter(staysWide).map(nameOf)
  for (const block of flow.querySelectorAll(':scope > * > *'))
    if (staysWhole(block)) block.style.breakInside = 'avoid'
  for (const block of flow.querySelectorAll('.landscape')) continueTable(block, landscape, landscape.height)
  const forced = [...flow.querySelectorAll('*')].filter(
    (element) => getComputedStyle(element).breakBefore === 'page',
  )
  for (const element of forced) element.style.breakBefore = 'column'
  for (const block of flow.querySelectorAll('.landscape')) standIn(block)
  const columns = `columns: ${page.width}px auto; column-gap: ${gap}px; column-fill: auto; width: ${page.width}px; height: ${page.height}px`
  flow.setAttribute('style', columns)
  for (const section of flow.children) arrangeSection(section)
  flow.removeAttribute('style')
  for (const element of forced) element.style.breakBefore = 'page'
  for (const block of flow.querySelectorAll('.landscape')) {
    block.removeAttribute('style')
    joinHeadings(block)
  }
  return { wide: [...new Set(wide)] }

  /** Sets the tables of a block smaller until it fits, or turns its page; whether it still does not fit. */
  function staysWide(block) {
    if (!isWide(block, page)) return false
    setSmaller(block)
    if (!isWide(block, page)) return false
    return !(landscape && turnPage(block))
  }

  function setSmaller(block) {
    const scale = Math.max(smallest, Math.floor((block.clientWidth / block.scrollWidth) * 100) / 100)
    for (const table of tablesOf(block)) table.style.zoom = scale
  }

  /** Gives a block with a table a landscape page; whether it fits there. */
  function turnPage(block) {
    const whole = block.parentElement.closest('.row') ?? block
    if (tablesOf(whole).length === 0) return false
    for (const table of tablesOf(whole)) table.style.zoom = ''
    whole.classList.add('landscape')
    whole.style.width = `${landscape.width}px`
    if (isWide(whole, landscape)) setSmaller(whole)
    return !isWide(whole, landscape)
  }

  function tablesOf(block) {
    return block.matches('table') ? [block] : [...block.querySelectorAll('table')]
  }

  /** In the columns, a landscape block takes exactly the pages that it will take. */
  function standIn(block) {
    block.style.cssText = `width: ${page.width}px; height: ${page.height}px; margin: 0; overflow: clip; break-before: column; break-after: column`
  }

  /** Headings before a landscape block stand on its page: they never stay behind. */
  function joinHeadings(block) {
    const headings = headingsBefore(block)
    if (headings.length === 0) return
    const group = document.createElement('div')
    group.className = 'landscape'
    block.before(group)
    block.classList.remove('landscape')
    group.append(...headings, block)
  }

  /** A paragraph of up to three lines would leave a single one behind; a table that fits a page is better read whole. */
  function staysWhole(block) {
    const { height } = block.getBoundingClientRect()
    const lines = height / Number.parseFloat(getComputedStyle(block).lineHeight)
    return block.matches('p') ? lines < 3.5 : isFloat(block) && height < 0.85 * page.height
  }

  function isWide(block, { width }) {
    // A drawing may reach over its edge by the width of an arrow's tip.
    const most = 1.02 * block.clientWidth
    return block.scrollWidth > most || block.getBoundingClientRect().width > width + 1
  }

  function nameOf(block) {
    let named = block.closest('figure')?.id ? block.closest('figure') : block
    while (named && !(named.id && (named.matches('figure') || isHeading(named))))
      named = named.previousElementSibling
    return named?.id ?? ''
  }

  function arrangeSection(section) {
    for (const block of [...section.children].filter(isFloat)) {
      settle(block)
      if (!block.matches('.landscape')) continueFromHere(block)
    }
  }

  /** Moves blocks until the page before a float is full. */
  function settle(float) {
    while (leavesHole(float)) {
      const next = textAfter(float)
      if (!next) return raise(float)
      const end = placeOf(float.previousElementSibling).last
      float.before(next)
      if (!float.matches('.landscape') || placeOf(next).last.column === end.column) continue
      // What does not fit any more comes after the landscape page.
      const rest = next.matches('p') ? splitAtColumn(next, end.column) : null
      return float.after(rest ?? next)
    }
  }

  /** Puts a float before the text in front of it, if it then stands on the page it could not reach. */
  function raise(float) {
    if (float.matches('.landscape')) return raiseByPage(float)
    const home = float.nextSibling
    for (let text = float.previousElementSibling; text && isText(text); text = float.previousElementSibling) {
      text.before(float)
      if (!leavesHole(float)) return
    }
    home ? home.before(float) : float.parentElement?.append(float)
  }

  /** Puts a landscape page before the page it would leave a hole in, where that one begins with text of the section. */
  function raiseByPage(float) {
    const { column } = placeOf(float.previousElementSibling).last
    for (let text = float.previousElementSibling; text && isText(text); text = text.previousElementSibling) {
      const before = text.previousElementSibling
      if (placeOf(text).first.column < column) {
        const rest = text.matches('p') ? splitAtColumn(text, column - 1) : null
        return rest?.before(float)
      }
      if (before && placeOf(before).last.column < column) return text.before(float)
    }
  }

  /**
   * Divides a paragraph where it leaves a column; its lines stay as they are.
   *
   * @returns {Element | null} What comes after, already in place; null where it ends in that column.
   */
  function splitAtColumn(paragraph, column) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const rect = range.getClientRects()[0]
        if (!rect || rect.width === 0 || placeOfRect(rect).column <= column) continue
        if (placeOf(paragraph).first.column > column) return null
        range.setEndAfter(paragraph.lastChild)
        const rest = paragraph.cloneNode(false)
        rest.removeAttribute('id')
        rest.append(range.extractContents())
        paragraph.classList.add('goes-on')
        rest.classList.add('resumes')
        paragraph.after(rest)
        return rest
      }
    }
    return null
  }

  /** Continues a table that does not end on the page where it begins. */
  function continueFromHere(block) {
    if (block.style.breakInside === 'avoid' || !block.matches('figure')) return
    const { first, last } = placeOf(block)
    if (first.column === last.column) return
    if (continueTable(block, page, page.height - first.top)) return
    // Too little of it would stand here.
    block.style.breakBefore = 'column'
    forced.push(block)
    settle(block)
    continueTable(block, page, page.height)
  }

  /**
   * Divides a figure with one table that is higher than its page, again and again, into figures that fit: each with the
   * caption and the head of the table, the last with the foot. The label of a group that goes on is said again.
   *
   * @param {number} room Height in CSS px that is left on the first page.
   * @returns {boolean} Whether it fits, or was divided so that it does.
   */
  function continueTable(block, { height }, room) {
    const [table, another] = block.matches('figure') ? tablesOf(block) : []
    if (!table?.tHead || another) return true
    const rest = divide(block, table, room - 2)
    if (rest === block) return true
    if (!rest) return room === height
    rest.style.breakBefore = 'page'
    if (!block.matches('.landscape')) {
      rest.style.breakBefore = 'column'
      forced.push(rest)
    }
    return continueTable(rest, { height }, height)
  }

  /** The figure with the rows that do not fit; the figure itself where all do, null where next to none does. */
  function divide(figure, table, room) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows])
    const heights = rows.map(heightOf)
    const foot = figure.querySelector('.foot')
    const footHeight = foot ? foot.getBoundingClientRect().height + marginOf(foot) : 0
    const start = heightAbove(figure, table)
    let used = start
    let count = 0
    while (count < rows.length && used + heights[count] <= room) used += heights[count++]
    if (count === rows.length && used + footHeight <= room) return figure
    // Two rows at least stand on each side of a break.
    count = Math.min(count, rows.length - 2)
    if (count < 2) return null
    fixColumns(table, rows[0])
    const rest = figure.cloneNode(true)
    rest.removeAttribute('id')
    rest.classList.add('continued')
    sayContinued(rest.querySelector('figcaption .name'))
    foot?.remove()
    const kept = [...rest.querySelectorAll('tbody > tr')]
    repeatGroup(rows, kept, count)
    for (const row of rows.slice(count)) row.remove()
    for (const row of kept.slice(0, count)) row.remove()
    for (const body of [...table.tBodies, ...rest.querySelectorAll('tbody')])
      if (body.rows.length === 0) body.remove()
    figure.after(rest)
    return rest
  }

  /** The group that a break divides: its label covers the rows before it, and is said again, as continued, after it. */
  function repeatGroup(rows, kept, count) {
    const own = rows[count].parentElement
    const label = own.querySelector('th[rowspan]')
    const before = rows.slice(0, count).filter((row) => row.parentElement === own).length
    if (!label || before === 0) return
    const again = label.cloneNode(true)
    again.rowSpan = label.rowSpan - before
    sayContinued(again)
    kept[count].prepend(again)
    label.rowSpan = before
  }

  function sayContinued(element) {
    const words = flow.dataset.continued ?? ''
    if (element && !element.textContent.endsWith(words)) element.append(words)
  }

  /** Both parts of a divided table have the columns of the whole. */
  function fixColumns(table, row) {
    if (table.style.tableLayout === 'fixed') return
    const whole = table.getClientRects()[0].width
    const columns = document.createElement('colgroup')
    for (const cell of row.cells) {
      for (let span = 0; span < cell.colSpan; span++) {
        const column = document.createElement('col')
        column.style.width = `${(100 * cell.getClientRects()[0].width) / whole / cell.colSpan}%`
        columns.append(column)
      }
    }
    table.style.tableLayout = 'fixed'
    table.prepend(columns)
  }

  /** A row's own height: that of a cell which it does not share. */
  function heightOf(row) {
    const heights = [...row.cells]
      .filter(({ rowSpan }) => rowSpan === 1)
      .map((cell) => [...cell.getClientRects()].reduce((sum, { height }) => sum + height, 0))
    return Math.max(0, ...heights)
  }

  /** From the top of a figure to the first row of its table, on one page. */
  function heightAbove(figure, table) {
    const top = figure.getClientRects()[0].top
    const caption = figure.querySelector('figcaption')
    const captionEnd = caption ? caption.getClientRects()[0].bottom - top : 0
    return captionEnd + table.tHead.getClientRects()[0].height
  }

  function marginOf(element) {
    return Number.parseFloat(getComputedStyle(element).marginTop)
  }

  /** Whether a float, with the headings directly before it, starts a new page and leaves too much of the last one. */
  function leavesHole(float) {
    // A landscape page begins after whatever stands before it.
    const lead = float.matches('.landscape') ? float : leadOf(float)
    const before = lead.previousElementSibling
    if (!before || before.matches('.landscape')) return false
    const end = placeOf(before).last
    return placeOf(lead).first.column > end.column && page.height - end.bottom > hole * page.height
  }

  /** The first of the headings directly before a float; the float where there is none. */
  function leadOf(float) {
    return headingsBefore(float)[0] ?? float
  }

  function headingsBefore(float) {
    const headings = []
    let before = float.previousElementSibling
    while (before && isHeading(before)) {
      headings.unshift(before)
      before = before.previousElementSibling
    }
    return headings
  }

  /** The next text of the section: past other floats, never past a heading. */
  function textAfter(float) {
    let next = float.nextElementSibling
    while (next && isFloat(next)) next = next.nextElementSibling
    return next && isText(next) ? next : null
  }

  function placeOf(element) {
    const rects = [...element.getClientRects()]
    const origin = flow.getBoundingClientRect()
    return { first: placeOfRect(rects[0] ?? origin), last: placeOfRect(rects.at(-1) ?? origin) }
  }

  /** Columns are counted from 0; top and bottom in CSS px from the head of the column. */
  function placeOfRect({ left, top, bottom }) {
    const origin = flow.getBoundingClientRect()
    return {
      column: Math.floor((left - origin.left + gap / 2) / (page.width + gap)),
      top: top - origin.top,
      bottom: bottom - origin.top,
    }
  }

  function isFloat(element) {
    return element.matches('figure, :has(> figure), .landscape')
  }

  function isHeading(element) {
    return /^H[1-6]$/.test(element.tagName)
  }

  function isText(element) {
    return !isFloat(element) && !isHeading(element) && !element.matches('section')
  }

  /** Width and height of the area a page has for text, in CSS px, from the `@page` rules of all pages and of its name. */
  function pageArea(name) {
    const rules = [...pageRules(''), ...(name ? pageRules(name) : [])]
    const style = Object.assign({ size: 'A4', margin: '0' }, ...rules.map(written))
    const sizes = {
      a3: '297mm 420mm',
      a4: '210mm 297mm',
      a5: '148mm 210mm',
      letter: '8.5in 11in',
      legal: '8.5in 14in',
    }
    const [keyword, orientation] = style.size.toLowerCase().split(' ')
    const lengths = (sizes[keyword] ?? style.size).split(' ')
    const [width, height = width] = orientation === 'landscape' ? lengths.reverse() : lengths
    const probe = document.createElement('div')
    probe.style.cssText = `position: absolute; width: ${width}; height: ${height}; padding: ${style.margin}; box-sizing: border-box`
    document.body.append(probe)
    const computed = getComputedStyle(probe)
    const area = {
      width:
        Number.parseFloat(computed.width) -
        Number.parseFloat(computed.paddingLeft) -
        Number.parseFloat(computed.paddingRight),
      height:
        Number.parseFloat(computed.height) -
        Number.parseFloat(computed.paddingTop) -
        Number.parseFloat(computed.paddingBottom),
    }
    probe.remove()
    return area
  }

  function hasPage(name) {
    return pageRules(name).length > 0
  }

  function pageRules(name) {
    return [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule.constructor.name === 'CSSPageRule' && rule.selectorText === name)
  }

  function written({ style }) {
    const size = style.getPropertyValue('size')
    const margin = style.getPropertyValue('margin')
    return { ...(size && { size }), ...(margin && { margin }) }
  }
}

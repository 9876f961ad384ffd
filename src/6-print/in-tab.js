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
 * Before that, what is wider than the page is set smaller: Chromium would shrink the whole document to it.
 *
 * @param {number} hole Part of a page (0–1) that may stay empty at its foot.
 * @param {number} smallest The least that a wide table is set to, as a part of its size (0–1).
 * @returns {{ moved: number, wide: string[] }} Blocks that changed places, and ids of figures, or of the heading
 *   before the block, that are too wide even so.
 */
export function arrange(hole, smallest) {
  const flow = document.querySelector('[data-flow]')
  if (!flow) return { moved: 0, wide: [] }
  const page = pageArea()
  flow.setAttribute('style', `width: ${page.width}px`)
  const wide = [...flow.querySelectorAll(':scope > * > *, figure')].filter(staysWide).map(nameOf)
  for (const block of flow.querySelectorAll(':scope > * > *'))
    if (staysWhole(block)) block.style.breakInside = 'avoid'
  const gap = 50
  const forced = [...flow.querySelectorAll('*')].filter(
    (element) => getComputedStyle(element).breakBefore === 'page',
  )
  for (const element of forced) element.style.breakBefore = 'column'
  const columns = `columns: ${page.width}px auto; column-gap: ${gap}px; column-fill: auto; width: ${page.width}px; height: ${page.height}px`
  flow.setAttribute('style', columns)
  const moved = [...flow.children].reduce((sum, section) => sum + arrangeSection(section), 0)
  flow.removeAttribute('style')
  for (const element of forced) element.style.breakBefore = ''
  return { moved, wide: [...new Set(wide)] }

  /** Sets the tables of a block smaller until it fits; whether it still does not. */
  function staysWide(block) {
    if (!isWide(block)) return false
    const tables = block.matches('table') ? [block] : [...block.querySelectorAll('table')]
    const scale = Math.max(smallest, Math.floor((block.clientWidth / block.scrollWidth) * 100) / 100)
    for (const table of tables) table.style.zoom = scale
    return isWide(block)
  }

  /** A paragraph of up to three lines would leave a single one behind; a table that fits a page is better read whole. */
  function staysWhole(block) {
    const { height } = block.getBoundingClientRect()
    const lines = height / Number.parseFloat(getComputedStyle(block).lineHeight)
    return block.matches('p') ? lines < 3.5 : isFloat(block) && height < 0.85 * page.height
  }

  function isWide(block) {
    // A drawing may reach over its edge by the width of an arrow's tip.
    const most = 1.02 * block.clientWidth
    return block.scrollWidth > most || block.getBoundingClientRect().width > page.width + 1
  }

  function nameOf(block) {
    let named = block.closest('figure')?.id ? block.closest('figure') : block
    while (named && !(named.id && (named.matches('figure') || isHeading(named))))
      named = named.previousElementSibling
    return named?.id ?? ''
  }

  function arrangeSection(section) {
    return [...section.children].filter(isFloat).reduce((sum, float) => sum + settle(float), 0)
  }

  /** Moves blocks until the page before a float is full; returns how many. */
  function settle(float) {
    for (let moved = 0; ; moved++) {
      if (!leavesHole(float)) return moved
      const next = textAfter(float)
      if (next) float.before(next)
      else return moved + raise(float)
    }
  }

  /** Puts a float before the text in front of it, if it then stands on the page it could not reach. */
  function raise(float) {
    const home = float.nextSibling
    for (let text = float.previousElementSibling, steps = 1; text && isText(text); steps++) {
      text.before(float)
      if (!leavesHole(float)) return steps
      text = float.previousElementSibling
    }
    home ? home.before(float) : float.parentElement?.append(float)
    return 0
  }

  /** Whether a float, with the headings directly before it, starts a new page and leaves too much of the last one. */
  function leavesHole(float) {
    let lead = float
    while (lead.previousElementSibling && isHeading(lead.previousElementSibling))
      lead = lead.previousElementSibling
    const before = lead.previousElementSibling
    if (!before) return false
    const end = placeOf(before).last
    return placeOf(lead).first.column > end.column && page.height - end.bottom > hole * page.height
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
    const place = (rect) => ({
      column: Math.round((rect.left - origin.left) / (page.width + gap)),
      bottom: rect.bottom - origin.top,
    })
    return { first: place(rects[0] ?? origin), last: place(rects.at(-1) ?? origin) }
  }

  function isFloat(element) {
    return element.matches('figure, :has(> figure)')
  }

  function isHeading(element) {
    return /^H[1-6]$/.test(element.tagName)
  }

  function isText(element) {
    return !isFloat(element) && !isHeading(element) && !element.matches('section')
  }

  /** Width and height of the area a page has for text, in CSS px, from the `@page` rules without a name. */
  function pageArea() {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    const style = Object.assign({ size: 'A4', margin: '0' }, ...rules.filter(isPlainPage).map(written))
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

  function isPlainPage(rule) {
    return rule.constructor.name === 'CSSPageRule' && rule.selectorText === ''
  }

  function written({ style }) {
    const size = style.getPropertyValue('size')
    const margin = style.getPropertyValue('margin')
    return { ...(size && { size }), ...(margin && { margin }) }
  }
}

/**
 * Makes every block of the flow fit a page. What is wider than the page is set smaller: Chromium would shrink the whole
 * document to it. A table that is too wide even so gets a landscape page, `@page landscape`, where the house has one.
 * What is higher than the page and cannot be divided is set smaller as well.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {number} smallest The least that a figure is set to, as a part of its size (0–1).
 * @returns The text areas of pages in CSS px; the number of pages before the flow, as far as heights tell it; and the ids of
 *   figures, or of the heading before the block, that fit no page. Null where the document has no flow.
 */
export function fit(smallest) {
  const flow = document.querySelector('[data-flow]')
  if (!flow) return null
  const page = pageArea('')
  const landscape = pageRules('landscape').length > 0 ? pageArea('landscape') : null
  flow.setAttribute('style', `width: ${page.width}px`)
  for (const nav of document.querySelectorAll('.contents-page')) tighten(nav)
  const wide = [...flow.querySelectorAll(':scope > * > *, figure')].filter(staysWide).map(nameOf)
  const tall = [...flow.querySelectorAll(':scope > * > *')].filter(staysTall).map(nameOf)
  return {
    page,
    landscape: landscape ?? page,
    before: pagesBefore(),
    wide: [...new Set(wide)],
    tall: [...new Set(tall)],
  }

  /** Sets the lines of contents closer that run over by a few of them, until they do not. */
  function tighten(nav) {
    nav.style.width = `${page.width}px`
    const heightOf = () => nav.getBoundingClientRect().height
    const whole = Math.floor(heightOf() / page.height)
    // A page may end a line early.
    const room = whole * (page.height - 20)
    if (whole > 0 && heightOf() - whole * page.height <= 0.15 * page.height) {
      for (let leading = 1; heightOf() > room && leading > 0.86; leading -= 0.01)
        nav.style.setProperty('--leading', leading - 0.01)
      if (heightOf() > room) nav.style.removeProperty('--leading')
    }
    nav.style.removeProperty('width')
  }

  /** What stands beside the flow, in front of it: the cover, the contents. */
  function pagesBefore() {
    let pages = 0
    let filled = 0
    let before = null
    for (const element of flow.parentElement.children) {
      if (element === flow) break
      const { height } = element.getBoundingClientRect()
      if (height === 0) continue
      const style = getComputedStyle(element)
      const begins = !before || style.breakBefore === 'page' || style.page !== before.page
      const area = pageArea(style.page === 'auto' ? '' : style.page)
      filled = begins ? height : filled + height
      if (begins) pages++
      for (; filled > area.height + 1; filled -= area.height) pages++
      before = style
    }
    return pages
  }

  /** Sets the tables of a block smaller until it fits, or turns its page; whether it still does not fit. */
  function staysWide(block) {
    if (!isWide(block, page)) return false
    setTablesSmaller(block)
    setFormulasSmaller(block)
    if (!isWide(block, page)) return false
    return !(landscape && turnPage(block))
  }

  function isWide(block, { width }) {
    // A drawing may reach over its edge by the width of an arrow's tip.
    const most = 1.02 * block.clientWidth
    return block.scrollWidth > most || block.getBoundingClientRect().width > width + 1
  }

  function setTablesSmaller(block) {
    const scale = Math.max(smallest, Math.floor((block.clientWidth / block.scrollWidth) * 100) / 100)
    for (const table of tablesOf(block)) table.style.zoom = scale
  }

  /** Numbers of equations stay as they are. */
  function setFormulasSmaller(block) {
    const formulas = block.matches('.equation')
      ? block.querySelectorAll('.math')
      : block.querySelectorAll('.equation .math')
    for (let scale = 1; formulas.length > 0 && scale > smallest && isWide(block, page); scale -= 0.01)
      for (const formula of formulas) formula.style.fontSize = `${scale - 0.01}em`
  }

  /** Gives a block with a table a landscape page; whether it fits there. */
  function turnPage(block) {
    const whole = block.parentElement.closest('.row') ?? block
    if (tablesOf(whole).length === 0) return false
    for (const table of tablesOf(whole)) table.style.zoom = ''
    whole.classList.add('landscape')
    whole.style.width = `${landscape.width}px`
    if (isWide(whole, landscape)) setTablesSmaller(whole)
    return !isWide(whole, landscape)
  }

  function tablesOf(block) {
    return block.matches('table') ? [block] : [...block.querySelectorAll('table')]
  }

  /** Sets the drawings or pictures of a block smaller until it fits; whether it still does not fit. */
  function staysTall(block) {
    const { height } = block.matches('.landscape') ? landscape : page
    const above = headingsAbove(block)
    // So many headings are the outline of a draft, and stand on pages of their own.
    const room = above < height / 2 ? height - above - notesBelow(block) : height
    const parts = partsOf(block)
    for (let scale = 1; scale > smallest; scale -= 0.01) {
      if (wholeHeight(block) <= room) return false
      for (const part of parts) part.shrink(scale - 0.01)
    }
    return wholeHeight(block) > room
  }

  /** Height of the highest part of a block that is not divided: of a table, its head with the highest row; of a text, a picture. */
  function wholeHeight(block) {
    const { top, height } = block.getBoundingClientRect()
    if (runsOn(block)) return highest(block.querySelectorAll('img'))
    if (height <= page.height && !block.matches('.landscape')) return height
    const [table, another] = tablesOf(block)
    if (table?.tHead && !another && block.matches('figure, table')) {
      const head = table.tHead.getBoundingClientRect().bottom - top
      return head + highest(table.querySelectorAll('tbody > tr'))
    }
    return block.matches('figure, :has(> figure)') ? height : highest(block.querySelectorAll('img'))
  }

  /** A heading is low, and a text goes on wherever a page ends. */
  function runsOn(block) {
    if (block.matches('h1, h2, h3, h4, h5, h6')) return true
    return !block.matches('figure, table, :has(> figure)') && getComputedStyle(block).breakInside !== 'avoid'
  }

  function highest(elements) {
    return Math.max(0, ...[...elements].map((element) => element.getBoundingClientRect().height))
  }

  /** What can be set smaller: pictures, which else keep the width they are given, or what a figure shows. */
  function partsOf(block) {
    const images = [...block.querySelectorAll('img')]
    if (images.length > 0)
      return images.map((image) => {
        const { width } = image.getBoundingClientRect()
        return { shrink: (scale) => image.style.setProperty('max-width', `${scale * width}px`) }
      })
    const shown = [...block.querySelectorAll('figcaption + *')]
    return shown.map((part) => ({ shrink: (scale) => part.style.setProperty('zoom', scale) }))
  }

  /** So do the notes that are marked in it, at the foot; about as high as in the list at the end of the chapter. */
  function notesBelow(block) {
    // Those of a text or of a long table are divided with it.
    if (runsOn(block) || tablesOf(block).length > 0) return 0
    const ids = [...block.querySelectorAll('a[data-footnote-ref]')].map((mark) =>
      mark.getAttribute('href').slice(1),
    )
    const notes = [...new Set(ids)].map(
      (id) => document.getElementById(id)?.getBoundingClientRect().height ?? 0,
    )
    // A higher one stays at the end of its chapter.
    const below = notes.filter((height) => height > 0 && height <= page.height / 2)
    return below.reduce((sum, height) => sum + height, below.length > 0 ? 24 : 0)
  }

  /** The headings directly before a block stand on its page. */
  function headingsAbove(block) {
    let first = block
    while (first.previousElementSibling?.matches('h1, h2, h3, h4, h5, h6'))
      first = first.previousElementSibling
    return block.getBoundingClientRect().top - first.getBoundingClientRect().top
  }

  /** The id of the figure that a block is, has or stands in; of another block, that of the heading before it. */
  function nameOf(block) {
    const figure = block.closest('figure, .equation[id]') ?? block.querySelector(':scope > figure')
    if (figure?.id) return figure.id
    let heading = block.previousElementSibling
    while (heading && !heading.matches('h1, h2, h3, h4, h5, h6')) heading = heading.previousElementSibling
    return heading?.id ?? ''
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
    const sum = (...names) => names.reduce((total, name) => total + Number.parseFloat(computed[name]), 0)
    const area = {
      width: wholePixels(sum('width') - sum('paddingLeft', 'paddingRight')),
      height: wholePixels(sum('height') - sum('paddingTop', 'paddingBottom')),
    }
    probe.remove()
    return area
  }

  /** Chromium sets text on an area of whole px, rounded up; its measures are exact to a hundredth. */
  function wholePixels(length) {
    return Math.ceil(length - 0.02)
  }

  function pageRules(name) {
    return [...document.styleSheets]
      .flatMap((sheet) => rulesOf(sheet))
      .filter((rule) => rule.constructor.name === 'CSSPageRule' && rule.selectorText === name)
  }

  /** A sheet that a template links to is never loaded, and tells nothing. */
  function rulesOf(sheet) {
    try {
      return [...sheet.cssRules]
    } catch {
      return []
    }
  }

  function written({ style }) {
    const size = style.getPropertyValue('size')
    const margin = style.getPropertyValue('margin')
    return { ...(size && { size }), ...(margin && { margin }) }
  }
}

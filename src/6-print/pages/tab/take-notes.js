/**
 * Takes the footnotes out of the lists at the ends of the chapters, for the feet of the pages, and keeps them for `measure`
 * and `order`. A note that is first mentioned in another one stands under it. One that fills half a page stays in its list.
 *
 * Sent to the browser's tab as text: it uses nothing from outside itself.
 *
 * @param {number} pageHeight Height of a page's text area in CSS px.
 * @returns {{ rule: number, notes: Array<{ id: string, mark: string }> }} The height, in CSS px, of what stands over the
 *   notes of a page; and the ids of the notes that were taken and of their marks, as destinations are named.
 */
export function takeNotes(pageHeight) {
  const flow = document.querySelector('[data-flow]')
  flow.notes = []
  const marks = firstMarks()
  let rule = 0
  for (const list of flow.querySelectorAll(':scope > * > section.footnotes')) {
    const notes = notesIn(list)
    rule = Math.max(rule, measure(list, notes))
    const taken = unitsOf(notes).filter(({ height }) => height <= pageHeight / 2)
    flow.notes.push(...taken)
    for (const { items } of taken) for (const item of items) item.remove()
    if (!list.querySelector('ol > li')) list.remove()
  }
  return { rule, notes: flow.notes.map(({ id, mark }) => ({ id: decoded(id), mark: decoded(mark.id) })) }

  function notesIn(list) {
    const items = [...list.querySelectorAll(':scope > ol > li')]
    const first = list.querySelector(':scope > ol').start
    for (const [index, item] of items.entries()) item.value = first + index
    const title = list.querySelector(':scope > .footnotes-title')?.textContent || 'Notes'
    return items.map((item) => ({ item, article: articleOf(item), title, height: 0, width: 0 }))
  }

  /** The number of a note leads back to its mark. */
  function articleOf(item) {
    const article = document.createElement('article')
    article.className = 'page-note'
    article.id = item.id
    const number = document.createElement('a')
    number.className = 'number'
    number.textContent = item.value
    const back = item.querySelector('[data-footnote-backref]')
    if (back) number.href = back.getAttribute('href')
    const text = document.createElement('div')
    text.append(...[...item.childNodes].map((node) => node.cloneNode(true)))
    article.append(number, text)
    return article
  }

  /** Sets the sizes of notes; the height of what stands over them. */
  function measure(list, notes) {
    const box = document.createElement('aside')
    box.className = 'page-notes'
    box.append(...notes.map(({ article }) => article))
    // A foot that is wider than the page by a hair would have Chromium shrink the whole document.
    const width = list.getBoundingClientRect().width - 1
    const foot = document.createElement('div')
    foot.className = 'page-foot'
    foot.style.width = `${width}px`
    foot.append(box)
    list.before(foot)
    const { top, bottom } = foot.getBoundingClientRect()
    const tops = [...notes.map(({ article }) => article.getBoundingClientRect().top), bottom]
    for (const [index, note] of notes.entries()) {
      note.height = tops[index + 1] - tops[index]
      note.width = width
    }
    foot.remove()
    return tops[0] - top
  }

  /** Each note that is mentioned in the text, with those that are first mentioned in it. */
  function unitsOf(notes) {
    const units = new Map()
    for (const { item, article, title, height, width } of notes) {
      const mark = marks.get(item.id)
      const host = mark?.closest('.footnotes li')
      if (!mark || (host && !units.has(host))) continue
      const unit = units.get(host) ?? {
        id: item.id,
        mark,
        items: [],
        articles: [],
        height: 0,
        width,
        title,
        hook: null,
        indent: 0,
      }
      unit.items.push(item)
      unit.articles.push(article)
      unit.height += height
      units.set(item, unit)
    }
    return [...new Set(units.values())]
  }

  /** Ids of notes with other letters than those of ASCII are encoded. */
  function decoded(id) {
    try {
      return decodeURIComponent(id)
    } catch {
      return id
    }
  }

  /** The first mark of each note by the note's id: in the text where there is one. */
  function firstMarks() {
    const first = new Map()
    const isInNote = (mark) => mark.closest('.footnotes') !== null
    for (const mark of flow.querySelectorAll('a[data-footnote-ref]')) {
      const id = mark.getAttribute('href').slice(1)
      const known = first.get(id)
      if (!known || (isInNote(known) && !isInNote(mark))) first.set(id, mark)
    }
    return first
  }
}

/** One PDF in the paper view: opened out of sight, shown, and given back. */
import * as pdf from '/vendor/pdf.mjs'

// The viewer takes the library from where pdf.mjs has put it.
const { EventBus, GenericL10n, LinkTarget, PDFLinkService, PDFViewer, RenderingStates } = await import(
  '/vendor/pdf_viewer.mjs'
)

pdf.GlobalWorkerOptions.workerSrc = '/vendor/pdf.worker.mjs'
const worker = new pdf.PDFWorker()

/** @typedef {{ page: number, share: number, left: number }} View Page 1-based; share of its height above the view. */

export class Sheets {
  pages = 0
  #box = document.createElement('div')
  #bus = new EventBus()
  #links = new PDFLinkService({
    eventBus: this.#bus,
    externalLinkTarget: LinkTarget.BLANK,
    externalLinkRel: 'noopener noreferrer',
  })
  #end = new AbortController()
  #task
  #viewer
  /** @type {pdf.PDFDocumentProxy | null} */
  #document = null

  /**
   * @param {HTMLElement} place What it is put into.
   * @param {string} url
   */
  constructor(place, url) {
    this.#box.className = 'sheets'
    this.#box.tabIndex = 0
    this.#box.dataset.state = 'loading'
    this.#box.append(document.createElement('div'))
    this.#box.firstElementChild?.classList.add('pdfViewer')
    place.append(this.#box)
    const options = {
      container: this.#box,
      eventBus: this.#bus,
      linkService: this.#links,
      annotationEditorMode: pdf.AnnotationEditorType.DISABLE,
      annotationMode: pdf.AnnotationMode.ENABLE,
      enableAutoLinking: false,
      l10n: new GenericL10n('en-US'),
      // Known to the viewer, though not to its types.
      abortSignal: this.#end.signal,
    }
    this.#viewer = new PDFViewer(options)
    this.#links.setViewer(this.#viewer)
    this.#task = pdf.getDocument({
      url,
      worker,
      cMapUrl: '/vendor/cmaps/',
      cMapPacked: true,
      isEvalSupported: false,
    })
  }

  get box() {
    return this.#box
  }

  /**
   * Resolves when what is in view is drawn.
   *
   * @param {string} scale A number, or `page-width`.
   * @param {View | null} view
   */
  async open(scale, view) {
    this.#document = await this.#task.promise
    this.pages = this.#document.numPages
    const ready = new Promise((resolve) => this.#bus.on('pagesinit', resolve, { once: true }))
    this.#viewer.setDocument(this.#document)
    this.#links.setDocument(this.#document)
    await ready
    this.#viewer.currentScaleValue = scale
    // At once, or the first page is drawn in vain; and when it is known which pages are larger than the first.
    if (view) this.view = view
    await this.#viewer.pagesPromise
    if (view) this.view = view
    await this.#drawn()
  }

  async #drawn() {
    while (!this.#end.signal.aborted) {
      this.#viewer.update()
      const waiting = this.#visible().some((page) => page.renderingState !== RenderingStates.FINISHED)
      if (!waiting) return
      await new Promise((resolve) => {
        this.#bus.on('pagerendered', resolve, { once: true })
        this.#end.signal.addEventListener('abort', resolve, { once: true })
      })
    }
  }

  #visible() {
    const { scrollTop, clientHeight } = this.#box
    return this.#all().filter(
      ({ div }) => div.offsetTop + div.offsetHeight > scrollTop && div.offsetTop < scrollTop + clientHeight,
    )
  }

  #all() {
    return Array.from({ length: this.#viewer.pagesCount }, (_, index) => this.#viewer.getPageView(index))
  }

  /** @returns {View} */
  get view() {
    const [first] = this.#visible()
    if (!first) return { page: 1, share: 0, left: 0 }
    const { scrollTop, scrollLeft } = this.#box
    return {
      page: first.id,
      share: (scrollTop - first.div.offsetTop) / first.div.offsetHeight,
      left: scrollLeft,
    }
  }

  set view({ page, share, left }) {
    const { div } = this.#viewer.getPageView(Math.min(page, this.pages) - 1)
    this.#box.scrollTop = div.offsetTop + share * div.offsetHeight
    this.#box.scrollLeft = left
  }

  get page() {
    return this.#viewer.currentPageNumber
  }

  set page(number) {
    this.#viewer.scrollPageIntoView({ pageNumber: Math.max(1, Math.min(number, this.pages)) })
  }

  /** A number, or `page-width`. */
  get scale() {
    return this.#viewer.currentScaleValue
  }

  set scale(value) {
    this.#viewer.currentScaleValue = value
  }

  /** @param {number} steps */
  zoom(steps) {
    this.#viewer.updateScale({ steps })
  }

  /** @param {() => void} listener */
  onPage(listener) {
    this.#bus.on('pagechanging', listener)
  }

  /**
   * @param {number} number Of the page, 1-based.
   * @returns {Promise<Array<{ str: string, transform: number[], width: number, height: number }>>}
   */
  async items(number) {
    const page = await this.#document?.getPage(number)
    const content = await page?.getTextContent()
    return (content?.items ?? []).filter((item) => 'str' in item)
  }

  /**
   * Scrolls to pieces of text and shows them briefly.
   *
   * @param {number} number Of the page, 1-based.
   * @param {Array<{ transform: number[], width: number, height: number }>} items
   */
  show(number, items) {
    const view = this.#viewer.getPageView(number - 1)
    const boxes = items.map(({ transform: [, , , , x = 0, y = 0], width, height }) => {
      const [a, b, c, d] = view.viewport.convertToViewportRectangle([
        x,
        y - height * 0.2,
        x + width,
        y + height,
      ])
      return { left: Math.min(a, c), top: Math.min(b, d), width: Math.abs(a - c), height: Math.abs(b - d) }
    })
    const top = view.div.offsetTop + view.div.clientTop + (boxes[0]?.top ?? 0)
    this.#box.scrollTop = top - this.#box.clientHeight * 0.3
    for (const box of boxes) {
      const mark = document.createElement('div')
      mark.className = 'found'
      for (const [side, value] of Object.entries(box)) mark.style.setProperty(side, `${value}px`)
      view.div.append(mark)
      const animation = mark.animate([{ opacity: 1 }, { opacity: 1, offset: 0.6 }, { opacity: 0 }], 2000)
      animation.onfinish = () => mark.remove()
    }
  }

  /** @param {Node} node @returns {number | null} The 1-based number of the page it is on. */
  pageOf(node) {
    const element = node instanceof Element ? node : node.parentElement
    const page = /** @type {HTMLElement | null} */ (element?.closest('.page'))
    return page ? Number(page.dataset.pageNumber) : null
  }

  async close() {
    this.#end.abort()
    this.#viewer.setDocument(/** @type {any} */ (null))
    this.#links.setDocument(null)
    this.#box.remove()
    await this.#task.destroy()
  }
}

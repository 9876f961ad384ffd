/** The preview: the report, what is wrong with it, its paper, and the ways between them. */
import { Changes } from './changes.js'
import { openInEditor } from './editor.js'
import { byId, onClick } from './element.js'
import { Findings } from './findings.js'
import { Gallery } from './gallery.js'
import { Margin } from './margin.js'
import { mark, showFinding } from './marks.js'
import { Mistakes } from './mistakes.js'
import { Paper } from './paper.js'
import { Places } from './places.js'
import { Report } from './report.js'
import { Search } from './search.js'
import { makeSplit } from './split.js'
import { recall, remember } from './store.js'
import { Stream } from './stream.js'
import { plain, plainTextOf } from './text.js'
import { wordsOf, writeWords } from './words.js'

/** @typedef {import('./message.js').Message} Message */
/** @typedef {import('./report.js').Block} Block */
/** @typedef {import('./targets.js').Target} Target */

let words = wordsOf('en')
/** @type {Target[]} */
let targets = []
/** @type {Message[]} */
let findings = []
let isBuilding = false
let isLost = false
let wasLost = false

const report = new Report(/** @type {HTMLIFrameElement} */ (byId('report')))
const places = new Places()
const openMessage = (/** @type {Message} */ { file, line, column }) => open(file, line, column)
const mistakes = new Mistakes(words, openMessage)
const list = new Findings(words, openMessage, (message) => {
  leaveGallery()
  showFinding(report, findings, message)
})
const paper = new Paper(words, () => report.version, showInReport)
const margin = new Margin(report, places, ({ file, start }) => open(file, start, 1), showOnPaper)
const gallery = new Gallery(
  report,
  () => targets,
  (target) => {
    leaveGallery()
    goTo(target)
  },
)
const search = new Search(
  () => targets,
  (target) => {
    leaveGallery()
    goTo(target)
  },
)
new Changes(report, () => words)

/** @type {import('./stream.js').Handlers} */
const handlers = {
  hello({ report: { title, language }, version }) {
    if (language) speak(language, title)
    if (wasLost || (report.version !== 0 && report.version !== version)) report.reload()
    wasLost = false
  },
  page(update) {
    isBuilding = false
    report.update(update)
  },
  messages(messages) {
    isBuilding = false
    report.reach(messages.version)
    findings = messages.findings
    mistakes.show(messages.mistakes)
    list.show(findings)
    markSoon()
  },
  places: ({ slots }) => places.merge(slots),
  targets(next) {
    targets = next.targets
    gallery.refresh(words.noFigures)
  },
  paper: (state) => paper.update(state),
  building() {
    isBuilding = true
  },
}

const stream = new Stream(handlers, showStatus, (state) => {
  isLost = state === 'lost'
  wasLost ||= isLost
  showStatus()
})

/**
 * @param {string} language Of the report.
 * @param {string} title
 */
function speak(language, title) {
  document.title = title
  byId('title').textContent = title
  if (language === document.documentElement.lang) return
  document.documentElement.lang = language
  words = wordsOf(language)
  writeWords(words)
  paper.words = words
  mistakes.words = words
  list.words = words
}

function showStatus() {
  const state = isLost ? 'lost' : isBuilding ? 'building' : mistakes.count > 0 ? 'stale' : 'live'
  const status = byId('status')
  status.dataset.state = state
  status.textContent = words[state]
}

// Marks are drawn once for all the events of one build.
let isMarking = false
function markSoon() {
  if (isMarking) return
  isMarking = true
  requestAnimationFrame(() => {
    isMarking = false
    mark(report, isMarked.checked ? findings : [])
  })
}

const isMarked = /** @type {HTMLInputElement} */ (byId('marks'))
isMarked.checked = recall('marks', 'true') === 'true'
isMarked.addEventListener('change', () => {
  remember('marks', isMarked.checked)
  markSoon()
})

function followPage() {
  speak(report.page.documentElement.lang, report.page.title)
  markSoon()
  paper.showState()
  gallery.refresh(words.noFigures)
}
report.addEventListener('change', followPage)
report.addEventListener('load', () => {
  followPage()
  report.page.addEventListener('keydown', onKey)
  report.page.addEventListener('dblclick', (event) => {
    const block = event.ctrlKey || event.metaKey ? report.blockOf(/** @type {Node} */ (event.target)) : null
    if (block) showOnPaper(block)
  })
})

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key, altKey, ctrlKey, metaKey, target } = event
  const isTyping = /** @type {Element | null} */ (target)?.matches?.(
    'input, select, textarea, [contenteditable]',
  )
  if (
    (key === '/' && !isTyping && !ctrlKey && !metaKey) ||
    (key.toLowerCase() === 'k' && (ctrlKey || metaKey))
  ) {
    event.preventDefault()
    search.open()
  } else if (key === 'Enter' && altKey) {
    event.preventDefault()
    margin.openCurrent()
  } else if (key === 'Escape' && gallery.isOpen) leaveGallery()
}
addEventListener('keydown', onKey)

/**
 * @param {string} file
 * @param {number | null} line 1-based.
 * @param {number | null} column
 */
async function open(file, line, column) {
  const why = await openInEditor(file, line, column)
  if (why) say(words.notOpened(why))
}

/** @type {number | undefined} */
let saying
/** @param {string} text */
function say(text) {
  const notice = byId('notice')
  notice.textContent = text
  notice.hidden = false
  clearTimeout(saying)
  saying = setTimeout(() => {
    notice.hidden = true
  }, 10000)
}

/** @param {Target} target */
function goTo(target) {
  const element = report.page.getElementById(target.id)
  if (element) report.goTo(element)
  report.frame.focus()
  if (element && paper.isOpen && target.page !== null) paper.find(plainTextOf(element), target.page)
}

/** @param {Block} block */
async function showOnPaper({ element }) {
  if (!paper.isOpen) togglePaper(true)
  const pages = new Map(targets.map(({ id, page }) => [id, page]))
  const ids = [...report.page.querySelectorAll('[id]')]
  const isBefore = (/** @type {Element} */ each) =>
    each === element ||
    element.contains(each) ||
    Boolean(each.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)
  const near = ids.findLast((each) => typeof pages.get(each.id) === 'number' && isBefore(each))
  const found = await paper.find(plainTextOf(element), (near && pages.get(near.id)) ?? 1)
  if (!found) say(words.notOnPaper)
}

/**
 * @param {string} text A line of the paper.
 * @param {number} page It is on, 1-based.
 */
function showInReport(text, page) {
  leaveGallery()
  const needle = plain(text)
  const pages = new Map(targets.map((target) => [target.id, target.page]))
  let last = 1
  let best = null
  for (const { element } of report.blocks()) {
    for (const each of [element, ...element.querySelectorAll('[id]')]) last = pages.get(each.id) ?? last
    if (!plainTextOf(element).includes(needle)) continue
    const distance = Math.abs(page - last)
    if (!best || distance < best.distance) best = { element, distance }
  }
  if (!best) return say(words.notInReport)
  if (isNarrow.matches) togglePaper(false)
  report.goTo(best.element)
}

const isNarrow = matchMedia('(max-width: 760px)')

/** @param {boolean} isOpen */
function togglePaper(isOpen) {
  document.body.dataset.paper = isOpen ? 'open' : 'closed'
  byId('paper-button').setAttribute('aria-pressed', String(isOpen))
  byId('split').hidden = !isOpen
  if (isOpen) paper.open()
  else paper.close()
  remember('paper', isOpen)
  stream.connect(isOpen)
}

function leaveGallery() {
  if (gallery.isOpen) gallery.close()
}

onClick('paper-button', () => togglePaper(!paper.isOpen))
onClick('gallery-button', () =>
  gallery.isOpen ? gallery.close() : gallery.open(words.gallery, words.noFigures),
)
writeWords(words)
makeSplit()
report.start()
togglePaper(recall('paper', 'false') === 'true')

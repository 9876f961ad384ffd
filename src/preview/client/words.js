/** The words of the preview, in the language of the report. */

const en = {
  toolbar: 'Preview',
  report: 'Report',
  paper: 'Paper',
  gallery: 'Gallery',
  search: 'Search',
  searchHint: 'Heading, figure, table or id',
  nothingFound: 'Nothing found',
  findings: 'Findings',
  noFindings: 'No findings',
  mistakes: 'Mistakes',
  mistakesCount: (/** @type {number} */ count) => (count === 1 ? '1 mistake' : `${count} mistakes`),
  lastGood: 'The page shown is the last good one.',
  stale: 'last good page',
  building: 'Building…',
  live: 'Up to date',
  lost: 'The preview server does not answer',
  close: 'Close',
  severity: 'Severity',
  error: 'Errors',
  warning: 'Warnings',
  info: 'Remarks',
  rule: 'Rule',
  everyRule: 'All rules',
  marks: 'Mark in the text',
  openSource: 'Open in the editor',
  notOpened: (/** @type {string} */ why) => `The editor was not opened: ${why}`,
  marginHint: 'Source of a block: point here, or hold Alt over the text; click opens the editor',
  toPaper: 'Paper',
  toPaperHint: 'Show on paper (Ctrl or ⌘ with a double click)',
  notOnPaper: 'Not found on paper',
  notInReport: 'Not found in the report',
  changed: (/** @type {string} */ what) => `Changed: ${what}`,
  changedMore: (/** @type {string} */ what, /** @type {number} */ more) =>
    `Changed: ${what} and ${more} more`,
  split: 'Width of the paper',
  page: 'Page',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomFit: 'Fit width',
  paperPrinting: 'Printing…',
  paperStale: 'Older than the report',
  paperFailed: (/** @type {string} */ why) => `Could not be printed${why && `: ${why}`}`,
  noFigures: 'The report has no figures',
}

/** @type {typeof en} */
const zh = {
  toolbar: '预览',
  report: '报告',
  paper: '版面',
  gallery: '图集',
  search: '查找',
  searchHint: '标题、图、表或标识',
  nothingFound: '没有找到',
  findings: '检查',
  noFindings: '没有发现问题',
  mistakes: '错误',
  mistakesCount: (count) => `${count} 处错误`,
  lastGood: '当前显示的是最近一次无误的页面。',
  stale: '最近一次无误的页面',
  building: '正在生成…',
  live: '已是最新',
  lost: '预览服务没有响应',
  close: '关闭',
  severity: '级别',
  error: '错误',
  warning: '警告',
  info: '提示',
  rule: '规则',
  everyRule: '全部规则',
  marks: '在正文中标出',
  openSource: '在编辑器中打开',
  notOpened: (why) => `未能打开编辑器：${why}`,
  marginHint: '查看出处：指向此处，或按住 Alt 指向正文；单击打开编辑器',
  toPaper: '版面',
  toPaperHint: '在版面中显示（Ctrl 或 ⌘ 加双击）',
  notOnPaper: '版面中没有找到',
  notInReport: '正文中没有找到',
  changed: (what) => `已更改：${what}`,
  changedMore: (what, more) => `已更改：${what}等 ${more + 1} 处`,
  split: '版面宽度',
  page: '第',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomFit: '适合宽度',
  paperPrinting: '正在排印…',
  paperStale: '早于当前正文',
  paperFailed: (why) => `未能排印${why && `：${why}`}`,
  noFigures: '报告中没有图',
}

/** @typedef {typeof en} Words */

/**
 * @param {string} language Of the report, for example `zh-CN`.
 * @returns {Words}
 */
export function wordsOf(language) {
  return language.startsWith('zh') ? zh : en
}

/**
 * Writes the words into elements that ask for them with `data-text`, `data-label`, `data-title`, `data-placeholder`.
 *
 * @param {Words} words
 */
export function writeWords(words) {
  const word = (/** @type {string | undefined} */ key) => String(words[/** @type {keyof Words} */ (key)])
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll('[data-text], [data-label], [data-title], [data-placeholder]')
  )) {
    const { text, label, title, placeholder } = element.dataset
    if (text) element.textContent = word(text)
    if (label) element.setAttribute('aria-label', word(label))
    if (title) element.title = word(title)
    if (placeholder) element.setAttribute('placeholder', word(placeholder))
  }
}

/** Findings as marks in the text of the report, drawn without a change to it. */
import { dense, join, textsOf } from './text.js'

/** @typedef {import('./message.js').Message} Message */
/** @typedef {import('./report.js').Report} Report */

const SEVERITIES = /** @type {const} */ (['error', 'warning', 'info'])

/**
 * @param {Report} report
 * @param {Message[]} findings None to remove the marks.
 */
export function mark(report, findings) {
  const { highlights } = report.window.CSS
  const ranges = rangesOf(report, findings)
  for (const severity of SEVERITIES) {
    const own = [...ranges].filter(([message]) => message.severity === severity).map(([, range]) => range)
    if (own.length > 0) highlights.set(`yanbao-${severity}`, new report.window.Highlight(...own))
    else highlights.delete(`yanbao-${severity}`)
  }
}

/**
 * Scrolls to a finding, and marks it until the next one.
 *
 * @param {Report} report
 * @param {Message[]} findings All of them.
 * @param {Message} message One of them.
 */
export function showFinding(report, findings, message) {
  const { slot, block } = message
  const element = slot !== null && block !== null ? report.block(slot, block) : null
  if (!element) return
  const range = rangesOf(
    report,
    findings.filter((each) => each.slot === slot && each.block === block),
  ).get(message)
  const { highlights } = report.window.CSS
  highlights.delete('yanbao-found')
  report.goTo(range?.startContainer.parentElement ?? element)
  if (range) highlights.set('yanbao-found', new report.window.Highlight(range))
}

/**
 * The first finding of a quote in a block is its first occurrence, the second its second.
 *
 * @param {Report} report
 * @param {Message[]} findings In the order of the source.
 * @returns {Map<Message, StaticRange>}
 */
function rangesOf(report, findings) {
  /** @type {Map<Message, StaticRange>} */
  const ranges = new Map()
  const byBlock = Map.groupBy(
    findings.filter(({ slot, block, quote }) => slot !== null && block !== null && quote),
    ({ slot, block }) => `${slot} ${block}`,
  )
  const blocks = new Map(report.blocks().map(({ slot, index, element }) => [`${slot} ${index}`, element]))
  for (const [key, messages] of byBlock) {
    const element = blocks.get(key)
    if (!element) continue
    const { text, sources, offsets } = join(textsOf(element), dense)
    /** @type {Map<string, number>} */
    const from = new Map()
    for (const message of messages) {
      const quote = dense(message.quote.replaceAll(/[*_`~\\]/g, ''))
      const start = quote ? text.indexOf(quote, from.get(quote) ?? 0) : -1
      if (start < 0) continue
      const last = start + quote.length - 1
      from.set(quote, last + 1)
      const range = new report.window.StaticRange({
        startContainer: /** @type {Text} */ (sources[start]),
        startOffset: /** @type {number} */ (offsets[start]),
        endContainer: /** @type {Text} */ (sources[last]),
        endOffset: /** @type {number} */ (offsets[last]) + 1,
      })
      ranges.set(message, range)
    }
  }
  return ranges
}

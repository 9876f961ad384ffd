/** One Vega-Lite spec → one SVG text, the same bytes for the same spec. */
import * as vega from 'vega'
import { expressionInterpreter } from 'vega-interpreter'
import * as vegaLite from 'vega-lite'
import type { Drawing, Font } from '../report.ts'
import { drawHatches } from './hatch.ts'
import { type Item, isMovable, type Mark, placeLabels } from './labels.ts'
import { restoreLiterals } from './literals.ts'
import { numberLocale } from './locale.ts'
import { drawPowers, readable } from './power.ts'
import { type Measure, measureOf } from './typeface.ts'

/** What Vega or Vega-Lite has against a spec. */
export class ChartError extends Error {}

export type Margins = Drawing['margins']

/**
 * Draws a spec. Nothing is loaded and no code is generated from it.
 *
 * @param spec Whole Vega-Lite spec, data inlined, sizes in CSS px.
 * @param id Put before the ids inside the SVG, which share a page with those of other charts.
 * @param isKind Whether the spec is that of a kind, whose data were looked at: a layer without numbers is then no mistake.
 * @throws ChartError
 */
export async function drawSvg(spec: Record<string, unknown>, id: string, isKind: boolean): Promise<Drawing> {
  const complaints: string[] = []
  const logger = complaintLogger(complaints)
  let svg = ''
  let width = 0
  let margins: Margins
  try {
    const compiled = vegaLite.compile(spec as unknown as vegaLite.TopLevelSpec, { logger })
    const runtime = vega.parse(compiled.spec, undefined, { ast: true })
    restoreLiterals(runtime)
    vega.resetSVGDefIds()
    const view = new vega.View(runtime, {
      renderer: 'none',
      logger,
      loader: refusingLoader(complaints),
      expr: expressionInterpreter,
    } as vega.ViewOptions)
    view.locale({ ...view.locale(), ...numberLocale(refuseFormat) })
    await view.runAsync()
    refuse(complaints, isKind)
    // The first layout fits the axes that it began with; the ticks it ends with may be wider.
    await view.resize().runAsync()
    placeLabels((view.scenegraph() as unknown as { root: Mark }).root, widthOf)
    svg = await view.toSVG()
    const [, drawnWidth, drawnHeight] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number)
    width = drawnWidth!
    const [left, top] = view.origin() as [number, number]
    margins = { left, top, right: width - left - view.width(), bottom: drawnHeight! - top - view.height() }
    view.finalize()
  } catch (error) {
    throw new ChartError(short((error as Error).message))
  }
  refuse(complaints, isKind)
  return { svg: drawPowers(drawHatches(prefixIds(withoutHidden(svg), id))), width, margins }
}

function refuse(complaints: string[], isKind: boolean): void {
  const mistakes = complaints.filter((complaint) => !isKind || !complaint.startsWith(EMPTY))
  if (mistakes.length > 0) throw new ChartError([...new Set(mistakes.map(short))].join('; '))
}

function refuseFormat(specifier: string, expected: string): never {
  throw new ChartError(`format \`${specifier}\`, expected ${expected}`)
}

/** Vega leaves labels that would overlap in the picture, unseen: whoever copies, searches or listens would find them. */
function withoutHidden(svg: string): string {
  return svg.replaceAll(/<text\b[^>]*\sopacity="0"[^>]*>[\s\S]*?<\/text>/g, '')
}

/** Width of the longest line of a text, in px. */
function widthOf(item: Item): number {
  return Math.max(...[item.text ?? ''].flat().map((line) => widthOfLine(item, line)))
}

/** Chart texts are measured with the fonts they are printed in; without this Vega guesses. */
export function measureWith(fonts: Font[]): void {
  const measures = new Map<string, Measure>()
  metrics().width = (item, text) => {
    // A label that finds its own place takes no room from the plot.
    return isMovable(item.mark) ? 0 : widthOfLine(item, text)
  }
  widthOfLine = ({ font: family = '', fontWeight: weight, fontStyle: style, fontSize = 11 }, text) => {
    const key = `${family}/${weight}/${style}`
    if (!measures.has(key)) measures.set(key, measureOf(fonts, { family, weight, style }))
    return measures.get(key)!(readable(String(text ?? ''))) * fontSize
  }
}

interface TextMetrics {
  width(item: Item & { mark?: Mark }, text: unknown): number
}

/** Set by `measureWith`; a house without fonts has Vega guess. */
let widthOfLine: TextMetrics['width'] = (item, text) => metrics().width(item, text)

function metrics(): TextMetrics {
  return (vega as unknown as { textMetrics: TextMetrics }).textMetrics
}

/** Nothing is loaded, and nothing in a picture leads anywhere. */
function refusingLoader(complaints: string[]): vega.Loader {
  const load = () =>
    Promise.reject(new ChartError('data must come from a dataset of the report, nothing is loaded'))
  const sanitize = (address: string) => {
    complaints.push(`a chart can neither link to nor show \`${address}\``)
    return Promise.resolve({ href: '' })
  }
  return { load, sanitize, http: load, file: load, options: {} } as unknown as vega.Loader
}

/** How Vega warns of an axis that a layer has no number for, whatever the other layers have. */
const EMPTY = 'Infinite extent for field'

/** Lists and texts that an expression makes are at most this long: a spec of a stranger cannot fill the memory. */
const LONGEST = 100_000

vega.expressionFunction('sequence', (...[from, to, step = 1]: number[]) => {
  const [start, stop] = to === undefined ? [0, from ?? 0] : [from ?? 0, to]
  const length = Math.ceil((stop - start) / step)
  if (length > LONGEST) throw new ChartError(`a sequence of ${length} numbers, expected at most ${LONGEST}`)
  return Array.from({ length: Math.max(0, length) }, (_, index) => start + index * step)
})
vega.expressionFunction('repeat', (text: unknown, times: number) => {
  if (String(text).length * times > LONGEST) throw new ChartError(`a text of over ${LONGEST} characters`)
  return String(text).repeat(Math.max(0, times))
})

function complaintLogger(complaints: string[]): vega.LoggerInterface {
  const complain = (...words: readonly unknown[]) => {
    complaints.push(words.map((word) => (word instanceof Error ? word.message : String(word))).join(' '))
    return logger
  }
  const silent = () => logger
  const logger = {
    level: () => vega.Warn,
    error: complain,
    warn: complain,
    info: silent,
    debug: silent,
  } as unknown as vega.LoggerInterface
  return logger
}

/** Vega-Lite quotes whole specs. */
function short(complaint: string): string {
  return complaint.replace(/\{.*\}/s, '{…}')
}

function prefixIds(svg: string, id: string): string {
  return svg.replaceAll(/(\bid="|url\(#)((?:clip|gradient|pattern)_?\d+)/g, `$1${id}-$2`)
}

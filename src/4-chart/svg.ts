/** One Vega-Lite spec → one SVG text, the same bytes for the same spec. */
import * as vega from 'vega'
import * as vegaLite from 'vega-lite'
import { listed, type Sayable, say } from '../phrase.ts'
import type { Drawing } from '../report.ts'
import { ChartError } from './chart-error.ts'
import { drawHatches } from './hatch.ts'
import { type Item, isMovable, type Mark, placeLabels } from './labels.ts'
import { lean } from './lean.ts'
import { boundMarks, inTime, interpreter } from './limits.ts'
import { restoreLiterals } from './literals.ts'
import { numberLocale, type TimeDefinition, withMarks } from './locale.ts'
import { drawPowers, readable } from './power.ts'
import { type Face, type Measure, measureOf } from './typeface.ts'
import { inOurWords } from './words.ts'

export type Margins = Drawing['margins']

/** What a drawing has in place of what the spec says, in CSS px. */
export interface Fitting {
  /** Kept free around the chart. */
  padding?: Margins
  /** Of each small chart of a facet. */
  panelWidth?: number
}

/** A chart that is to be drawn. */
export interface Sketch {
  /** Whole Vega-Lite spec, data inlined, sizes in CSS px. */
  spec: Record<string, unknown>
  /** Put before the ids inside the SVG, which share a page with those of other charts. */
  id: string
  /** Whether the spec is that of a kind, whose data were looked at: a layer without numbers is then no mistake. */
  isKind: boolean
}

/** Draws a chart. Rejects with a ChartError. */
export type Draw = (fitting: Fitting) => Promise<Drawing>

/**
 * A spec that is drawn as often as it takes to fit; making it ready is half of the work of one drawing. Nothing is loaded
 * and no code is generated from it.
 *
 * @param faces That its texts are printed in.
 */
export function drawingOf(sketch: Sketch, faces: Face[]): Draw {
  let ready: ((fitting: Fitting) => Promise<Drawing>) | null = null
  return (fitting) =>
    inTurn(() => {
      if (faces.length > 0) measureWith(faces)
      ready ??= prepare(sketch)
      return ready(fitting)
    })
}

/** What Vega measures with, and the ids that it counts, are those of the process. */
let turn: Promise<unknown> = Promise.resolve()

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work)
  turn = done.catch(() => {})
  return done
}

/** @throws ChartError */
function prepare({ spec, id, isKind }: Sketch): Draw {
  const known: string[] = []
  let runtime: vega.Runtime
  let panels: string | undefined
  try {
    const logger = complaintLogger(known)
    const compiled = inTime(() => vegaLite.compile(spec as unknown as vegaLite.TopLevelSpec, { logger })).spec
    // A view writes what it reckons into the rows: each has its own.
    for (const data of compiled.data ?? []) {
      if ('values' in data) Object.assign(data, { format: { ...data.format, copy: true } })
    }
    panels = compiled.signals?.find(({ name }) => PANELS.test(name))?.name
    runtime = inTime(() => vega.parse(compiled, undefined, { ast: true }))
    restoreLiterals(runtime)
  } catch (error) {
    throw chartError(error as Error)
  }
  return async ({ padding, panelWidth }) => {
    const complaints = [...known]
    const signals = { ...(padding && { padding }), ...(panels && panelWidth && { [panels]: panelWidth }) }
    const drawing = await drawSvg(runtime, signals, complaints, isKind).catch((error: Error) => {
      throw chartError(error)
    })
    refuse(complaints, isKind)
    const svg = lean(drawPowers(drawHatches(prefixIds(drawing.svg, id))))
    return { ...drawing, svg }
  }
}

/** The signal that holds the width of the small charts of a facet, as Vega-Lite names it. */
const PANELS = /(?<!child_)child_width$/

async function drawSvg(
  runtime: vega.Runtime,
  signals: Record<string, unknown>,
  complaints: Complaint[],
  isKind: boolean,
): Promise<Drawing> {
  vega.resetSVGDefIds()
  const view = new vega.View(runtime, {
    renderer: 'none',
    logger: complaintLogger(complaints),
    loader: refusingLoader(complaints),
    expr: interpreter,
  } as vega.ViewOptions)
  const { marks = {} } = (runtime as unknown as Localized).locale?.time ?? {}
  const locale = view.locale()
  view.locale({ ...locale, ...withMarks(locale, marks), ...numberLocale(refuseFormat) })
  for (const [name, value] of Object.entries(signals)) view.signal(name, value as vega.SignalValue)
  // Nothing is loaded: the work is done before there is anything to wait for.
  await inTime(() => view.runAsync())
  refuse(complaints, isKind)
  // The first layout fits the axes that it began with; the ticks it ends with may be wider.
  await inTime(() => view.resize().runAsync())
  boundMarks(view)
  inTime(() => placeLabels((view.scenegraph() as unknown as { root: Mark }).root, widthOf))
  const svg = await inTime(() => view.toSVG())
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number) as Size
  const [left, top] = view.origin() as [number, number]
  const margins = { left, top, right: width - left - view.width(), bottom: height - top - view.height() }
  view.finalize()
  return { svg, width, margins }
}

/** What a spec says of the language of its axes. */
interface Localized {
  locale?: { time?: Partial<TimeDefinition> }
}

type Size = [match: number, width: number, height: number]

/** In Vega's words, or what we have said ourselves within Vega. */
type Complaint = string | ChartError

function refuse(complaints: Complaint[], isKind: boolean): void {
  const mistakes = complaints.filter(
    (complaint) => complaint !== STEPS && !(isKind && String(complaint).startsWith(EMPTY)),
  )
  const said = mistakes.map((each) => (each instanceof ChartError ? each.said : inOurWords(each)))
  const distinct = new Map(said.map((each) => [String(each), each]))
  if (distinct.size > 0) throw new ChartError(listed([...distinct.values()]))
}

function refuseFormat(specifier: string, expected: Sayable): never {
  throw new ChartError(say`format \`${specifier}\`, expected ${expected}`)
}

/** Width of the longest line of a text, in px. */
function widthOf(item: Item): number {
  return Math.max(...[item.text ?? ''].flat().map((line) => widthOfLine(item, line)))
}

/** Chart texts are measured with the fonts they are printed in; without this Vega guesses. */
export function measureWith(faces: Face[]): void {
  if (faces === measured) return
  measured = faces
  const measures = new Map<string, Measure>()
  metrics().width = (item, text) => {
    // A label that finds its own place takes no room from the plot.
    return isMovable(item.mark) ? 0 : widthOfLine(item, text)
  }
  widthOfLine = ({ font: family = '', fontWeight: weight, fontStyle: style, fontSize = 11 }, text) => {
    const key = `${family}/${weight}/${style}`
    if (!measures.has(key)) measures.set(key, measureOf(faces, { family, weight, style }))
    return measures.get(key)!(readable(String(text ?? ''))) * fontSize
  }
}

let measured: Face[] = []

interface TextMetrics {
  width(item: Item & { mark?: Mark }, text: unknown): number
}

/** Set by `measureWith`; a house without fonts has Vega guess. */
let widthOfLine: TextMetrics['width'] = (item, text) => metrics().width(item, text)

function metrics(): TextMetrics {
  return (vega as unknown as { textMetrics: TextMetrics }).textMetrics
}

/** Nothing is loaded, and nothing in a picture leads anywhere. */
function refusingLoader(complaints: Complaint[]): vega.Loader {
  const load = () =>
    Promise.reject(new ChartError(say`data must come from a dataset of the report, nothing is loaded`))
  const sanitize = (address: string) => {
    complaints.push(`Links to ${address}`)
    return Promise.resolve({ href: '' })
  }
  return { load, sanitize, http: load, file: load, options: {} } as unknown as vega.Loader
}

/** How Vega-Lite says that a chart is as high as its bars need, also where it was asked for nothing else. */
const STEPS = 'Dropping "fit-y" because spec has discrete height.'

/** How Vega warns of an axis that a layer has no number for, whatever the other layers have. */
const EMPTY = 'Infinite extent for field'

function complaintLogger(complaints: Complaint[]): vega.LoggerInterface {
  const complain = (...words: readonly unknown[]) => {
    const text = words.map((word) => (word instanceof Error ? word.message : String(word))).join(' ')
    complaints.push(words.length === 1 && words[0] instanceof ChartError ? words[0] : text)
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

function chartError(error: Error): ChartError {
  return error instanceof ChartError ? error : new ChartError(inOurWords(error.message))
}

function prefixIds(svg: string, id: string): string {
  return svg.replaceAll(/(\bid="|url\(#)((?:clip|gradient|pattern)_?\d+)/g, `$1${id}-$2`)
}

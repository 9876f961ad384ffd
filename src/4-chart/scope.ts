/** What a recipe can name. */
import { isRanked } from '../data/peers.ts'
import { isMonthEnd, isTimeType } from '../data/period.ts'
import { DEFAULT_FORMAT } from '../data/print.ts'
import type { Column, Float, House, Role, Row } from '../report.ts'
import { colorsOf, ownColorsOf } from './colors.ts'
import { hatchOf } from './hatch.ts'
import { columnsThatFit, legendWidth } from './legend.ts'
import { type DrawnRow, STRETCH } from './rows.ts'
import { labelsOf, type Measure, measureIn } from './typeface.ts'
import { firstOf, shorten, wrap } from './wrap.ts'

/** What `$names` of a recipe can reach: parameters by name, and beside them colours, words and the width. */
export type Scope = Record<string, unknown>

/** A column as a recipe sees it; a bare `$x` is its name. */
interface ColumnScope {
  name: string
  label: string
  /** Of its label in a legend, in CSS px. */
  labelWidth: number
  unit: string
  /** `市场规模（十亿美元）` */
  title: string
  format: string
  type: string
  /** Whether it is a column of years, quarters, periods or dates. */
  time: boolean
  /** Whether its numbers are whole and not grouped, as years are. */
  whole: boolean
  alone: boolean
  /** Of its numbers that are shown; 0 where there are none. */
  min: number
  max: number
  /** The same without outliers: numbers three times as far from the middle half as that half is wide. */
  low: number
  high: number
  /** Which kinds of numbers it holds. */
  actual: boolean
  forecast: boolean
  illustrative: boolean
  /** Whether it has illustrative numbers of both what is past and what is to come, and no other forecasts. */
  apart: boolean
  /** Whether two neighbours are neither: a line between them is solid. */
  solid: boolean
  /** The power of ten at or below its smallest number above 0: where bars on a log axis begin. */
  floor: number
  /** Keys of the rows as printed, the largest number first; after them the remainders and the totals. */
  ranking: string[]
  /** What its rows print, each the name of its place on an axis. */
  texts: string[]
  /** What stands under those places, and the same in lines that fit side by side. */
  ticks: string[]
  lines: string[][]
  /** What stands beside those places where they are one below the other: in two lines at most, as `twoLines` says. */
  names: string[][]
  twoLines: boolean
  /** The same in one line. */
  short: string[]
  /** Whether one of them stands for a whole stretch of time. */
  broken: boolean
  /** Texts of the rows that are totals. */
  totals: string[]
  /** Characters of the longest of its texts. */
  longest: number
  /** Its different texts, and a colour for each. */
  categories: string[]
  colors: string[]
  /** For each row the colour that the report gives its text, or the first of the palette; the same hatched. */
  marks: string[]
  hatches: string[]
  /** Room for one of them there, in CSS px. */
  room: number
  /** Small charts side by side, one for each text: how many in a line. */
  panelColumns: number
}

/** Several columns as a recipe sees them; bare, `$series` is the list of their names. */
interface ColumnsScope {
  names: string[]
  labels: string[]
  /** One for each column. */
  colors: string[]
  titles: string[]
  unit: string
  format: string
  min: number
  max: number
  /** Characters of the longest of their texts. */
  longest: number
  /** The category of a forecast of each column: the first one stands in the legend. */
  forecasts: string[]
  /** Categories and fills of a chart of these columns, forecasts hatched where there are any. */
  domain: string[]
  range: string[]
  /** The categories a legend lists: none for a single column without forecasts. */
  legend: string[]
  /** Whether a number stands between two that are not known: no line leads to it. */
  alone: boolean
  /** How many of them stand side by side in the width of the figure. */
  legendColumns: number
}

/** A colour for each label. */
type ColorsFor = (labels: string[]) => string[]

interface Colors {
  /** All different, as far as the palette goes. */
  series: ColorsFor
  /** The first of the palette where the report gives none. */
  marks: ColorsFor
}

function statesOf(name: string, rows: DrawnRow[]) {
  const shown = rows.filter(({ cells }) => typeof cells[name]?.value === 'number')
  const isIllustrative = ({ cells }: Row) => cells[name]?.provenance === 'illustrative'
  const isActual = (row: Row) => !row.forecast && !isIllustrative(row)
  const forecast = shown.some((row) => row.forecast && !isIllustrative(row))
  const hasIllustrative = (isForecast: boolean) =>
    shown.some((row) => row.forecast === isForecast && isIllustrative(row))
  return {
    actual: shown.some(isActual),
    solid: shown.some((row, index) => index > 0 && isActual(row) && isActual(shown[index - 1]!)),
    forecast,
    illustrative: shown.some(isIllustrative),
    apart: !forecast && hasIllustrative(false) && hasIllustrative(true),
  }
}

/** Words that stand in legends. */
const LEGEND_WORDS = ['forecast', 'illustrative_mark', 'left_axis', 'right_axis']

/** Parameters, facts of the data (`has`), and the house's colours and words. */
export function scopeOf(
  float: Float,
  rows: DrawnRow[],
  house: House,
  seriesColors: Record<string, number>,
  width: number,
): Scope {
  const { palette } = house
  const colors: Colors = {
    series: (labels) => colorsOf(labels, palette, seriesColors),
    marks: (labels) =>
      ownColorsOf(labels, palette, seriesColors).map((color) => color ?? palette[0] ?? '#000000'),
  }
  const all = float.dataset?.columns ?? []
  const columns = all.map((column) => columnScope(column, all[0]!.name, rows, house, colors, width))
  const hasForecast = rows.some(({ forecast }) => forecast)
  const find = (name: unknown) => columns.find((column) => column.name === name)
  const params = (float.kind?.params ?? []).map(({ name, type }) => {
    const value = float.params[name] ?? null
    if (value === null) return [name, null] as const
    if (type === 'column') return [name, find(value)] as const
    if (type === 'columns')
      return [
        name,
        columnsScope(
          [value].flat().flatMap((name) => find(name) ?? []),
          house,
          colors,
          hasForecast,
          width,
        ),
      ] as const
    return [name, value] as const
  })
  return {
    ...Object.fromEntries(params),
    key: columns[0] ?? null,
    has: {
      forecast: hasForecast,
      total: rows.some(({ role }) => role === 'total'),
      remainder: rows.some(({ role }) => role === 'remainder'),
    },
    color: house.colors,
    hatch: Object.fromEntries(Object.entries(house.colors).map(([name, color]) => [name, hatchOf(color)])),
    palette,
    words: house.words,
    wordWidth: Object.fromEntries(
      LEGEND_WORDS.map((word) => [word, legendWidth(house.words[word] ?? '', house)]),
    ),
    width,
    size: float.size,
  }
}

function columnScope(
  { name, label, title, unit, format, type }: Column,
  key: string,
  rows: DrawnRow[],
  house: House,
  colors: Colors,
  width: number,
): ColumnScope {
  const values = rows.map(({ cells }) => cells[name]?.value).filter((value) => typeof value === 'number')
  const [min, max] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0]
  const positive = values.filter((value) => value > 0)
  const floor = positive.length > 0 ? 10 ** Math.floor(Math.log10(Math.min(...positive))) : 1
  const ranking = rows
    .filter(({ cells }) => typeof cells[name]?.value === 'number')
    .sort((a, b) => rankOf(a) - rankOf(b) || Number(b.cells[name]!.value) - Number(a.cells[name]!.value))
    .map(({ cells }) => cells[key]!.text)
  const known = rows.map(({ cells }) => typeof cells[name]?.value === 'number')
  const alone = known.some((is, index) => is && !known[index - 1] && !known[index + 1])
  const texts = rows.map(({ cells }) => cells[name]?.text ?? '')
  const isMonthly = rows.every((row) => row.place !== 'row' || isMonthEndIn(row, name))
  const ticks = rows.map(({ place }, index) =>
    place === 'stretch' ? STRETCH : isMonthly ? monthOf(texts[index]!) : texts[index]!,
  )
  const categories = [...new Set(texts)]
  const room = (width * PLOT) / Math.max(1, rows.length)
  const names = linesOf(texts, width * NAMES, house, 2)
  return {
    name,
    label,
    labelWidth: legendWidth(label, house),
    unit,
    title,
    format: format || DEFAULT_FORMAT,
    type,
    min,
    max,
    floor,
    ranking,
    alone,
    time: isTimeType(type),
    whole: isTimeType(type) || /^\d*d$/.test(format),
    ...withoutOutliers(values),
    texts,
    ticks,
    broken: rows.some(({ place }) => place === 'stretch'),
    totals: texts.filter((_, index) => rows[index]!.role === 'total'),
    longest: Math.max(0, ...texts.map(({ length }) => length)),
    categories,
    colors: colors.series(categories),
    marks: colors.marks(texts),
    hatches: colors.marks(texts).map(hatchOf),
    lines: isTimeType(type) ? timesOf(ticks, room - 4, house) : linesOf(ticks, room - 4, house),
    names,
    short: shortOf(texts, width * NAMES, house),
    twoLines: names.some(({ length }) => length > 1),
    room,
    panelColumns: panelColumnsOf(categories.length, width),
    ...statesOf(name, rows),
  }
}

/** Parts come first, what is left of them after, and then what all of them make up. */
function rankOf(row: Row): number {
  return isRanked(row) ? 0 : ROLES.indexOf(row.role!) + 1
}
const ROLES: Role[] = ['remainder', 'total']

/** Of the width of a chart: what its axes leave to the plot at least. */
const PLOT = 0.78

function isMonthEndIn({ cells, period }: DrawnRow, column: string): boolean {
  return Boolean(period) && cells[column]?.value === period!.text && isMonthEnd(period!)
}

/** On an axis the end of a month stands for the month. */
function monthOf(text: string): string {
  return text.replace(/(?<=^\d{4}-\d{2})-\d{2}/, '')
}

/** Times stay whole, but for a part of a year below its year: an axis leaves out those that have no room. */
function timesOf(texts: string[], room: number, house: House): string[][] {
  const { family, size } = labelsOf(house, 'axis')
  const measure = measureIn(house, family)
  const isNarrow = texts.some((text) => measure(text) * size > room)
  return texts.map((text) => {
    if (!isNarrow) return [text]
    return /^\d{4}-/.test(text) ? [text.slice(2)] : text.split(/(?<=^(?:FY)?\d{4})(?=[QH]\d)/)
  })
}

/** More lines of a name under an axis would leave little of the plot. */
const MOST_LINES = 5

/** Of the width of a chart: what a name beside its axis, or within its plot, may take. */
const NAMES = 0.38

/** Texts in lines that fit under an axis, or beside it. */
function linesOf(texts: string[], room: number, house: House, most = MOST_LINES): string[][] {
  const widthOf = widthIn(house)
  return texts.map((text) => firstOf(wrap(text, room, widthOf), most, room, widthOf))
}

/** Texts in one line, cut where they are longer than the room. */
function shortOf(texts: string[], room: number, house: House): string[] {
  const widthOf = widthIn(house)
  return texts.map((text) => shorten(text, room, widthOf))
}

/** Measures labels of an axis, in CSS px. */
function widthIn(house: House): Measure {
  const { family, size } = labelsOf(house, 'axis')
  const measure = measureIn(house, family)
  return (text) => measure(text) * size
}

function withoutOutliers(values: number[]): { low: number; high: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const quantile = (share: number) => {
    const at = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
    return below + (above - below) * (at % 1)
  }
  if (sorted.length === 0) return { low: 0, high: 0 }
  const [lower, upper] = [quantile(0.25), quantile(0.75)]
  const reach = 3 * (upper - lower)
  const usual = sorted.filter((value) => value >= lower - reach && value <= upper + reach)
  return { low: usual[0]!, high: usual.at(-1)! }
}

/** A small chart with its axis is not read well in less, in CSS px. */
const NARROWEST = 125

function panelColumnsOf(count: number, width: number): number {
  const most = Math.max(1, Math.floor(width / NARROWEST))
  const lines = Math.max(1, Math.ceil(count / most))
  return Math.max(1, Math.ceil(count / lines))
}

function columnsScope(
  columns: ColumnScope[],
  house: House,
  { series: colorsFor }: Colors,
  hasForecast: boolean,
  width: number,
): ColumnsScope {
  const labels = columns.map(({ label }) => label)
  const colors = colorsFor(labels)
  const forecast = house.words.forecast ?? 'forecast'
  const legend = hasForecast ? [...labels, forecast] : labels.length > 1 ? labels : []
  const forecasts = columns.map((_, index) => (index === 0 ? forecast : `${forecast} ${index + 1}`))
  return {
    names: columns.map(({ name }) => name),
    labels,
    colors,
    titles: columns.map(({ title }) => title),
    unit: columns[0]?.unit ?? '',
    format: columns[0]?.format ?? '',
    min: Math.min(...columns.map(({ min }) => min)),
    max: Math.max(...columns.map(({ max }) => max)),
    longest: Math.max(...columns.map(({ longest }) => longest)),
    forecasts,
    domain: hasForecast ? [...labels, ...forecasts] : labels,
    range: hasForecast ? [...colors, ...colors.map(hatchOf)] : colors,
    legend,
    alone: columns.some(({ alone }) => alone),
    legendColumns: columnsThatFit(legend, width, house),
  }
}

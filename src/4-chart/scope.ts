/** What a recipe can name. */
import type { Column, Dataset, Float, House, Row } from '../report.ts'
import { hatchOf } from './hatch.ts'

/** What `$names` of a recipe can reach: parameters by name, and beside them colours, words and the width. */
export type Scope = Record<string, unknown>

/** A column as a recipe sees it; a bare `$x` is its name. */
interface ColumnScope {
  name: string
  label: string
  unit: string
  /** `市场规模（十亿美元）` */
  title: string
  format: string
  type: string
  /** Of its numbers; 0 where there are none. */
  min: number
  max: number
  /** Which kinds of numbers it holds. */
  actual: boolean
  forecast: boolean
  illustrative: boolean
  /** The power of ten at or below its smallest number above 0: where bars on a log axis begin. */
  floor: number
  /** Keys of the rows as printed, the largest number first. */
  ranking: string[]
}

/** Several columns as a recipe sees them; bare, `$series` is the list of their names. */
interface ColumnsScope {
  names: string[]
  labels: string[]
  titles: string[]
  unit: string
  format: string
  min: number
  max: number
  /** The category of a forecast of each column: the first one stands in the legend. */
  forecasts: string[]
  /** Categories and fills of a chart of these columns, forecasts hatched where there are any. */
  domain: string[]
  range: string[]
  /** The categories a legend lists: none for a single column without forecasts. */
  legend: string[]
  /** How many of them stand side by side in the width of the figure. */
  legendColumns: number
}

function statesOf(name: string, { rows }: Dataset) {
  const shown = rows.filter(({ cells, hidden }) => !hidden && typeof cells[name]?.value === 'number')
  const isIllustrative = ({ cells }: Row) => cells[name]?.provenance === 'illustrative'
  return {
    actual: shown.some((row) => !row.forecast && !isIllustrative(row)),
    forecast: shown.some((row) => row.forecast && !isIllustrative(row)),
    illustrative: shown.some(isIllustrative),
  }
}

/** Parameters, facts of the data (`has`), and the house's colours and words. */
export function scopeOf(float: Float, house: House, width: number): Scope {
  const columns = (float.dataset?.columns ?? []).map((column) => columnScope(column, float.dataset!, house))
  const hasForecast = float.dataset?.rows.some(({ forecast }) => forecast) ?? false
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
    },
    color: house.colors,
    hatch: Object.fromEntries(Object.entries(house.colors).map(([name, color]) => [name, hatchOf(color)])),
    palette: house.palette,
    words: house.words,
    width,
    size: float.size,
  }
}

function columnScope(
  { name, label, unit, format, type }: Column,
  dataset: Dataset,
  house: House,
): ColumnScope {
  const title = unit
    ? (house.words.with_unit ?? '{label} ({unit})').replace('{label}', label).replace('{unit}', unit)
    : label
  const values = dataset.rows
    .map(({ cells }) => cells[name]?.value)
    .filter((value) => typeof value === 'number')
  const [min, max] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 0]
  const positive = values.filter((value) => value > 0)
  const floor = positive.length > 0 ? 10 ** Math.floor(Math.log10(Math.min(...positive))) : 1
  const key = dataset.columns[0]!.name
  const ranking = dataset.rows
    .filter(({ cells }) => typeof cells[name]?.value === 'number')
    .sort((a, b) => Number(b.cells[name]!.value) - Number(a.cells[name]!.value))
    .map(({ cells }) => cells[key]!.text)
  return {
    name,
    label,
    unit,
    title,
    format: format || ',.2~f',
    type,
    min,
    max,
    floor,
    ranking,
    ...statesOf(name, dataset),
  }
}

function columnsScope(
  columns: ColumnScope[],
  house: House,
  hasForecast: boolean,
  width: number,
): ColumnsScope {
  const labels = columns.map(({ label }) => label)
  const colors = columns.map((_, index) => house.palette[index % house.palette.length] ?? '#000000')
  const forecast = house.words.forecast ?? 'forecast'
  const legend = hasForecast ? [...labels, forecast] : labels.length > 1 ? labels : []
  const forecasts = columns.map((_, index) => (index === 0 ? forecast : `${forecast} ${index + 1}`))
  return {
    names: columns.map(({ name }) => name),
    labels,
    titles: columns.map(({ title }) => title),
    unit: columns[0]?.unit ?? '',
    format: columns[0]?.format ?? '',
    min: Math.min(...columns.map(({ min }) => min)),
    max: Math.max(...columns.map(({ max }) => max)),
    forecasts,
    domain: hasForecast ? [...labels, ...forecasts] : labels,
    range: hasForecast ? [...colors, ...colors.map(hatchOf)] : colors,
    legend,
    legendColumns: columnsThatFit(legend, width, house),
  }
}

/** Size of a legend's labels, and what stands beside one: symbol and gaps. CSS px. */
const LEGEND_SIZE = 10.5
const LEGEND_SYMBOL = 34

function columnsThatFit(labels: string[], width: number, { fonts }: House): number {
  const widths = labels.map((label) => (fonts[0]?.width(label) ?? 0) * LEGEND_SIZE + LEGEND_SYMBOL)
  // In columns every label takes the room of the widest one; in a single line each its own.
  const total = widths.reduce((sum, width) => sum + width, 0)
  return total <= width ? Math.max(1, labels.length) : Math.max(1, Math.floor(width / Math.max(...widths)))
}

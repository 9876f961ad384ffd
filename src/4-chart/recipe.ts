/** A recipe with its parameters → a whole Vega-Lite spec. */
import { fail } from '../message.ts'
import type { Cell, Column, Dataset, Float, House } from '../report.ts'
import { hatchOf } from './hatch.ts'

/** What `$names` of a recipe can reach: parameters by name, and beside them colours, words and the width. */
type Scope = Record<string, unknown>

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
}

/**
 * Fills a recipe in: `$x` becomes the parameter's value, `$x.title` a property of the column it names, `${x}` the
 * same within a longer string; a mapping with `$if: x` goes where `x` is not given, and stands for its `$then` if it has
 * one. Mistakes are the template's.
 *
 * @returns Null where a name is not known.
 */
export function fillRecipe(float: Float, house: House, width: number): Record<string, unknown> | null {
  const kind = float.kind!
  const scope = scopeOf(float, house, width)
  const unknown = new Set<string>()
  const spec = fill(kind.recipe, scope, unknown)
  for (const path of unknown)
    fail(
      kind.file,
      undefined,
      'template-invalid',
      `\`$${path}\`, expected a parameter or a name of the house`,
    )
  return unknown.size > 0 ? null : (spec as Record<string, unknown>)
}

function scopeOf(float: Float, house: House, width: number): Scope {
  const columns = (float.dataset?.columns ?? []).map((column) => columnScope(column, float.dataset!, house))
  const find = (name: unknown) => columns.find((column) => column.name === name)
  const params = (float.kind?.params ?? []).map(({ name, type }) => {
    const value = float.params[name] ?? null
    if (value === null) return [name, null] as const
    if (type === 'column') return [name, find(value)] as const
    if (type === 'columns')
      return [name, columnsScope([value].flat().flatMap((name) => find(name) ?? []))] as const
    return [name, value] as const
  })
  return {
    ...Object.fromEntries(params),
    has: {
      forecast: float.dataset?.rows.some(({ forecast }) => forecast) ?? false,
      illustrative:
        float.dataset?.rows.some(({ cells }) => Object.values(cells).some(isIllustrative)) ?? false,
    },
    color: house.colors,
    hatch: Object.fromEntries(Object.entries(house.colors).map(([name, color]) => [name, hatchOf(color)])),
    palette: house.palette,
    words: house.words,
    width,
    size: float.size,
  }
}

function isIllustrative({ value, provenance }: Cell): boolean {
  return typeof value === 'number' && provenance === 'illustrative'
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
  return { name, label, unit, title, format: format || ',.2~f', type, min, max }
}

/** Several columns: bare, `$series` is the list of their names. */
function columnsScope(columns: ColumnScope[]): Record<string, unknown> {
  return {
    names: columns.map(({ name }) => name),
    labels: columns.map(({ label }) => label),
    titles: columns.map(({ title }) => title),
    unit: columns[0]?.unit ?? '',
    format: columns[0]?.format ?? '',
    min: Math.min(...columns.map(({ min }) => min)),
    max: Math.max(...columns.map(({ max }) => max)),
  }
}

/** Marks an element of a list or mapping that is left out. */
const LEFT_OUT = Symbol('left out')

function fill(node: unknown, scope: Scope, unknown: Set<string>): unknown {
  if (typeof node === 'string') return fillText(node, scope, unknown)
  if (Array.isArray(node))
    return node.map((item) => fill(item, scope, unknown)).filter((item) => item !== LEFT_OUT)
  if (typeof node !== 'object' || node === null) return node
  const { $if: condition, $then: value, ...rest } = node as Record<string, unknown>
  if (condition !== undefined && !given(lookUp(String(condition), scope, unknown))) return LEFT_OUT
  if (value !== undefined) return fill(value, scope, unknown)
  const filled = Object.entries(rest).map(([key, value]) => [key, fill(value, scope, unknown)] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== LEFT_OUT))
}

function given(value: unknown): boolean {
  return value !== null && value !== false && value !== ''
}

function fillText(text: string, scope: Scope, unknown: Set<string>): unknown {
  const whole = /^\$([\w.]+)$/.exec(text)
  if (whole) return nameOf(lookUp(whole[1]!, scope, unknown))
  return text.replace(/\$\{([\w.]+)\}/g, (_, path: string) => {
    const value = nameOf(lookUp(path, scope, unknown))
    return Array.isArray(value) ? JSON.stringify(value) : String(value)
  })
}

/** A column stands for its name, several for the list of theirs. */
function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('title' in value && 'name' in value) return value.name
  return 'titles' in value && 'names' in value ? value.names : value
}

function lookUp(path: string, scope: Scope, unknown: Set<string>): unknown {
  let at: unknown = scope
  for (const step of path.split('.')) {
    if (at === null) return null
    if (typeof at !== 'object' || !Object.hasOwn(at, step)) {
      unknown.add(path)
      return null
    }
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

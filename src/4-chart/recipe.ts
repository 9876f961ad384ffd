/** A recipe with its parameters → a whole Vega-Lite spec. */
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { Float, House } from '../report.ts'
import type { DrawnRow } from './rows.ts'
import { type Scope, scopeOf } from './scope.ts'

/**
 * Fills a recipe in: `$x` becomes the parameter's value, `$x.title` a property of the column it names, `${x}` the
 * same within a longer string; a mapping with `$if: x` goes where `x` is not given, or stands for its `$then` and
 * `$else`. Mistakes are the template's.
 *
 * @param rows Those that the figure draws.
 * @returns Null where a name is not known.
 */
export function fillRecipe(
  float: Float,
  rows: DrawnRow[],
  house: House,
  seriesColors: Record<string, number>,
  width: number,
): Record<string, unknown> | null {
  const kind = float.kind!
  const scope = scopeOf(float, rows, house, seriesColors, width)
  const unknown = new Set<string>()
  const spec = fill(kind.recipe, scope, unknown)
  for (const path of unknown) {
    const what = say`\`$${path}\`, expected a parameter or a name of the house`
    fail(kind.file, undefined, 'template-invalid', what)
  }
  return unknown.size > 0 ? null : (spec as Record<string, unknown>)
}

/** Marks an element of a list or mapping that is left out. */
const LEFT_OUT = Symbol('left out')

function fill(node: unknown, scope: Scope, unknown: Set<string>): unknown {
  if (typeof node === 'string') return fillText(node, scope, unknown)
  if (Array.isArray(node))
    return node.map((item) => fill(item, scope, unknown)).filter((item) => item !== LEFT_OUT)
  if (typeof node !== 'object' || node === null) return node
  const { $if: condition, $then: value, $else: other, ...rest } = node as Record<string, unknown>
  const holds = condition === undefined || given(lookUp(String(condition), scope, unknown))
  if (value !== undefined || other !== undefined) {
    const chosen = holds ? value : other
    return chosen === undefined ? LEFT_OUT : fill(chosen, scope, unknown)
  }
  if (!holds) return LEFT_OUT
  const filled = Object.entries(rest).map(([key, value]) => [key, fill(value, scope, unknown)] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== LEFT_OUT))
}

function given(value: unknown): boolean {
  return value !== null && value !== false && value !== ''
}

function fillText(text: string, scope: Scope, unknown: Set<string>): unknown {
  const whole = /^\$([\w.]+)$/.exec(text)
  if (whole) return nameOf(lookUp(whole[1]!, scope, unknown))
  const textOf = (path: string) => {
    const value = nameOf(lookUp(path, scope, unknown))
    return Array.isArray(value) ? JSON.stringify(value) : String(value)
  }
  const filled = (part: string, written: (text: string) => string) =>
    part.replaceAll(/\$\{([\w.]+)\}/g, (_, path: string) => written(textOf(path)))
  // Inside the quotes of an expression a label must not end them.
  return text.replaceAll(/'[^']*'|[^']+/g, (part) =>
    filled(part, (text) => (part.startsWith("'") ? text.replaceAll(/['\\]/g, '\\$&') : text)),
  )
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

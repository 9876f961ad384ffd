/** What a figure tells its kind, checked against what the kind can be told. */
import { fail } from '../message.ts'
import { either, enumerated, type Sayable, say } from '../phrase.ts'
import type { Chapter, Dataset, Kind, Param, ParamValue, Place } from '../report.ts'

/** A parameter as written, and where. */
export interface Written {
  value: unknown
  place: Place
}

/**
 * @param dataset The figure's dataset; null where it has none or its file has mistakes.
 * @param place Where the figure stands, for parameters that are missing.
 */
export function bindParams(
  kind: Kind,
  written: Map<string, Written>,
  dataset: Dataset | null,
  chapter: Chapter,
  place: Place,
): Record<string, ParamValue> {
  const names = kind.params.map(({ name }) => name)
  for (const [name, { place }] of written) {
    if (!names.includes(name)) fail(chapter.file, place, 'param-unknown', name, kind.name, names)
  }
  const bound = kind.params.map((param) => {
    const own = written.get(param.name)
    return [
      param.name,
      bindParam(param, own, { kind, dataset, chapter, place: own?.place ?? place }),
    ] as const
  })
  return Object.fromEntries(bound)
}

interface Context {
  kind: Kind
  dataset: Dataset | null
  chapter: Chapter
  place: Place
}

function bindParam(param: Param, own: Written | undefined, context: Context): ParamValue {
  if (own) return checked(param, own.value, context)
  if (param.default !== null) {
    // The default of an optional column is taken only where the dataset has such a column.
    const columns = [param.default].flat().map(String)
    const known = context.dataset?.columns.map(({ name }) => name) ?? []
    const isColumn = param.type === 'column' || param.type === 'columns'
    if (isColumn && param.optional && !columns.every((column) => known.includes(column))) return null
    return checked(param, param.default, context)
  }
  if (!param.optional)
    fail(context.chapter.file, context.place, 'param-missing', param.name, context.kind.name)
  return null
}

/** The value, or null with a message where it is of another type. */
function checked(param: Param, value: unknown, context: Context): ParamValue {
  const refuse = (expected: Sayable) => {
    fail(
      context.chapter.file,
      context.place,
      'param-type',
      param.name,
      `\`${JSON.stringify(value)}\``,
      expected,
    )
    return null
  }
  switch (param.type) {
    case 'number': {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
      if (typeof number !== 'number' || !Number.isFinite(number)) return refuse(say`a number`)
      return param.min === null || number >= param.min
        ? number
        : refuse(say`a number of at least ${param.min}`)
    }
    case 'boolean':
      if (value === '' || value === 'true' || value === true) return true
      return value === 'false' || value === false ? false : refuse(say`true or false`)
    case 'choice':
      return param.choices.includes(String(value))
        ? String(value)
        : refuse(say`one of ${enumerated(param.choices)}`)
    case 'text':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : refuse(say`a text`)
    case 'cell':
      return typeof value === 'string' || typeof value === 'number'
        ? checkCell(param, String(value), context)
        : refuse(say`the text of a cell`)
    case 'column':
      return typeof value === 'string'
        ? checkColumn(param, value, context)
        : refuse(say`the name of a column`)
    case 'columns': {
      const list = typeof value === 'string' ? value.split(/[\s,]+/) : value
      if (!Array.isArray(list)) return refuse(say`a list of columns`)
      const columns = list.map((name) => checkColumn(param, String(name), context))
      const twice = columns.find((name, at) => name !== null && columns.indexOf(name) < at)
      if (twice) return refuse(say`each column once, and \`${twice}\` is there twice`)
      return columns.every((name) => name !== null) ? columns : null
    }
  }
}

/** The text of a cell that is shown: a figure would silently do without another one. */
function checkCell(param: Param, text: string, { dataset, chapter, place }: Context): string | null {
  if (!dataset) return null
  const shown = dataset.rows.filter(({ hidden }) => !hidden)
  const texts = new Set(shown.flatMap(({ cells }) => Object.values(cells).map((cell) => cell.text)))
  if (texts.has(text)) return text
  fail(chapter.file, place, 'cell-unknown', text, param.name, dataset.name, [...texts])
  return null
}

function checkColumn(param: Param, name: string, { dataset, chapter, place }: Context): string | null {
  if (!dataset) return null
  const column = dataset.columns.find((column) => column.name === name)
  if (!column) {
    const names = dataset.columns.map(({ name }) => name)
    fail(chapter.file, place, 'column-unknown', name, dataset.name, names)
    return null
  }
  if (param.of.length > 0 && !param.of.includes(column.type)) {
    fail(
      chapter.file,
      place,
      'param-type',
      param.name,
      say`column \`${name}\` of type ${column.type}`,
      say`a column of type ${either(param.of)}`,
    )
    return null
  }
  return name
}

/** Datasets as read become complete ones. */
import { completeDataset } from '../data/dataset.ts'
import type { Problem } from '../data/derive.ts'
import { measureIn, type World } from '../data/measure.ts'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Dataset, House, Place, SourceDataset, Sources } from '../report.ts'

/** @returns Complete datasets by name, and the names of those that have mistakes. */
export function bindDatasets({ datasets, house }: Sources, memory: Memory): Omit<World, 'words'> {
  const bound = [...datasets.values()].map((dataset) =>
    memory.recall(
      `${dataset.file.path} bound`,
      () => [dataset, house.words],
      () => bindDataset(dataset, house.words),
      [dataset.file],
    ),
  )
  const complete = bound.filter((dataset) => dataset !== null)
  const named = memory.recall(
    'datasets',
    () => complete,
    () => new Map(complete.map((dataset) => [dataset.name, dataset])),
  )
  const broken = [...datasets.keys()].filter((name) => !named.has(name))
  return { datasets: named, broken: new Set(broken) }
}

function bindDataset(source: SourceDataset, words: House['words']): Dataset | null {
  const { dataset, problems } = completeDataset(source, words)
  for (const problem of problems) mark(problem, source)
  if (!dataset) return null
  const circles = dataset.values.flatMap((value) => circleOf(value, dataset, words))
  for (const problem of circles) mark(problem, source)
  return circles.length === 0 ? dataset : null
}

/** A value that is computed from a number which was itself computed back from it says nothing. */
function circleOf(
  { name, of, stated }: Dataset['values'][number],
  dataset: Dataset,
  words: House['words'],
): Problem[] {
  if (stated !== null) return []
  const measured = measureIn(dataset, of, { datasets: new Map(), broken: new Set(), words })
  const cell =
    'rule' in measured
      ? undefined
      : measured.cells.find(({ row, column }) => row.cells[column.name]?.basis === name)
  if (!cell) return []
  const key = cell.row.cells[dataset.keys[0]!]?.text
  return [{ rule: 'value-circular', what: [name, key], path: ['values', name] }]
}

function mark({ rule, what, path, at }: Problem, { file, placeOf }: SourceDataset): void {
  const place = placeOf(path)
  fail(
    file,
    at === undefined ? place : partOf(place, String(what[0]), at, String(file)),
    rule,
    ...(what as never),
  )
}

/** Where an offset in a text stands, if the text stands in a line as it is; else where the whole of it does. */
function partOf(place: Place, text: string, at: number, source: string): Place {
  const line = source.split('\n')[(place?.start.line ?? 1) - 1] ?? ''
  const from = line.indexOf(text, (place?.start.column ?? 1) - 1)
  if (!place || from < 0) return place
  const point = { line: place.start.line, column: from + at + 1 }
  return {
    start: point,
    end: { ...point, column: Math.max(point.column, Math.min(place.end.column, from + text.length + 1)) },
  }
}

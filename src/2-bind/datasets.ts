/** Datasets as read become complete ones. */

import { completeDataset } from '../data/dataset.ts'
import type { Problem } from '../data/derive.ts'
import { keyOf } from '../data/keys.ts'
import { measureIn, type World } from '../data/measure.ts'
import { convert } from '../data/unit.ts'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Dataset, House, Place, SourceDataset, Sources } from '../report.ts'
import { markProblem } from './problem.ts'

/** @returns Complete datasets by name, and the names of those that have mistakes. */
export function bindDatasets({ datasets, house: { words } }: Sources, memory: Memory): World {
  const bound = [...datasets.values()].map((dataset) =>
    memory.recall(
      `${dataset.file.path} bound`,
      { dataset, words },
      ({ dataset, words }) => bindDataset(dataset, words),
      { files: [dataset.file] },
    ),
  )
  const complete = bound.filter((dataset) => dataset !== null)
  const named = new Map(complete.map((dataset) => [dataset.name, dataset]))
  const broken = new Set([...datasets.keys()].filter((name) => !named.has(name)))
  const names = { names: [...named.keys()], broken: [...broken] }
  for (const dataset of complete) {
    memory.recallFrom(
      `${dataset.file.path} values`,
      { dataset, words, ...names },
      named,
      ({ dataset, words, broken }, _, datasets) =>
        checkValues(dataset, { datasets, broken: new Set(broken), words }),
      { files: [dataset.file] },
    )
  }
  return { datasets: named, broken, words }
}

function bindDataset(source: SourceDataset, words: House['words']): Dataset | null {
  const { dataset, problems } = completeDataset(source, words)
  for (const problem of problems) mark(problem, source)
  return dataset
}

/** Marks named values whose address is none, whether a text uses them or not. */
function checkValues(dataset: Dataset, world: World): void {
  const { file, values, placeOf } = dataset
  for (const { name, of, unit, stated } of values) {
    const place = () => placeOf(['values', name, 'of'])
    const others = values.filter((value) => value.name !== name)
    const measured = measureIn({ ...dataset, values: others }, of, world, unit)
    if (!('rule' in measured)) {
      // A value that is computed from a number which was itself computed back from it says nothing.
      const circle = measured.cells.find(({ row, column }) => row.cells[column.name]?.basis === name)
      if (circle && stated === null)
        fail(file, place(), 'value-circular', name, keyOf(circle.dataset, circle.row))
      if (measured.value !== null && unit !== '' && convert(measured.value, measured.unit, unit) === null)
        fail(file, place(), 'unit-incompatible', measured.unit, unit)
    } else if (measured.rule !== 'value-null') markProblem(measured, of, place(), { file }, { world })
  }
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

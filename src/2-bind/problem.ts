/** Why an address stands for nothing, as a message where it was written. */
import { keyOf } from '../data/keys.ts'
import type { Problem, World } from '../data/measure.ts'
import { fail } from '../message.ts'
import type { Chapter, Dataset, Place } from '../report.ts'

/** What the texts of a chapter are bound with. */
export interface TextContext {
  /** Of the report. */
  language: string
  /** Whether report.yaml tells which variables there are. */
  isTold: boolean
  /** Texts by name. */
  variables: Record<string, string>
  world: World
}

export function markProblem(
  problem: Problem,
  address: string,
  place: Place,
  { file }: Pick<Chapter, 'file'>,
  { world }: Pick<TextContext, 'world'>,
): void {
  switch (problem.rule) {
    case 'value-syntax':
      fail(file, place, problem.rule, address)
      break
    case 'value-null':
      fail(file, place, problem.rule, address, problem.why)
      break
    case 'dataset-unknown':
      fail(file, place, problem.rule, problem.name, [...world.datasets.keys(), ...world.broken])
      break
    case 'column-unknown': {
      const { columns, values, name } = problem.dataset
      const names = [...columns, ...values].map(({ name }) => name)
      fail(file, place, problem.rule, problem.column, name, names)
      break
    }
    case 'value-row': {
      const { dataset, key } = problem
      const keys = dataset.rows.flatMap((row) => [keyOf(dataset, row), ...textsOf(dataset, row)])
      fail(file, place, problem.rule, key, dataset.name, [...new Set(keys)])
      break
    }
    case 'value-ambiguous':
      fail(file, place, problem.rule, address, problem.meanings, problem.dataset.file.path)
      break
    case 'formula-invalid': {
      const { formula, seen, expected, names, at } = problem
      fail(file, place, problem.rule, formula, seen, expected, names, at)
      break
    }
  }
}

function textsOf({ keys }: Dataset, { cells }: Dataset['rows'][number]): string[] {
  return keys.length > 1 ? keys.map((key) => cells[key]?.text ?? '') : []
}

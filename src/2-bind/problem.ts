/** Why an address stands for nothing, as a message where it was written. */
import { keyOf } from '../data/address.ts'
import type { Problem, World } from '../data/measure.ts'
import { fail } from '../message.ts'
import type { Chapter, Dataset, Place, Sources } from '../report.ts'

/** What the texts of a chapter are bound with. */
export interface TextContext {
  sources: Pick<Sources, 'house' | 'settings'>
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
    case null:
      return
    case 'value-syntax':
      return fail(file, place, problem.rule, address)
    case 'value-null':
      return fail(file, place, problem.rule, address, problem.why)
    case 'dataset-unknown':
      return fail(file, place, problem.rule, problem.name, [...world.datasets.keys(), ...world.broken])
    case 'column-unknown': {
      const { columns, values, name } = problem.dataset
      return fail(file, place, problem.rule, problem.column, name, namesOf({ columns, values }))
    }
    case 'value-row': {
      const { dataset, key } = problem
      const keys = dataset.rows.flatMap((row) => [keyOf(dataset, row), ...textsOf(dataset, row)])
      return fail(file, place, problem.rule, key, dataset.name, [...new Set(keys)])
    }
    case 'value-ambiguous': {
      const { dataset, meanings } = problem
      return fail(file, place, problem.rule, address, meanings, dataset.file.path)
    }
    case 'formula-invalid': {
      const { formula, seen, expected, names, at } = problem
      return fail(file, place, problem.rule, formula, seen, expected, names, at)
    }
  }
}

function namesOf({ columns, values }: Pick<Dataset, 'columns' | 'values'>): string[] {
  return [...columns, ...values].map(({ name }) => name)
}

function textsOf({ keys }: Dataset, { cells }: Dataset['rows'][number]): string[] {
  return keys.length > 1 ? keys.map((key) => cells[key]?.text ?? '') : []
}

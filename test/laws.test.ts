/** Laws of numbers: whatever a dataset holds, its order, its shape and its units do not matter, and nothing is wrong. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measure, type Problem, type World } from '../src/data/measure.ts'
import type { Measured } from '../src/data/operation.ts'
import { type Options, printQuantity } from '../src/data/quantity.ts'
import { convert } from '../src/data/unit.ts'
import type { Column as ColumnOfReport, Row } from '../src/report.ts'
import { printed, toNumber } from './fraction.ts'
import {
  Dice,
  datasetOf,
  type Plain,
  type RandomDataset,
  randomDataset,
  randomWriting,
  type Storage,
  storages,
  type Writing,
  words,
  worldOf,
  yamlOf,
} from './random-dataset.ts'
import {
  type Column,
  isAmbiguous,
  multiples,
  type Operation,
  randomChoice,
  reckon,
  reckonColumn,
  singles,
  type Told,
} from './reckoning.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

interface Question {
  column: Column
  operation: Operation
  address: string
  rows: Plain[]
}

/** Questions about a dataset. */
function randomQuestions(data: RandomDataset, dice: Dice): Question[] {
  return Array.from({ length: 25 }, () => {
    const column = dice.oneOf<Column>(['size', 'size', 'size', 'weight'])
    const operation = dice.oneOf<Operation>([...singles, ...multiples])
    const choice = randomChoice(data, dice)
    const { text } = choice
    const rows = isAmbiguous(data, choice, operation) ? [] : choice.rows
    const written = operation === 'cell' ? '' : operation === 'mean by' ? 'mean by weight' : operation
    return { column, operation, address: [`d.${column}`, text, written].filter(Boolean).join(' '), rows }
  })
}

/** Holds for every dataset: a seed tells which. */
function forDatasets(runs: number, law: (data: RandomDataset, dice: Dice) => void): void {
  const property = fc.property(fc.nat(), (seed) => {
    const dice = new Dice(seed)
    law(randomDataset(dice), dice)
  })
  fc.assert(property, { numRuns: runs * often, endOnFailure: true })
}

const worldWritten = (data: RandomDataset, writing: Writing, storage?: Storage): World =>
  worldOf(datasetOf(yamlOf(data, writing, storage)))

/** As printed; what there is none of, by its rule. */
function textAt(address: string, world: World, options: Options = {}): string {
  return textOf(measure(address, world), options)
}

function textOf(measured: Measured | Problem, options: Options = {}): string {
  if ('rule' in measured) return `(${measured.rule})`
  if (measured.value === null) return measured.text
  const printed = printQuantity({ ...measured, value: measured.value }, options)
  return 'text' in printed ? printed.text : `(${printed.problem})`
}

/** Holds what is measured against what was told. */
function expectTold(told: Told, measured: Measured | Problem, digits: number, what: string): void {
  const text = textOf(measured, { digits, bare: true }).replaceAll(',', '')
  if (told === null) {
    expect('rule' in measured, `${what} is not known, printed ${text}`).toBe(true)
    return
  }
  if ('rule' in measured) throw new Error(`${what} is known, refused: ${JSON.stringify(measured, hidden)}`)
  if ('word' in told) expect(text, what).toBe(told.word)
  else if ('root' in told) expect(measured.value! / told.root, what).toBeCloseTo(1, 12)
  else {
    expect(text, what).toBe(printed(told.number, digits))
    const exact = toNumber(told.number)
    if (exact === 0) expect(Math.abs(measured.value!), what).toBe(0)
    else expect(measured.value! / exact, what).toBeCloseTo(1, 13)
  }
}

const hidden = (key: string, value: unknown) => (key === 'dataset' ? undefined : value)

describe('addresses', () => {
  test('say what a second reckoning says, and are refused where it says nothing', () => {
    forDatasets(60, (data, dice) => {
      const yaml = yamlOf(data, randomWriting(data, dice))
      const world = worldOf(datasetOf(yaml))
      for (const { column, operation, address, rows } of randomQuestions(data, dice)) {
        const told = reckon(data, column, operation, rows)
        expectTold(told, measure(address, world), dice.below(5), `${address} of\n${yaml}\n`)
      }
    })
  })

  test('say the same whatever the order of rows and columns, and however rows are written', () => {
    forDatasets(30, (data, dice) => {
      const one = worldWritten(data, randomWriting(data, dice))
      const two = worldWritten(data, randomWriting(data, dice))
      for (const { address } of randomQuestions(data, dice)) {
        expect(textAt(address, two), address).toBe(textAt(address, one))
      }
    })
  })

  test('say the same in whatever unit the numbers are stored', () => {
    forDatasets(30, (data, dice) => {
      const writing = randomWriting(data, dice)
      const storage = dice.oneOf(Object.keys(storages) as Storage[])
      const [one, two] = [worldWritten(data, writing), worldWritten(data, writing, storage)]
      for (const { address, column, operation } of randomQuestions(data, dice)) {
        const isMoney = column === 'size' && !/yoy|qoq|share|rank|cagr/.test(operation)
        const unit = dice.oneOf(['万亿元', '亿元', '百万元', '万元', 'RMB bn', '元'])
        const options = { ...(isMoney ? { unit } : {}), digits: dice.below(7) }
        expect(textAt(address, two, options), address).toBe(textAt(address, one, options))
        if (!isMoney) expect(textAt(address, two), address).toBe(textAt(address, one))
      }
    })
  })

  test('there and back are the same number', () => {
    forDatasets(20, (data, dice) => {
      const world = worldWritten(data, randomWriting(data, dice))
      for (const { address } of randomQuestions(data, dice)) {
        const measured = measure(address, world)
        if ('rule' in measured || measured.value === null || measured.unit !== '亿元') continue
        const unit = dice.oneOf(['万亿元', '万元', '元', 'RMB mn'])
        const back = convert(convert(measured.value, '亿元', unit)!, unit, '亿元')
        expect(back, address).toBe(measured.value)
      }
    })
  })
})

describe('derived columns', () => {
  test('say in every row what a second reckoning says', () => {
    forDatasets(40, (data, dice) => {
      const writing = randomWriting(data, dice)
      const yaml = yamlOf(data, writing)
      const dataset = datasetOf(yaml)
      const written = { ...data, rows: writing.order.map((index) => data.rows[index]!) }
      for (const column of dataset.columns.filter(({ derive }) => derive)) {
        for (const row of dataset.rows) {
          const plain = written.rows[row.index]!
          const told = reckonColumn(written, column.name, plain)
          const what = `${column.name} of ${plain.name} ${plain.period} of\n${yaml}\n`
          expectTold(told, cellAt(row, column), dice.below(5), what)
        }
      }
    })
  })
})

/** A cell as addresses find it. */
function cellAt({ cells }: Row, { name, unit, format }: ColumnOfReport): Measured | Problem {
  const { value, text } = cells[name]!
  if (value === null && text === words.missing) return { rule: 'value-null', why: text }
  return { value: value as number | null, text, unit, format, cells: [] }
}

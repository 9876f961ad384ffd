/** From what is printed back to the data; and the schemas that editors complete YAML with. */
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonSchemas } from '../src/1-load/schema.ts'
import { explain, namesOf } from '../src/explain.ts'
import type { Numbered } from '../src/report.ts'
import { Session } from '../src/session.ts'
import { sample, writeReport } from './report-folder.ts'

describe('explain', () => {
  let root: string
  let numbered: Numbered
  beforeAll(async () => {
    root = await writeReport(sample)
    numbered = await new Session(root).resolve()
  })
  afterAll(() => rm(root, { recursive: true }))

  test.each(['图1', '图 1', 'fig-market'])('says what `%s` shows, cell by cell', (target) => {
    expect(explain(target, numbered)).toEqual([
      '图 1 规模与同比增速  (chapters/01-market.md:7:1)',
      '  datasets/market.yaml: 市场规模 (某机构; as of 2025-03; public)',
      '  2022  datasets/market.yaml:10:8',
      '    2022 size 100 十亿美元 [public]',
      '    2022 growth — % [no number, yoy of size]',
      '  2023  datasets/market.yaml:10:21',
      '    2023 size 120 十亿美元 [public]',
      '    2023 growth 20.0 % [public, yoy of size]',
      '  2024  datasets/market.yaml:10:34',
      '    2024 size 156 十亿美元 [public]',
      '    2024 growth 30.0 % [public, yoy of size]',
      '  2025E  datasets/market.yaml:10:47',
      '    2025E size 181 十亿美元 [public, forecast]',
      '    2025E growth 15.7 % [public, forecast, yoy of size]',
      '  2026E  datasets/market.yaml:10:62',
      '    2026E size — 十亿美元 [no number]',
      '    2026E growth — % [no number, yoy of size]',
    ])
  })

  test('says what stands behind the numbers of a line', () => {
    expect(explain('chapters/00-cover.md:5', numbered)).toEqual([
      '5:13 156十亿美元 = market.size 2024',
      '    2024 size 156 十亿美元 [public]  datasets/market.yaml:10:34',
      '  datasets/market.yaml: 市场规模 (某机构; as of 2025-03; public)',
    ])
  })

  test('says where there is nothing to explain', () => {
    expect(explain('chapters/02-data.md:1', numbered)).toEqual([
      'Nothing in chapters/02-data.md:1 comes from a dataset',
    ])
    expect(explain('sec-market', numbered)).toEqual([
      '1. 市场  (chapters/01-market.md:1:1)',
      '  holds no data',
    ])
    expect(explain('图99', numbered)).toBe(null)
    expect(explain('chapters/77.md:1', numbered)).toBe(null)
    expect(namesOf(numbered)).toEqual(expect.arrayContaining(['图1', 'fig-market', '表1', 'tab-market']))
  })
})

test('the schemas name every key of a report and of a dataset, and refuse others', () => {
  const [report, dataset] = [...jsonSchemas().values()] as Array<Record<string, unknown>>
  expect(Object.keys(report!.properties as object)).toEqual(
    expect.arrayContaining(['title', 'date', 'language', 'chapters', 'rules']),
  )
  expect(Object.keys(dataset!.properties as object)).toEqual(
    expect.arrayContaining(['title', 'source', 'as_of', 'provenance', 'columns', 'rows', 'values']),
  )
  expect([report!.additionalProperties, dataset!.additionalProperties]).toEqual([false, false])
})

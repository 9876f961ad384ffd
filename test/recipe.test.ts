/** A recipe is filled in with what a figure tells it. */
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { fillRecipe } from '../src/4-chart/recipe.ts'
import { drawnRows } from '../src/4-chart/rows.ts'
import type { Cell, Column, Dataset, Float, House, Param, ParamValue } from '../src/report.ts'

const params = { x: 'year', bars: ['size', 'share'], title: 'Sales', labels: true, hide: false, line: null }

describe('a name stands for', () => {
  test.each([
    ['a column: its name', '$x', 'year'],
    ['several columns: their names', '$bars', ['size', 'share']],
    ['a text', '$title', 'Sales'],
    ['a flag', '$labels', true],
    ['a property of a column', '$x.label', 'Year'],
    ['a column with its unit', '$bars.titles', ['Size (million)', 'Share']],
    ['the largest number', '$bars.max', 20],
    ['a colour', '$color.strong', '#14315c'],
    ['a word', '$words.forecast', 'Forecast'],
    ['the width', '$width', 642],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: recipes are written so
    ['a part of a longer text', '${x.label}: ${bars}, ${width}', 'Year: ["size","share"], 642'],
    ['whether there are forecasts', '$has.forecast', true],
    ['nothing that is given', '$line', null],
    ['nothing below nothing', '$line.label', null],
  ])('%s', (_, text, value) => {
    expect(filled({ at: text })).toEqual({ at: value })
  })
})

test.each([
  ['a price is no name', 'US$5', 'US$5'],
  ['numbers stay', 12, 12],
  ['null stays', null, null],
])('%s', (_, written, value) => {
  expect(filled({ at: written })).toEqual({ at: value })
})

test.each([
  ['stays where the parameter is given', { $if: 'x', mark: 'bar' }, { at: { mark: 'bar' } }],
  ['goes where it is not', { $if: 'line', mark: 'line' }, {}],
  ['goes where it is false', { $if: 'hide', mark: 'line' }, {}],
  ['stands for its $then', { $if: 'labels', $then: '$title' }, { at: 'Sales' }],
  ['stands for its $else', { $if: 'line', $then: 1, $else: '$x.unit' }, { at: '' }],
  ['goes out of a list', [{ $if: 'line', mark: 'line' }, { mark: 'bar' }], { at: [{ mark: 'bar' }] }],
])('a part with a condition %s', (_, written, value) => {
  expect(filled({ at: written })).toEqual(value)
})

test('a name that nothing has is a mistake of the template', () => {
  const float = figure({ a: '$x.titel', b: '$nobody', c: '$toString', d: '$x.titel' })
  expect(fillIn(float)).toBeNull()
  expect(float.kind!.file.messages.map(({ reason }) => /`(.*?)`/.exec(reason)![1])).toEqual([
    '$x.titel',
    '$nobody',
    '$toString',
  ])
})

function filled(recipe: unknown) {
  return fillIn(figure(recipe))
}

function fillIn(float: Float) {
  return fillRecipe(float, drawnRows(float, float.dataset!, {}), house, {}, 642)
}

const house = {
  colors: { strong: '#14315c' },
  palette: ['#14315c'],
  fonts: [],
  chart: {},
  words: { forecast: 'Forecast' },
} as unknown as House

function figure(recipe: unknown): Float {
  const cell = (value: Cell['value']): Cell => ({
    value,
    text: '',
    provenance: 'public',
    forecast: false,
    basis: null,
  })
  const column = (name: string, type: Column['type'], label: string, unit = ''): Column => {
    const title = unit ? `${label} (${unit})` : label
    return { name, type, label, unit, title, format: '', derive: null, from: [] }
  }
  const dataset = {
    columns: [
      column('year', 'year', 'Year'),
      column('size', 'number', 'Size', 'million'),
      column('share', 'number', 'Share'),
    ],
    rows: [
      { cells: { year: cell('2024'), size: cell(10), share: cell(-1) }, forecast: false, note: '' },
      { cells: { year: cell('2025'), size: cell(20), share: cell(null) }, forecast: true, note: '' },
    ],
  } as unknown as Dataset
  const typeOf = (name: string, value: ParamValue): Param['type'] => {
    if (Array.isArray(value)) return 'columns'
    return name === 'x' || name === 'line' ? 'column' : 'text'
  }
  const kind = {
    name: 'bars',
    file: new VFile({ path: 'kinds/bars.yaml' }),
    params: Object.entries(params).map(([name, value]) => ({ name, type: typeOf(name, value) })),
    without: [],
    gaps: null,
    recipe,
  }
  return { kind, params, dataset, size: 'full' } as unknown as Float
}

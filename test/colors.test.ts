/** A company has one colour in every chart. */
import { expect, test } from 'vitest'
import { colorsOf, ownColorsOf } from '../src/4-chart/colors.ts'

const palette = ['navy', 'red', 'green', 'grey']

test.each([
  ['as they come, where the report says nothing', ['Maker A', 'Maker B'], {}, ['navy', 'red']],
  ['its own, wherever it stands', ['Maker A', 'OpenAI'], { OpenAI: 1 }, ['red', 'navy']],
  ['that of the name a label begins with', ['OpenAI o1'], { OpenAI: 3 }, ['green']],
  [
    'that of the longest such name',
    ['OpenAI o1', 'OpenAI'],
    { OpenAI: 3, 'OpenAI o1': 4 },
    ['grey', 'green'],
  ],
  ['never one for two labels of a chart', ['o1', 'o1-mini'], { o1: 1 }, ['navy', 'red']],
  ['around again, where a number is beyond the palette', ['Meta'], { Meta: 6 }, ['red']],
  ['around again, where there are more labels', ['a', 'b', 'c', 'd', 'e'], {}, [...palette, 'navy']],
  ['black without a palette', ['Maker A'], {}, ['#000000']],
])('labels get colours %s', (why, labels, numbers, colors) => {
  expect(colorsOf(labels, why.endsWith('without a palette') ? [] : palette, numbers)).toEqual(colors)
})

test('rows have the colour of their name, be it twice, or none', () => {
  const colors = ownColorsOf(['OpenAI o1', 'Maker A', 'OpenAI o3'], palette, { OpenAI: 3 })
  expect(colors).toEqual(['green', null, 'green'])
})

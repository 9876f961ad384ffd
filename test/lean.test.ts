/** A drawing loses what nobody sees, and keeps its picture. */
import { expect, test } from 'vitest'
import { lean } from '../src/4-chart/lean.ts'

const inChart = (marks: string, outer = '') =>
  `<svg class="marks" width="90" height="60">${outer}<g fill="none" stroke-miterlimit="4" transform="translate(5,10)">${marks}</g></svg>`

test.each([
  [
    'groups go, and what they moved stays where it was',
    '<g class="mark-group"><g transform="translate(0.5,0.5)"><g><path transform="translate(2,3)" d="M1,0A1,1,0,1,1,-1,0Z" fill="#14315c"/></g></g></g>',
    '<path d="M8.5,13.5A1,1,0,1,1,6.5,13.5Z" fill="#14315c"/>',
  ],
  [
    'a bar keeps its width and height',
    '<path d="M1,40h20v-30.126h-20Z" fill="#14315c"/>',
    '<path d="M6,50h20v-30.13h-20Z" fill="#14315c"/>',
  ],
  [
    'neighbouring lines of one style are one path',
    '<line transform="translate(0,7)" x2="20" y2="0" stroke="#dde2e9" opacity="1"/><line x2="20" y2="0" stroke="#dde2e9" opacity="1"/>',
    '<path d="M5,17L25,17M5,10L25,10" stroke="#dde2e9"/>',
  ],
  [
    'lines that let each other show through stay apart',
    '<line x2="2" y2="0" stroke="#dde2e9" opacity="0.5"/><line x2="3" y2="0" stroke="#dde2e9" opacity="0.5"/>',
    '<path d="M5,10L7,10" stroke="#dde2e9" opacity="0.5"/><path d="M5,10L8,10" stroke="#dde2e9" opacity="0.5"/>',
  ],
  [
    'neighbouring texts share their type',
    '<text font-size="10px" transform="translate(1,2)">甲</text><text font-size="10px" transform="translate(1,-2)">乙</text>',
    '<g font-size="10px"><text x="6" y="12">甲</text><text x="6" y="8">乙</text></g>',
  ],
  [
    'lines of a text begin where the text does',
    '<text transform="translate(1,2)"><tspan>甲</tspan><tspan x="0" dy="12">乙</tspan></text>',
    '<text x="6" y="12"><tspan>甲</tspan><tspan x="6" dy="12">乙</tspan></text>',
  ],
  [
    'an upright text stays upright',
    '<text transform="translate(1,2) rotate(-90) translate(0,-3)">甲</text>',
    '<text transform="translate(6,12) rotate(-90) translate(0,-3)">甲</text>',
  ],
  [
    'a text that is not seen goes',
    '<text opacity="0">甲</text><text opacity="0.5" fill="#000">乙</text>',
    '<text x="5" y="10" opacity="0.5" fill="#000">乙</text>',
  ],
  [
    'a dash without gaps is a line',
    '<path d="M0,0L9,0" stroke="#dde2e9" stroke-dasharray="1,0"/>',
    '<path d="M5,10L14,10" stroke="#dde2e9"/>',
  ],
  [
    'a path that cannot be read is moved as it is',
    '<path d="m1,1l2,2" fill="#000"/>',
    '<path d="m1,1l2,2" fill="#000" transform="translate(5,10)"/>',
  ],
  [
    'what nobody sees goes, but for the plot',
    '<path class="background" d="M0,0h9v9h-9Z"/><path class="background" d="M0,0h0v0h0Z"/><path class="foreground" d="" display="none"/>',
    '<path d="M5,10h9v9h-9Z" class="plot"/>',
  ],
])('%s', (_, marks, drawn) => {
  expect(lean(inChart(marks))).toBe(
    `<svg class="marks" width="90" height="60"><g fill="none">${drawn}</g></svg>`,
  )
})

test('a clip stays where it clips', () => {
  const clip = '<defs><clipPath id="f-clip0"><rect x="0" y="0" width="9" height="9"/></clipPath></defs>'
  const marks =
    '<g clip-path="url(#f-clip0)"><g transform="translate(1,1)"><path d="M0,0L9,0" stroke="#dde2e9"/></g></g>'
  const drawn =
    '<g clip-path="url(#f-clip0)" transform="translate(5,10)"><path d="M1,1L10,1" stroke="#dde2e9"/></g>'
  expect(lean(inChart(marks, clip))).toBe(
    `<svg class="marks" width="90" height="60">${clip}<g fill="none">${drawn}</g></svg>`,
  )
})

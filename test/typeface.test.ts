/** Chart texts are measured in the faces that the browser takes for them. */
import { expect, test } from 'vitest'
import { measureOf } from '../src/4-chart/typeface.ts'
import type { Font } from '../src/report.ts'
import { Session } from '../src/session.ts'
import { sample, writeReport } from './report-folder.ts'

/** Every character of a face is equally wide. */
function face(
  family: string,
  weight: number,
  width: number,
  has: RegExp,
  style: Font['style'] = 'normal',
): Font {
  return {
    name: family,
    family,
    weight,
    style,
    path: '',
    bytes: Buffer.of(),
    spares: null,
    scale: 1,
    has: (code) => has.test(String.fromCodePoint(code)),
    width: (text) => text.length * width,
  }
}

const fonts = [
  face('Serif', 400, 0.1, /[a-z]/),
  face('Serif', 400, 0.2, /[a-z]/, 'italic'),
  face('Sans', 400, 0.3, /[a-z]/),
  face('Sans', 700, 0.4, /[a-z]/),
  face('Han', 400, 1, /./u),
]

test('a face that stands in for another one is asked for what that one lacks', () => {
  const spare = { ...face('Sans', 400, 0.5, /₂/), spares: [0x2082] }
  expect(measureOf([...fonts, spare], { family: 'Sans' })('a₂')).toBeCloseTo(0.8)
})

test.each([
  ['the family that is named', { family: 'Sans' }, 'ab', 0.6],
  ['not the first one of the house', { family: "'Serif', Sans" }, 'ab', 0.2],
  ['its italic', { family: 'Serif', style: 'italic' }, 'ab', 0.4],
  ['the weight that is nearest', { family: 'Sans', weight: 600 }, 'ab', 0.8],
  ['bold by its name', { family: 'Sans', weight: 'bold' }, 'ab', 0.8],
  ['the next family for what the first one lacks', { family: 'Sans, Han' }, 'a？', 1.3],
  ['the gap between Han and Latin', { family: 'Sans, Han' }, 'a图a 图', 3.85],
  ['a face of the house where it has no such family', { family: 'Nobody' }, 'ab', 0.2],
])('%s', (_, style, text, width) => {
  expect(measureOf(fonts, style)(text)).toBeCloseTo(width)
})

test.each(['house', 'folio'])(
  '%s prints every Han character that GB 18030 has in the basic plane',
  async (house) => {
    const settings = `${sample['report.yaml']}template: ${house}\n`
    const edition = await new Session(await writeReport({ ...sample, 'report.yaml': settings })).compose()
    const faces = edition.house.fonts.filter(({ family }) => family === 'Noto Sans SC')
    expect(faces.map(({ weight }) => weight)).toEqual(expect.arrayContaining([400, 700]))
    const ranges = [
      [0x3400, 0x4db5],
      [0x4e00, 0x9fef],
    ] as const
    for (const face of faces.filter(({ spares }) => spares === null)) {
      const missing = ranges.flatMap(([first, last]) =>
        Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
          (code) => !face.has(code),
        ),
      )
      expect(missing).toEqual([])
    }
  },
)

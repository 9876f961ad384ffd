import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { create, type Font } from 'fontkit'
import subsetFont from 'subset-font'
import { expect, test } from 'vitest'
import { woff2 } from '../src/7-publish/woff2/woff2.ts'
import './seed.ts'

const require = createRequire(import.meta.url)
const faces = {
  'a Latin face': '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  'an italic with serifs':
    '@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
}

test.each(Object.entries(faces))('%s is the same font as WOFF2', (_, file) => {
  const bytes = readFileSync(require.resolve(file))
  const packed = woff2(bytes)
  expect(packed.length).toBeLessThan(bytes.length / 2)
  expectSame(packed, bytes)
})

test('a CJK face that was cut is the same font as WOFF2', async () => {
  const bytes = readFileSync(
    require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  )
  const cut = await subsetFont(bytes, '研究报告：二〇二六年，增长 12.5%（同比）。', {
    targetFormat: 'truetype',
  })
  expectSame(woff2(cut), cut)
})

/** Near ones are the most frequent, and the format has other forms for far ones. */
const coordinate = fc.oneof(
  ...[4, 64, 256, 1300, 5000, 30_000].map((far) => fc.integer({ min: -far, max: far })),
)
const point = fc.record({ x: coordinate, y: coordinate, isOnCurve: fc.boolean() })
const contour = fc.array(point, { minLength: 1, maxLength: 12 })
const outline = fc.array(contour, { maxLength: 5 })

test('random outlines come through', async () => {
  const face = readFileSync(require.resolve(faces['a Latin face']))
  const small = await subsetFont(face, 'abc', { targetFormat: 'truetype' })
  const length = (create(small) as Font).numGlyphs
  fc.assert(
    fc.property(fc.array(outline, { minLength: length, maxLength: length }), (outlines) => {
      const font = withOutlines(small, outlines)
      expectSame(woff2(font), font)
    }),
  )
})

type Outline = Array<Array<{ x: number; y: number; isOnCurve: boolean }>>

/** The same font with these glyphs, points in full length. */
function withOutlines(font: Buffer, outlines: Outline[]): Buffer {
  const glyphs = outlines.map(glyphOf)
  const ends = glyphs.map((_, index) =>
    glyphs.slice(0, index + 1).reduce((sum, { length }) => sum + length, 0),
  )
  const loca = Buffer.alloc(4 * (glyphs.length + 1))
  for (const [index, end] of ends.entries()) loca.writeUInt32BE(end, 4 * index + 4)
  const replaced = new Map([
    ['glyf', Buffer.concat(glyphs)],
    ['loca', loca],
  ])
  const directory = Buffer.from(font.subarray(0, 12 + 16 * font.readUInt16BE(4)))
  const contents: Buffer[] = []
  let end = directory.length
  for (let entry = 12; entry < directory.length; entry += 16) {
    const [offset, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)]
    const tag = font.toString('latin1', entry, entry + 4)
    const content = Buffer.from(replaced.get(tag) ?? font.subarray(offset, offset + length))
    // 32 bits for each place in `loca`.
    if (tag === 'head') content.writeInt16BE(1, 50)
    directory.writeUInt32BE(end, entry + 8)
    directory.writeUInt32BE(content.length, entry + 12)
    contents.push(content)
    end += content.length
  }
  return Buffer.concat([directory, ...contents])
}

function glyphOf(outline: Outline): Buffer {
  const points = outline.flat()
  if (points.length === 0) return Buffer.alloc(0)
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  const ends = outline.map((_, index) => outline.slice(0, index + 1).flat().length - 1)
  const flags = Buffer.from(points.map(({ isOnCurve }) => (isOnCurve ? 1 : 0)))
  const distances = [xs, ys].flatMap((values) =>
    values.map((value, index) => value - (values[index - 1] ?? 0)),
  )
  return Buffer.concat([words([outline.length, ...box, ...ends, 0]), flags, words(distances)])
}

function words(values: number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, 2 * index)
  return bytes
}

function expectSame(packed: Uint8Array, bytes: Uint8Array): void {
  const [found, expected] = [packed, bytes].map((each) => create(Buffer.from(each)) as Font) as [Font, Font]
  expect(found.numGlyphs).toBe(expected.numGlyphs)
  expect(found.availableFeatures).toEqual(expected.availableFeatures)
  for (let index = 0; index < expected.numGlyphs; index++) {
    const [glyph, same] = [found.getGlyph(index), expected.getGlyph(index)]
    expect([index, glyph.advanceWidth, glyph.path.toSVG()]).toEqual([
      index,
      same.advanceWidth,
      same.path.toSVG(),
    ])
  }
}

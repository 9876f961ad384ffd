/** Charts that are drawn in threads are those that this thread draws, and what ends a thread ends nothing else. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadFont } from '../src/1-load/font.ts'
import { drawingOf, type Fitting, type Sketch } from '../src/4-chart/svg.ts'
import type { Drawing, Font } from '../src/report.ts'
import { Studio } from '../src/studio/studio.ts'

const packages = '@expo-google-fonts'
const latin = `${packages}/source-sans-3/400Regular/SourceSans3_400Regular.ttf`
const han = `${packages}/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf`

/** Two houses: one without Han. */
let houses: Font[][]

beforeAll(async () => {
  const face = (family: string, file: string) => loadFont({ family, weight: 400, style: 'normal', file })
  const sans = await face('Sans', latin)
  houses = [[sans, await face('Han', han)], [sans]]
})

const studios: Studio[] = []
const studioOf = (...given: ConstructorParameters<typeof Studio>) => {
  const studio = new Studio(...given)
  studios.push(studio)
  return studio
}
afterAll(() => Promise.all(studios.map((studio) => studio.close())))

const bar = (values: Array<{ name: string; size: number }>): Sketch['spec'] => ({
  width: 200,
  height: 80,
  data: { values },
  mark: 'bar',
  encoding: { x: { field: 'size', type: 'quantitative' }, y: { field: 'name' } },
  config: { font: 'Sans, Han' },
})

/** What came of it: a drawing, or what is wrong with the sketch. */
const outcome = (drawing: Promise<Drawing>) =>
  drawing.catch((error: Error) => `${error.constructor.name}: ${error.message}`)

test('threads draw what this thread draws, in whatever order and houses', async () => {
  const row = fc.record({ name: fc.string({ unit: fc.constantFrom(...'ab 中文力') }), size: fc.integer() })
  const fitting = fc.constantFrom<Fitting>({}, { padding: { left: 20, top: 4, right: 7, bottom: 0 } })
  const job = fc.record({
    rows: fc.array(row, { maxLength: 4 }),
    house: fc.nat(1),
    fitting,
    isBad: fc.boolean(),
  })
  const studio = studioOf(3)
  await fc.assert(
    fc.asyncProperty(fc.array(job, { maxLength: 30 }), async (jobs) => {
      const drawn = jobs.map(({ rows, house, fitting, isBad }, index) => {
        const spec = isBad ? { ...bar(rows), mark: 'nothing' } : bar(rows)
        const sketch = { spec, id: `fig-${index}`, isKind: true }
        const there = studio.draw(sketch, houses[house]!)
        const here = drawingOf(sketch, houses[house]!)
        // A second one from what is ready.
        return [there, here].map((draw) => Promise.all([outcome(draw({})), outcome(draw(fitting))]))
      })
      for (const [there, here] of drawn) expect(await there).toEqual(await here)
    }),
    { numRuns: 8 },
  )
})

test('a chart that asks for too much memory is refused, and the others are drawn', async () => {
  const studio = studioOf(1, 40)
  const longTexts = Array.from({ length: 12 }, (_, index) => ({
    calculate: `pad('${index}', 90000, 'x') + datum.size`,
    as: `text${index}`,
  }))
  const rows = Array.from({ length: 400 }, (_, size) => ({ name: `${size % 3}`, size }))
  const sketches = [bar([]), { ...bar(rows), transform: longTexts }, bar(rows)]
  const drawn = sketches.map((spec, index) =>
    outcome(studio.draw({ spec, id: `fig-${index}`, isKind: true }, houses[0]!)({})),
  )
  expect(await Promise.all(drawn)).toEqual([
    expect.objectContaining({ svg: expect.stringContaining('<svg') }),
    'ChartError: over 40 MB of memory, expected a chart that is drawn with less',
    expect.objectContaining({ svg: expect.stringContaining('<svg') }),
  ])
})

test('a studio that is closed leaves nobody waiting', async () => {
  const studio = studioOf(2)
  const drawing = outcome(studio.draw({ spec: bar([]), id: 'fig-x', isKind: true }, houses[0]!)({}))
  await studio.close()
  expect(await drawing).toBe('ClosedError: ')
})

/** One report in two houses: what makes a house is its own, and nothing of the other shows. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdf } from '../src/6-print/pdf/read.ts'
import type { Edition } from '../src/report.ts'
import { buildOnce, Session } from '../src/session.ts'
import { fontsOf } from './pdf-fonts.ts'
import { inTemplate, messagesOf, writeReport } from './report-folder.ts'

/** In points. */
const a4 = [595, 842]
const letter = [612, 792]

describe.each([
  ['house', a4, 'Figure 1', ['NotoSansSC-Bold', 'NotoSansSC-Regular']],
  [
    'folio',
    letter,
    'Exhibit 1',
    [
      'SourceSans3-Bold',
      'SourceSans3-Regular',
      'SourceSerif4-Bold',
      'SourceSerif4-Italic',
      'SourceSerif4-Regular',
    ],
  ],
])('the English showcase in %s', (template, size, label, names) => {
  let root: string
  let pdf: Uint8Array
  let edition: Edition

  beforeAll(async () => {
    root = await inTemplate(join(import.meta.dirname, 'cases/showcase'), template)
    const { files } = await buildOnce(root, join(root, 'build'))
    expect(messagesOf(files)).toBe('\n')
    pdf = await readFile(join(root, 'build/report.pdf'))
    edition = await new Session(root).compose()
  })
  afterAll(() => rm(root, { recursive: true }))

  test('has pages of its size', async () => {
    const document = await openPdf(pdf)
    for (let number = 1; number <= document.numPages; number++) {
      const [, , width, height] = (await document.getPage(number)).view
      expect([Math.round(width!), Math.round(height!)]).toEqual(size)
    }
  })

  test('is set in its own faces, as TrueType', async () => {
    const fonts = await fontsOf(pdf)
    expect([...new Set(fonts.map(({ name }) => name))].sort()).toEqual(names)
    for (const { subtype, embedded } of fonts)
      expect({ subtype, embedded }).toEqual({ subtype: '/CIDFontType2', embedded: true })
  })

  test('calls a figure by its own word', () => {
    expect(edition.index.find(({ entry }) => entry.kind === 'figure')!.entry.label).toBe(label)
  })

  test('draws its charts as wide as its page allows, in its colours and its type', () => {
    const { house, print } = edition
    const charts = print.match(/<svg role="img"[\s\S]*?<\/svg>/g)!
    const widths = charts.map((svg) => Math.round(Number(/width="([\d.]+)"/.exec(svg)![1])))
    expect(widths).toEqual(expect.arrayContaining(Object.values(house.sizes)))
    const own = new Set([...Object.values(house.colors), ...house.palette])
    const used = charts.flatMap((svg) => svg.match(/#[0-9a-f]{6}\b/g) ?? [])
    expect(used.filter((color) => !own.has(color))).toEqual([])
    const families = charts.flatMap((svg) =>
      [...svg.matchAll(/font-family="([^"]*)"/g)].map(([, name]) => name),
    )
    expect(new Set(families)).toEqual(new Set([house.chart.font]))
  })
})

test('a face that only the head of a page is set in is there when it is printed', async () => {
  const root = await writeReport({
    'report.yaml': 'title: Upright\ndate: 2025-06\nlanguage: en\ntemplate: folio\n',
    'chapters/01-text.md': '# Text\n\nNothing here leans.\n',
  })
  const printAgain = async () => {
    await buildOnce(root, join(root, 'build'))
    const fonts = await fontsOf(await readFile(join(root, 'build/report.pdf')))
    return [...new Set(fonts.map(({ name }) => name))].sort()
  }
  const faces = ['SourceSans3-Bold', 'SourceSans3-Regular', 'SourceSerif4-Italic', 'SourceSerif4-Regular']
  // The second print of a report is a single pass.
  expect([await printAgain(), await printAgain()]).toEqual([faces, faces])
  await rm(root, { recursive: true })
})

test('a house of its own needs no more than what base leaves out', async () => {
  const colors = [
    'ink',
    'muted',
    'strong',
    'medium',
    'soft',
    'accent',
    'line',
    'hair',
    'tint',
    'wash',
    'paper',
  ]
  const file = '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf'
  const root = await inTemplate(join(import.meta.dirname, 'cases/showcase'), 'least')
  const folder = join(root, 'templates/least')
  await mkdir(join(folder, 'parts'), { recursive: true })
  await mkdir(join(folder, 'styles'))
  await writeFile(
    join(folder, 'template.yaml'),
    `extends: base
fonts: [{ family: Source Serif 4, weight: 400, file: '${file}' }]
colors: { ${colors.map((name) => `${name}: '#222222'`).join(', ')} }
palette: ['#222222', '#777777']
sizes: { full: 600, half: 288, rail: 180 }
chart: { font: "'Source Serif 4'" }
`,
  )
  await writeFile(
    join(folder, 'parts/cover.liquid'),
    '<section class="cover">{{ cover.main | raw }}</section>',
  )
  await writeFile(
    join(folder, 'parts/heads.liquid'),
    '<style>@page { @bottom-right { content: counter(page) } }</style>',
  )
  await writeFile(
    join(folder, 'styles/print.css'),
    '@page { size: 696px 960px; margin: 48px } html { font: 10pt "Source Serif 4" } :root { --figure-text: 8pt }',
  )
  const { files, result } = await buildOnce(root, join(root, 'build'))
  expect(messagesOf(files)).toBe('\n')
  expect(result!.pages).toBeGreaterThan(5)
  await rm(root, { recursive: true })
})

/** What is fuzzed: for each kind of input, how one is made from a seed, and what reads it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { VFile } from 'vfile'
import { MANIFEST } from '../../src/7-publish/output.ts'
import { importTable } from '../../src/import/index.ts'
import { Session } from '../../src/session.ts'
import { readManifest } from '../../src/verify/manifest.ts'
import { makeWorkbook } from '../make-workbook.ts'
import { Dice } from '../random-dataset.ts'
import { sample, writeReport } from '../report-folder.ts'
import { mutated } from './mutate.ts'
import { chapters, datasets, settings, shown, tables, templateFiles } from './seeds.ts'

export interface Target {
  /** The input of a seed: files by path. */
  make(seed: number): Map<string, string | Uint8Array>
  /** Reads an input; what is wrong with it is a message on one of these files. */
  read(input: Map<string, string | Uint8Array>): Promise<VFile[]>
}

const markdown = [
  ':::figure{#fig-a kind=bar-growth data=market x=year bar=size line=growth}',
  ':::table{#tab-a data=market}',
  '::::row',
  '::::rail',
  ':::',
  '::::',
  ':value[market.size 2024]',
  ':value[market.size 2024 yoy]',
  ':value[market.size 2022..2024 cagr]{unit=万亿元}',
  ':value[[market.size 2024] / 2]{unit=倍}',
  ':value[market.size max]',
  ':lit[30%]',
  '::claim{of="market.size 2022..2024" is=rising}',
  '{#id}',
  '[](#fig-market)',
  '[^1]',
  '[^1]: note',
  '![a](square.svg)',
  '![](../report.yaml)',
  '![](x%00y.png)',
  '```vega-lite',
  'mark: bar',
  'encoding: { x: { field: year }, y: { field: size } }',
  '---\npart: cover\n---',
  'part: back',
  'kind=table',
  'data=market',
  'data=',
  'x=year',
  'alt="',
  'unit=',
  'format=",.0f"',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  '<b onclick="x">',
  '<img src=x>',
  '$x^2$',
  '10:30',
  '6~8万元',
  'https://a.b',
  'E',
] // prettier-ignore

const datasetWords = [
  'title: T',
  'source: S',
  'as_of: 2025-01',
  'provenance: public',
  'columns:',
  'rows:',
  'values:',
  'totals: [a]',
  'remainders: [b]',
  'forecast_from: 2024',
  'forecast: true',
  'hidden: true',
  'note: n',
  'type: year',
  'type: number',
  'type: category',
  'type: list',
  'type: period',
  'type: date',
  'type: text',
  'unit: 亿元',
  'unit: "%"',
  'unit: GW',
  'label: L',
  "format: ',.1f'",
  "format: '.9999f'",
  "format: '$'",
  'derive: { yoy: size }',
  'derive: { formula: size / size }',
  'derive: { formula: "before(size) * (1 + 2" }',
  'derive: { mean: size, weight: size }',
  'derive: { index: size, base: 2022 }',
  'derive: { cumulative: size, by: year }',
  'computed_from: v',
  'v: { of: size 2022..2024 cagr, stated: 5 }',
  "x: { of: '[size 2024] / [size 2022]', unit: 倍 }",
  '&a',
  '*a',
  '<<: *a',
  '|',
  '>-',
  '!!binary x',
  '? a',
  '- [1, 2]',
  '{ year: 2024, size: 1 }',
  '[2024, 1, null]',
  'from: [a, b]',
  '%YAML 1.1',
  '...',
] // prettier-ignore

const settingsWords = [
  'title: T',
  'series: S',
  'date: 2025-13',
  'date: 2025-02-30',
  'language: en',
  'language: zh',
  'template: folio',
  'template: ../x',
  'publisher: P',
  'authors: [a]',
  'authors: a',
  'subject: S',
  'keywords: [a, b]',
  'raw_html: true',
  'rules: { spelling: off }',
  'rules: { nothing: error }',
  'data_age: 3',
  'data_age: -1',
  'series_colors: { a: 99 }',
  'chapters: [01-market.md]',
  'chapters: [../x.md]',
  'chapters: []',
  '&a',
  '*a',
  '<<:',
  '|',
  '- a',
] // prettier-ignore

const templateWords = [
  '{{ report.title }}',
  '{{ x | raw }}',
  '{% for a in chapters %}',
  '{% endfor %}',
  '{% if a %}',
  '{% else %}',
  '{% endif %}',
  '{% assign a = 1 %}',
  '{% render "parts/figure" %}',
  '{% include a %}',
  '{% raw %}',
  '{% comment %}',
  '{%- liquid',
  '{% tablerow %}',
  '{{ 1 | divided_by: 0 }}',
  '{{ "a" | times: 9 }}',
  '{{ a.b.c | sort | first }}',
  '{% for i in (1..100000000) %}',
  '{{ "x" | append: a | split: "" }}',
  '{% layout "a" %}',
  '{% block a %}',
  '{% cycle 1, 2 %}',
  '{% capture a %}',
  'extends: house',
  'extends: own',
  'fonts: []',
  'colors: { ink: "#123456" }',
  'palette: ["#000000"]',
  'sizes: { full: -1, half: 0, rail: 1e9 }',
  'chart: { axis: { labelFontSize: $color.ink } }',
  'params:',
  'type: column',
  'of: [number]',
  'default: size',
  'chart:',
  'layer:',
  'mark: { type: bar }',
  'encoding: { x: { field: $x } }',
  '$x',
  '$palette',
  'transform: [{ calculate: "1+" }]',
  'expr: "datum.a.b"',
  '@import url(//a)',
  'content: "',
  '}',
  '/*',
  '</style>',
  '<script>',
  '<meta http-equiv=refresh content=0>',
  'needs:',
  'places:',
  'gaps:',
] // prettier-ignore

const tableWords = [
  '单位：亿元',
  '年份',
  '2024',
  '2024A',
  '2024E',
  '2024Q1',
  'Q1',
  '同比',
  '%',
  '1,234.5',
  '(12)',
  '-',
  '--',
  'N/A',
  '#REF!',
  '12.3%',
  '45000',
  '2024-03-31',
  '2024年',
  'a',
  '"',
  ',',
  ';',
  '\t',
  '<v>1</v>',
  '<f>A1</f>',
  't="s"',
  't="e"',
  's="99999"',
  'r="ZZZZ99999999"',
  'r="A0"',
  '<mergeCell ref="A1:XFD1048576"/>',
  '&lt;',
  '&#0;',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '<si><t>x</t></si>',
  'numFmtId="164"',
  'formatCode="[Red]0.0%"',
  'formatCode=\'0"亿元"\'',
] // prettier-ignore

const withReport = (files: Record<string, string>) => {
  let root: Promise<string> | null = null
  let session: Session | null = null
  let turns = 0
  return async (input: Map<string, string | Uint8Array>): Promise<VFile[]> => {
    root ??= writeReport({ ...sample, ...files })
    const folder = await root
    for (const [path, content] of input) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    // As a preview does, it remembers what it has seen: now and then a new one begins.
    if (!session || turns++ % 50 === 0) session = new Session(folder)
    return (await session.inspect()).files
  }
}

/** A chapter that shows a dataset in every way that its columns may allow. */
function chapterOf(dataset: string, dice: Dice): string {
  const columns = [...dataset.matchAll(/^ {2}([\w-]+):/gm)].map(([, name]) => name!)
  const column = () => (columns.length > 0 && !dice.once(8) ? dice.oneOf(columns) : 'size')
  const kind = dice.oneOf([
    `bar-growth x=${column()} bar=${column()} line=${column()}`,
    `trend x=${column()} y=${column()}`,
    `bars x=${column()} y=${column()}`,
    `bars-ranked x=${column()} y=${column()}`,
    `bars-stacked x=${column()} y=${column()}`,
    `scatter x=${column()} y=${column()}`,
    `panels x=${column()} y=${column()}`,
  ])
  const operation = dice.oneOf([
    '',
    ' yoy',
    ' max',
    ' sum',
    ' 2022..2024 cagr',
    ' share',
    ' rank',
    ' mean by year',
  ])
  return `# A\n\n:value[d.${column()} 2024${operation}] [](#tab-d)\n\n:::table{#tab-d data=d}\nT\n:::\n\n:::figure{#fig-d data=d kind=${kind}}\nF\n:::\n`
}

const inImport = (() => {
  let root: Promise<string> | null = null
  return async (input: Map<string, string | Uint8Array>): Promise<VFile[]> => {
    root ??= mkdtemp(join(tmpdir(), 'yanbao-test-'))
    const folder = await root
    mkdirSync(join(folder, 'datasets'), { recursive: true })
    const [[name, content], dataset] = input as unknown as [[string, Uint8Array], [string, string]?]
    const to = join(folder, dataset?.[0] ?? 'datasets/new.yaml')
    if (dataset) writeFileSync(to, dataset[1])
    writeFileSync(join(folder, name), content)
    const origin = { source: 'S', provenance: 'public' } as const
    return (await importTable({ file: join(folder, name), to, sheet: undefined, origin })).files
  }
})()

function tableOf(seed: number): Map<string, string | Uint8Array> {
  const dice = new Dice(seed)
  const { csv, book, dataset } = dice.oneOf(tables)
  const content = book ? brokenBook(makeWorkbook(book), dice) : brokenBytes(csv!, dice)
  const into = dataset && dice.once(3) ? mutated(dice, [dataset], datasetWords) : dataset
  return new Map<string, string | Uint8Array>([
    [book ? 'a.xlsx' : 'a.csv', content],
    ...(into ? [['datasets/d.yaml', into] as const] : []),
  ])
}

function brokenBook(bytes: Uint8Array, dice: Dice): Uint8Array {
  if (dice.once(8)) return brokenBytes(bytes, dice)
  const parts = unzipSync(bytes)
  const names = Object.keys(parts)
  for (let turn = 1 + dice.below(2); turn > 0; turn--) {
    const name = dice.oneOf(names)
    if (dice.once(20)) delete parts[name]
    else {
      const texts = Object.values(parts).map((part) => strFromU8(part).replaceAll('><', '>\n<'))
      const text = strFromU8(parts[name] ?? new Uint8Array()).replaceAll('><', '>\n<')
      parts[name] = strToU8(mutated(dice, dice.once(4) ? texts : [text], tableWords))
    }
  }
  return zipSync(parts)
}

function brokenBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
  const isText = dice.below(3) > 0
  if (isText) return Buffer.from(mutated(dice, [Buffer.from(bytes).toString('utf8')], tableWords))
  const changed = Uint8Array.from(bytes)
  for (let turn = 1 + dice.below(20); turn > 0 && changed.length > 0; turn--)
    changed[dice.below(changed.length)] = dice.below(256)
  return dice.once(3) ? changed.subarray(0, dice.below(changed.length + 1)) : changed
}

const digest = '0'.repeat(64)
const manifests = [
  JSON.stringify(
    {
      title: 'T',
      date: '2025',
      pages: 2,
      passes: 2,
      entries: [
        {
          kind: 'figure',
          id: 'a',
          number: '1',
          label: '图 1',
          title: 'A',
          page: 1,
          source: ['S'],
          datasets: [],
        },
      ],
      inputs: [{ path: 'report.yaml', sha256: digest }],
      engine: { yanbao: '1', vega: '6', chromium: 'C', font: 'F' },
      files: [{ path: 'report.pdf', bytes: 3, sha256: digest }],
      sha256: digest,
    },
    null,
    2,
  ),
]

export const targets: Record<string, Target> = {
  chapters: {
    make: (seed) => new Map([['chapters/01-market.md', mutated(new Dice(seed), chapters, markdown)]]),
    read: withReport(Object.fromEntries([...shown].map(([name, text]) => [`datasets/${name}`, text]))),
  },
  datasets: {
    make: (seed) => {
      const dice = new Dice(seed)
      const dataset = mutated(dice, datasets, datasetWords)
      return new Map([
        ['datasets/d.yaml', dataset],
        ['chapters/01-market.md', chapterOf(dataset, dice)],
      ])
    },
    read: withReport({}),
  },
  settings: {
    make: (seed) => new Map([['report.yaml', mutated(new Dice(seed), settings, settingsWords)]]),
    read: withReport({}),
  },
  templates: {
    make: (seed) => {
      const dice = new Dice(seed)
      const files = new Map(
        Object.keys(templateFiles).map((name) => [`templates/own/${name}`, templateFiles[name]![0]!]),
      )
      files.set('templates/own/template.yaml', 'extends: house\n')
      const name = dice.oneOf(Object.keys(templateFiles))
      return files.set(`templates/own/${name}`, mutated(dice, templateFiles[name]!, templateWords))
    },
    read: withReport({ 'report.yaml': `${sample['report.yaml']}template: own\n` }),
  },
  workbooks: { make: tableOf, read: inImport },
  manifests: {
    make: (seed) =>
      new Map([[MANIFEST, mutated(new Dice(seed), manifests, ['../x', '{}', '[]', '"a":', '1e999'])]]),
    read: async (input) => {
      const file = new VFile({ path: MANIFEST, value: Buffer.from(input.get(MANIFEST)!) })
      readManifest(file)
      return [file]
    },
  },
}

/** What holds for whatever is imported. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDataset } from '../src/1-load/dataset.ts'
import { isMissing } from '../src/import/cell.ts'
import { readFormat } from '../src/import/format.ts'
import { type Import, importTable, writeDataset } from '../src/import/index.ts'
import { decimalsOf, evidenceOf, readNumeral } from '../src/import/numeral.ts'
import { failed } from '../src/message.ts'
import { makeWorkbook } from './make-workbook.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'yanbao-import-'))
})
afterAll(() => rm(root, { recursive: true }))

const origin = { source: '某数据商', provenance: 'public' } as const

async function imported(name: string, content: string | Uint8Array, before?: string): Promise<Import> {
  const file = join(root, name)
  const to = join(root, 'law.yaml')
  await writeFile(file, content)
  if (before === undefined) await rm(to, { force: true })
  else await writeFile(to, before)
  return importTable({ file, to, sheet: undefined, origin })
}

function read(text: string) {
  return readDataset(
    new VFile({ path: 'law.yaml', value: text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n') }),
  )
}

/** Names and texts that YAML, JavaScript or a reader of tables could take for something else. */
const odd = [
  'constructor',
  '__proto__',
  'toString',
  'note',
  'provenance',
  'forecast',
  'hidden',
  'true',
  'no',
  '~',
  '2024E',
  '0x1F',
  '1e3',
  '.inf',
  'a: b',
  'a #b',
  '#c',
  "it's",
  '"quoted"',
  '{a}',
  '[b]',
  'x, y',
  'line\nbreak',
  '- item',
  '--- doc',
  '? key',
  '&anchor',
  '*alias',
  '!tag',
  '|',
  '>',
  '%',
  '@at',
  '`tick`',
  '=1+1',
  '\u001b[31mred',
  'right\u202eleft',
  '动力电池:装车量:三元:当月值',
  '合计',
  '其他',
  '100%',
  '5亿',
  '12:30',
  '2024-03-31',
  '📈',
]
const oddText = fc.oneof(
  fc.constantFrom(...odd),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 8 }),
)
const anyCell = fc.oneof(
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  { weight: 3, arbitrary: fc.integer({ min: -3000, max: 3000 }).map(String) },
  fc.constantFrom(
    '',
    '-',
    'N.A.',
    '1,234',
    '1.234,5',
    '$5',
    '5亿',
    '5.2万',
    '12 %',
    '(3)',
    '2024Q1',
    '2024-02-30',
    '1e400',
  ),
  oddText,
)

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const csvOf = (grid: string[][], separator = ',') =>
  grid.map((cells) => cells.map(quoted).join(separator)).join('\n')

describe('any table', () => {
  test('is refused with its cells, or becomes a dataset that is read without a message', async () => {
    const grids = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(grids, fc.constantFrom(',', ';', '\t'), async (grid, separator) => {
        const { files, text } = await imported('any.csv', csvOf(grid, separator))
        if (text === null) expect(failed(files)).toBe(true)
        else expect(read(text).file.messages.map(String)).toEqual([])
        for (const { ruleId } of files.flatMap(({ messages }) => messages)) expect(ruleId).toMatch(/^import-/)
      }),
      { numRuns: 200 },
    )
  })

  test('keeps its names, numbers and texts', async () => {
    // Texts in the guard that spreadsheets need come without it.
    const name = oddText
      .map((text) => text.trim())
      .filter((text) => /\p{L}{2}/u.test(text) && !text.includes('\0') && !/^(?:'|=")/.test(text))
      .filter((text) => !isMissing({ value: text, kind: 'plain' }))
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
    const tables = fc.record({
      names: fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
      numbers: fc.array(fc.option(number), { minLength: 6, maxLength: 6 }),
      texts: fc.array(name, { minLength: 6, maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(tables, async ({ names, numbers, texts }) => {
        const rows = names.map((name, at) => [
          name,
          numbers[at] === null ? '' : String(numbers[at]),
          texts[at]!,
        ])
        const { files, text } = await imported('kept.csv', csvOf([['名称', '数值', '说明'], ...rows]))
        fc.pre(!failed(files))
        const { columns, rows: kept } = read(text!)
        const valuesOf = (at: number) => kept.map(({ cells }) => cells[columns[at]!.name]!.value)
        const isText = columns[0]!.type === 'category' && columns[2]!.type === 'text'
        fc.pre(isText && columns[1]!.type === 'number' && kept.length === names.length)
        const plain = (texts: string[]) => texts.map((text) => text.replaceAll(/\r\n?/g, '\n'))
        expect(valuesOf(0)).toEqual(plain(names))
        expect(valuesOf(1).map((value) => (value === 0 ? 0 : value))).toEqual(
          names.map((_, at) => (numbers[at] === 0 ? 0 : numbers[at])),
        )
        expect(plain(valuesOf(2) as string[])).toEqual(plain(texts.slice(0, names.length)))
      }),
      { numRuns: 120 },
    )
  })

  test('is the same in every encoding', async () => {
    const names = fc.array(fc.stringMatching(/^[一-龥a-zA-Z]{1,6}$/), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(names, fc.boolean(), async (names, marked) => {
        const text = `名称,数值\n${names.map((name, at) => `${at}${name},${at}\n`).join('')}`
        const little = Buffer.from((marked ? '\ufeff' : '') + text, 'utf16le')
        const encodings = [Buffer.from((marked ? '\ufeff' : '') + text), little, Buffer.from(little).swap16()]
        const texts: Array<string | null> = []
        for (const bytes of encodings) texts.push((await imported('encoded.csv', bytes)).text)
        expect(texts[0]).not.toBe(null)
        expect(texts).toEqual([texts[0], texts[0], texts[0]])
      }),
      { numRuns: 50 },
    )
  })

  // A row of numbers is no header.
  test.each(odd.filter((text) => !readNumeral(text, 'point')))('has a column %j', async (name) => {
    const { files, text } = await imported(
      'odd.csv',
      csvOf([
        ['公司', name],
        ['甲', '1'],
        ['乙', '2'],
      ]),
    )
    expect(failed(files)).toBe(false)
    const { file, columns, rows } = read(text!)
    expect(file.messages).toEqual([])
    expect(rows.map(({ cells }) => cells[columns[1]!.name]!.value)).toEqual([1, 2])
    expect(
      (
        await imported(
          'odd.csv',
          csvOf([
            ['公司', name],
            ['甲', '1'],
            ['乙', '2'],
          ]),
          text!,
        )
      ).text,
    ).toBe(null)
  })
})

describe('any change', () => {
  // No hundredfold change is among these.
  const value = fc.option(fc.integer({ min: 10, max: 99 }))
  const long = fc.uniqueArray(
    fc.tuple(fc.constantFrom('甲', '乙', '丙'), fc.integer({ min: 2015, max: 2026 })),
    {
      selector: ([name, year]) => `${name}${year}`,
      minLength: 1,
      maxLength: 12,
    },
  )
  const entries = long.chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), value))))
  const styles = ['map', 'list', 'block'] as const

  test('leaves rows that the file does not have, and writes all others, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        entries,
        entries,
        fc.constantFrom(...styles),
        fc.boolean(),
        async (old, fresh, style, crlf) => {
          // Names that are unique on both sides tell rows apart by themselves.
          fc.pre([old, fresh].some((list) => new Set(list.map(([[name]]) => name)).size < list.length))
          const row = ([[name, year], size]: (typeof old)[number]) =>
            style === 'map'
              ? `  - { name: ${name}, year: ${year}, size: ${size} } # ${name}${year}`
              : style === 'list'
                ? `  - [${name}, ${year}, ${size}] # ${name}${year}`
                : `  - name: ${name} # ${name}${year}\n    year: ${year}\n    size: ${size}`
          const before = [
            'title: a # title',
            'source: b',
            'provenance: public',
            'columns: { name: { type: category }, year: { type: year }, size: { type: number } }',
            'rows:',
            ...old.map(row),
            '# end',
            '',
          ].join('\n')
          const grid = [
            ['name', 'year', 'size'],
            ...fresh.map(([[name, year], size]) => [name, String(year), String(size ?? '')]),
          ]
          const written = crlf ? before.replaceAll('\n', '\r\n') : before
          const { files, text } = await imported('long.csv', csvOf(grid), written)
          expect(files.flatMap(({ messages }) => messages.map(String))).toEqual([])
          const expected = new Map([...old, ...fresh].map(([key, size]) => [key.join(), size]))
          const { rows } = read(text ?? written)
          const found = rows.map(({ cells }) => [
            `${cells.name!.value},${cells.year!.value}`,
            cells.size!.value,
          ])
          expect(found.length).toBe(expected.size)
          expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
          for (const [[name, year]] of old) expect(text ?? written).toContain(`# ${name}${year}`)
          expect((await imported('long.csv', csvOf(grid), text ?? written)).text).toBe(null)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('a file that is broken', () => {
  const book = makeWorkbook({
    sheets: [
      {
        name: 'a',
        merges: ['A1:B1'],
        rows: [
          ['标题', null],
          ['年份', '规模(亿元)'],
          [2023, { v: 1.5, format: '0.0"亿元"' }],
          [2024, { v: 2, format: '0%' }],
        ],
      },
    ],
  })
  const sheet =
    '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>b</v></c></row><row r="2"><c r="A2" s="1"><v>1</v></c><c r="B2"><f>A1</f><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A1"/></mergeCells></worksheet>'
  const changes = fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 6 })
  const changed = (bytes: Uint8Array, list: Array<[number, number]>) => {
    const copy = Uint8Array.from(bytes)
    for (const [at, byte] of list) copy[at % copy.length] = byte
    return copy
  }
  const yaml = `title: a\nsource: b\nprovenance: public\ncolumns: { 年份: { type: year }, 规模: { type: number, unit: 亿元 } }\nrows:\n  - { 年份: 2023, 规模: 1.4 }\n  - [2022, 1]\n`

  test.each([
    ['a workbook', (list: Array<[number, number]>) => ['b.xlsx', changed(book, list), undefined] as const],
    [
      'a sheet',
      (list: Array<[number, number]>) => {
        const text = new TextDecoder().decode(changed(new TextEncoder().encode(sheet), list))
        const parts = { 'xl/worksheets/sheet1.xml': text }
        return ['b.xlsx', makeWorkbook({ sheets: [{ name: 'a', rows: [] }], parts }), undefined] as const
      },
    ],
    [
      'a CSV file',
      (list: Array<[number, number]>) =>
        [
          'b.csv',
          changed(new TextEncoder().encode('年份,"规模(亿元)"\n2023,1.5\n2024,"2,000"\n'), list),
          undefined,
        ] as const,
    ],
    [
      'a dataset',
      (list: Array<[number, number]>) =>
        [
          'b.csv',
          '年份,规模\n2023,1.5\n2024,2\n',
          new TextDecoder().decode(changed(new TextEncoder().encode(yaml), list)),
        ] as const,
    ],
  ])('is no reason to stop: %s', async (_, make) => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const [name, content, before] = make(list)
        const { files, text } = await imported(name, content, before)
        if (text !== null) expect(read(text).file.messages).toEqual([])
        else expect(failed(files) || before !== undefined).toBe(true)
      }),
      { numRuns: 120 },
    )
  })
})

describe('a number format', () => {
  test.each([
    ['General', 5, 'plain', '', ''],
    ['', -5, 'plain', '', ''],
    ['0%', -0.05, 'percent', '', ''],
    ['0.0%;[Red]-0.0%;"-"', -0.05, 'percent', '', ''],
    ['0.0"%"', 5, 'plain', '', '%'],
    ['0.0"亿元"', 5, 'plain', '', '亿元'],
    ['0.0万元', 5, 'plain', '', '万元'],
    ['0.0\\万\\元', 5, 'plain', '', '万元'],
    ['#,##0.0"亿元"_);(#,##0.0"亿元")', -5, 'plain', '', '亿元'],
    ['#,##0.0_);\\(#,##0.0\\)', -5, 'plain', '', ''],
    ['_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, 'plain', '', ''],
    ['[$¥-804]#,##0.00', 5, 'plain', '¥', ''],
    ['[$-804]0.0', 5, 'plain', '', ''],
    ['"US$"0.0" bn"', 5, 'plain', 'US$', 'bn'],
    ['0"E"', 2025, 'plain', '', 'E'],
    ['0.00"吨标准煤"', 5, 'plain', '', '吨标准煤'],
    ['0;;', -5, 'plain', '', ''],
    ['0.00E+00', 5, 'plain', '', ''],
    ['@', 5, 'plain', '', ''],
    ['0!.0,', 5, 'scaled', '', ''],
    ['0"."0', 5, 'scaled', '', ''],
    ['#,##0,', 5, 'scaled', '', ''],
    ['0.0,,"M"', 5, 'scaled', '', 'M'],
    ['[>=100000000]0.00,,"亿";0', 5, 'plain', '', ''],
    ['[>=100000000]0.00,,"亿";0', 5e8, 'scaled', '', '亿'],
    ['[<10]0"个";[<100]0"十个";0"百个"', 50, 'plain', '', '十个'],
    ['yyyy-mm-dd', 45000, 'date', '', ''],
    ['yyyy/m/d h:mm', 45000, 'date', '', ''],
    ['[$-F800]dddd, mmmm dd, yyyy', 45000, 'date', '', ''],
    ['[$-804]aaaa', 45000, 'date', '', ''],
    ['mmm-yy', 45000, 'date', '', ''],
    ['h:mm', 0.5, 'time', '', ''],
    ['[h]:mm', 1.5, 'time', '', ''],
    ['mm:ss.0', 0.5, 'time', '', ''],
    ['上午/下午h"时"mm"分"', 0.5, 'time', undefined, undefined],
  ])('%s of %d is %s %j %j', (code, value, kind, before, after) => {
    const format = readFormat(code)(value)
    expect(format.kind).toBe(kind)
    if (before !== undefined) expect(format.affixes).toEqual({ before, after })
  })
})

describe('numerals', () => {
  test.each([
    ['.097', 0.097, ''],
    ['+5', 5, ''],
    ['－５．５', -5.5, ''],
    ['−3', -3, ''],
    ['(12)', -12, ''],
    ['（12）', -12, ''],
    ['(2.5%)', -2.5, '%'],
    ['(2.5)%', -2.5, '%'],
    ['12 %', 12, '%'],
    ['3‰', 3, '‰'],
    ['1,234,567.8', 1234567.8, ''],
    ['1 234.5', 1234.5, ''],
    ["1'234.5", 1234.5, ''],
    ['5亿', 5, '亿'],
    ['5.2万', 5.2, '万'],
    ['12.5元', 12.5, '元'],
    ['3.5元/吨', 3.5, '元/吨'],
    ['$5', 5, 'USD'],
    ['-$5', -5, 'USD'],
    ['$-5', -5, 'USD'],
    ['($5)', -5, 'USD'],
    ['US$1.2bn', 1.2, 'USD billion'],
    ['$450m', 450, 'USD million'],
    ['¥3', 3, '元'],
    ['￥3万', 3, '万元'],
    ['$5亿', 5, '亿美元'],
    ['12.5x', 12.5, 'x'],
    ['1e3', 1000, ''],
  ])('%s', (text, value, unit) => {
    expect(readNumeral(text, 'point')).toEqual({ value, unit })
  })

  test.each([
    '',
    '-',
    '1,23',
    '1,2345,678',
    '0,123',
    '1.2.3',
    '12月',
    '2024年',
    '5点',
    '3M',
    '5G',
    '7B',
    '5²',
    '12①',
    '--5',
    '5-6',
    '约5',
    '$',
    '12345678901234567890',
  ])('%j is none', (text) => {
    expect(readNumeral(text, 'point')).toBe(null)
  })

  test.each(['1e400', '-1e999', '1e-400', '0.5e-999'])('%s cannot be held', (text) => {
    expect(readNumeral(text, 'point')).toBe('unclear')
  })

  const decimal = fc
    .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.nat(4))
    .map(([digits, places]) => ({ digits, places, value: digits / 10 ** places }))
  const grouped = (value: number, places: number, locale: string) =>
    value.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })

  test('of a column with points or with commas are the numbers they were written from', () => {
    fc.assert(
      fc.property(
        fc.array(decimal, { minLength: 1, maxLength: 9 }),
        fc.constantFrom('en', 'de', 'fr', 'de-CH'),
        (numbers, locale) => {
          const texts = numbers.map(({ value, places }) => grouped(value, places, locale))
          const decimals = decimalsOf(evidenceOf(texts), { point: 0, comma: 0, either: 0 })
          const reads = texts.map((text) => readNumeral(text, decimals))
          // What cannot be told is not guessed.
          for (const [at, read] of reads.entries())
            if (read !== 'unclear') expect(read).toEqual({ value: numbers[at]!.value || 0, unit: '' })
        },
      ),
      { numRuns: 120 },
    )
  })
})

test('what is written is what was shown', async () => {
  const { text, changes } = await imported('w.csv', '年份,规模\n2023,1\n')
  const to = join(root, 'law.yaml')
  expect(await writeDataset(to, { files: [], changes, text, before: null })).toBe(true)
  expect(await readFile(to, 'utf8')).toBe(text)
})

/**
 * Every folder in cases-import is a file and the dataset it is imported into: what changes, or what is said of it.
 *
 * A case holds `file.csv`, or `book.yaml` a workbook is made from, and `dataset.before.yaml` unless it makes a new one.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type ImportRequest, importTable, writeDataset } from '../src/import/index.ts'
import { failed, rules } from '../src/message.ts'
import { type MadeBook, makeWorkbook } from './make-workbook.ts'
import { messagesOf } from './report-folder.ts'

const cases = join(import.meta.dirname, 'cases-import')
const origin = { source: '某数据商', provenance: 'public' } as const

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'yanbao-import-'))
  await mkdir(join(root, 'datasets'))
})
afterAll(() => rm(root, { recursive: true }))

/** Messages name the files of a case as if they stood in the working folder. */
const local = (text: string) => text.replaceAll(/(?:\.\.\/|\/)*\S*yanbao-import-\w+\//g, '')

test.each(await readdir(cases))('%s', async (name) => {
  const folder = join(cases, name)
  const to = join(root, 'datasets', `${name}.yaml`)
  const before = join(folder, 'dataset.before.yaml')
  if (existsSync(before)) await copyFile(before, to)
  const imported = await importTable({ ...(await fileOf(folder)), to, origin })
  if (failed(imported.files)) {
    await expect(local(messagesOf(imported.files))).toMatchFileSnapshot(join(folder, 'expect/messages.txt'))
    expect(existsSync(join(folder, 'expect/changes.txt'))).toBe(false)
    return
  }
  expect(existsSync(join(folder, 'expect/messages.txt'))).toBe(false)
  await expect(local(imported.changes)).toMatchFileSnapshot(join(folder, 'expect/changes.txt'))
  const isWritten = await writeDataset(to, imported)
  expect(isWritten).toBe(imported.text !== null)
  await expect(await readFile(to, 'utf8')).toMatchFileSnapshot(join(folder, 'expect/dataset.yaml'))
  // The same file once more changes nothing.
  const again = await importTable({ ...(await fileOf(folder)), to, origin })
  expect(messagesOf(again.files)).toBe('\n')
  expect(again.text).toBe(null)
})

async function fileOf(folder: string): Promise<Pick<ImportRequest, 'file' | 'sheet'>> {
  const file = (await readdir(folder)).find((name) => /^file\./.test(name))
  if (file) return { file: join(folder, file), sheet: undefined }
  const { sheet, ...book } = parse(await readFile(join(folder, 'book.yaml'), 'utf8')) as MadeBook & {
    sheet?: string
  }
  const path = join(root, book.macros ? 'book.xlsm' : 'book.xlsx')
  await writeFile(path, makeWorkbook(book))
  return { file: path, sheet }
}

test('a case shows every rule of importing', async () => {
  const paths = (await readdir(cases)).map((name) => join(cases, name, 'expect/messages.txt'))
  const texts = await Promise.all(
    paths.filter((path) => existsSync(path)).map((path) => readFile(path, 'utf8')),
  )
  for (const rule of Object.keys(rules).filter((rule) => rule.startsWith('import-')))
    expect(texts.join('\n')).toMatch(new RegExp(` ${rule} +yanbao$`, 'm'))
})

describe('a file that is refused', () => {
  const refused = async (name: string, content: Uint8Array | string): Promise<string> => {
    const file = join(root, name)
    await writeFile(file, content)
    const { files, text } = await importTable({
      file,
      to: join(root, 'datasets/new.yaml'),
      sheet: undefined,
      origin,
    })
    expect(text).toBe(null)
    return files[0]!.messages.map(({ ruleId, reason }) => `${ruleId}: ${reason}`).join('\n')
  }

  test.each([
    [
      'an old workbook',
      'a.xls',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]),
      /^import-format: .*old \.xls.*save it as \.xlsx/,
    ],
    ['a web page', 'a.xls', '<html><table></table>', /^import-format: .*web page/],
    ['bytes that are nothing', 'a.xlsx', 'hello', /^import-format: .*no workbook/],
    ['half a zip', 'a.xlsx', makeWorkbook({ sheets: [] }).subarray(0, 200), /^import-format: .*damaged/],
    [
      'text of no encoding',
      'a.csv',
      new Uint8Array([0x41, 0xff, 0xff, 0x2c]),
      /^import-format: .*neither UTF-8 nor GBK/,
    ],
    [
      'Big5, which is no GBK',
      'a.csv',
      new Uint8Array([0xa6, 0x7e, 0xa5, 0xf7, 0x2c, 0xc0, 0xe7, 0xa6, 0xac, 0x0a, 0x31, 0x2c, 0x32]),
      /^import-format: .*neither UTF-8 nor GBK/,
    ],
    ['an empty file', 'a.csv', '', /^import-table: /],
    [
      'a cell of 10 MB',
      'a.csv',
      `a,b\n1,${'x'.repeat(10_000_000)}\n`,
      /^import-limit: .*10000000 characters in B2/,
    ],
    ['a million rows', 'a.csv', `a,b\n${'1,2\n'.repeat(1_000_000)}`, /^import-limit: .*A100001.*100000 rows/],
    [
      'more than a report reads of a dataset',
      'a.csv',
      `a,b\n${Array.from({ length: 60_000 }, (_, at) => `${'名'.repeat(20)}${at},1\n`).join('')}`,
      /^import-limit: .*dataset of 5 MB.*at most 4 MB/,
    ],
    ['a row far down', 'a.xlsx', cellFarDown(), /^import-limit: .*A1048576/],
    [
      'a document type',
      'a.xlsx',
      withPart('xl/workbook.xml', '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'),
      /document type/,
    ],
    [
      'a binary workbook',
      'a.xlsx',
      withPart(
        '_rels/.rels',
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
      ),
      /binary/,
    ],
    ['an OpenDocument sheet', 'a.xlsx', zipSync({ 'content.xml': strToU8('<a/>') }), /OpenDocument/],
    ['a zip of something else', 'a.xlsx', zipSync({ 'a.txt': strToU8('a') }), /holds no workbook/],
    ['a sheet that ends too early', 'a.xlsx', lie(), /^import-format: .*damaged.*/],
    ['a bomb', 'a.xlsx', bomb(), /^import-limit: .*unpacked/],
  ])('%s', async (_, name, content, expected) => {
    expect(await refused(name, content)).toMatch(expected)
  })

  /** A zip that states a smaller size than its sheet has. */
  function lie(): Uint8Array {
    const bytes = makeWorkbook({
      sheets: [{ name: 'a', rows: Array.from({ length: 50 }, (_, at) => ['a', at]) }],
    })
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const name = Buffer.from(bytes).lastIndexOf('xl/worksheets/sheet1.xml')
    // The size stands 22 bytes before the name in the directory of the zip.
    view.setUint32(name - 22, 400, true)
    return bytes
  }

  function cellFarDown(): Uint8Array {
    const sheet =
      '<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    return withPart('xl/worksheets/sheet1.xml', sheet)
  }

  function withPart(name: string, text: string): Uint8Array {
    return makeWorkbook({ sheets: [{ name: 'a', rows: [['a', 'b']] }], parts: { [name]: text } })
  }

  function bomb(): Uint8Array {
    return withPart('xl/worksheets/sheet1.xml', ' '.repeat(160 * 2 ** 20))
  }
})

describe('the command', () => {
  const own = join(import.meta.dirname, '..')
  const run = async (...args: string[]) => {
    const cli = join(own, 'build/cli/cli.js')
    try {
      const { stdout, stderr } = await promisify(execFile)('node', [cli, 'import', ...args], { cwd: root })
      return { code: 0, said: stdout + stderr }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, said: stdout + stderr }
    }
  }

  test('creates with an origin only, writes with --yes only, and knows when nothing changes', async () => {
    await writeFile(join(root, 'market.csv'), '年份,规模(亿元)\n2023,"1,200"\n2024,1500\n')
    const file = ['market.csv', '--to', 'report/datasets/market.yaml']
    const from = ['--provenance', 'public', '--source', '某机构']
    expect(await run(...file)).toMatchObject({ code: 2, said: expect.stringContaining('--provenance') })
    expect(await run(...file, '--provenance', 'guess')).toMatchObject({
      code: 2,
      said: expect.stringContaining('`guess`'),
    })
    expect(await run('none.csv', '--to', 'a.yaml')).toMatchObject({
      code: 2,
      said: expect.stringContaining('`none.csv`'),
    })
    expect(await run('market.csv')).toMatchObject({ code: 2, said: expect.stringContaining('--to') })
    expect(await run(...file, ...from)).toMatchObject({
      code: 1,
      said: expect.stringContaining('Nothing written'),
    })
    expect(existsSync(join(root, 'report'))).toBe(false)
    expect(await run(...file, ...from, '--yes')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Written'),
    })
    expect(await readFile(join(root, 'report/datasets/market.yaml'), 'utf8')).toContain(
      '{ 年份: 2023, 规模: 1200 }',
    )
    expect(await run(...file)).toMatchObject({ code: 0, said: expect.stringContaining('Nothing changes.') })
  })

  test('lists few changes, and all where asked; takes a hundredfold change where told', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => [2000 + at, at + 1])
    const csv = (times: number) =>
      `年份,规模\n${rows.map(([year, size]) => `${year},${size! * times}`).join('\n')}\n`
    await writeFile(join(root, 'long.csv'), csv(1))
    const file = ['long.csv', '--to', 'report/datasets/long.yaml']
    const first = await run(...file, '--provenance', 'public', '--source', 'a', '--yes')
    expect(first.said).toMatch(
      /2 columns, 30 rows\n[\s\S]*规模: 12 \}\n {2}… and 18 more: --all shows them\n/,
    )
    await writeFile(join(root, 'long.csv'), csv(1.5))
    expect((await run(...file)).said).toMatch(
      /^.*\n30 cells change\n {2}规模: 30 cells change \(largest: 2000 1 → 1.5\)\n(.*\n){12} {2}… and 18 more/,
    )
    expect((await run(...file, '--all')).said).toMatch(/ {2}2029 规模: 30 → 45\n/)
    await writeFile(join(root, 'long.csv'), csv(10_000))
    expect(await run(...file, '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('import-scale'),
    })
    const taken = await run(...file, '--yes', '--accept-scale')
    expect(taken.said).toMatch(
      /Note: `规模` moves by a factor of 10,000: B2 \(2000: 1 → 10000\), .* and 27 more\n/,
    )
    expect(taken.code).toBe(0)
  })

  test('says where a dataset is not read, and where it cannot be', async () => {
    await writeFile(join(root, 'place.csv'), '年份,规模\n2023,1\n')
    const from = ['--provenance', 'public', '--source', 'a']
    const beside = await run('place.csv', '--to', 'beside.yaml', ...from)
    expect(beside.said).toContain(
      'Note: no report reads this dataset: reports read those in their folder `datasets`',
    )
    await mkdir(join(root, 'folder.yaml'))
    expect(await run('place.csv', '--to', 'folder.yaml', '--lang', 'en')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Unexpected unreadable file `folder.yaml` (EISDIR)'),
    })
  })

  test('leaves a dataset alone that was changed in the meantime', async () => {
    const to = join(root, 'raced.yaml')
    const file = join(root, 'raced.csv')
    await writeFile(file, '年份,规模\n2023,1\n')
    const imported = await importTable({ file, to, sheet: undefined, origin })
    await writeFile(to, 'title: somebody else')
    expect(await writeDataset(to, imported)).toBe(false)
    expect(await readFile(to, 'utf8')).toBe('title: somebody else')
  })
})

/** Laws of a report: its text, its tables and its numbers say the same of every cell. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failed } from '../src/message.ts'
import { type Documents, Session } from '../src/session.ts'
import {
  Dice,
  datasetOf,
  type RandomDataset,
  randomDataset,
  randomWriting,
  yamlOf,
} from './random-dataset.ts'
import { messagesOf, writeReport } from './report-folder.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

/** What one output says of the cells: by the text of a row's keys and the name of a column. */
type Said = Map<string, string>

/** Every output that shows cells as text; each is held against the text of the report. */
const outputs: Record<string, (edition: Documents, columns: string[], keys: string[]) => Said> = {
  'the table on paper': ({ print }, columns, keys) => cellsOf(print, columns, keys),
  'the table of the HTML edition': ({ html }, columns, keys) =>
    cellsOf(String(html.get('index.html')), columns, keys),
}

/** The cells of the table in a document, whatever marks stand in them. */
function cellsOf(document: string, columns: string[], keys: string[]): Said {
  const table = /<table[\s\S]*?<\/table>/.exec(document)?.[0] ?? ''
  const said: Said = new Map()
  for (const [, row = ''] of table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)) {
    const texts = [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) => plain(cell))
    if (texts.length !== columns.length) continue
    const key = keys.map((key) => texts[columns.indexOf(key)]).join(' ')
    for (const [at, column] of columns.entries()) said.set(`${key} ${column}`, texts[at]!)
  }
  return said
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .trim()
}

/** A report that shows a dataset in a table, and says each of its cells in a list. */
function reportOf(
  data: RandomDataset,
  dice: Dice,
): { files: Record<string, string>; asked: string[]; columns: string[]; keys: string[] } {
  const yaml = yamlOf(data, randomWriting(data, dice))
  const { rows, columns, keys } = datasetOf(yaml)
  const names = columns.map(({ name }) => name)
  const shown = rows.filter(({ hidden }) => !hidden)
  const asked = shown.flatMap((row) => {
    const key = keys.map((key) => `"${row.cells[key]!.value}"`).join(' ')
    return columns
      .filter(({ name, type }) => type === 'number' && row.cells[name]!.text !== '—')
      .map(({ name }) => `${key} ${name}`)
  })
  const values = asked.map((cell) => {
    const [, key = '', name = ''] = /^(.*) (\S+)$/.exec(cell)!
    return `- :value[d.${name} ${key}]{bare}`
  })
  const files = {
    'report.yaml': 'title: 规律\ndate: 2025-03\n',
    'datasets/d.yaml': yaml,
    'chapters/01-all.md': `# 全部\n\n${values.join('\n')}\n\n:::table{#tab-d data=d}\n全部\n:::\n`,
  }
  const printed = asked.map((cell) => {
    const [, key = '', name = ''] = /^(.*) (\S+)$/.exec(cell)!
    const row = shown.find((row) => keys.map((each) => `"${row.cells[each]!.value}"`).join(' ') === key)!
    return `${keys.map((each) => row.cells[each]!.text).join(' ')} ${name}`
  })
  return { files, asked: printed, columns: names, keys }
}

test('text and tables say the same number in every cell', async () => {
  let cells = 0
  const law = fc.asyncProperty(fc.nat(), async (seed) => {
    const dice = new Dice(seed)
    const data = randomDataset(dice)
    const { files, asked, columns, keys } = reportOf(data, dice)
    fc.pre(asked.length > 0)
    const edition = await new Session(await writeReport(files)).compose()
    expect(failed(edition.files), messagesOf(edition.files)).toBe(false)
    const list = /<ul>([\s\S]*?)<\/ul>/.exec(edition.print)?.[1] ?? ''
    const said = [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = '']) => plain(item))
    expect(said.length).toBe(asked.length)
    for (const [output, read] of Object.entries(outputs)) {
      const shown = read(edition, columns, keys)
      for (const [at, cell] of asked.entries()) {
        expect(shown.get(cell), `${output}: ${cell} of\n${files['datasets/d.yaml']}`).toBe(said[at])
        cells++
      }
    }
  })
  await fc.assert(law, { numRuns: 10 * often, endOnFailure: true })
  expect(cells).toBeGreaterThan(100)
})

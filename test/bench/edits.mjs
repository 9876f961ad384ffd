/** What somebody changes in a report between two builds: a cell, a sentence, a style. */
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMap, isScalar, parseDocument } from 'yaml'
import { CHAPTER, COVER_OR_BACK } from './enlarge.mjs'

/**
 * @typedef {object} Edit The place of one, which the report and its enlarged copies have in common.
 * @property {string} path Of the file in the report folder.
 * @property {(text: string, count: number) => string} change The text of that file, as it is at the beginning, with a
 *   change that no other count makes; counts are 1, 2, 3 …
 */

/** A paragraph that is prose from its beginning, and long enough to be one. */
const PROSE = /^[\p{L}*][^|\n]{80,}$/mu

const FIGURE = /^:{3,}figure\{.*\}$/gm

/** Kinds of figures that are charts: other ones are templates. */
const CHARTS = new URL('../../templates/base/kinds/', import.meta.url)

/**
 * @param {string} root Report folder.
 * @param {Edit} edit
 * @param {number} count
 * @param {string} original Folder that holds the text as it was at the beginning.
 */
export async function make(root, { path, change }, count, original) {
  await writeFile(join(root, path), change(await readFile(join(original, path), 'utf8'), count))
}

/**
 * Numbers that charts show, each counted up in its last digit: of every dataset the last one.
 *
 * @param {string} root Report folder.
 * @returns {Promise<Edit[]>} In the order of the chapters.
 */
export async function cellsOf(root) {
  const figures = (await bodyOf(root)).flatMap(({ text }) => text.match(FIGURE) ?? [])
  const charts = figures.filter((figure) => existsSync(new URL(`${wordOf(figure, 'kind')}.yaml`, CHARTS)))
  const names = charts.map((figure) => wordOf(figure, 'data')).filter(Boolean)
  const edits = [...new Set(names)].map(async (name) => {
    const path = `datasets/${name}.yaml`
    const cell = lastNumber(await readFile(join(root, path), 'utf8'))
    if (!cell) return []
    const change = (text, count) =>
      text.slice(0, cell.start) + plus(cell.source, count) + text.slice(cell.end)
    return [{ path, change }]
  })
  return (await Promise.all(edits)).flat()
}

/**
 * @param {string} root Report folder.
 * @returns {Promise<Edit | null>} In the middle of the first chapter; null where no chapter has prose.
 */
export async function sentenceOf(root) {
  for (const { path, text } of await bodyOf(root)) {
    const paragraphs = [...text.matchAll(new RegExp(PROSE, 'gmu'))]
    const middle = paragraphs[Math.floor(paragraphs.length / 2)]
    if (!middle) continue
    const end = middle.index + middle[0].length
    return { path, change: (text, count) => `${text.slice(0, end)} Edit ${count}.${text.slice(end)}` }
  }
  return null
}

/**
 * @param {string} root Report folder.
 * @returns {Promise<Edit | null>} The colour of captions; null where the report has no template of its own.
 */
export async function styleOf(root) {
  const settings = parseDocument(await readFile(join(root, 'report.yaml'), 'utf8'))
  const path = `templates/${settings.get('template')}/styles/report.css`
  if (!existsSync(join(root, path))) return null
  const color = (count) => `#${(0x203040 + count).toString(16)}`
  return { path, change: (text, count) => `${text}\nfigcaption { color: ${color(count)}; }\n` }
}

/** @returns {string | undefined} What a directive says of itself: `bars` of `kind=bars`. */
function wordOf(directive, name) {
  return new RegExp(`\\b${name}=([\\w-]+)`).exec(directive)?.[1]
}

async function bodyOf(root) {
  const names = (await readdir(join(root, 'chapters'))).filter((name) => CHAPTER.test(name)).sort()
  const chapters = names.map(async (name) => {
    const path = `chapters/${name}`
    return { path, text: await readFile(join(root, path), 'utf8') }
  })
  return (await Promise.all(chapters)).filter(({ text }) => !COVER_OR_BACK.test(text))
}

/** @returns The last number of a dataset's rows in a column of numbers; undefined where there is none. */
function lastNumber(text) {
  const dataset = parseDocument(text)
  const isNumber = (key) => dataset.getIn(['columns', String(key), 'type']) === 'number'
  const rows = (dataset.get('rows')?.items ?? []).filter((row) => isMap(row) && !row.get('hidden'))
  const cells = rows.flatMap(({ items }) => items)
  const cell = cells.findLast(
    ({ key, value }) => isNumber(key) && isScalar(value) && typeof value.value === 'number',
  )
  if (!cell) return undefined
  const [start, end] = cell.value.range
  return { start, end, source: text.slice(start, end) }
}

/** A number, counted up in its last digit. */
function plus(source, count) {
  const decimals = source.split('.')[1]?.length ?? 0
  return (Number(source) + count / 10 ** decimals).toFixed(decimals)
}

/** Figures and tables: their sources, their titles, and whether a text speaks of them. */

import { toString as textOf } from 'mdast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { decoded } from '../data/decoded.ts'
import { isTimeType } from '../data/period.ts'
import type { Memory } from '../memory.ts'
import { note } from '../message.ts'
import type { BoundChapter, Dataset, Float, Numbered, Place, Row, Settings } from '../report.ts'
import { addressOf } from '../written.ts'
import type { ChapterText } from './passages.ts'

type Rules = Settings['rules']

/**
 * Checks every figure by itself, and all of them together.
 *
 * @param broken Files with mistakes, which may be why a figure has no source.
 */
export function checkFigures(
  texts: ChapterText[],
  numbered: Numbered,
  broken: VFile[],
  memory: Memory,
): void {
  const { rules } = numbered.settings
  for (const { file, chapter } of texts) {
    const isWhole = !broken.includes(file)
    memory.recall(
      `${file.path} figures`,
      { chapter, isWhole, rules },
      ({ chapter, isWhole, rules }) => {
        for (const float of chapter.floats) {
          if (isWhole) checkSource(float, rules)
          checkUnits(float, rules)
          checkSpan(float, rules)
        }
      },
      { files: [file] },
    )
  }
  checkTitles(texts, numbered, memory)
}

function checkSource({ id, sources, chapter, node, ...rest }: Float, rules: Rules): void {
  if (sources.some((source) => source.trim() !== '')) return
  note(rules, chapter.file, captionPlace({ node, ...rest }), 'figure-source-missing', id)
}

/** Columns that a chart draws on one axis are measured alike. */
function checkUnits({ kind, params, dataset, chapter, ...rest }: Float, rules: Rules): void {
  if (kind?.draw !== 'chart' || !dataset) return
  for (const { name } of kind.params.filter(({ type }) => type === 'columns')) {
    const names = [params[name] ?? []].flat().map(String)
    const units = [
      ...new Set(dataset.columns.filter((column) => names.includes(column.name)).map(({ unit }) => unit)),
    ]
    if (units.length > 1) note(rules, chapter.file, captionPlace(rest), 'units-mixed', name, units)
  }
}

/** Figures that no text refers to; a caption does not refer to its own figure. */
export function checkMentions(texts: ChapterText[], { floats, settings }: Numbered, memory: Memory): void {
  const ids = texts.map((text) =>
    memory.recall(`${text.file.path} mentions`, { text }, ({ text }) => mentionedIn(text.chapter)),
  )
  const mentioned = new Set(ids.flat())
  for (const { id, chapter, ...float } of floats) {
    if (chapter.part === 'cover' || mentioned.has(id)) continue
    note(settings.rules, chapter.file, captionPlace(float), 'figure-unmentioned', id)
  }
}

/** Ids that a chapter refers to. */
function mentionedIn({ tree }: BoundChapter): string[] {
  const ids: string[] = []
  visit(tree, (node) => {
    if (node.type === 'link' && node.url.startsWith('#')) ids.push(decoded(node.url.slice(1)))
    if (node.type !== 'float') return
    const { id, content } = node.float
    for (const part of [...node.children, ...(content ? [content] : [])]) {
      visit(part, 'link', ({ url }) => {
        if (url.startsWith('#') && decoded(url.slice(1)) !== id) ids.push(decoded(url.slice(1)))
      })
    }
    return SKIP
  })
  return ids
}

function checkTitles(texts: ChapterText[], { settings }: Numbered, memory: Memory): void {
  const titles = texts.flatMap((text) =>
    memory.recall(`${text.file.path} titles`, { text }, ({ text }) => text.chapter.floats.map(titled)),
  )
  const first = new Map<string, string>()
  for (const { file, place, title, key } of titles) {
    const earlier = first.get(key)
    if (key !== '' && earlier) note(settings.rules, file, place, 'title-duplicate', title, earlier)
    else first.set(key, addressOf(file, place))
  }
}

/** A title, and what it has in common with others that read the same. */
function titled({ node, chapter: { file } }: Float) {
  const title = titleOf(node)
  return { file, place: captionPlace({ node }), title, key: title.normalize('NFKC').replaceAll(/\s/g, '') }
}

const YEAR = '(?<year>(?:19|20)\\d{2})(?<part>Q[1-4]|H[12])?(?<forecast>E)?'
const END = '(?<toYear>(?:19|20)\\d{2}|(?:1[3-9]|[2-9]\\d)(?!\\d))(?<toPart>Q[1-4]|H[12])?(?<toForecast>E)?'

/** `2020-2029E`, `2020—2024 年`, `2023Q1–2024Q4`, `2020 to 2024` */
const SPAN = new RegExp(`(?<!\\d)${YEAR}\\s*年?\\s*(?:[-–—−~～至到]{1,2}|to)\\s*${END}(?!\\d)`, 'u')

/** The years of a title are those of the rows. */
function checkSpan(float: Float, rules: Rules): void {
  const { dataset, node, chapter } = float
  const span = SPAN.exec(titleOf(node))
  if (!span || !dataset || isFiltered(float)) return
  const key = timeColumn(float, dataset)
  if (!key) return
  // A period without a number keeps its place on the axis.
  const rows = dataset.rows
    .filter(({ hidden }) => !hidden)
    .map((row) => ({ row, period: String(row.cells[key]?.value ?? '') }))
    .filter(({ period }) => period !== '')
    .sort((a, b) => (a.period < b.period ? -1 : 1))
  const [first, last] = [rows[0], rows.at(-1)]
  if (!first || !last) return
  const { year, part, forecast, toYear = '', toPart, toForecast } = span.groups!
  const to = toYear.length === 2 ? `${year!.slice(0, 2)}${toYear}` : toYear
  const isRight = meets(first, year!, part, forecast) && meets(last, to, toPart, toForecast)
  if (isRight) return
  const shown = [first, last].map(({ row }) => row.cells[key]?.text).join('–')
  note(rules, chapter.file, captionPlace(float), 'title-span', span[0], shown)
}

/** Whether a row is what an end of a span says; a forecast may go without its E, but nothing else is called one. */
function meets(
  { row, period }: { row: Row; period: string },
  year: string,
  part: string | undefined,
  forecast: string | undefined,
): boolean {
  return period.includes(year + (part ?? '')) && (!forecast || row.forecast)
}

function timeColumn({ params, kind }: Float, { columns }: Dataset): string | undefined {
  const times = columns.filter(({ type }) => isTimeType(type))
  const named = Object.values(kind ? params : {}).flat()
  const time = times.find(({ name }) => named.includes(name)) ?? times[0]
  return time?.name
}

/** Whether a spec of the author's own leaves rows out. */
function isFiltered({ spec }: Float): boolean {
  return spec !== null && /"filter"/.test(JSON.stringify(spec))
}

function titleOf(node: Float['node']): string {
  return textOf(node.children[0] ?? '').trim()
}

/** Where a figure is spoken of: at its caption, else where it begins. */
function captionPlace({ node }: Pick<Float, 'node'>): Place {
  return node.children[0]?.position ?? node.position
}

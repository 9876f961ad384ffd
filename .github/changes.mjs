/**
 * What a change does to a report, in Markdown for a comment: `node .github/changes.mjs BEFORE AFTER FINDINGS.json`. BEFORE and
 * AFTER are build folders; one of them may be missing. FINDINGS.json is what `yanbao check --format json` prints.
 *
 * All that comes from the reports stands in fenced blocks: there it is text and nothing else.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { csvParseRows } from 'd3-dsv'
import { parse } from 'parse5'

/** Lines of a list; nobody reads more in a comment. */
const MOST = 100

/** Characters of a line. */
const LONGEST = 300

/** By which a former comment is known. */
const MARK = '<!-- yanbao -->'

/**
 * @typedef {{ label: string, title: string, id: string, kind: string, page: number }} Entry
 * @typedef {{ pages: number, entries: Entry[] }} Manifest
 * @typedef {{ manifest: Manifest, tables: Map<string, string[][]>, values: Map<string, string[]> }} Delivery
 */

const [before, after, findings] = process.argv.slice(2)
console.log([MARK, ...changesOf(read(before), read(after)), ...findingsOf(findings)].join('\n\n'))

/**
 * @param {string | undefined} folder
 * @returns {Delivery | null}
 */
function read(folder) {
  if (!folder || !existsSync(join(folder, 'manifest.json'))) return null
  const data = join(folder, 'html/data')
  const paths = existsSync(data) ? readdirSync(data).filter((name) => name.endsWith('.csv')) : []
  const tables = paths.sort().map((name) => {
    const text = readFileSync(join(data, name), 'utf8').replace(/^\ufeff/, '')
    return /** @type {const} */ ([basename(name, '.csv'), csvParseRows(text)])
  })
  return {
    manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
    tables: new Map(tables),
    values: valuesIn(readFileSync(join(folder, 'html/index.html'), 'utf8')),
  }
}

/**
 * What stands in the texts for each address: the last line of what the edition says of a number.
 *
 * @param {string} html
 * @returns {Map<string, string[]>}
 */
function valuesIn(html) {
  const values = new Map()
  const walk = (node) => {
    const trace = node.attrs?.find(({ name }) => name === 'data-trace')?.value
    if (trace === undefined) return (node.childNodes ?? []).forEach(walk)
    const address = trace.slice(trace.lastIndexOf('\n') + 1)
    values.set(address, [...new Set([...(values.get(address) ?? []), textOf(node)])])
  }
  walk(parse(html))
  return values
}

function textOf({ value, childNodes = [] }) {
  return value ?? childNodes.map(textOf).join('')
}

/**
 * @param {Delivery | null} old
 * @param {Delivery | null} now
 * @returns {string[]}
 */
function changesOf(old, now) {
  if (!now) return ['**The report cannot be built.** The findings say why.']
  const pages = `${now.manifest.pages} pages`
  if (!old) return [`**The report is built: ${pages}.** There is none to compare it with.`]
  const lists = [
    list('Figures and tables', entryChanges(old.manifest, now.manifest)),
    list('Data', dataChanges(old, now)),
    list('Numbers in the text', valueChanges(old.values, now.values)),
  ].flat()
  const was = old.manifest.pages === now.manifest.pages ? '' : `, ${old.manifest.pages} before`
  return [
    `**The report is built: ${pages}${was}.** ${lists.length === 0 ? 'No number changes.' : ''}`.trim(),
    ...lists,
  ]
}

function entryChanges({ entries: old }, { entries: now }) {
  const named = (entries) =>
    new Map(entries.filter(({ kind }) => kind !== 'heading').map((entry) => [entry.id, entry]))
  const [before, after] = [named(old), named(now)]
  const said = ({ label, title }) => `${label} ${title}`
  const gone = [...before].filter(([id]) => !after.has(id)).map(([, entry]) => `- ${said(entry)}`)
  const kept = [...after].flatMap(([id, entry]) => {
    const former = before.get(id)
    if (!former) return `+ ${said(entry)}`
    return said(former) === said(entry) ? [] : `  ${said(former)} → ${said(entry)}`
  })
  return [...gone, ...kept]
}

/** Figures of the same data change in the same way; it is said once. */
function dataChanges(old, now) {
  const labels = new Map(now.manifest.entries.map(({ id, label }) => [encodeURIComponent(id), label]))
  const figures = new Map()
  for (const [name, table] of now.tables) {
    const former = old.tables.get(name)
    const changes = former ? cellChanges(former, table) : []
    if (changes.length === 0) continue
    const key = changes.join('\n')
    figures.set(key, [...(figures.get(key) ?? []), labels.get(name) || name])
  }
  return [...figures].flatMap(([changes, names]) => [
    names.join(', '),
    ...changes.split('\n').map((line) => `  ${line}`),
  ])
}

/** @returns {string[]} A line for each cell, row and column that is another one. */
function cellChanges([oldHead = [], ...oldRows], [head = [], ...rows]) {
  const width = keyWidth(oldRows, rows)
  const keyed = (rows) => new Map(rows.map((row, index) => [keyOf(row, width, index), row]))
  const [before, after] = [keyed(oldRows), keyed(rows)]
  const columns = head.filter((name) => oldHead.includes(name))
  return [
    ...oldHead.filter((name) => !head.includes(name)).map((name) => `- ${name}`),
    ...head.filter((name) => !oldHead.includes(name)).map((name) => `+ ${name}`),
    ...[...before]
      .filter(([key]) => !after.has(key))
      .map(([key, row]) => `- ${key}: ${row.slice(width).join(', ')}`),
    ...[...after].flatMap(([key, row]) => {
      const former = before.get(key)
      if (!former) return `+ ${key}: ${row.slice(width).join(', ')}`
      return columns.flatMap((name) => {
        const [was, is] = [former[oldHead.indexOf(name)], row[head.indexOf(name)]]
        return was === is ? [] : `${key} · ${name}: ${was || '–'} → ${is || '–'}`
      })
    }),
  ].map((line) => line.replaceAll('\n', ' '))
}

/** The least number of first cells that tells the rows of both tables apart; 0 where none does, and rows go by their place. */
function keyWidth(...tables) {
  const widest = Math.min(...tables.map((rows) => rows[0]?.length ?? 0))
  const isKey = (width) =>
    tables.every(
      (rows) => new Set(rows.map((row) => JSON.stringify(row.slice(0, width)))).size === rows.length,
    )
  for (let width = 1; width <= widest; width++) if (isKey(width)) return width
  return 0
}

function keyOf(row, width, index) {
  return width === 0 ? `row ${index + 1}` : row.slice(0, width).join(' ')
}

function valueChanges(old, now) {
  return [...now]
    .flatMap(([address, texts]) => {
      const former = old.get(address)
      if (!former) return `+ ${address}: ${texts.join(', ')}`
      return former.join() === texts.join() ? [] : `  ${address}: ${former.join(', ')} → ${texts.join(', ')}`
    })
    .concat(
      [...old]
        .filter(([address]) => !now.has(address))
        .map(([address, texts]) => `- ${address}: ${texts.join(', ')}`),
    )
}

/** @param {string | undefined} path */
function findingsOf(path) {
  if (!path || !existsSync(path)) return ['What `check` finds is not known.']
  const { files } = JSON.parse(readFileSync(path, 'utf8'))
  const messages = files.flatMap(({ path, messages }) => messages.map((message) => ({ path, ...message })))
  const weights = ['error', 'warning', 'info']
  const counts = weights.map((weight) => messages.filter(({ severity }) => severity === weight).length)
  const lines = weights
    .flatMap((weight) => messages.filter(({ severity }) => severity === weight))
    .map(
      ({ path, line, severity, rule, message }) =>
        `${severity} ${path}${line ? `:${line}` : ''} ${rule}: ${message}`,
    )
  if (lines.length === 0) return ['No findings.']
  return list(`Findings: ${weights.map((weight, index) => `${counts[index]} ${weight}`).join(', ')}`, lines)
}

/** @returns {string[]} Nothing for an empty list. */
function list(title, lines) {
  if (lines.length === 0) return []
  const shown = lines
    .slice(0, MOST)
    .map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line))
  const more = lines.length > MOST ? [`… ${lines.length - MOST} more`] : []
  const text = [...shown, ...more].join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`<details><summary>${title}</summary>`, `${fence}text\n${text}\n${fence}`, '</details>']
}

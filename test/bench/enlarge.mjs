/** A report many times as large: copies of its body, each with ids and datasets of its own. */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDocument } from 'yaml'

/** What a report consists of. */
const PARTS = ['report.yaml', 'chapters', 'datasets', 'templates']

/** What says how a folder is used is no chapter. */
export const CHAPTER = /^(?!README\.).*\.md$/

export const COVER_OR_BACK = /^---\n(?:.*\n)*?part: *(?:cover|back)\n(?:.*\n)*?---\n/
const OWN_ID = /(\{#)([\w-]+)/g
const ID = /(\{#|\]\(#)([\w-]+)/g
const DATASET = /(data=|:value\[|(?:of|above|below)=")([\w-]+)/g
const CAPTION = /^(:{3,}(?:figure|table)\{.*\}\n)(.+)$/gm

/**
 * @param {string} from Report folder.
 * @param {string} to Folder that it is written to.
 * @param {number} times How often its body stands there.
 */
export async function enlarge(from, to, times) {
  for (const part of PARTS) await cp(join(from, part), join(to, part), { recursive: true }).catch(() => {})
  const chapters = await textsIn(join(to, 'chapters'), CHAPTER)
  const datasets = await textsIn(join(to, 'datasets'), /\.yaml$/)
  const body = chapters.filter(({ text }) => !COVER_OR_BACK.test(text))
  const namesOf = (pattern) =>
    new Set(body.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, , name]) => name)))
  const ids = namesOf(OWN_ID)
  // A limit of a claim may be a number.
  const named = namesOf(DATASET)
  const own = datasets.filter(({ name }) => named.has(name))
  const used = new Set(own.map(({ name }) => name))
  for (let copy = 2; copy <= times; copy++) {
    const renamed = (names) => (match, before, name) => (names.has(name) ? `${before}${name}-${copy}` : match)
    for (const { name, text } of own) await writeFile(join(to, `datasets/${name}-${copy}.yaml`), text)
    for (const { name, text } of body) {
      const copied = text.replaceAll(ID, renamed(ids)).replaceAll(DATASET, renamed(used))
      await writeFile(join(to, `chapters/${name}-${copy}.md`), copied.replaceAll(CAPTION, `$1$2（${copy}）`))
    }
  }
  // The copies are chapters of a report that does not list them.
  const settings = parseDocument(await readFile(join(to, 'report.yaml'), 'utf8'))
  settings.delete('chapters')
  await writeFile(join(to, 'report.yaml'), String(settings))
}

async function textsIn(folder, pattern) {
  const files = (await readdir(folder)).filter((name) => pattern.test(name))
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.\w+$/, ''),
      text: await readFile(join(folder, file), 'utf8'),
    })),
  )
}

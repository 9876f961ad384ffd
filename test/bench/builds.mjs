/** Builds of a report through the command line, and beside them the same engines bare. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cellsOf, make, sentenceOf, styleOf } from './edits.mjs'
import { run } from './run.mjs'

/** The command of a user. */
export const yanbao = fileURLToPath(new URL('../../build/cli/cli.js', import.meta.url))

const bare = fileURLToPath(new URL('bare.mjs', import.meta.url))
/** Runs what needs the sources. */
export const fromSource = fileURLToPath(new URL('from-source.mjs', import.meta.url))

/** Cells that are tried: a claim may not allow of a change. */
const MOST_TRIES = 5

/**
 * @typedef {object} Place
 * @property {string} original The report folder, which is only read.
 * @property {string} root A copy of the report, or an enlarged one: what is built.
 * @property {string} material Folder for what the bare script works with.
 * @property {string} cache Folder for caches.
 * @property {number} limit s that one run may take.
 * @property {Record<string, import('./edits.mjs').Edit | null>} edits By kind; null where the report offers none.
 */

/**
 * @typedef {object} Kind
 * @property {string} title
 * @property {boolean} follows Whether it needs a build before it.
 * @property {(place: Place, count: number) => Promise<import('./run.mjs').Run>} run
 */

/**
 * What is measured, in the order of a round: a build that follows a change stands after one without it.
 *
 * @type {Record<string, Kind>}
 */
export const kinds = {
  fresh: {
    title: 'first build on a machine',
    follows: false,
    run: async (place) => {
      await rm(place.cache, { recursive: true, force: true })
      await rm(join(place.root, 'build'), { recursive: true, force: true })
      return build(place)
    },
  },
  cold: {
    title: 'cold build',
    follows: false,
    run: async (place) => {
      await emptyCache(place.cache)
      await rm(join(place.root, 'build'), { recursive: true, force: true })
      return build(place)
    },
  },
  bare: {
    title: 'bare script',
    follows: false,
    run: ({ material, ...place }) => run([bare, material], place),
  },
  node: { title: 'bare Node', follows: false, run: (place) => run(['-e', '0'], place) },
  cell: {
    title: 'one cell changed',
    follows: true,
    run: (place, count) => rebuild(place, place.edits.cell, count),
  },
  sentence: {
    title: 'one sentence changed',
    follows: true,
    run: (place, count) => rebuild(place, place.edits.sentence, count),
  },
  style: {
    title: 'one style changed',
    follows: true,
    run: (place, count) => rebuild(place, place.edits.style, count),
  },
  same: { title: 'nothing changed', follows: true, run: (place) => build(place) },
  // Where yanbao has the option.
  uncached: {
    title: 'nothing changed, --no-cache',
    follows: true,
    run: (place) => build(place, ['--no-cache']),
  },
}

/**
 * What the report can be asked.
 *
 * @param {Place} place
 * @returns {string[]} Names of kinds.
 */
export function kindsFor({ edits }) {
  const help = execFileSync(process.execPath, [yanbao, 'help'], { encoding: 'utf8' })
  const hasCache = help.includes('--no-cache')
  return Object.keys(kinds).filter((name) => edits[name] !== null && (name !== 'uncached' || hasCache))
}

/**
 * Looks for changes after which the report still has no mistakes.
 *
 * @param {Place} place Of a copy that may be written to.
 * @returns {Promise<Place['edits']>}
 */
export async function findEdits(place) {
  const { original, root } = place
  let cell = null
  for (const edit of (await cellsOf(original)).slice(0, MOST_TRIES)) {
    await make(root, edit, 1, original)
    const { failure } = await run([yanbao, 'check', root], place)
    await make(root, { ...edit, change: (text) => text }, 0, original)
    if (failure) continue
    cell = edit
    break
  }
  return { cell, sentence: await sentenceOf(original), style: await styleOf(original) }
}

/**
 * @param {Place} place
 * @param {{ names: string[], rounds: number, warmUp: boolean, say(what: string): void }} options Names of kinds, in the
 *   order of a round; whether each engine runs once before, which has the disk read.
 * @returns {Promise<{ pages: number | null, kinds: Record<string, import('./run.mjs').Run[]> }>} Null where nothing could
 *   be built; of a kind that has failed the last run says why.
 */
export async function measureBuilds(place, { names, rounds, warmUp, say }) {
  const runs = Object.fromEntries(names.map((name) => [name, []]))
  const material = await run([fromSource, 'material.ts', 'writeMaterial', place.root, place.material], place)
  if (material.failure) say(`the bare script has nothing to work with: ${material.failure}`)
  if (warmUp) {
    for (const name of ['fresh', 'bare']) {
      say(`${kinds[name].title}, to warm up`)
      await kinds[name].run(place, 0)
    }
  }
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      if (runs[name].at(-1)?.failure) continue
      // What cannot be built at all is not built again with a change.
      if (kinds[name].follows && runs.cold?.at(-1)?.failure) continue
      say(`${kinds[name].title} (${round} of ${rounds})`)
      runs[name].push(await kinds[name].run(place, round))
    }
  }
  return { pages: await pagesOf(place.root), kinds: runs }
}

/** What the last build says of itself; null where there is none. */
export async function manifestOf(root) {
  const text = await readFile(join(root, 'build/manifest.json'), 'utf8').catch(() => null)
  return text === null ? null : JSON.parse(text)
}

async function pagesOf(root) {
  return (await manifestOf(root))?.pages ?? null
}

/** @param {Place} place */
function build({ root, ...place }, options = []) {
  return run([yanbao, 'build', root, ...options], place)
}

async function rebuild(place, edit, count) {
  await make(place.root, edit, count, place.original)
  return build(place)
}

/** Only the unpacked browser stays. */
export async function emptyCache(cache) {
  const folder = join(cache, 'yanbao')
  if (!existsSync(folder)) return
  for (const name of await readdir(folder))
    if (!name.startsWith('chromium-')) await rm(join(folder, name), { recursive: true })
}

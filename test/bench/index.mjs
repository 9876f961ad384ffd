/** `npm run bench`: what builds and the preview cost, through the command line, to the end, in one run. */
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { findEdits, fromSource, kindsFor, manifestOf, measureBuilds } from './builds.mjs'
import { enlarge } from './enlarge.mjs'
import { machineNow, versionsNow } from './machine.mjs'
import { measureNotes } from './notes.mjs'
import { measurePreview } from './preview.mjs'
import { tablesOf } from './summary.mjs'
import { asMarkdown, asText } from './table.mjs'

const HELP = `npm run bench -- [report folder] [options]
  --large         reports of about 900 and 2,000 pages, too: this takes an hour
  --only PARTS    of builds,sizes,notes,preview,pages
  --rounds NUMBER of the builds of the report itself (default 3)
  --markdown      the tables of the manual, in Markdown
  --json FILE     everything that was measured`

const PARTS = ['builds', 'sizes', 'notes', 'preview', 'pages']

/** Generated reports: about so many pages, and s that one run may take. */
const SIZES = [{ about: 200, limit: 300 }]
const LARGE = [
  { about: 900, limit: 1200 },
  { about: 2000, limit: 2400 },
]

/** s that one run of the report itself may take. */
const LIMIT = 120

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: 'boolean', default: false },
    only: { type: 'string', default: PARTS.join() },
    rounds: { type: 'string', default: '3' },
    markdown: { type: 'boolean', default: false },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
const parts = options.only.split(',')
if (options.help || parts.some((part) => !PARTS.includes(part))) {
  console.log(HELP)
  process.exit(options.help ? 0 : 2)
}

const original = resolve(positionals[0] ?? '.')
const work = await mkdtemp(join(tmpdir(), 'yanbao-bench-'))
const began = performance.now()
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.once(signal, () => {
    rmSync(work, { recursive: true, force: true })
    process.exit(code)
  })
}
try {
  await publish(await measure())
} finally {
  await rm(work, { recursive: true, force: true })
}

async function measure() {
  const own = placeFor('own', LIMIT)
  await enlarge(original, own.root, 1)
  sayOf('builds')('looking for changes that the report allows')
  own.edits = await findEdits(own)
  const names = kindsFor(own)
  // Everything else needs the browser that a build unpacks, and the number of its pages.
  const isFull = parts.includes('builds')
  const first = await measureBuilds(own, {
    names: isFull ? names : ['cold', 'bare'],
    rounds: isFull ? Number(options.rounds) : 1,
    warmUp: true,
    say: sayOf('builds'),
  })
  const canBuild = first.pages !== null
  const sizes = canBuild && parts.includes('sizes') ? await measureSizes(own.edits, names, first.pages) : []
  const notes =
    canBuild && parts.includes('notes')
      ? await measureNotes(join(work, 'notes'), { cache: own.cache, say: sayOf('notes') })
      : null
  const pages = canBuild && parts.includes('pages') ? await measurePages(own.root) : []
  const previews = canBuild && parts.includes('preview') ? await measurePreviews(own.cache) : []
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: machineNow(),
    versions: await versionsNow(await manifestOf(own.root)),
    seconds: Math.round((performance.now() - began) / 1000),
    builds: [first, ...sizes],
    notes,
    pages,
    previews,
  }
}

/** @returns {Promise<import('./page-fill.ts').Filling[]>} */
async function measurePages(root) {
  sayOf('pages')('how full they are')
  const { stdout } = await promisify(execFile)(process.execPath, [
    fromSource,
    'page-fill.ts',
    'measureFill',
    root,
  ])
  return JSON.parse(stdout)
}

/** Of these sizes each kind runs once: a run is long enough to say something, and the disk is warm. */
async function measureSizes(edits, names, pages) {
  const measured = []
  for (const { about, limit } of [...SIZES, ...(options.large ? LARGE : [])]) {
    const place = { ...placeFor(`about-${about}`, limit), edits }
    await enlarge(original, place.root, Math.ceil(about / pages))
    const built = await measureBuilds(place, {
      names: names.filter((name) => name !== 'fresh' && name !== 'node'),
      rounds: 1,
      warmUp: false,
      say: sayOf(`about ${about} pages`),
    })
    measured.push({ about, ...built })
    for (const folder of [place.root, place.material]) await rm(folder, { recursive: true, force: true })
  }
  return measured
}

async function measurePreviews(cache) {
  const measured = []
  for (const times of [1, 10]) {
    const root = join(work, `preview-${times}`)
    await enlarge(original, root, times)
    const options = {
      cache,
      starts: times === 1 ? 3 : 1,
      limit: LIMIT * times,
      paper: times === 1,
      say: sayOf(`preview, ${times} ×`),
    }
    measured.push({ times, ...(await measurePreview(root, options)) })
  }
  return measured
}

/** Folders of one size; all share the cache, which each cold build empties. */
function placeFor(name, limit) {
  const [root, material] = ['report', 'material'].map((kind) => join(work, `${kind}-${name}`))
  return { original, root, material, cache: join(work, 'cache'), limit, edits: {} }
}

/** For the person who waits: the results alone go to the standard output. */
function sayOf(part) {
  return (what) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(5)
    console.error(`${seconds} s  ${part}: ${what}`)
  }
}

async function publish(measured) {
  if (options.json) await writeFile(options.json, `${JSON.stringify(measured, null, 2)}\n`)
  const { date, machine, versions, seconds } = measured
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  const { cpu, cores, memory, platform } = machine
  const origin = [
    `${date}, ${cpu}, ${cores} cores, ${memory} GB, ${platform}.`,
    `${names.join(', ')}. Measured in ${seconds} s.`,
  ].join(' ')
  const form = options.markdown ? asMarkdown : asText
  console.log([origin, ...tablesOf(measured, !options.markdown).map(form)].join('\n\n'))
  const { notes } = measured
  const runs = [
    ...measured.builds.flatMap(({ kinds }) => Object.values(kinds).flat()),
    ...(notes ? [notes.cold, notes.same] : []),
  ]
  if (runs.some(({ failure }) => failure) || measured.previews.some(({ failure }) => failure))
    process.exitCode = 1
}

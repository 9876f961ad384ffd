/** What was measured → tables. */
import { kinds } from './builds.mjs'
import { spreadOf } from './statistics.mjs'

/** @typedef {import('./run.mjs').Run} Run */
/** @typedef {import('./table.mjs').Table} Table */
/** @typedef {{ about?: number, pages: number | null, kinds: Record<string, Run[]> }} Builds */

const NOTHING = '–'

/** ms that an editor should wait at most, by how often the body stands in the report: once, or ten times. */
const GOALS = {
  start: { 1: 2000, 10: 6000 },
  save: { 1: 100, 10: 250 },
  paper: { 1: 1000 },
}

/**
 * @param {{ builds: Builds[], notes: import('./notes.mjs').Measured | null, pages: import('./page-fill.ts').Filling[], previews: Array<{ times: number } & import('./preview.mjs').Measured> }} measured
 * @param {boolean} isWhole Whether with each room, and with each size; else what a manual shows.
 * @returns {Table[]}
 */
export function tablesOf({ builds, notes, pages, previews }, isWhole) {
  const [own, ...others] = builds
  const tables = [
    costs(own),
    growth(builds),
    ...(notes ? [many(notes)] : []),
    filling(pages),
    editing(previews),
  ]
  if (isWhole) tables.push(...others.map(costs), ...builds.map(waits))
  return tables.filter(({ rows, notes }) => rows.length > 0 || notes.length > 0)
}

/** What each kind of build costs. */
function costs(builds) {
  const { kinds: measured } = builds
  const cold = msOf(measured.cold)
  const bare = msOf(measured.bare)
  const cpuOf = (runs) => medianOf(runs, ({ cpu }) => cpu.node + cpu.browser)
  const rows = entriesOf(measured).map(([name, runs]) => {
    const good = goodOf(runs)
    if (good.length === 0) return [kinds[name].title, 'failed', ...Array(9).fill(NOTHING)]
    const { median, least, most } = spreadOf(good.map(({ ms }) => ms))
    return [
      kinds[name].title,
      whole(median),
      `${whole(least)}–${whole(most)}`,
      times(median, cold),
      times(median, bare),
      seconds(medianOf(runs, ({ cpu }) => cpu.node)),
      seconds(medianOf(runs, ({ cpu }) => cpu.browser)),
      times(cpuOf(runs), cpuOf(measured.bare)),
      whole(medianOf(runs, ({ peak }) => peak.node)),
      whole(medianOf(runs, ({ peak }) => peak.browser)),
      whole(medianOf(runs, ({ peak }) => peak.both)),
    ]
  })
  return {
    title: `${sizeOf(builds)}: what a run costs, median of ${Math.max(...Object.values(measured).map((runs) => runs.length))}`,
    head: [
      'run',
      'ms',
      'min–max',
      '× cold',
      '× bare',
      'CPU Node s',
      'CPU browser s',
      '× bare CPU',
      'peak Node MB',
      'peak browser MB',
      'peak both MB',
    ],
    rows,
    notes: failuresOf(measured),
  }
}

/** Where each kind of build waits, room by room. */
function waits(builds) {
  const { kinds: measured } = builds
  const built = entriesOf(measured).filter(([name]) => name !== 'node' && name !== 'bare')
  const names = [
    ...new Set(built.flatMap(([, runs]) => runs.flatMap(({ steps }) => Object.keys(steps)))),
  ].sort()
  const step = (runs, name) => {
    const times = goodOf(runs).flatMap(({ steps }) => steps[name] ?? [])
    return times.length > 0 ? whole(spreadOf(times).median) : NOTHING
  }
  const rest = (runs) =>
    whole(
      spreadOf(goodOf(runs).map(({ ms, steps }) => ms - Object.values(steps).reduce((a, b) => a + b, 0)))
        .median,
    )
  const rows = built
    .filter(([, runs]) => goodOf(runs).length > 0)
    .map(([name, runs]) => [kinds[name].title, ...names.map((each) => step(runs, each)), rest(runs)])
  const { bare = [] } = measured
  const parts = Object.keys(goodOf(bare)[0]?.steps ?? {}).map((name) => `${name} ${step(bare, name)}`)
  return {
    title: `${sizeOf(builds)}: ms that were waited for in each room`,
    head: ['run', ...names, 'start and end'],
    rows,
    notes: parts.length > 0 ? [`The bare script waited, in ms, for: ${parts.join(', ')}.`] : [],
  }
}

/** How the cost of a cold build grows with the report. */
function growth(builds) {
  const [first, ...others] = builds
  const perPage = ({ pages, kinds }) => msOf(kinds.cold) / pages
  const cpuPerPage = ({ pages, kinds }) =>
    (1000 * medianOf(kinds.cold, ({ cpu }) => cpu.node + cpu.browser)) / pages
  const size = (each) => medianOf(each.kinds.cold, ({ peak }) => peak.both)
  const row = (each) => [
    sizeOf(each),
    whole(msOf(each.kinds.cold)),
    whole(perPage(each)),
    times(perPage(each), perPage(first)),
    whole(cpuPerPage(each)),
    times(cpuPerPage(each), cpuPerPage(first)),
    times(msOf(each.kinds.cold), msOf(each.kinds.bare)),
    whole(size(each)),
  ]
  const base = `× at ${first.pages} pages`
  return {
    title: 'A cold build as the report grows',
    head: ['report', 'ms', 'ms a page', base, 'CPU ms a page', base, '× bare', 'peak both MB'],
    rows: others.length === 0 ? [] : builds.map(row),
    notes: others.flatMap(({ about, kinds }) =>
      failuresOf(kinds).map((said) => `At about ${about} pages: ${said}`),
    ),
  }
}

/** Pages under 85 % full, by what stands at the head of the page that follows. */
function filling(reports) {
  const causes = Object.keys(reports[0]?.causes ?? {})
  const rows = reports.map(({ report, pages, causes: counts }) => {
    const low = Object.values(counts).reduce((sum, count) => sum + count, 0)
    return [
      report,
      String(pages),
      String(low),
      `${((100 * low) / pages).toFixed(0)} %`,
      ...causes.map((cause) => String(counts[cause])),
    ]
  })
  return {
    title: 'Pages under 85 % full, by what stands at the head of the next one',
    head: ['report', 'pages', 'under 85 %', 'share', ...causes],
    rows,
    notes: [],
  }
}

/** What a folder of small reports costs. */
function many({ count, cold, same }) {
  const row = (what, { ms, usage, failure }) => {
    if (failure) return [what, 'failed', ...Array(5).fill(NOTHING)]
    const { cpu, peak } = usage ?? { cpu: {}, peak: {} }
    return [
      what,
      whole(ms),
      seconds((1000 * count) / ms),
      whole((1000 * cpu.node) / count),
      whole((1000 * cpu.browser) / count),
      whole(peak.node),
      whole(peak.both),
    ]
  }
  return {
    title: `${count} notes of three pages in one run`,
    head: [
      'run',
      'ms',
      'a second',
      'CPU Node ms each',
      'CPU browser ms each',
      'peak Node MB',
      'peak both MB',
    ],
    rows: [row('nothing kept', cold), row('nothing changed', same)],
    notes: [cold, same].filter(({ failure }) => failure).map(({ failure }) => `Failed: ${failure}.`),
  }
}

/** What an editor waits for. */
function editing(previews) {
  const nameOf = ({ times, figures }) => (figures ? `${figures} figures and tables` : `body ${times} ×`)
  const rows = previews.flatMap((each) => {
    const { times, coldStarts, starts, saves, papers } = each
    const row = (what, values, goal) => {
      if (values.length === 0) return []
      const { median, least, most } = spreadOf(values)
      const name = `${what}, ${nameOf(each)}`
      return [[name, whole(median), `${whole(least)}–${whole(most)}`, goal ? whole(goal) : NOTHING]]
    }
    // The first save of all warms the engines up.
    const msOf = (list) => list.slice(1).map(({ ms }) => ms)
    return [
      ...row('start, empty cache', coldStarts, GOALS.start[times]),
      ...row('start after a build', starts, GOALS.start[times]),
      ...row('save → page', msOf(saves), GOALS.save[times]),
      ...row('save → paper', msOf(papers), GOALS.paper[times]),
    ]
  })
  const notes = previews.flatMap((each) => {
    const { saves, usage, failure } = each
    const name = nameOf(each)
    const loaded = saves.filter(({ loaded }) => loaded).length
    return [
      ...(usage ? [`${name}: the preview used at most ${whole(usage.peak.both)} MB.`] : []),
      ...(loaded > 0 ? [`${name}: after ${loaded} of ${saves.length} saves the page was loaded anew.`] : []),
      ...(failure ? [`${name}: ended early, ${failure}.`] : []),
    ]
  })
  return { title: 'The preview', head: ['from', 'ms', 'min–max', 'goal'], rows, notes }
}

/** @returns {Array<[string, Run[]]>} */
function entriesOf(measured) {
  return Object.entries(measured).filter(([, runs]) => runs.length > 0)
}

function goodOf(runs) {
  return runs.filter(({ failure }) => !failure)
}

/** @returns {number} Median; NaN where there is none. */
function msOf(runs = []) {
  const good = goodOf(runs)
  return good.length > 0 ? spreadOf(good.map(({ ms }) => ms)).median : Number.NaN
}

/** @returns {number} Of what was used; NaN where that is not measured. */
function medianOf(runs = [], pick) {
  const good = goodOf(runs)
  const isMeasured = good.length > 0 && good.every(({ usage }) => usage)
  return isMeasured ? spreadOf(good.map(({ usage }) => pick(usage))).median : Number.NaN
}

function failuresOf(measured) {
  return entriesOf(measured).flatMap(([name, runs]) => {
    const failure = runs.at(-1).failure
    return failure ? [`${kinds[name].title} failed: ${failure}`] : []
  })
}

function sizeOf({ about, pages }) {
  return pages === null ? `about ${about ?? 0} pages` : `${pages} pages`
}

function whole(number) {
  return Number.isFinite(number) ? number.toFixed(0) : NOTHING
}

function seconds(number) {
  return Number.isFinite(number) ? number.toFixed(2) : NOTHING
}

function times(value, base) {
  return seconds(value / base)
}

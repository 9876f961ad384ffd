/** What was measured → tables. */
import { kinds } from './builds.mjs'
import { spreadOf } from './statistics.mjs'

/** @typedef {import('./run.mjs').Run} Run */
/** @typedef {import('./table.mjs').Table} Table */
/** @typedef {{ pages: number | null, kinds: Record<string, Run[]> }} Builds */

const NOTHING = '–'

/** ms that an editor should wait at most, by how often the body stands in the report: once, or ten times. */
const GOALS = {
  start: { 1: 2000, 10: 6000 },
  save: { 1: 100, 10: 250 },
  paper: { 1: 1000 },
}

/**
 * @param {{ builds: Builds[], previews: Array<{ times: number } & import('./preview.mjs').Measured> }} measured
 * @param {boolean} isWhole Whether with each room, and with each size; else what a manual shows.
 * @returns {Table[]}
 */
export function tablesOf({ builds, previews }, isWhole) {
  const [own, ...others] = builds
  const tables = [costs(own), growth(builds), editing(previews)]
  if (isWhole) tables.push(...others.map(costs), ...builds.map(waits))
  return tables.filter(({ rows, notes }) => rows.length > 0 || notes.length > 0)
}

/** What each kind of build costs. */
function costs({ pages, kinds: measured }) {
  const cold = msOf(measured.cold)
  const bare = msOf(measured.bare)
  const rows = entriesOf(measured).map(([name, runs]) => {
    const good = goodOf(runs)
    if (good.length === 0) return [kinds[name].title, 'failed', ...Array(8).fill(NOTHING)]
    const { median, least, most } = spreadOf(good.map(({ ms }) => ms))
    const usage = (pick, form) =>
      good.every(({ usage }) => usage) ? form(spreadOf(good.map(({ usage }) => pick(usage))).median) : NOTHING
    return [
      kinds[name].title,
      whole(median),
      `${whole(least)}–${whole(most)}`,
      times(median, cold),
      times(median, bare),
      usage(({ cpu }) => cpu.node, seconds),
      usage(({ cpu }) => cpu.browser, seconds),
      usage(({ peak }) => peak.node, whole),
      usage(({ peak }) => peak.browser, whole),
      usage(({ peak }) => peak.both, whole),
    ]
  })
  return {
    title: `${sizeOf(pages)}: what a run costs, median of ${Math.max(...Object.values(measured).map((runs) => runs.length))}`,
    head: [
      'run',
      'ms',
      'min–max',
      '× cold',
      '× bare',
      'CPU Node s',
      'CPU browser s',
      'peak Node MB',
      'peak browser MB',
      'peak both MB',
    ],
    rows,
    notes: failuresOf(measured),
  }
}

/** Where each kind of build waits, room by room. */
function waits({ pages, kinds: measured }) {
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
    title: `${sizeOf(pages)}: ms that were waited for in each room`,
    head: ['run', ...names, 'start and end'],
    rows,
    notes: parts.length > 0 ? [`The bare script waited, in ms, for: ${parts.join(', ')}.`] : [],
  }
}

/** How the cost of a cold build grows with the report. */
function growth(builds) {
  const perPage = ({ pages, kinds }) => (pages ? msOf(kinds.cold) / pages : Number.NaN)
  const [first, ...others] = builds
  const rows =
    others.length === 0
      ? []
      : builds.map((each) => {
          const good = goodOf(each.kinds.cold ?? [])
          if (good.length === 0) return [sizeOf(each.pages), 'failed', ...Array(4).fill(NOTHING)]
          const peak = good.every(({ usage }) => usage)
            ? whole(spreadOf(good.map(({ usage }) => usage.peak.both)).median)
            : NOTHING
          return [
            sizeOf(each.pages),
            whole(msOf(each.kinds.cold)),
            perPage(each).toFixed(0),
            times(perPage(each), perPage(first)),
            times(msOf(each.kinds.cold), msOf(each.kinds.bare)),
            peak,
          ]
        })
  return {
    title: 'A cold build as the report grows',
    head: ['report', 'ms', 'ms a page', `× at ${first.pages} pages`, '× bare', 'peak both MB'],
    rows,
    notes: [],
  }
}

/** What an editor waits for. */
function editing(previews) {
  const rows = previews.flatMap(({ times, figures, coldStarts, starts, saves, papers }) => {
    const row = (what, values, goal) => {
      if (values.length === 0) return []
      const { median, least, most } = spreadOf(values)
      const name = `${what}, ${figures} figures and tables`
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
  const notes = previews.flatMap(({ figures, saves, usage, failure }) => {
    const loaded = saves.filter(({ loaded }) => loaded).length
    return [
      ...(usage
        ? [`At ${figures} figures and tables the preview used at most ${whole(usage.peak.both)} MB.`]
        : []),
      ...(loaded > 0 ? [`After ${loaded} of ${saves.length} saves the page was loaded anew.`] : []),
      ...(failure ? [`At ${figures} figures and tables it ended early: ${failure}.`] : []),
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

function failuresOf(measured) {
  return entriesOf(measured).flatMap(([name, runs]) => {
    const failure = runs.at(-1).failure
    return failure ? [`${kinds[name].title} failed: ${failure}`] : []
  })
}

function sizeOf(pages) {
  return pages === null ? 'no page' : `${pages} pages`
}

function whole(number) {
  return number.toFixed(0)
}

function seconds(number) {
  return number.toFixed(2)
}

function times(value, base) {
  return Number.isFinite(value / base) ? (value / base).toFixed(2) : NOTHING
}

/** What a run over many reports came to, in a few lines. */
import { enumerated, type Phrase, type Sayable, say } from '../phrase.ts'
import { type Outcome, outcomes, type Records } from './record.ts'

const words: Record<Outcome, Phrase> = {
  built: say`built`,
  unchanged: say`unchanged`,
  mistakes: say`with mistakes`,
  failed: say`failed`,
}

/** Reports that no record tells of: the run was ended before they were. */
export function notDone({ run, reports }: Records): string[] {
  const done = new Set(reports.map(({ report }) => report))
  return run.reports.filter((report) => !done.has(report))
}

/** `197 built, 2 unchanged, 1 with mistakes`, and a line for each report that there is no new delivery of. */
export function summaryOf(records: Records): Sayable[] {
  const { reports } = records
  const missing = notDone(records)
  const counts = outcomes.map((outcome) => ({
    count: reports.filter((report) => report.outcome === outcome).length,
    word: words[outcome],
  }))
  const all = [...counts, { count: missing.length, word: say`not done` }].filter(({ count }) => count > 0)
  const bad = reports.filter(({ outcome }) => outcome === 'mistakes' || outcome === 'failed')
  return [
    all.length > 0 ? enumerated(all.map(({ count, word }) => say`${count} ${word}`)) : say`no reports`,
    ...bad.map(({ report, outcome }) => say`  ${report}: ${words[outcome]}`),
    ...missing.map((report) => say`  ${report}: ${say`not done`}`),
  ]
}

/** What the parts of a run come to together. */
import type { Records, ReportRecord } from './record.ts'

/**
 * @param parts Of one run, one at least; of a report that was built twice, the later record counts.
 * @returns Records of one whole run, and the numbers of the parts (1-based) that left none.
 */
export function merge(parts: Records[]): { records: Records; absent: number[] } {
  const { yanbao, of } = parts[0]!.run
  const present = new Set(parts.map(({ run }) => run.shard))
  const latest = new Map<string, ReportRecord>()
  for (const { reports } of parts) for (const record of reports) latest.set(record.report, record)
  const names = [...new Set(parts.flatMap(({ run }) => run.reports))].sort()
  return {
    records: {
      run: { yanbao, shard: 1, of: 1, reports: names },
      reports: names.flatMap((name) => latest.get(name) ?? []),
    },
    absent: Array.from({ length: of }, (_, index) => index + 1).filter((part) => !present.has(part)),
  }
}

/** The reports of a run in parts of about the same length, for as many machines. */

/** Which part of how many; 1-based. */
export interface Shard {
  shard: number
  of: number
}

/** `2/8`; null for anything else. */
export function parseShard(text: string): Shard | null {
  const [, shard, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number)
  return shard && of && shard <= of ? { shard, of } : null
}

/**
 * The longest first, each to the part that has least to do. The same reports and times give the same parts everywhere.
 *
 * @param seconds By report, where they are known; a report that is not is taken for one of the middle.
 * @returns The reports of the part, in the order in which they should begin.
 */
export function reportsOf({ shard, of }: Shard, reports: string[], seconds: Map<string, number>): string[] {
  const known = reports.flatMap((report) => seconds.get(report) ?? []).sort((a, b) => a - b)
  const middle = known[Math.floor(known.length / 2)] ?? 1
  const timed = reports.map((report) => ({ report, time: seconds.get(report) ?? middle }))
  timed.sort((a, b) => b.time - a.time || (a.report < b.report ? -1 : 1))
  const parts = Array.from({ length: of }, () => ({ time: 0, reports: [] as string[] }))
  for (const { report, time } of timed) {
    const part = parts.reduce((least, part) => (part.time < least.time ? part : least))
    part.reports.push(report)
    part.time += time
  }
  return parts[shard - 1]!.reports
}

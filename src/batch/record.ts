/** What is written down of a run over many reports: JSON Lines, first the run, then each report as it ends. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** What became of a report: built, nothing to do, mistakes of its author, or a fault of the machine or the compiler. */
export const outcomes = ['built', 'unchanged', 'mistakes', 'failed'] as const
export type Outcome = (typeof outcomes)[number]

const messageSchema = z.object({
  /** Path in the report folder. */
  file: z.string(),
  /** 1-based; null for a whole file. */
  line: z.number().nullable(),
  column: z.number().nullable(),
  rule: z.string(),
  message: z.string(),
})

const reportSchema = z.object({
  /** The report folder, as seen from the folder that the command ran in. */
  report: z.string(),
  outcome: z.enum(outcomes),
  /** Null where there is no PDF. */
  pages: z.number().nullable(),
  /** s from its beginning to its end; others may have been built meanwhile. */
  seconds: z.number(),
  messages: z.array(messageSchema),
  /** What went wrong and is no mistake of its author; empty where nothing did. */
  fault: z.string(),
  /** SHA-256 of what was delivered, by path in the build folder. */
  files: z.record(z.string(), z.string()),
})

const runSchema = z.object({
  yanbao: z.string(),
  /** Which part of how many this run is, 1-based; 1 of 1 for a whole one. */
  shard: z.number(),
  of: z.number(),
  /** All reports of the part, in the order in which they begin. */
  reports: z.array(z.string()),
})

export type ReportRecord = z.infer<typeof reportSchema>
export type RunRecord = z.infer<typeof runSchema>

export interface Records {
  run: RunRecord
  reports: ReportRecord[]
}

/**
 * @param text Of a file of records. A last line that is not whole was being written when the run was ended; it counts as not
 *   written.
 * @throws SyntaxError or ZodError for anything else.
 */
export function readRecords(text: string): Records {
  const [first, ...lines] = text.split('\n').slice(0, -1)
  return {
    run: runSchema.parse(JSON.parse(first ?? '')),
    reports: lines.map((line) => reportSchema.parse(JSON.parse(line))),
  }
}

/** Begins a file of records; each report is added as it ends, so that whatever ends the run leaves what was done. */
export function writeRun(path: string, run: RunRecord): void {
  writeFileSync(path, lineOf(run))
}

export function writeRecords(path: string, { run, reports }: Records): void {
  writeFileSync(path, [run, ...reports].map(lineOf).join(''))
}

export function addReport(path: string, report: ReportRecord): void {
  appendFileSync(path, lineOf(report))
}

function lineOf(record: RunRecord | ReportRecord): string {
  return `${JSON.stringify(record)}\n`
}

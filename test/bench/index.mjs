/**
 * `npm run bench [report folder]`: what a build of the report costs, and what the preview costs after a save, of the
 * report itself and of one ten times as large.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { enlarge } from './enlarge.mjs'
import { measurePaper, measurePreview } from './preview.mjs'
import { measureRooms } from './rooms.mjs'

const report = resolve(process.argv[2] ?? '.')
await measureRooms(report)
await withCopy(1, measurePreview)
await withCopy(10, measurePreview)
await withCopy(1, measurePaper)

/** Measures a report so many times as large. */
async function withCopy(times, measure) {
  const copy = await mkdtemp(join(tmpdir(), 'yanbao-bench-'))
  await enlarge(report, copy, times)
  await measure(copy)
  await rm(copy, { recursive: true })
}

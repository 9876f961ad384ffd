/**
 * `npm run bench [report folder]`: what a build of the report costs, and what the preview costs after a save, of the
 * report itself and of one ten times as large.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { enlarge } from './enlarge.mjs'
import { measurePreview } from './preview.mjs'
import { measureRooms } from './rooms.mjs'

const report = resolve(process.argv[2] ?? '.')
await measureRooms(report)
for (const times of [1, 10]) {
  const copy = await mkdtemp(join(tmpdir(), 'yanbao-bench-'))
  await enlarge(report, copy, times)
  await measurePreview(copy)
  await rm(copy, { recursive: true })
}

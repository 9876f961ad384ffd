/**
 * A program that delivers sets of files, to be killed: `deliver.js FOLDER NAME COUNT [CALL]`. It says each one that it has
 * delivered, and kills itself right before so many calls that change the disk.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [out, name, count, fatal] = process.argv.slice(2) as [string, string, string, string?]

if (fatal) killBefore(Number(fatal))
const { writeOutput } = await import('../src/7-publish/output.ts')
for (let number = 1; number <= Number(count); number++) {
  const text = `${name} ${number}`
  const pages = Array.from({ length: 6 }, (_, page) => `html/${page % 2 ? 'data/' : ''}${page}`)
  const paths = ['report.pdf', ...pages, 'report-data.xlsx', 'manifest.json']
  await writeOutput(out, new Map(paths.map((path) => [path, text])))
  console.log(text)
}

/** @param last Number of the call that is not made any more, from 1. */
function killBefore(last: number): void {
  let calls = 0
  const watched = <T extends (...args: never[]) => unknown>(call: T) =>
    ((...args) => {
      if (++calls === last) process.kill(process.pid, 'SIGKILL')
      return call(...args)
    }) as T
  for (const call of ['renameSync', 'rmSync', 'writeFileSync'] as const) fs[call] = watched(fs[call]) as never
  for (const call of ['mkdir', 'mkdtemp', 'open', 'rm'] as const)
    fs.promises[call] = watched(fs.promises[call]) as never
  syncBuiltinESMExports()
}

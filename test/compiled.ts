/** Threads run what is compiled, also where the tests run the sources: both are to be the same. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

export function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, '../.bundle.mjs')], { stdio: 'inherit' })
}

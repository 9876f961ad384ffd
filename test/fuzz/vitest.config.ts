import { join } from 'node:path'
import { mergeConfig } from 'vitest/config'
import tests from '../vitest.config.ts'

/** More inputs than a run of the tests tries. */
export default mergeConfig(tests, {
  test: { dir: join(import.meta.dirname), env: { FUZZ_RUNS: process.env.FUZZ_RUNS ?? '10000' } },
})

import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    dir: 'test',
    globalSetup: ['compiled.ts', 'temporary-folder.ts'].map((name) => join(import.meta.dirname, name)),
    setupFiles: [join(import.meta.dirname, 'seed.ts')],
    // Commands speak the language of the terminal.
    env: { LC_ALL: 'en' },
    // Slow machines are no mistake.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Every file prints or draws: more of them at once than cores would wait for each other.
    maxWorkers: 2,
    // Vega and the fonts are loaded once a worker.
    isolate: false,
  },
})

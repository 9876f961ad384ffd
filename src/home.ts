/** Where yanbao itself lies: the folder of its package.json, one level farther from compiled files than from sources. */
import { fileURLToPath } from 'node:url'

export const home = fileURLToPath(
  new URL(import.meta.url.includes('/build/cli/') ? '../../' : '../', import.meta.url),
)

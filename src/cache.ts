/** What is worth keeping between builds of any report. */
import * as nodeModule from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Private to the user: a name in a shared temporary folder could be taken by another one. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'yanbao')
}

/** From here on Node keeps what it compiles of our modules, where it can do that: since 22.8. */
export function keepCompiled(): void {
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown }
  enableCompileCache?.(join(cacheFolder(), 'compiled'))
}

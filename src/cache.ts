/** What is worth keeping between builds of any report. */
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Private to the user: a name in a shared temporary folder could be taken by another one. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'yanbao')
}

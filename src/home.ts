/** Where yanbao itself lies, and which one it is: the folder of its package.json, above the sources and above the bundle. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const home = folderAbove(dirname(fileURLToPath(import.meta.url)))

/** What the package says of itself; its packages are pinned. */
export const { version, dependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
  version: string
  dependencies: Record<string, string>
}

function folderAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderAbove(dirname(folder))
}

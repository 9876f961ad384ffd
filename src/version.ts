/** What yanbao is made of: what was made by another version is made anew. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { home } from './home.ts'

interface Package {
  version: string
  dependencies: Record<string, string>
}

const about = readFileSync(join(home, 'package.json'), 'utf8')

/** Of yanbao, and of the packages it uses: they are pinned. */
export const { version, dependencies } = JSON.parse(about) as Package

/** The same for the same code on the same engine: a hash of every file of the compiler, of its packages' versions and Node's. */
export function codeVersion(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const hash = createHash('sha256').update(about).update(process.version)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(path.slice(folder.length)).update(readFileSync(path))
  return hash.digest('hex')
}

/** What was made by another compiler is made anew. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { arch, version as node, platform } from 'node:process'
import { fileURLToPath } from 'node:url'
import { home } from './home.ts'

/** The same for the same code on the same engine: a hash of our own files, of the versions of our packages, and of Node's. */
export function codeVersion(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const hash = createHash('sha256')
    .update(`${node} ${platform} ${arch}`)
    .update(readFileSync(join(home, 'package.json')))
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(path.slice(folder.length)).update(readFileSync(path))
  return hash.digest('hex')
}

/** What is said of the editions of a report, in one list. */
import { VFile } from 'vfile'
import { repeat } from '../message.ts'
import { enumerated, say } from '../phrase.ts'
import { identityOf, placeOf } from '../written.ts'

/** One edition of a report, and what was said of its files. */
export interface Said {
  files: VFile[]
  edition: string | null
  /** All that the report is made in. */
  editions: string[]
}

/** What one edition does not show another one may. */
const UNUSED = ['dataset-unused', 'piece-unused']

/**
 * The files of all of them, each with what is said of it in any, once; where some say it and others do not, it says in
 * which.
 */
export function together(said: Said[]): VFile[] {
  const files = new Map<string, VFile>()
  const messages = new Map<string, { path: string; message: VFile['messages'][number]; editions: string[] }>()
  for (const { files: own, edition } of said) {
    for (const file of own) {
      if (!files.has(file.path)) files.set(file.path, new VFile({ path: file.path, value: file.value }))
      for (const message of file.messages) {
        const identity = `${file.path} ${identityOf(message)}`
        const known = messages.get(identity) ?? { path: file.path, message, editions: [] }
        messages.set(identity, known)
        known.editions.push(edition ?? '')
      }
    }
  }
  const all = said[0]?.editions ?? []
  for (const { path, message, editions } of messages.values()) {
    const isSome = editions.length < all.length
    if (isSome && UNUSED.includes(message.ruleId ?? '')) continue
    const where = enumerated(editions.map((name) => `\`${name}\``))
    const isTold = isSome && said.length > 1
    repeat(message, files.get(path)!, placeOf(message), (phrase) =>
      isTold ? say`${phrase} (edition ${where})` : phrase,
    )
  }
  return [...files.values()]
}

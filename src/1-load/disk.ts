/** The disk as a session has seen it: what was asked of it, and what it answered. */
import { createHash } from 'node:crypto'
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { VFile } from 'vfile'
import { identify } from '../memory.ts'
import { fail } from '../message.ts'
import { type Sayable, say } from '../phrase.ts'

/** Files of a report are at most this large, in bytes: pictures, and texts, which are parsed. */
const LARGEST = 32 * 2 ** 20
export const LARGEST_TEXT = 4 * 2 ** 20

/** How a file is read: as its bytes, or as UTF-8, in which line ends become `\n` and a byte order mark goes. */
export type Form = 'bytes' | 'text'

/** What can be asked of a folder, whose path is absolute; links in it are resolved. */
export type Question = { root: string; path: string } & (
  | { ask: 'exists' }
  | { ask: 'list'; endings: string[]; deep: boolean }
  | { ask: 'file'; form: Form; prefix: string }
)

/** A file, and what is wrong with it. */
export interface Seen {
  file: VFile
  said: VFile['messages']
  /** Of its bytes; null where it could not be read. */
  sha256: string | null
  /** Whether an editor is about to write it anew. */
  isEmptied: boolean
}

/** A report is the same as long as the disk gives the same answers. */
export class Disk {
  /** What this run has asked, with the answers. */
  readonly answers: Array<[question: Question, answer: string]> = []
  private last = new Map<string, { stamp: string; seen: Seen }>()
  private now = new Map<string, { stamp: string; seen: Seen }>()

  /** Begins a run. */
  turn(): void {
    this.answers.length = 0
    this.last = this.now
    this.now = new Map()
  }

  /** Whether everything that the run has seen is still so. */
  holds(): boolean {
    return this.answers.every(([question, answer]) => this.answerTo(question) === answer)
  }

  /** An answer is a text: the same for the same files. */
  answerTo(question: Question): string {
    switch (question.ask) {
      case 'exists':
        return String(existsSync(join(question.root, question.path)))
      case 'list':
        return find(question.root, question.path, question.endings, question.deep).join('\n')
      case 'file':
        return answerOf(this.look(question))
    }
  }

  exists(root: string, path: string): boolean {
    const question: Question = { ask: 'exists', root, path }
    const answer = this.answerTo(question)
    this.answers.push([question, answer])
    return answer === 'true'
  }

  /** @returns Paths inside the root, with `/`, in their order. */
  list(root: string, path: string, endings: string[], deep: boolean): string[] {
    const found = find(root, path, endings, deep)
    this.answers.push([{ ask: 'list', root, path, endings, deep }, found.join('\n')])
    return found
  }

  /**
   * Reads a file. One of the same content is the same object, without what a former run said of it.
   *
   * @param prefix Put before its path in messages.
   */
  read(root: string, path: string, form: Form, prefix: string): Seen {
    const question = { ask: 'file', root, path, form, prefix } as const
    const seen = this.look(question)
    seen.file.messages = [...seen.said]
    this.answers.push([question, answerOf(seen)])
    return seen
  }

  /**
   * Reads a file where its stamp does not prove that its bytes are the ones that were read last. The stamp is taken
   * first: what is written while the file is being read makes another one, and the file is read again next time.
   */
  private look({ root, path, form, prefix }: Extract<Question, { ask: 'file' }>): Seen {
    const name = JSON.stringify([root, path, form])
    const stamp = stampOf(join(root, path))
    const known = this.now.get(name) ?? this.last.get(name)
    if (known && known.stamp === stamp && stamp !== FRESH) {
      this.now.set(name, known)
      return known.seen
    }
    const fresh = readFrom(root, path, form, prefix)
    const isSame = known && (fresh.isEmptied || answerOf(known.seen) === answerOf(fresh))
    const seen = isSame ? known.seen : fresh
    this.now.set(name, { stamp, seen })
    return seen
  }
}

function answerOf({ sha256, said }: Seen): string {
  return [sha256 ?? '', ...said.map(({ reason }) => reason)].join('\n')
}

function find(root: string, under: string, endings: string[], deep: boolean): string[] {
  return entriesOf(join(root, under), deep)
    .filter((entry) => !entry.isDirectory())
    .filter((entry) => endings.some((ending) => entry.name.toLowerCase().endsWith(ending)))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !/(?:^|\/)\./.test(path))
    .sort((a, b) => (a < b ? -1 : 1))
}

/** What cannot be read is a message on the file, whose value is then empty. */
function readFrom(root: string, path: string, form: Form, prefix: string): Seen {
  const file = new VFile({ path: prefix + path, value: '' })
  const opened = open(root, path, file, form === 'text' ? LARGEST_TEXT : LARGEST)
  let sha256: string | null = null
  if (opened) {
    file.value = opened.bytes
    sha256 = createHash('sha256').update(opened.bytes).digest('hex')
    if (form === 'text') decode(file)
  }
  const said = [...file.messages]
  const seen = { file, said, sha256, isEmptied: opened?.isEmptied ?? false }
  identify(file, `${prefix}${path} ${form} ${answerOf(seen)}`)
  return seen
}

function open(
  root: string,
  path: string,
  file: VFile,
  largest: number,
): { bytes: Buffer; isEmptied: boolean } | null {
  if (isAbsolute(path) || !inside(root, resolve(root, path))) {
    fail(file, undefined, 'file-outside', path)
    return null
  }
  try {
    const real = realpathSync.native(join(root, path))
    if (!inside(root, real)) {
      fail(file, undefined, 'file-outside', path)
      return null
    }
    const found = statSync(real)
    if (!found.isFile()) throw Object.assign(new Error(), { code: say`not a file` })
    if (found.size > largest) {
      const code = say`${Math.ceil(found.size / 2 ** 20)} MB, at most ${largest / 2 ** 20} are read`
      throw Object.assign(new Error(), { code })
    }
    const bytes = readFileSync(real)
    return { bytes, isEmptied: bytes.length === 0 && isFresh(real) }
  } catch (error) {
    const { code = 'unknown' } = error as { code?: Sayable }
    if (code === 'ENOENT') fail(file, undefined, 'file-missing', path)
    else fail(file, undefined, 'file-unreadable', path, code)
    return null
  }
}

/** ms that an editor has between emptying a file and filling it. */
const SAVING = 200

function isFresh(path: string): boolean {
  return Math.abs(Date.now() - statSync(path).mtimeMs) < SAVING
}

/**
 * ms for which a file has to be left alone before its stamp says anything: file systems count time in steps, of 4 ms
 * here and of two seconds there, and two saves of the same length in one step look the same.
 */
const REST = 3000

/** Of a file that was written just now. */
const FRESH = 'fresh'

/** Changes whenever a file is written, replaced, or comes and goes; says nothing of one that was written just now. */
function stampOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = statSync(path, { bigint: true })
    const rested = Date.now() - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs)
    return rested > REST ? `${ino} ${size} ${mtimeNs} ${ctimeNs}` : FRESH
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? ''
  }
}

/** Of a folder that is not there, none. */
function entriesOf(folder: string, deep: boolean): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: deep })
  } catch {
    return []
  }
}

function decode(file: VFile): void {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(file.value as Uint8Array)
    file.value = text.replaceAll(/\r\n?/g, '\n')
  } catch {
    const line = lineOfBrokenByte(file.value as Uint8Array)
    const point = { line, column: 1 }
    fail(file, { start: point, end: point }, 'file-encoding', line)
    file.value = ''
  }
}

function inside(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep)
}

/** 1-based line of the first byte that UTF-8 does not allow. */
function lineOfBrokenByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(10, start)
    const end = newline < 0 ? bytes.length : newline + 1
    try {
      decoder.decode(bytes.subarray(start, end))
    } catch {
      return line
    }
    start = end
  }
  return line
}

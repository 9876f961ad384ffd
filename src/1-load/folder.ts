/** The report folder: every byte a build reads from a report comes through here. */
import { createHash } from 'node:crypto'
import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { isAbsolute, join, normalize, relative, resolve, sep } from 'node:path'
import { VFile } from 'vfile'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'

/** Files of a report are at most this large, in bytes: pictures, and texts, which are parsed. */
const LARGEST = 32 * 2 ** 20
export const LARGEST_TEXT = 4 * 2 ** 20

/** A folder nothing is read outside of, links included. */
export class Folder {
  /** Absolute path, links resolved. */
  readonly root: string
  /** Every file read so far. `path` starts with `prefix`. */
  readonly inputs: Array<{ path: string; sha256: string }> = []
  private readonly prefix: string
  private readonly memory: Memory

  private constructor(root: string, prefix: string, memory: Memory) {
    this.root = root
    this.prefix = prefix
    this.memory = memory
  }

  /**
   * @param path A folder that exists.
   * @param memory Hands out the same file as long as it was not written again.
   * @param prefix Put before the paths of this folder in messages and in the manifest.
   */
  static async open(path: string, memory: Memory, prefix = ''): Promise<Folder> {
    return new Folder(await realpath(path), prefix, memory)
  }

  /** Whether something stands at the path. */
  has(path: string): boolean {
    const look = () => existsSync(join(this.root, path))
    const found = look()
    this.memory.witness(() => look() === found)
    return found
  }

  /**
   * Files below a folder whose name ends in one of the endings, in the order of their names.
   *
   * @param under Folder inside this one; a missing folder has no files.
   * @returns Paths inside this folder, with `/`.
   */
  async list(under: string, endings: string[], deep = false): Promise<string[]> {
    const found = this.find(under, endings, deep)
    const isSame = (path: string, index: number) => path === found[index]
    this.memory.witness(() => {
      const now = this.find(under, endings, deep)
      return now.length === found.length && now.every(isSame)
    })
    return found
  }

  private find(under: string, endings: string[], deep: boolean): string[] {
    return entriesOf(join(this.root, under), deep)
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .filter((entry) => endings.some((ending) => entry.name.endsWith(ending)))
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort((a, b) => (a < b ? -1 : 1))
  }

  /**
   * Reads a file as bytes. What cannot be read is a message on the file, whose value is then empty.
   *
   * @param written Path inside this folder.
   */
  bytes(written: string, largest = LARGEST): VFile {
    return this.remembered('bytes', written, (path) => this.readBytes(path, largest))
  }

  /** Reads a UTF-8 file; line ends become `\n`, a byte order mark goes. */
  text(written: string): VFile {
    return this.remembered('text', written, (path) => {
      const read = this.readBytes(path, LARGEST_TEXT)
      if (typeof read.file.value !== 'string') decode(read.file)
      return read
    })
  }

  /** A file of the same bytes is the same object, without what a former run said of it. */
  private remembered(how: string, written: string, read: (path: string) => Read): VFile {
    const path = normalize(written).split(sep).join('/')
    const look = () => this.look(`${how} ${this.prefix}${path}`, path, read)
    const seen = look()
    const { file, input, said } = seen
    file.messages = [...said]
    if (input) this.inputs.push(input)
    this.memory.witness(() => look() === seen)
    return file
  }

  /**
   * Reads a file where its stamp does not prove that its bytes are the ones that were read last. The stamp is taken
   * first: what is written while the file is being read makes another one, and the file is read again next time.
   */
  private look(name: string, path: string, read: (path: string) => Read): Seen {
    const stamp = [this.root, stampOf(join(this.root, path))]
    return this.memory.recall(
      name,
      () => stamp,
      (own) => {
        const fresh = read(path)
        const former = own.former<Seen>('content')
        const seen = former && fresh.isEmptied ? former : { ...fresh, said: [...fresh.file.messages] }
        return own.recall(
          'content',
          () => [seen.input?.sha256, seen.said.join('\n')],
          () => seen,
        )
      },
    )
  }

  private readBytes(path: string, largest: number): Read {
    const file = new VFile({ path: this.prefix + path, value: '' })
    const opened = this.open(path, file, largest)
    if (!opened) return { file, input: null, isEmptied: false }
    const { bytes, isEmptied } = opened
    file.value = bytes
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { file, input: { path: this.prefix + path, sha256 }, isEmptied }
  }

  private open(path: string, file: VFile, largest: number): { bytes: Buffer; isEmptied: boolean } | null {
    if (isAbsolute(path) || !inside(this.root, resolve(this.root, path))) {
      fail(file, undefined, 'file-outside', path)
      return null
    }
    try {
      const real = realpathSync.native(join(this.root, path))
      if (!inside(this.root, real)) {
        fail(file, undefined, 'file-outside', path)
        return null
      }
      const found = statSync(real)
      if (!found.isFile()) throw Object.assign(new Error(), { code: 'not a file' })
      if (found.size > largest) {
        const code = `${Math.ceil(found.size / 2 ** 20)} MB, at most ${largest / 2 ** 20} are read`
        throw Object.assign(new Error(), { code })
      }
      const bytes = readFileSync(real)
      return { bytes, isEmptied: bytes.length === 0 && isFresh(real) }
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') fail(file, undefined, 'file-missing', path)
      else fail(file, undefined, 'file-unreadable', path, code)
      return null
    }
  }
}

/** A file, and how the manifest names it; null where it could not be read. */
interface Read {
  file: VFile
  input: Folder['inputs'][number] | null
  /** Whether an editor is about to write it anew. */
  isEmptied: boolean
}

/** What was read, and what is wrong with it. */
interface Seen extends Read {
  said: VFile['messages']
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

/** Changes whenever a file is written, replaced, or comes and goes; never the same for one that was written just now. */
function stampOf(path: string): string | symbol {
  try {
    const { ino, size, mtimeNs, ctimeNs, mtimeMs, ctimeMs } = statSync(path, { bigint: true })
    const rested = Date.now() - Number(mtimeMs > ctimeMs ? mtimeMs : ctimeMs)
    return rested > REST ? `${ino} ${size} ${mtimeNs} ${ctimeNs}` : Symbol('written just now')
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
    file.value = text.replaceAll('\r\n', '\n')
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

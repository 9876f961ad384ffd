/** The report folder: every byte a build reads from a report comes through here. */
import { createHash } from 'node:crypto'
import { type Dirent, existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
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
    return existsSync(join(this.root, path))
  }

  /**
   * Files below a folder whose name ends in one of the endings, in the order of their names.
   *
   * @param under Folder inside this one; a missing folder has no files.
   * @returns Paths inside this folder, with `/`.
   */
  async list(under: string, endings: string[], deep = false): Promise<string[]> {
    const folder = join(this.root, under)
    const found: Dirent[] = await readdir(folder, { withFileTypes: true, recursive: deep }).catch(() => [])
    return found
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

  /** A file that was not written since is the same object, without what a former run said of it. */
  private remembered(how: string, written: string, read: (path: string) => Read): VFile {
    const path = normalize(written).split(sep).join('/')
    const stamp = () => [this.root, stampOf(join(this.root, path))]
    const { file, input, said } = this.memory.recall(`${how} ${this.prefix}${path}`, stamp, () => {
      const fresh = read(path)
      return { ...fresh, said: [...fresh.file.messages] }
    })
    file.messages = [...said]
    if (input) this.inputs.push(input)
    return file
  }

  private readBytes(path: string, largest: number): Read {
    const file = new VFile({ path: this.prefix + path, value: '' })
    const bytes = this.open(path, file, largest)
    if (!bytes) return { file, input: null }
    file.value = bytes
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { file, input: { path: this.prefix + path, sha256 } }
  }

  private open(path: string, file: VFile, largest: number): Buffer | null {
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
      return readFileSync(real)
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
}

/** Changes whenever a file is written, replaced, or comes and goes; in nanoseconds, for saves follow each other fast. */
function stampOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? ''
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

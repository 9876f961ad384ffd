/** The report folder: every byte a build reads from a report comes through here. */
import { createHash } from 'node:crypto'
import { type Dirent, existsSync } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize, relative, resolve, sep } from 'node:path'
import { VFile } from 'vfile'
import { fail } from '../message.ts'

/** Files of a report are at most this large, in bytes: pictures, and texts, which are parsed. */
const LARGEST = 32 * 2 ** 20
const LARGEST_TEXT = 4 * 2 ** 20

/** A folder nothing is read outside of, links included. */
export class Folder {
  /** Absolute path, links resolved. */
  readonly root: string
  /** Every file read so far. `path` starts with `prefix`. */
  readonly inputs: Array<{ path: string; sha256: string }> = []
  private readonly prefix: string

  private constructor(root: string, prefix: string) {
    this.root = root
    this.prefix = prefix
  }

  /**
   * @param path A folder that exists.
   * @param prefix Put before the paths of this folder in messages and in the manifest.
   */
  static async open(path: string, prefix = ''): Promise<Folder> {
    return new Folder(await realpath(path), prefix)
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
  async bytes(written: string, largest = LARGEST): Promise<VFile> {
    const path = normalize(written).split(sep).join('/')
    const file = new VFile({ path: this.prefix + path, value: '' })
    const bytes = await this.read(path, file, largest)
    if (bytes) {
      file.value = bytes
      this.inputs.push({ path: this.prefix + path, sha256: createHash('sha256').update(bytes).digest('hex') })
    }
    return file
  }

  /** Reads a UTF-8 file; line ends become `\n`, a byte order mark goes. */
  async text(path: string): Promise<VFile> {
    const file = await this.bytes(path, LARGEST_TEXT)
    if (typeof file.value === 'string') return file
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(file.value)
      file.value = text.replaceAll('\r\n', '\n')
    } catch {
      const line = lineOfBrokenByte(file.value as Uint8Array)
      const point = { line, column: 1 }
      fail(file, { start: point, end: point }, 'file-encoding', line)
      file.value = ''
    }
    return file
  }

  private async read(path: string, file: VFile, largest: number): Promise<Buffer | null> {
    if (isAbsolute(path) || !inside(this.root, resolve(this.root, path))) {
      fail(file, undefined, 'file-outside', path)
      return null
    }
    try {
      const real = await realpath(join(this.root, path))
      if (!inside(this.root, real)) {
        fail(file, undefined, 'file-outside', path)
        return null
      }
      const { size, isFile } = await stat(real).then((found) => ({
        size: found.size,
        isFile: found.isFile(),
      }))
      if (!isFile) throw Object.assign(new Error(), { code: 'not a file' })
      if (size > largest) {
        const code = `${Math.ceil(size / 2 ** 20)} MB, at most ${largest / 2 ** 20} are read`
        throw Object.assign(new Error(), { code })
      }
      return await readFile(real)
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException
      if (code === 'ENOENT') fail(file, undefined, 'file-missing', path)
      else fail(file, undefined, 'file-unreadable', path, code)
      return null
    }
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

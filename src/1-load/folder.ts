/** The report folder: every byte a build reads from a report comes through here. */
import { realpath } from 'node:fs/promises'
import { normalize, sep } from 'node:path'
import type { VFile } from 'vfile'
import type { Disk, Form } from './disk.ts'

/** A folder nothing is read outside of, links included. */
export class Folder {
  /** Absolute path, links resolved. */
  readonly root: string
  /** Every file read so far. `path` starts with `prefix`. */
  readonly inputs: Array<{ path: string; sha256: string }> = []
  private readonly listed = new Set<string>()
  private readonly prefix: string
  private readonly disk: Disk

  private constructor(root: string, prefix: string, disk: Disk) {
    this.root = root
    this.prefix = prefix
    this.disk = disk
  }

  /**
   * @param path A folder that exists.
   * @param prefix Put before the paths of this folder in messages and in the manifest.
   */
  static async open(path: string, disk: Disk, prefix = ''): Promise<Folder> {
    return new Folder(await realpath(path), prefix, disk)
  }

  /** Whether something stands at the path. */
  has(path: string): boolean {
    return this.disk.exists(this.root, path)
  }

  /**
   * Files below a folder whose name ends in one of the endings, in small letters or capitals, in the order of their names.
   * What begins with a dot is left out.
   *
   * @param under Folder inside this one; a missing folder has no files.
   * @returns Paths inside this folder, with `/`.
   */
  list(under: string, endings: string[], deep = false): string[] {
    return this.disk.list(this.root, under, endings, deep)
  }

  /**
   * Reads a file as bytes. What cannot be read is a message on the file, whose value is then empty.
   *
   * @param written Path inside this folder.
   */
  bytes(written: string): VFile {
    return this.read(written, 'bytes')
  }

  /** Reads a UTF-8 file; line ends become `\n`, a byte order mark goes. */
  text(written: string): VFile {
    return this.read(written, 'text')
  }

  private read(written: string, form: Form): VFile {
    const path = normalize(written).split(sep).join('/')
    const { file, sha256 } = this.disk.read(this.root, path, form, this.prefix)
    if (sha256 !== null && !this.listed.has(path)) this.inputs.push({ path: this.prefix + path, sha256 })
    this.listed.add(path)
    return file
  }
}

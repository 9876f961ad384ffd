/** What a build of a report leaves for the next one. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { Disk, type Question } from './1-load/disk.ts'
import { Cache } from './cache.ts'
import type { Lasting } from './memory.ts'
import { codeVersion } from './version.ts'

/** What was built from what. */
export interface Receipt {
  pages: number
  /** All that was asked of the disk, with the answers. */
  answers: Array<[question: Question, answer: string]>
  /** Of each file that was written, by path in the build folder. */
  written: Array<[path: string, sha256: string]>
}

/** The last build of one report, by this very compiler. */
export class LastBuild {
  private readonly cache: Cache
  private readonly key: string

  /**
   * @param root The report folder.
   * @param browser Path of the browser that was asked for, if any.
   * @param edition The one that was asked for; null where none was.
   */
  constructor(root: string, browser = '', edition: string | null = null, cache = new Cache('reports')) {
    this.cache = cache
    this.key = JSON.stringify([codeVersion(), root, browser, edition])
  }

  /** What it remembered; empty where there was none. */
  async memory(): Promise<Lasting[]> {
    const kept = await this.cache.read(`memory ${this.key}`)
    return kept ? deserialize(kept) : []
  }

  /** Its receipt, if the report and all that was built of it are still what they were; else null. */
  async receipt(out: string): Promise<Receipt | null> {
    const kept = await this.cache.read(`receipt ${this.key}`)
    const receipt = kept && (JSON.parse(String(kept)) as Receipt)
    if (!receipt) return null
    const disk = new Disk()
    if (!receipt.answers.every(([question, answer]) => disk.answerTo(question) === answer)) return null
    for (const [path, sha256] of receipt.written) {
      const bytes = await readFile(join(out, path)).catch(() => null)
      if (!bytes || sha256 !== createHash('sha256').update(bytes).digest('hex')) return null
    }
    return receipt
  }

  async keep(memory: Lasting[], receipt: Receipt): Promise<void> {
    await this.cache.keep(`memory ${this.key}`, serialize(memory))
    await this.cache.keep(`receipt ${this.key}`, Buffer.from(JSON.stringify(receipt)))
  }
}

/**
 * What a compiler that stays alive remembers from one run to the next.
 *
 * What has not changed is the same object: the first room hands out the same file, chapter or dataset as long as its
 * bytes are the same, and every later room remembers what it made of them. So the cost of an edit follows the edit.
 * A build that runs once begins with an empty memory.
 */
import type { VFile } from 'vfile'

interface Kept {
  inputs: unknown[]
  made: unknown
  /** Messages that were left on each of the files. */
  said: Array<VFile['messages']>
  /** What was remembered in the making. */
  own: Memory
}

export class Memory {
  private last = new Map<string, Kept>()
  private now = new Map<string, Kept>()
  private witnesses: Array<() => boolean> = []

  /**
   * What was made under this name from these very inputs; made now where there is none.
   *
   * @param name Unique in a run.
   * @param inputs Everything that `make` depends on, compared by identity. Asked again after making, which may have
   *   found out about more of them.
   * @param make Is given a memory of its own: what it asks that for is remembered as long as what it makes, and found
   *   again when something is made anew under this name. A promise that is rejected is forgotten.
   * @param files Files that `make` may leave messages on, in the same order every time. What it once said on them is
   *   said again. Where it returns a promise, nobody else leaves messages on them until that is settled.
   */
  recall<T>(name: string, inputs: () => unknown[], make: (own: Memory) => T, files: VFile[] = []): T {
    const kept = this.now.get(name) ?? this.last.get(name)
    if (kept && same(kept.inputs, inputs())) {
      this.now.set(name, kept)
      for (const [index, said] of kept.said.entries()) files[index]!.messages.push(...said)
      return kept.made as T
    }
    const own = kept?.own ?? new Memory()
    own.turn()
    const before = files.map(({ messages }) => messages.length)
    const saidSince = () => files.map(({ messages }, index) => messages.slice(before[index]))
    const made = make(own)
    const fresh: Kept = { inputs: inputs(), made, said: saidSince(), own }
    this.now.set(name, fresh)
    if (made instanceof Promise) {
      fresh.made = made.then(
        (value) => {
          Object.assign(fresh, { inputs: inputs(), said: saidSince() })
          return value
        },
        (error) => {
          this.forget(name, fresh)
          throw error
        },
      )
    }
    return fresh.made as T
  }

  /** What was made under this name in this run or the one before; undefined where there is none. */
  former<T>(name: string): T | undefined {
    return (this.now.get(name) ?? this.last.get(name))?.made as T | undefined
  }

  private forget(name: string, kept: Kept): void {
    for (const run of [this.now, this.last]) if (run.get(name) === kept) run.delete(name)
  }

  /**
   * Keeps a question that this run has asked of the world outside.
   *
   * @param holds Whether it has the same answer now.
   */
  witness(holds: () => boolean): void {
    this.witnesses.push(holds)
  }

  /** Whether everything that the last run saw outside is still so. */
  holds(): boolean {
    return this.witnesses.every((holds) => holds())
  }

  /** Ends a run: what it did not ask for is forgotten. */
  turn(): void {
    this.last = this.now
    this.now = new Map()
    this.witnesses = []
  }
}

function same(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((input, index) => Object.is(input, b[index]))
}

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

  /**
   * What was made under this name from these very inputs; made now where there is none.
   *
   * @param name Unique in a run.
   * @param inputs Everything that `make` depends on, compared by identity. Asked again after making, which may have
   *   found out about more of them.
   * @param make Is given a memory of its own: what it asks that for is remembered as long as what it makes, and found
   *   again when something is made anew under this name.
   * @param files Files that `make` may leave messages on, in the same order every time. What it once said on them is
   *   said again.
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
    const made = make(own)
    const said = files.map(({ messages }, index) => messages.slice(before[index]))
    this.now.set(name, { inputs: inputs(), made, said, own })
    return made
  }

  /** Ends a run: what it did not ask for is forgotten. */
  turn(): void {
    this.last = this.now
    this.now = new Map()
  }
}

function same(a: unknown[], b: unknown[]): boolean {
  return a.length === b.length && a.every((input, index) => Object.is(input, b[index]))
}

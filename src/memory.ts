/**
 * What a compiler that stays alive remembers from one run to the next.
 *
 * Everything that is remembered has a key, which stands for the content of all that it was made of: of a file its path
 * and its bytes, of a text the text itself, of what a room has made the keys of what it was made from. The same key, the
 * same thing. So the cost of an edit follows the edit, and what one process remembers is of use to another one.
 */
import { createHash } from 'node:crypto'
import type { VFile } from 'vfile'

interface Kept {
  key: string
  /** Names that were asked for on the shelf. */
  asked: Set<string>
  made: unknown
  /** What a promise came to. */
  settled?: unknown
  /** Messages that were left on each of the files. */
  said: Array<VFile['messages']>
  /** What was remembered in the making. */
  own: Memory
  /** Whether another process may have it. */
  lasts: boolean
}

interface Options {
  /**
   * Files that `make` may leave messages on, in the same order every time. What it once said on them is said again. Where
   * it returns a promise, nobody else leaves messages on them until that is settled.
   */
  files?: VFile[]
  /** Whether what is made is plain data, and worth being kept for the next process. */
  lasts?: boolean
}

export class Memory {
  private last = new Map<string, Kept>()
  private now = new Map<string, Kept>()
  private readonly path: string

  /** @param path Tells what is remembered here from what is remembered elsewhere under the same name. */
  constructor(path = '') {
    this.path = path
  }

  /**
   * What was made under this name from inputs of this content; made now where there is none.
   *
   * @param name Unique in a run.
   * @param inputs All that `make` may use. What an earlier recall has made is known by its key; anything else is plain
   *   data, and is never changed afterwards.
   * @param make Uses nothing but its arguments. It is given a memory of its own: what it asks that for is remembered as
   *   long as what it makes, and found again when something is made anew under this name. A promise that is rejected is
   *   forgotten.
   */
  recall<I extends object, T>(
    name: string,
    inputs: I,
    make: (inputs: I, own: Memory) => T,
    options: Options = {},
  ): T {
    return this.keep(
      name,
      () => keyOf(inputs),
      (own) => make(inputs, own),
      options,
    )
  }

  /**
   * The same for what is made from a few things of many.
   *
   * @param shelf Of these, only what `make` gets from it counts.
   */
  recallFrom<I extends object, V, T>(
    name: string,
    inputs: I,
    shelf: Map<string, V>,
    make: (inputs: I, own: Memory, shelf: Map<string, V>) => T,
    options: Options = {},
  ): T {
    return this.keep(
      name,
      (asked) => keyOf([inputs, ...[...asked].sort().map((name) => [name, shelf.get(name)])]),
      (own, asked) => make(inputs, own, new Shelf(shelf, asked)),
      options,
    )
  }

  private keep<T>(
    name: string,
    keyFor: (asked: Set<string>) => string,
    make: (own: Memory, asked: Set<string>) => T,
    { files = [], lasts = false }: Options,
  ): T {
    const kept = this.now.get(name) ?? this.last.get(name)
    if (kept && kept.key === keyFor(kept.asked)) {
      this.now.set(name, kept)
      for (const [index, said] of kept.said.entries()) files[index]!.messages.push(...said)
      return this.identified(kept.made as T, name, kept.key)
    }
    const own = kept?.own ?? new Memory(`${this.path}${name}/`)
    own.turn()
    const before = files.map(({ messages }) => messages.length)
    const saidSince = () => files.map(({ messages }, index) => messages.slice(before[index]))
    const asked = new Set<string>()
    const made = make(own, asked)
    const key = keyFor(asked)
    const fresh: Kept = { key, asked, made, said: saidSince(), own, lasts }
    this.now.set(name, fresh)
    if (!(made instanceof Promise)) return this.identified(made, name, key)
    const settled = made.then(
      (value) => {
        Object.assign(fresh, { said: saidSince(), settled: value })
        return this.identified(value, name, key)
      },
      (error) => {
        for (const run of [this.now, this.last]) if (run.get(name) === fresh) run.delete(name)
        throw error
      },
    )
    fresh.made = settled
    return settled as T
  }

  private identified<T>(made: T, name: string, key: string): T {
    return identify(made, JSON.stringify([this.path, name, key]))
  }

  /** Ends a run: what it did not ask for is forgotten. */
  turn(): void {
    this.last = this.now
    this.now = new Map()
  }

  /** What another process may have of this run. */
  lasting(): Lasting[] {
    return [...this.now].flatMap(([name, { key, said, own, lasts, ...kept }]): Lasting[] => {
      const made = kept.made instanceof Promise ? kept.settled : kept.made
      // What had a mistake is looked at again.
      const isGood = lasts && said.every(({ length }) => length === 0) && isPlain(made)
      const below = own.lasting()
      if (!isGood) return below.length > 0 ? [{ name, key: null, made: null, own: below }] : []
      return [{ name, key, made, own: below }]
    })
  }

  /** Begins with what another process has made. */
  begin(lasting: Lasting[]): void {
    for (const { name, key, made, own: below } of lasting) {
      const own = new Memory(`${this.path}${name}/`)
      own.begin(below)
      const kept = { key: key ?? '', asked: new Set<string>(), made, said: [], own, lasts: key !== null }
      this.now.set(name, kept)
    }
  }
}

/** What is remembered, as plain data. */
export interface Lasting {
  name: string
  /** Null where only what is below lasts. */
  key: string | null
  made: unknown
  own: Lasting[]
}

/** Whether a value is data alone: no object of a class, which would come back as another one. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function'
  if (value instanceof Uint8Array) return true
  if (Array.isArray(value)) return value.every(isPlain)
  if (value instanceof Map) return [...value].every(isPlain)
  const prototype = Object.getPrototypeOf(value)
  return (prototype === null || prototype === Object.prototype) && Object.values(value).every(isPlain)
}

/** Notes what it is asked for. */
class Shelf<V> extends Map<string, V> {
  private readonly asked: Set<string>

  constructor(values: Map<string, V>, asked: Set<string>) {
    super(values)
    this.asked = asked
  }

  override get(name: string): V | undefined {
    this.asked.add(name)
    return super.get(name)
  }
}

/** Keys of objects, as long as these live. */
const keys = new WeakMap<object, string>()

/** Says what an object is known by: something that is never the same for objects of other content. */
export function identify<T>(value: T, key: string): T {
  if (typeof value === 'object' && value !== null && !keys.has(value)) keys.set(value, hashOf(key))
  return value
}

/**
 * The key of a value: the same for the same content.
 *
 * @throws TypeError for what has no content to compare, as a function, and was not identified either.
 */
export function keyOf(value: unknown): string {
  if (typeof value === 'string') return value.length > LONG ? hashOf(value) : JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return primitiveKey(value)
  const known = keys.get(value)
  if (known !== undefined) return known
  const key = hashOf(contentOf(value))
  keys.set(value, key)
  return key
}

/** A text up to this length is its own key. */
const LONG = 60

function primitiveKey(value: unknown): string {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`A ${typeof value} has no content to be known by`)
  return `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`
}

function contentOf(value: object): string {
  if (Array.isArray(value)) return `[${value.map(keyOf).join(',')}]`
  if (value instanceof Map) return `map ${contentOf([...value].flat())}`
  if (value instanceof Set) return `set ${contentOf([...value])}`
  if (value instanceof Uint8Array) return `bytes ${createHash('sha256').update(value).digest('hex')}`
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new TypeError(`A ${prototype.constructor.name} is to be identified before it is remembered`)
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${keyOf(part)}`)
  return `{${parts.join(',')}}`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

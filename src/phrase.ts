/**
 * Texts that can be said in more than one language. A text is written where it is needed, in English:
 *
 *     say`Unexpected key \`${key}\`, expected ${expected}`
 *
 * Its words, with `{0}`, `{1}` … for what stands between them, are the name of its translation.
 */

/** What can be part of a text; a part that is no phrase is the same in every language. */
export type Sayable = string | number | Phrase

/** Words by the English ones, each with `{0}`, `{1}` … where those have them, in any order. */
export type Translations = Readonly<Record<string, string>>

export class Phrase {
  private readonly words: readonly string[]
  private readonly parts: readonly Sayable[]

  constructor(words: readonly string[], parts: readonly Sayable[] = []) {
    this.words = words
    this.parts = parts
  }

  /** The name of its translation. */
  get key(): string {
    return this.words.reduce((key, words, index) => `${key}{${index - 1}}${words}`)
  }

  /** @param translations What is not among them is said in English. */
  in(translations: Translations): string {
    const { key } = this
    const own = Object.hasOwn(translations, key) ? translations[key]! : key
    return own.replaceAll(/\{(\d+)\}/g, (_, index: string) =>
      inWords(this.parts[Number(index)]!, translations),
    )
  }

  /** In English. */
  toString(): string {
    return this.in({})
  }
}

/** What is said as it is, or in another language. */
export function inWords(part: Sayable, translations: Translations): string {
  return part instanceof Phrase ? part.in(translations) : String(part)
}

/** A phrase, as a template. */
export function say(words: TemplateStringsArray, ...parts: Sayable[]): Phrase {
  return new Phrase(words, parts)
}

/** A phrase without parts. */
export function saying(words: string): Phrase {
  return new Phrase([words])
}

/** Several of a kind: `a, b, c`. */
export function enumerated(parts: Sayable[]): Sayable {
  return parts.length === 0 ? '' : parts.reduce((list, part) => say`${list}, ${part}`)
}

/** Several sentences: `a; b; c`. */
export function listed(parts: Sayable[]): Sayable {
  return parts.length === 0 ? '' : parts.reduce((list, part) => say`${list}; ${part}`)
}

/** One of several: `a or b or c`. */
export function either(parts: Sayable[]): Sayable {
  return parts.length === 0 ? '' : parts.reduce((list, part) => say`${list} or ${part}`)
}

/** A phrase that was sent from another thread, where it became plain data. */
export function revived(sent: Sayable): Sayable {
  if (typeof sent !== 'object') return sent
  const { words, parts } = sent as unknown as { words: string[]; parts: Sayable[] }
  return new Phrase(words, parts.map(revived))
}

/** How a library begins what it says, and what is said instead, with what stood in the groups of the pattern. */
export type Wording<T = Sayable> = [theirs: RegExp, ours: (...groups: string[]) => T]

/** @returns Null where there are no words of ours for it. */
export function reworded<T>(text: string, wordings: Array<Wording<T>>): T | null {
  for (const [theirs, ours] of wordings) {
    const found = theirs.exec(text)
    if (found) return ours(...found.slice(1))
  }
  return null
}

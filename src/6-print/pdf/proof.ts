/**
 * The proof: what the contents and lists say of the final PDF is what a reader finds in it.
 *
 * Nothing is searched for in the text of pages: the file itself says where each thing is. A destination is a page and a
 * place on it, a heading or caption is an element of the structure, a line of the index is a link.
 *
 * Two things a template owes it. The `<figcaption>` of `<figure id="ID">` holds the label and the title, and nothing
 * else. A line of the index is one `<a href="#ID">` around label, title and, at its end, the element with
 * `data-page="ID"`; nothing but dots stands between title and page.
 */
import { toString as textOf } from 'mdast-util-to-string'
import { groupBy } from '../../data/group.ts'
import { idOfChapter } from '../../data/id.ts'
import { fail } from '../../message.ts'
import { type Sayable, say } from '../../phrase.ts'
import type { Edition, Entry, IndexLine } from '../../report.ts'
import type { Settled } from '../pages/settle.ts'
import type { Destination } from './destinations.ts'
import { type Caption, FinalFile, type Line } from './final-file.ts'
import type { Tags } from './tags.ts'
import { bare } from './text.ts'

/** What the final file says against the report. */
export interface Proof {
  /** Number of pages. */
  pages: number
  /** Problems of the file as a whole. */
  file: Sayable[]
  /** Problems of the entries of the index, by id. */
  problems: Map<string, Sayable[]>
  /** How many pages the cover takes. */
  cover: number
}

/**
 * Reads a printed file and holds every entry of the index against it: its destination, its heading or caption, which
 * stands on that page and nowhere else, in the order of the report, and the number printed in its line.
 *
 * @param printed With tags.
 * @param signal Ends the reading between two pages, with an AbortError.
 */
export async function prove(
  edition: Edition,
  printed: Pick<Settled, 'pdf' | 'pages'>,
  signal?: AbortSignal,
): Promise<Proof> {
  const file = await FinalFile.open(printed.pdf, signal)
  try {
    const proof = await proveFile(edition, printed.pages, file)
    if (!hasProblems(proof)) return proof
    file.readThoroughly()
    return await proveFile(edition, printed.pages, file)
  } finally {
    await file.close()
  }
}

async function proveFile(edition: Edition, printed: Map<string, number>, file: FinalFile): Promise<Proof> {
  const { pages, tags } = file
  if (!tags.isTagged) return { pages, file: [UNTAGGED], problems: new Map(), cover: 1 }
  const examination = await Examination.of(edition, printed, file)
  const { problems, cover } = examination
  return { pages, file: [...(await wholeFile(file)), ...examination.strangers()], problems, cover }
}

function hasProblems({ file, problems }: Proof): boolean {
  return file.length > 0 || [...problems.values()].some((each) => each.length > 0)
}

/** What disagrees is a message at its entry. */
export function markProof({ index, equations, cover, settings }: Edition, proof: Proof): void {
  if (cover && proof.cover > 1) fail(cover.file, undefined, 'cover-overflow', proof.cover)
  for (const problem of proof.file) fail(settings.file, undefined, 'index-unproved', problem)
  for (const { entry, title } of [...index, ...equations]) {
    for (const problem of proof.problems.get(entry.id) ?? [])
      fail(
        entry.chapter.file,
        entry.place,
        'index-unproved',
        say`${`${entry.label} ${title}`.trim()}: ${problem}`,
      )
  }
}

const UNTAGGED = say`the file has no tags, which say what its texts are`

async function wholeFile(file: FinalFile): Promise<Sayable[]> {
  const strangers = await file.strangers()
  return [
    ...file.tags.doubles.map((page) => say`page ${page} is another one again`),
    ...strangers.map((page) => say`the text of page ${page} is nowhere in the structure of the file`),
  ]
}

/** An entry, and what the file has of it. */
interface Case {
  entry: Entry
  /** Label and title, for comparing. */
  caption: string
  destinations: Destination[]
  /** Of its first destination; 0 where there is none. */
  page: number
  /** Headings or captions that read as it does. */
  found: Caption[]
  /** The one of them that is its own. */
  own: Caption | null
  /** Those that say again, on a page that follows, what a long table is. */
  continued: Caption[]
  /** Those of the index that read as it does, whatever number they say. */
  lines: Line[]
  problems: Sayable[]
}

class Examination {
  private readonly edition: Edition
  private readonly tags: Tags
  private readonly cases: Case[]
  private readonly captions: Caption[]
  private readonly lines: Line[]
  /** Headings and captions that have been accounted for. */
  private readonly known = new Set<Caption>()

  static async of(edition: Edition, pages: Map<string, number>, file: FinalFile): Promise<Examination> {
    const prefixes = [...new Set(edition.index.map(({ entry }) => `${idOfChapter(entry.chapter.name)}-fn-`))]
    const ids = new Set(edition.index.map(({ entry }) => entry.id))
    const isFootnote = (id: string) => !ids.has(id) && prefixes.some((prefix) => id.startsWith(prefix))
    const captions = await file.captions(isFootnote)
    const examination = new Examination(edition, file.tags, captions, await file.lines())
    for (const each of examination.cases) examination.examine(each, pages.get(each.entry.id))
    await examination.examineLost(file)
    examination.examineOrder()
    examination.examinePlaces()
    return examination
  }

  private constructor(edition: Edition, tags: Tags, captions: Caption[], lines: Line[]) {
    this.edition = edition
    this.tags = tags
    this.captions = captions
    this.lines = lines
    this.cases = this.casesOf(edition.index)
  }

  get problems(): Proof['problems'] {
    const { destinations } = this.tags
    const lost = this.edition.equations.filter(({ entry }) => !destinations.has(entry.id))
    return new Map([
      ...this.cases.map(({ entry, problems }): [string, Sayable[]] => [entry.id, problems]),
      ...lost.map(({ entry }): [string, Sayable[]] => [entry.id, [LOST]]),
    ])
  }

  /** The contents follow the cover: where they do not begin on the second page, the cover has run over. */
  get cover(): number {
    const pages = this.cases[0]?.lines.map(({ before }) => before.page) ?? []
    return pages.length > 0 ? Math.max(1, Math.min(...pages) - 1) : 1
  }

  /** Captions of figures that the report does not have. */
  strangers(): Sayable[] {
    const listed = new Set(this.edition.index.map(({ entry }) => entry.id))
    const others = this.edition.floats.filter(({ id }) => !listed.has(id))
    const captions = new Set(others.map(({ node }) => bare(textOf(node.children[0] ?? '', PRINTED))))
    return this.captions
      .filter((caption) => caption.tag.figure?.isWhole && !this.known.has(caption))
      .filter(({ text }) => text !== '' && !captions.has(text))
      .map(
        ({ said, page }) => say`the caption “${said}” on page ${page} is of none of its figures and tables`,
      )
  }

  private casesOf(index: IndexLine[]): Case[] {
    const continued = bare(this.edition.house.words.continued ?? '')
    const captions = groupBy(this.captions, ({ tag, text }) => `${tag.kind} ${text}`)
    const lines = groupBy(this.lines, ({ tag }) => tag.target!)
    const entries = index.map(({ entry, title }) => ({ entry, caption: bare(entry.label + title) }))
    const twins = groupBy(entries, ({ entry, caption }) => `${kindOf(entry)} ${caption}`)
    return entries.map(({ entry, caption }) => {
      const key = `${kindOf(entry)} ${caption}`
      const destinations = this.tags.destinations.get(entry.id) ?? []
      const page = destinations[0]?.page ?? 0
      const same = captions.get(key) ?? []
      const group = twins.get(key)!
      // Of some that read the same, as `1.` `1.1.A` and `1.1.` `1.A`, each has the one in its turn.
      const place = group.findIndex((each) => each.entry === entry)
      const isSpread = group.length > 1 && same.length === group.length
      const [found, again] =
        continued === '' ? [same.slice(0, 1), same.slice(1)] : [same, captions.get(key + continued) ?? []]
      const own = isSpread ? same[place]! : found.find((each) => each.page === page)
      for (const each of [...found, ...again]) this.known.add(each)
      return {
        entry,
        caption,
        destinations,
        page,
        found: isSpread ? [same[place]!] : found,
        own: own ?? null,
        continued: isSpread ? [] : again,
        lines: (lines.get(entry.id) ?? []).filter(({ before }) => isLed(before.text, caption)),
        problems: [],
      }
    })
  }

  private examine(each: Case, printed: number | undefined): void {
    const { destinations, page, own, found, lines, problems } = each
    if (page === 0 || printed === undefined) {
      problems.push(LOST)
      return
    }
    if (destinations.length > 1)
      problems.push(say`the file has ${destinations.length} destinations of its name`)
    if (page !== printed)
      problems.push(say`its destination is on page ${page}, it was printed on page ${printed}`)
    if (!own || own.page !== page) problems.push(say`its caption is not on page ${page}${this.instead(each)}`)
    else if (found.length > 1) problems.push(say`its caption is printed ${found.length} times`)
    problems.push(...continuations(each))
    for (const { number, isLinked } of lines) {
      if (number !== page) problems.push(say`its line in the index says ${number}, it is on page ${page}`)
      if (!isLinked) problems.push(say`its line in the index is not where its link is`)
    }
  }

  /** What stands there in the place of a caption. */
  private instead({ entry, page, found }: Case): Sayable {
    const [other] = found
    if (other) return say`, it stands on page ${other.page}`
    const isOne = ({ tag, text }: Caption) => tag.kind === kindOf(entry) && text.startsWith(bare(entry.label))
    const near = this.captions.find((each) => each.page === page && !this.known.has(each) && isOne(each))
    if (!near) return kindOf(entry) === 'caption' ? say`: no \`<figcaption>\` reads so` : ''
    this.known.add(near)
    return say`, where one reads “${near.said}”`
  }

  /** What became of lines that are not there as they should be. Sections of the third level and below are in no list. */
  private async examineLost(file: FinalFile): Promise<void> {
    const lost = this.cases.filter(
      ({ entry, page, lines }) => page > 0 && lines.length === 0 && entry.depth <= 2,
    )
    if (lost.length === 0) return
    const links = groupBy(
      this.tags.links.filter(({ target }) => target !== null),
      ({ target }) => target!,
    )
    const own = this.cases.flatMap(({ own }) => own?.tag.order ?? [])
    const [first = 0, last = 0] = [own[0], own.at(-1)]
    const outside = (id: string) => (links.get(id) ?? []).filter(({ order }) => order < first || order > last)
    const texts = await file.textsOf(lost.flatMap(({ entry }) => outside(entry.id)))
    for (const each of lost) {
      const said = outside(each.entry.id).map((link) => texts.get(link)!.text)
      const problem = problemOf(each, said) ?? this.misled(each) ?? MISSING
      if (problem !== '') each.problems.push(problem)
    }
  }

  /** A line that leads elsewhere, or reads as another one. */
  private misled({ entry, caption }: Case): Sayable | null {
    const elsewhere = this.lines.find(({ before }) => isLed(before.text, caption))
    if (elsewhere) return say`its line in the index leads to #${elsewhere.tag.target!}`
    const other = this.lines.find(({ tag, before }) => tag.target === entry.id && before.text !== '')
    return other ? say`its line in the index reads “${other.before.said}”` : null
  }

  /** Headings, figures and tables come in the order of the report. */
  private examineOrder(): void {
    for (const part of ['body', 'back']) {
      let last: Case | null = null
      for (const each of this.cases.filter(({ entry, own }) => own && entry.chapter.part === part)) {
        if (last && each.own!.tag.order < last.own!.tag.order)
          each.problems.push(say`it stands before ${last.entry.label}, which comes before it in the report`)
        else last = each
      }
    }
  }

  /**
   * Destinations of one page lie to each other as their captions do. What a destination is from its caption differs:
   * Chromium leaves out the margins of the page, and some captions stand under their pictures.
   */
  private examinePlaces(): void {
    const here = this.cases.filter(({ own, page }) => own && own.page === page)
    for (const cases of groupBy(here, ({ page }) => page).values()) {
      for (const [index, each] of cases.entries()) {
        const last = cases[index - 1]
        if (last && !liesAlike(last, each))
          each.problems.push(say`its destination is at another place of page ${each.page} than its caption`)
      }
    }
  }
}

const LOST = say`it did not reach the paper`

const MISSING = say`it is missing from the index: no link to it ends in its page (\`data-page\`)`

/** Of a title's parts, those that are printed as text. */
const PRINTED = { includeImageAlt: false, includeHtml: false }

function kindOf({ kind }: Entry): Caption['tag']['kind'] {
  return kind === 'heading' ? 'heading' : 'caption'
}

/** What leads the eye from a title to its page, and a number where there is one. */
const LED = /^[.·•・⋯_–—-]*(?<number>\d*)$/

/** Whether a text is a caption, and after it nothing but a leader. */
function isLed(text: string, caption: string): boolean {
  return numberAfter(text, caption) === ''
}

/** The number, or the empty text, that a leader leads to; null where a text is another one. */
function numberAfter(text: string, caption: string): string | null {
  if (!text.startsWith(caption)) return null
  return LED.exec(text.slice(caption.length))?.groups?.number ?? null
}

/** A long table is said again on each of the pages that follow, once on each, and nothing comes between. */
function continuations({ continued, own, page }: Case): Sayable[] {
  return continued.flatMap(({ page: seen, tag, turn }, index) => {
    const expected = page + index + 1
    if (!own?.tag.figure?.hasTable || !tag.figure?.hasTable)
      return [say`it is continued on page ${seen}, and is no table`]
    if (seen !== expected) return [say`it is continued on page ${seen}, not on page ${expected}`]
    return turn === own.turn + index + 1 ? [] : [say`it is continued on page ${seen}, after something else`]
  })
}

/**
 * What is wrong with a line whose number is no piece of its own.
 *
 * @param texts Of the links to the entry outside of the text.
 * @returns Null where there is none, empty where nothing is wrong.
 */
function problemOf({ caption, page }: Case, texts: string[]): Sayable | null {
  const numbers = texts.flatMap((text) => numberAfter(text, caption) ?? [])
  if (numbers.length === 0) return null
  if (numbers.includes(String(page))) return ''
  const wrong = numbers.find((number) => number !== '')
  return wrong
    ? say`its line in the index says ${wrong}, it is on page ${page}`
    : say`its line in the index has no page`
}

/** Points by which two things at one height may differ. */
const LEVEL = 2

/** Whether two destinations lie to each other as the two captions do. */
function liesAlike(a: Case, b: Case): boolean {
  const [from, to] = [a.destinations[0]!, b.destinations[0]!]
  const down = from.y - to.y
  const right = to.x - from.x
  const below = a.own!.y - b.own!.y
  if (Math.abs(down) > LEVEL) return Math.abs(below) > LEVEL && Math.sign(down) === Math.sign(below)
  return Math.abs(right) > LEVEL && Math.sign(right) === Math.sign(b.own!.x - a.own!.x)
}

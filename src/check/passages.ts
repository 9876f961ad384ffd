/** Every stretch of text that a reader reads, character by character with what it is and where it was written. */
import type { Nodes, Paragraph, Parent } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { type Location, location } from 'vfile-location'
import type { Memory } from '../memory.ts'
import type {
  BoundChapter,
  BoundNode,
  Dataset,
  Float,
  FloatNode,
  Numbered,
  Place,
  Settings,
} from '../report.ts'

/**
 * What a character is: the author's own words (`t`), words bound to data (`c`), a bound number (`b`), a literal (`l`),
 * the label of a reference (`r`), or anything else that is no prose: code, a picture, an address (`o`).
 */
export type Mark = 't' | 'c' | 'b' | 'l' | 'r' | 'o'

export interface Passage {
  /** `data` stands in a dataset or in `report.yaml`. */
  kind: 'prose' | 'heading' | 'cell' | 'caption' | 'note' | 'data'
  file: VFile
  chapter: BoundChapter | null
  float: Float | null
  /** As printed. */
  text: string
  /** A mark for each UTF-16 unit of the text. */
  marks: string
  /** How many bound numbers stand in it. */
  bound: number
  /** Where a part of the text was written; `end` is exclusive. */
  placeOf(start: number, end: number): Place
}

/** What a reader reads of one file. */
export interface Text {
  file: VFile
  passages: Passage[]
}

/** A text that is a chapter; another one as soon as the chapter or a label that it prints is another one. */
export interface ChapterText extends Text {
  chapter: BoundChapter
}

export function textsOfChapters({ chapters }: Numbered, memory: Memory): ChapterText[] {
  return chapters.map((chapter) =>
    memory.recall(`${chapter.file.path} text`, { chapter }, ({ chapter }) => ({
      file: chapter.file,
      chapter,
      passages: shown(passagesOfChapter(chapter)),
    })),
  )
}

/** `report.yaml` and the datasets. */
export function textsOfData({ settings, datasets }: Numbered, memory: Memory): Text[] {
  return [settings, ...datasets.values()].map((part) =>
    memory.recall(`${part.file.path} text`, { part }, ({ part }) => {
      const passages = 'rows' in part ? passagesOfDataset(part) : passagesOfSettings(part)
      return { file: part.file, passages: shown(passages) }
    }),
  )
}

function shown(passages: Passage[]): Passage[] {
  return passages.filter(({ text }) => text !== '')
}

function passagesOfSettings({ title, series, subject, publisher, file }: Settings): Passage[] {
  return [title, series, subject, publisher].map((text) => written(text, file, undefined))
}

function passagesOfChapter(chapter: BoundChapter): Passage[] {
  const passages: Passage[] = []
  const source = String(chapter.file)
  const lines = location(chapter.file)
  const read = (node: Parent, kind: Passage['kind'], float: Float | null) => {
    const reader = new Reader(source)
    reader.readAll(node)
    passages.push({ kind, file: chapter.file, chapter, float, ...reader.result(lines) })
  }
  const readBelow = (tree: Nodes, float: Float | null) =>
    visit(tree, (node) => {
      if (node.type === 'float') {
        readFloat(node)
        return SKIP
      }
      if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return
      const kind = node.type === 'paragraph' ? 'prose' : node.type === 'heading' ? 'heading' : 'cell'
      read(node, kind, float)
      return SKIP
    })
  const readFloat = ({ float, children }: FloatNode) => {
    children.forEach((child: Paragraph, index) => {
      read(child, index === 0 ? 'caption' : 'note', float)
    })
    if (float.content) readBelow(float.content, float)
  }
  readBelow(chapter.tree, null)
  return passages
}

/** What is printed of a dataset beside its numbers. */
function passagesOfDataset({ title, sources, note, columns, rows, file, placeOf }: Dataset): Passage[] {
  const texts = columns.filter(({ type }) => ['category', 'text', 'list'].includes(type))
  return [
    written(title, file, () => placeOf(['title'])),
    written(note, file, () => placeOf(['note'])),
    ...sources.map((source) => written(source, file, () => placeOf(['source']))),
    ...columns.map(({ name, label }) => written(label, file, () => placeOf(['columns', name, 'label']))),
    ...rows.flatMap((row) => [
      written(row.note, file, () => placeOf(['rows', row.index, 'note'])),
      ...texts.flatMap(({ name }) =>
        [row.cells[name]?.value ?? ''].flat().map((text, item) =>
          written(String(text), file, () => {
            const isList = Array.isArray(row.cells[name]?.value)
            return placeOf(isList ? ['rows', row.index, name, item] : ['rows', row.index, name])
          }),
        ),
      ),
    ]),
  ]
}

function written(text: string, file: VFile, place: (() => Place) | undefined): Passage {
  const marks = 't'.repeat(text.length)
  const placeOf = () => place?.()
  return { kind: 'data', file, chapter: null, float: null, text, marks, bound: 0, placeOf }
}

/** Walks the nodes of one passage. */
class Reader {
  private readonly source: string
  private text = ''
  private marks = ''
  private bound = 0
  /** 0-based offsets in the source of the first unit of each character, and of the one after its last. */
  private readonly from: number[] = []
  private readonly to: number[] = []

  constructor(source: string) {
    this.source = source
  }

  readAll({ children }: Parent): void {
    for (const child of children) this.read(child as Nodes)
  }

  result(lines: Location): Pick<Passage, 'text' | 'marks' | 'bound' | 'placeOf'> {
    const { text, marks, bound, from, to } = this
    const placeOf = (start: number, end: number): Place => {
      const [first, last] = [lines.toPoint(from[start]), lines.toPoint(to[end - 1])]
      return first && last && { start: first, end: last }
    }
    return { text, marks, bound, placeOf }
  }

  private read(node: Nodes): void {
    const source = this.source.slice(node.position?.start.offset, node.position?.end.offset)
    if (node.type === 'text') this.follow(node.value, node.position?.start.offset ?? 0)
    else if (node.type === 'bound') this.readBound(node, source.startsWith(':claim'))
    else if (node.type === 'literal') this.readAs('l', node)
    // Typed in report.yaml, and so no more bound than what is typed here.
    else if (node.type === 'variable') this.readAs('t', node)
    else if (node.type === 'break') this.put('\n', 'o', node)
    else if (node.type === 'link' && source.startsWith('[](')) this.readAs('r', node)
    // An address that stands for itself.
    else if (node.type === 'link' && !source.startsWith('[')) this.readAs('o', node)
    else if ('children' in node) this.readAll(node as Parent)
    else this.put('\ufffc', 'o', node)
  }

  private readBound(node: BoundNode, isClaim: boolean): void {
    if (node.trace.value !== null) this.bound += 1
    if (!isClaim) {
      this.readAs('b', node)
      return
    }
    const start = this.text.length
    this.readAll(node)
    this.marks = this.marks.slice(0, start) + this.marks.slice(start).replaceAll('t', 'c')
  }

  /** The words below a node, all at the place of the node. */
  private readAs(mark: Mark, node: Nodes): void {
    const inner = new Reader('')
    inner.readAll(node as Parent)
    this.bound += inner.bound
    // A reference to nothing stands for a word all the same.
    this.put(inner.text || '\ufffc', mark, node)
  }

  private put(text: string, mark: Mark, { position }: Nodes): void {
    for (const unit of text.split('')) {
      this.add(unit, mark, position?.start.offset ?? 0, position?.end.offset ?? 0)
    }
  }

  /** The author's own words: each character at its own place, past escapes, entities and marks of quotations. */
  private follow(value: string, start: number): void {
    let at = start
    for (const unit of value.split('')) {
      const isEscape = this.source[at] === '\\' && this.source[at + 1] === unit
      const isEntity = this.source[at] === '&' && unit !== '&'
      const next = this.source.indexOf(unit, at)
      const from = isEscape || isEntity || next < 0 ? at : next
      at = isEntity ? this.source.indexOf(';', at) + 1 : isEscape ? at + 2 : Math.max(from, next) + 1
      this.add(unit, 't', from, at)
    }
  }

  private add(unit: string, mark: Mark, from: number, to: number): void {
    this.text += unit
    this.marks += mark
    this.from.push(from)
    this.to.push(to)
  }
}

/** Whether a part of a passage is nothing but the author's own words; `end` is exclusive. */
export function isOwn({ marks }: Passage, start: number, end: number): boolean {
  return /^[tc]*$/.test(marks.slice(start, end))
}

/** The text around a part, for a message. */
export function nearby({ text }: Passage, start: number, end: number): string {
  return text.slice(Math.max(0, start - 2), end + 2).trim()
}

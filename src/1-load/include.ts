/** `::include{piece=disclaimer}`: a chapter and its pieces become one text and one tree. */
import type { FootnoteDefinition, FootnoteReference, Nodes, Root, RootContent } from 'mdast'
import type { Point } from 'unist'
import { visit } from 'unist-util-visit'
import { VFile } from 'vfile'
import { deeperIn } from '../data/depth.ts'
import { identify, keyOf } from '../memory.ts'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { Origin } from '../written.ts'
import type { Include, Manuscript } from './manuscript.ts'
import { moved } from './markdown.ts'
import { DEEPEST, MOST_LEVELS } from './readable.ts'

/** Pieces in one another, pieces in one chapter, and characters that they come to. */
const MOST_NESTED = 20
const MOST_PIECES = 1000
const MOST_CHARACTERS = 4 * 2 ** 20

/** A text that is put together, its tree, and where each of its lines was written. */
interface Whole {
  text: string
  tree: Root
  origins: Origin[]
}

/** A piece that was put in the place of its directive: offsets are 0-based. */
interface Insertion {
  /** Where the directive ends in the text around it. */
  end: number
  /** Lines and characters by which what comes after it stands farther down. */
  lines: number
  characters: number
}

/**
 * Puts pieces in the place of the directives that name them.
 *
 * @param pieces All that the chapter includes, and these in turn, by name.
 * @param names Of all pieces.
 */
export function withPieces(
  chapter: Manuscript,
  pieces: Map<string, Manuscript>,
  names: string[],
): Pick<Manuscript, 'file' | 'tree'> {
  if (chapter.includes.length === 0) return chapter
  let count = 0
  let characters = 0
  let isTooMuch = false

  /** @param within Names of the pieces around it. */
  function compose(manuscript: Manuscript, within: string[]): Whole {
    const { file, includes } = manuscript
    const source = String(file)
    const insertions: Insertion[] = []
    const put = new Map<Nodes, RootContent[]>(includes.map(({ node }) => [node, []]))
    const whole: Whole = { text: '', tree: { type: 'root', children: [] }, origins: [] }
    let [at, line] = [0, 1]
    const addSource = (end: number) => {
      const first = line
      const lines = append(whole, source.slice(at, end), (index) => originIn(file, first + index), at === 0)
      ;[at, line] = [end, line + lines]
    }
    for (const { name, node } of includes) {
      const { start, end } = node.position!
      const piece = pieceAt({ name, node }, file, within)
      if (!piece) continue
      addSource(start.offset!)
      const [above, before] = [whole.origins.length - 1, whole.text.length]
      const own = compose(piece, [...within, name])
      const shift = start.column - 1
      const originOf = (index: number) => shifted(own.origins[index]!, index === 0 ? shift : 0)
      const lines = append(whole, own.text, originOf, true)
      const below = ({ line, column, offset }: Point): Point => ({
        line: line + above,
        column: line === 1 ? column + shift : column,
        offset: offset! + before,
      })
      put.set(
        node,
        notesApart(
          own.tree.children.map((child) => moved(child, below)),
          `${name} ${count}`,
        ),
      )
      const [height, length] = [end.line - start.line, end.offset! - start.offset!]
      insertions.push({
        end: end.offset!,
        lines: (insertions.at(-1)?.lines ?? 0) + lines - height,
        characters: (insertions.at(-1)?.characters ?? 0) + own.text.length - length,
      })
      ;[at, line] = [end.offset!, end.line]
    }
    addSource(source.length)
    whole.tree = placed(manuscript.tree, put, (point) => fartherDown(point, insertions))
    return whole
  }

  /** Null with a message where there is nothing to put in its place. */
  function pieceAt({ name, node }: Include, file: VFile, within: string[]): Manuscript | null {
    const piece = pieces.get(name)
    if (isTooMuch || name === '') return null
    if (!piece) {
      fail(file, node.position, 'piece-unknown', name, names)
      return null
    }
    if (within.includes(name)) {
      fail(file, node.position, 'piece-circular', [...within.slice(within.indexOf(name)), name])
      return null
    }
    count += 1
    characters += String(piece.file).length
    const seen =
      within.length >= MOST_NESTED
        ? say`over ${MOST_NESTED} pieces in one another`
        : count > MOST_PIECES
          ? say`over ${MOST_PIECES} pieces in a chapter`
          : characters > MOST_CHARACTERS
            ? say`over ${MOST_CHARACTERS / 2 ** 20} million characters of pieces in a chapter`
            : null
    if (seen === null) return piece
    isTooMuch = true
    fail(file, node.position, 'text-limit', seen, say`fewer`)
    return null
  }

  const { text, tree, origins } = compose(chapter, [])
  const file = new VFile({ path: chapter.file.path, value: text, data: { origins } })
  identify(file, `whole ${keyOf([chapter.file, ...[...pieces.values()].map((piece) => piece.file)])}`)
  const deep = deeperIn<Nodes>(tree, DEEPEST)
  if (!deep) return { file, tree }
  fail(chapter.file, undefined, 'text-limit', say`over ${DEEPEST} levels`, say`at most ${MOST_LEVELS}`)
  return { file, tree: { type: 'root', children: [] } }
}

/**
 * Adds a text to another one.
 *
 * @param originOf Where a line of it (0-based) was written.
 * @param begins Whether its first line tells where the line was written that it goes on with.
 * @returns How many line ends it has.
 */
function append(whole: Whole, text: string, originOf: (line: number) => Origin, begins: boolean): number {
  const { length } = text.split('\n')
  if (begins) whole.origins[Math.max(0, whole.origins.length - 1)] = originOf(0)
  for (let line = 1; line < length; line++) whole.origins.push(originOf(line))
  whole.text += text
  return length - 1
}

function originIn({ path }: VFile, line: number): Origin {
  return { path, line, shift: 0 }
}

function shifted(origin: Origin, by: number): Origin {
  return by === 0 ? origin : { ...origin, shift: origin.shift + by }
}

/** Where a point of a text stands with all that was put in above it. */
function fartherDown({ line, column, offset }: Point, insertions: Insertion[]): Point {
  let [low, high] = [0, insertions.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (insertions[middle]!.end <= offset!) low = middle + 1
    else high = middle
  }
  const { lines, characters } = insertions[low - 1] ?? { lines: 0, characters: 0 }
  return { line: line + lines, column, offset: offset! + characters }
}

/** A copy with other nodes in the place of some of its own. */
function placed<T extends Nodes>(node: T, put: Map<Nodes, RootContent[]>, move: (point: Point) => Point): T {
  const copy = { ...node }
  if (node.position) copy.position = { start: move(node.position.start), end: move(node.position.end) }
  if ('children' in copy)
    copy.children = copy.children.flatMap((child) => put.get(child) ?? [placed(child, put, move)]) as never
  return copy
}

/** Notes of a piece are its own, wherever it is included. */
function notesApart(children: RootContent[], name: string): RootContent[] {
  visit({ type: 'root', children }, ['footnoteReference', 'footnoteDefinition'], (node) => {
    ;(node as FootnoteReference | FootnoteDefinition).identifier += ` ${name}`
  })
  return children
}

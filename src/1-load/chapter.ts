/** The chapters of an edition, each with the pieces that it includes. */
import type { Root } from 'mdast'
import { EXIT, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Chapter, Settings } from '../report.ts'
import type { Folder } from './folder.ts'
import { withPieces } from './include.ts'
import { type Manuscript, readManuscript } from './manuscript.ts'
import { idsIn } from './targets.ts'

/** What says how a folder is used: a chapter only where report.yaml names it. */
export const README = /(^|\/)readme(\.[^/]*)?\.(md|markdown)$/i

export interface ReadChapters {
  chapters: Chapter[]
  /** All that they were made from, and themselves. */
  files: VFile[]
  /** Paths of what was read and is no part of the edition. */
  apart: Set<string>
  /** What stands in other editions alone: the names of these, by id. */
  elsewhere: Map<string, string[]>
  unusedPieces: string[]
}

/** @param paths Of the chapters. */
export function readChapters(
  paths: string[],
  folder: Folder,
  settings: Settings,
  memory: Memory,
): ReadChapters {
  const manuscripts = paths.map((path) => read(path, 'chapter', folder, settings, memory))
  const { pieces, paths: pathsOfPieces } = readPieces(manuscripts, folder, settings, memory)
  const names = [...pathsOfPieces.keys()]
  const kept = manuscripts.flatMap((manuscript) => {
    if (isElsewhere(manuscript, settings)) return []
    const included = reachedFrom(manuscript, pieces, includedIn)
    const chapter = chapterOf(manuscript, included, names, memory)
    const sources = [manuscript, ...included.values()]
    if (chapter.tree.children.length === 0 && manuscript.file.messages.length === 0) {
      // What an edition leaves nothing of is no chapter of it.
      if (sources.some(({ leftOut }) => leftOut.length > 0)) return []
      fail(manuscript.file, undefined, 'chapter-empty')
    }
    return [{ chapter, sources }]
  })
  const chapters = kept.map(({ chapter }) => chapter)
  const used = new Set(kept.flatMap(({ sources }) => sources))
  const all = [...manuscripts, ...pieces.values()]
  return {
    chapters,
    files: [...new Set([...used, ...chapters].map(({ file }) => file))],
    apart: new Set(all.filter((each) => !used.has(each)).map(({ file }) => file.path)),
    elsewhere: elsewhereOf(manuscripts, pieces, settings),
    unusedPieces: [...pathsOfPieces].flatMap(([name, path]) =>
      pieces.has(name) || README.test(path) ? [] : [path],
    ),
  }
}

function read(
  path: string,
  kind: 'chapter' | 'piece',
  folder: Folder,
  { isTold, editions, edition }: Settings,
  memory: Memory,
): Manuscript {
  const file = folder.text(path)
  return memory.recall(
    path,
    { file, kind, isTold, editions, edition },
    ({ file, kind, ...editions }, own) => readManuscript(file, kind, editions, own),
    { files: [file] },
  )
}

/** The pieces that are included in any edition, by name, and the paths of all that there are. */
function readPieces(manuscripts: Manuscript[], folder: Folder, settings: Settings, memory: Memory) {
  const present = folder.list('pieces', ['.md', '.markdown'], true)
  const paths = new Map(present.map((path) => [nameOf(path), path]))
  const pieces = new Map<string, Manuscript>()
  const wanted = new Set(manuscripts.flatMap(({ named }) => named))
  for (const name of wanted) {
    const path = paths.get(name)
    if (path === undefined) continue
    const piece = read(path, 'piece', folder, settings, memory)
    pieces.set(name, piece)
    for (const further of piece.named) wanted.add(further)
  }
  return { pieces, paths }
}

/** `pieces/legal/disclaimer.md` → `legal/disclaimer` */
function nameOf(path: string): string {
  return path.replace(/^(?:chapters|pieces)\//, '').replace(/\.(?:md|markdown)$/i, '')
}

/** What a manuscript leads to, by name. */
function reachedFrom(
  start: Manuscript,
  pieces: Map<string, Manuscript>,
  namesIn: (manuscript: Manuscript) => string[],
): Map<string, Manuscript> {
  const wanted = new Set(namesIn(start))
  for (const name of wanted) {
    const piece = pieces.get(name)
    for (const further of piece ? namesIn(piece) : []) wanted.add(further)
  }
  return new Map([...wanted].flatMap((name) => (pieces.has(name) ? [[name, pieces.get(name)!]] : [])))
}

function includedIn({ includes }: Manuscript): string[] {
  return includes.map(({ name }) => name)
}

function isElsewhere({ editions }: Manuscript, { edition }: Settings): boolean {
  return edition !== null && !editions.includes(edition)
}

function chapterOf(
  manuscript: Manuscript,
  pieces: Map<string, Manuscript>,
  names: string[],
  memory: Memory,
): Chapter {
  const { file, part } = manuscript
  const name = file.path.replace(/^chapters\//, '').replace(/\.md$/, '')
  const whole = memory.recall(
    `${file.path} whole`,
    { manuscript, pieces, names: pieces.size > 0 || manuscript.includes.length > 0 ? names : [] },
    ({ manuscript, pieces, names }) => ({ name, part, ...withPieces(manuscript, pieces, names) }),
    { files: [file, ...[...pieces.values()].map((piece) => piece.file)] },
  )
  // One of the same content is the same object, without what a former run said of it.
  if (whole.file !== file) whole.file.messages = []
  return whole
}

/** Ids that stand in other editions alone. One that the edition has is found there first. */
function elsewhereOf(
  manuscripts: Manuscript[],
  pieces: Map<string, Manuscript>,
  settings: Settings,
): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const add = (ids: string[], editions: string[]) => {
    for (const id of ids) if (!found.has(id)) found.set(id, editions)
  }
  const addPieces = (names: string[], editions: string[]) => {
    for (const name of names) {
      const piece = pieces.get(name)
      if (!piece) continue
      const own = reachedFrom(piece, pieces, ({ named }) => named)
      for (const { tree } of [piece, ...own.values()]) add(idsIn(tree), editions)
    }
  }
  for (const manuscript of [...manuscripts, ...pieces.values()]) {
    for (const { ids, pieces, editions } of manuscript.leftOut) {
      add(ids, editions)
      addPieces(pieces, editions)
    }
    if (!isElsewhere(manuscript, settings)) continue
    add(idsIn(manuscript.tree), manuscript.editions)
    addPieces(includedIn(manuscript), manuscript.editions)
  }
  return found
}

/** The pictures a chapter shows, as written, with their places. */
export function imagesOf(chapter: Chapter) {
  const found: Array<{ url: string; place: Root['position'] }> = []
  visit(chapter.tree, 'image', (node) => {
    found.push({ url: node.url, place: node.position })
  })
  return found
}

/** Whether a chapter has formulas. */
export function hasMath({ tree }: Chapter): boolean {
  let found = false
  visit(tree, ['math', 'inlineMath'], () => {
    found = true
    return EXIT
  })
  return found
}

/** A file of Markdown, a chapter or a piece, as one edition has it: a tree without definitions and conditions. */
import { posix } from 'node:path'
import type { Nodes, Root, Yaml as YamlNode } from 'mdast'
import type { LeafDirective } from 'mdast-util-directive'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { z } from 'zod'
import { notesWanted } from '../data/notes.ts'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Part } from '../report.ts'
import { inlineDefinitions, leaveOutNotes, refuseDefinitions } from './definitions.ts'
import { refuseFences } from './fences.ts'
import { parseMarkdown } from './markdown.ts'
import { type Editions, knownEditions, leaveOut, namesOf } from './only.ts'
import { parseWithin } from './readable.ts'
import { idsIn } from './targets.ts'
import { checkShape, parseYaml } from './yaml.ts'

const { dirname, join, relative } = posix

export interface Manuscript {
  file: VFile
  part: Part
  /** The editions that it stands in. */
  editions: string[]
  tree: Root
  /** The pieces that it includes. */
  includes: Include[]
  /** Names of the pieces that it includes in any edition. */
  named: string[]
  /** Ids and pieces that the edition does not have, and the editions that have them. */
  leftOut: Array<{ ids: string[]; pieces: string[]; editions: string[] }>
}

export interface Include {
  name: string
  node: LeafDirective
}

const frontMatterSchema = z.strictObject({
  part: z.enum(['cover', 'body', 'back']).default('body'),
  edition: z
    .union([z.string(), z.array(z.string())], { error: 'expected the name of an edition' })
    .optional(),
})

/** A piece is part of the chapters that include it. */
const noFrontMatter = z.strictObject({})

/** @param kind What a chapter can say of itself a piece cannot. */
export function readManuscript(
  file: VFile,
  kind: 'chapter' | 'piece',
  editions: Editions,
  memory: Memory,
): Manuscript {
  const tree = parseWithin(file, () => parseMarkdown(file, memory))
  const front = takeFrontMatter(tree)
  const { part, within } =
    kind === 'chapter' ? readFront(file, front, editions) : readNoFront(file, front, editions)
  refuseFences(tree, file)
  refuseDefinitions(tree, file)
  const named = namedIn(tree, file)
  const wanted = notesWanted(tree)
  const leftOut = leaveOut(tree, file, editions, within)
  const edition = editions.edition ?? ''
  inlineDefinitions(tree, file, leftOut, edition)
  leaveOutNotes(tree, file, wanted, leftOut, edition)
  placeImages(tree, file.path)
  return {
    file,
    part,
    editions: within,
    tree,
    includes: includesIn(tree).map((node) => ({ name: nameOf(node), node })),
    named,
    leftOut: leftOut.map(({ node, editions }) => ({
      ids: idsIn(node),
      pieces: includesIn(node).map(nameOf),
      editions,
    })),
  }
}

function takeFrontMatter(tree: Root): YamlNode | null {
  const [first] = tree.children
  return first?.type === 'yaml' ? (tree.children.shift() as YamlNode) : null
}

interface Front {
  part: Part
  /** The editions that it stands in. */
  within: string[]
}

function readFront(file: VFile, front: YamlNode | null, known: Editions): Front {
  const { editions } = known
  const yaml = front && parseYaml(file, front.value, { line: front.position!.start.line + 1, column: 1 })
  const { part = 'body', edition } = (yaml && checkShape(file, yaml, frontMatterSchema)) ?? {}
  const names = edition === undefined ? editions : [edition].flat().flatMap(namesOf)
  return { part, within: knownEditions(names, file, yaml?.placeOf(['edition']), known) ?? editions }
}

function readNoFront(file: VFile, front: YamlNode | null, { editions }: Editions): Front {
  const yaml = front && parseYaml(file, front.value, { line: front.position!.start.line + 1, column: 1 })
  if (yaml) checkShape(file, yaml, noFrontMatter)
  return { part: 'body', within: editions }
}

function includesIn(tree: Nodes): LeafDirective[] {
  const found: LeafDirective[] = []
  visit(tree, 'leafDirective', (node) => {
    if (node.name === 'include') found.push(node)
  })
  return found
}

function nameOf({ attributes }: LeafDirective): string {
  return attributes?.piece ?? ''
}

/** Names of the pieces that are included, whatever the edition; marks what else is said of them. */
function namedIn(tree: Root, file: VFile): string[] {
  const includes = includesIn(tree)
  for (const node of includes) {
    for (const other of Object.keys(node.attributes ?? {})) {
      if (other !== 'piece') fail(file, node.position, 'param-unknown', other, '::include', ['piece'])
    }
    if (node.children.length > 0) fail(file, node.position, 'directive-syntax', '::include[…]', '::include')
    else if (nameOf(node) === '') fail(file, node.position, 'piece-missing')
  }
  return includes.map(nameOf)
}

/** Addresses of pictures are relative to the file that shows them; in the tree, to `chapters`. */
function placeImages(tree: Root, path: string): void {
  const folder = relative('chapters', dirname(path))
  if (folder === '') return
  visit(tree, 'image', (node) => {
    if (!isElsewhere(node.url)) node.url = join(folder, node.url)
  })
}

/** Whether an address begins with a protocol or a host. */
export function isElsewhere(url: string): boolean {
  return /^[a-z][a-z+.-]*:|^\/\//i.test(url)
}

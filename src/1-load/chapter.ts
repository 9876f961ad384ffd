/** Markdown → Chapter: its part, and a tree without definitions. */
import { posix } from 'node:path'
import type { Definition, ImageReference, LinkReference, Root, Yaml as YamlNode } from 'mdast'
import { EXIT, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { z } from 'zod'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Chapter, Part } from '../report.ts'
import { parseMarkdown } from './markdown.ts'
import { parseWithin } from './readable.ts'
import { checkShape, parseYaml } from './yaml.ts'

const { dirname, join } = posix

const frontMatterSchema = z.strictObject({ part: z.enum(['cover', 'body', 'back']).default('body') })

/** Reads one chapter. */
export function readChapter(file: VFile, memory: Memory): Chapter {
  const name = file.path.replace(/^chapters\//, '').replace(/\.md$/, '')
  const tree = parseWithin(file, () => parseMarkdown(file, memory))
  const part = partOf(file, tree)
  inlineDefinitions(tree, file)
  placeImages(tree, name)
  if (tree.children.length === 0 && file.messages.length === 0) fail(file, undefined, 'chapter-empty')
  return { name, part, file, tree }
}

/** Takes the front matter out of the tree and reads it. */
function partOf(file: VFile, tree: Root): Part {
  const [first] = tree.children
  if (first?.type !== 'yaml') return 'body'
  tree.children.shift()
  const { position, value } = first as YamlNode
  const yaml = parseYaml(file, value, { line: position!.start.line + 1, column: 1 })
  return (yaml && checkShape(file, yaml, frontMatterSchema)?.part) || 'body'
}

/** Name by which Markdown has always been commented: `[//]: # (not printed)`. */
const COMMENT = '//'

/** `[text][name]` becomes the link, and `![text][name]` the picture, that the definition of the name stands for. */
function inlineDefinitions(tree: Root, file: VFile): void {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    const { identifier, label, position } = node
    const first = definitions.get(identifier)
    if (!first) definitions.set(identifier, node)
    else if (identifier !== COMMENT)
      fail(file, position, 'definition-second', label ?? identifier, first.position!.start.line)
  })
  if (definitions.size === 0) return
  const used = new Set([COMMENT])
  visit(tree, ['linkReference', 'imageReference'], (node) => {
    const { identifier } = node as LinkReference | ImageReference
    const { url, title } = definitions.get(identifier)!
    used.add(identifier)
    Object.assign(node, { type: node.type === 'linkReference' ? 'link' : 'image', url, title })
  })
  for (const [identifier, { label, position }] of definitions) {
    if (!used.has(identifier)) fail(file, position, 'definition-unused', label ?? identifier)
  }
  visit(tree, 'definition', (_, index, parent) => {
    parent!.children.splice(index!, 1)
    return index
  })
}

/** Addresses of pictures are relative to their chapter; in the tree, to `chapters`. */
function placeImages(tree: Root, name: string): void {
  const folder = dirname(name)
  if (folder === '.') return
  visit(tree, 'image', (node) => {
    if (!isElsewhere(node.url)) node.url = join(folder, node.url)
  })
}

/** Whether an address begins with a protocol or a host. */
export function isElsewhere(url: string): boolean {
  return /^[a-z][a-z+.-]*:|^\/\//i.test(url)
}

/** The pictures a chapter shows, as written, with their places. */
export function imagesOf(chapter: Chapter) {
  const found: Array<{ url: string; place: Chapter['tree']['position'] }> = []
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

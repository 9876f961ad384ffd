/** Markdown → Chapter: its part, and a tree without definitions. */
import type { Definition, ImageReference, LinkReference, Root, Yaml as YamlNode } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { z } from 'zod'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import type { Chapter, Part } from '../report.ts'
import { parseMarkdown } from './markdown.ts'
import { parseWithin } from './readable.ts'
import { checkShape, parseYaml } from './yaml.ts'

const frontMatterSchema = z.strictObject({ part: z.enum(['cover', 'body', 'back']).default('body') })

/** Reads one chapter. */
export function readChapter(file: VFile, memory: Memory): Chapter {
  const name = file.path.replace(/^.*\//, '').replace(/\.md$/, '')
  const tree = parseWithin(file, () => parseMarkdown(file, memory))
  const part = partOf(file, tree)
  inlineDefinitions(tree)
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

/** `[text][name]` becomes the link, and `![text][name]` the picture, that the definition of the name stands for. */
function inlineDefinitions(tree: Root): void {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  if (definitions.size === 0) return
  visit(tree, ['linkReference', 'imageReference'], (node) => {
    const { identifier } = node as LinkReference | ImageReference
    const { url, title } = definitions.get(identifier)!
    Object.assign(node, { type: node.type === 'linkReference' ? 'link' : 'image', url, title })
  })
  visit(tree, 'definition', (_, index, parent) => {
    parent!.children.splice(index!, 1)
    return index
  })
}

/** The pictures a chapter shows, as written, with their places. */
export function imagesOf(chapter: Chapter) {
  const found: Array<{ url: string; place: Chapter['tree']['position'] }> = []
  visit(chapter.tree, 'image', (node) => {
    found.push({ url: node.url, place: node.position })
  })
  return found
}

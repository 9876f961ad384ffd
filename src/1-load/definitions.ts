/** `[text][name]` and `[^name]`: what stands for something that is defined elsewhere in the same file. */
import type { Definition, FootnoteReference, ImageReference, LinkReference, Root } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { notesWanted } from '../data/notes.ts'
import { fail } from '../message.ts'
import type { LeftOut } from './only.ts'

/** Name by which Markdown has always been commented: `[//]: # (not printed)`. */
const COMMENT = '//'

/** Marks definitions that nothing uses, and second ones. */
export function refuseDefinitions(tree: Root, file: VFile): void {
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
    used.add((node as LinkReference | ImageReference).identifier)
  })
  for (const [identifier, { label, position }] of definitions) {
    if (!used.has(identifier)) fail(file, position, 'definition-unused', label ?? identifier)
  }
}

/** `[text][name]` becomes the link, and `![text][name]` the picture, that the definition of the name stands for. */
export function inlineDefinitions(tree: Root, file: VFile, leftOut: LeftOut[], edition: string): void {
  const definitions = new Map<string, Definition>()
  visit(tree, 'definition', (node) => {
    if (!definitions.has(node.identifier)) definitions.set(node.identifier, node)
  })
  const elsewhere = editionsOf('definition', leftOut)
  visit(tree, ['linkReference', 'imageReference'], (node, index, parent) => {
    const { type, identifier, label, position } = node as LinkReference | ImageReference
    const definition = definitions.get(identifier)
    if (definition) {
      const { url, title } = definition
      Object.assign(node, { type: type === 'linkReference' ? 'link' : 'image', url, title })
      return
    }
    const editions = elsewhere.get(identifier) ?? []
    fail(file, position, 'reference-left-out', `[${label ?? identifier}]`, edition, editions)
    parent!.children.splice(index!, 1)
    return index
  })
  visit(tree, 'definition', (_, index, parent) => {
    parent!.children.splice(index!, 1)
    return index
  })
}

/**
 * Notes that only what was left out refers to are left out with it; a reference to a note that was is a mistake.
 *
 * @param before Names of the notes that were referred to before.
 */
export function leaveOutNotes(
  tree: Root,
  file: VFile,
  before: Set<string>,
  leftOut: LeftOut[],
  edition: string,
): void {
  const after = notesWanted(tree)
  const notes = new Set<string>()
  visit(tree, 'footnoteDefinition', ({ identifier }, index, parent) => {
    notes.add(identifier)
    if (after.has(identifier) || !before.has(identifier)) return
    parent!.children.splice(index!, 1)
    return [SKIP, index!]
  })
  const elsewhere = editionsOf('footnoteDefinition', leftOut)
  visit(tree, 'footnoteReference', (node: FootnoteReference, index, parent) => {
    const { identifier, label, position } = node
    if (notes.has(identifier)) return
    const editions = elsewhere.get(identifier) ?? []
    fail(file, position, 'reference-left-out', `[^${label ?? identifier}]`, edition, editions)
    parent!.children.splice(index!, 1)
    return index
  })
}

/** The editions that have what is defined under a name in what was left out. */
function editionsOf(type: 'definition' | 'footnoteDefinition', leftOut: LeftOut[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { node, editions } of leftOut) {
    visit(node, type, ({ identifier }) => {
      if (!found.has(identifier)) found.set(identifier, editions)
    })
  }
  return found
}

/** What Markdown would drop, or print as it was typed, where its author meant something: each is a mistake. */
import type { Code, FootnoteDefinition, FootnoteReference, Heading, Nodes, Table, Text } from 'mdast'
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { location } from 'vfile-location'
import { notesWanted } from '../data/notes.ts'
import { fail } from '../message.ts'
import type { Chapter } from '../report.ts'
import { sourceOf, writtenAt } from '../written.ts'

/** Marks what would be lost of a chapter as it was read: notes, cells, what stands after headings. */
export function refuseLosses(chapter: Chapter): void {
  const { tree, file } = chapter
  refuseNotes(chapter)
  visit(tree, (node, index, parent) => {
    if (node.type === 'table') refuseCells(node, file)
    else if (node.type === 'heading') refuseHeading(node, file)
    else if (node.type === 'code' && node.meta) refuseInfo(node, node.meta, file)
    else if (node.type === 'text') refuseNames(node, chapter)
    // What is an id of a heading stands apart from what is before it.
    else if (isDirective(node) && parent?.type !== 'heading')
      refuseApart(node, parent?.children[index! + 1], file)
  })
}

/** Notes are printed where they are referred to: one that nothing refers to is not printed at all. */
function refuseNotes({ tree, file }: Chapter): void {
  const notes = notesIn(tree)
  const known = new Map<string, FootnoteDefinition>()
  for (const note of notes) {
    const first = known.get(note.identifier)
    if (first) fail(file, note.position, 'footnote-second', nameOf(note), lineOf(first, file))
    else known.set(note.identifier, note)
  }
  const wanted = notesWanted(tree)
  for (const [name, note] of known) {
    if (!wanted.has(name)) fail(file, note.position, 'footnote-unused', nameOf(note))
  }
}

function lineOf({ position }: FootnoteDefinition, file: VFile): number {
  return writtenAt(file, position).place!.start.line
}

function notesIn(tree: Nodes): FootnoteDefinition[] {
  const notes: FootnoteDefinition[] = []
  visit(tree, 'footnoteDefinition', (note) => {
    notes.push(note)
  })
  return notes
}

function nameOf({ label, identifier }: FootnoteDefinition | FootnoteReference): string {
  return label ?? identifier
}

const NOTE_NAME = /(?<!\\)\[\^([^\s[\]]+)\]/g

/** A reference to a note that the chapter does not have is a text to Markdown. */
function refuseNames(node: Text, { tree, file }: Chapter): void {
  for (const { 1: name, index } of sourceOf(node, file).matchAll(NOTE_NAME)) {
    const names = notesIn(tree).map(nameOf)
    fail(file, placeIn(node, file, index, name!.length + 3), 'footnote-unknown', name!, names)
  }
}

/** A row may be shorter than the head; what is longer is not printed. */
function refuseCells({ children: [head, ...rows] }: Table, file: VFile): void {
  const count = head!.children.length
  for (const { children } of rows) {
    const [first] = children.slice(count).filter(({ children }) => children.length > 0)
    if (first) fail(file, first.position, 'table-cells', textOf(first), count)
  }
}

/**
 * What other compilers read at the end of a heading: `{#id .class}`, `{-}`, `{key=value}`. It is read in one way only: what
 * can be divided in many would be, all of them, before it is found to be none.
 */
const ATTRIBUTE_OF_HEADING = /-*[#.][^\s{}]+|(?:-*:)?[\w-]+=[^\s{}]+|-+/.source
const ATTRIBUTES = new RegExp(
  `(?<!\\\\)\\{\\s*(?:${ATTRIBUTE_OF_HEADING})(?:\\s+(?:${ATTRIBUTE_OF_HEADING}))*\\s*\\}\\s*$`,
)
const ID_ALONE = /^\{#[^\s{}]+\}\s*$/

function refuseHeading(node: Heading, file: VFile): void {
  const last = node.children.at(-1)
  if (last?.type !== 'text') return
  const found = ATTRIBUTES.exec(sourceOf(last, file))
  if (!found || ID_ALONE.test(found[0])) return
  fail(file, placeIn(last, file, found.index, found[0].length), 'heading-attributes', found[0].trim())
}

/** What stands after the language of code, in the line that opens it. */
function refuseInfo(node: Code, info: string, file: VFile): void {
  const [line = ''] = sourceOf(node, file).split('\n')
  fail(file, placeIn(node, file, 0, line.length), 'code-info', info)
}

type Directive = ContainerDirective | LeafDirective | TextDirective

function isDirective(node: Nodes): node is Directive {
  return ['containerDirective', 'leafDirective', 'textDirective'].includes(node.type)
}

/** Attributes that stand apart from their directive are a text to Markdown. */
function refuseApart(node: Directive, next: Nodes | undefined, file: VFile): void {
  const isBlock = node.type === 'containerDirective'
  const [paragraph] = node.children
  const after = isBlock ? paragraph?.type === 'paragraph' && paragraph.children[0] : next
  const isOurs = isBlock || ['value', 'claim', 'lit', 'var'].includes(node.name)
  if (!isOurs || !after || after.type !== 'text') return
  const [braces] = /^\s*\{[^{}]*\}?/.exec(sourceOf(after, file)) ?? []
  if (!braces) return
  const name = isBlock ? `:::${node.name}` : `:${node.name}[…]`
  fail(file, placeIn(after, file, 0, braces.length), 'directive-syntax', braces.trim(), name)
}

/** Where a part of what a node was written as stands. */
function placeIn({ position }: Nodes, file: VFile, index: number, length: number) {
  const lines = location(file)
  const start = position!.start.offset! + index
  return { start: lines.toPoint(start)!, end: lines.toPoint(start + length)! }
}

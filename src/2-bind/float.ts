/** `:::figure` and `:::table` → Float. */
import type { Code, Paragraph, RootContent, Table } from 'mdast'
import type { ContainerDirective } from 'mdast-util-directive'
import { visit } from 'unist-util-visit'
import { LineCounter } from 'yaml'
import { isId } from '../data/id.ts'
import { readYaml } from '../data/yaml.ts'
import { fail } from '../message.ts'
import { type Sayable, say, saying } from '../phrase.ts'
import type { Chapter, Dataset, Float, FloatNode, FloatSize, Kind, Place } from '../report.ts'
import type { Context } from './context.ts'
import { bindParams, type Written } from './params.ts'
import { remarksOf, signsOf } from './remarks.ts'

/** Attributes that are not parameters of the kind. */
const OWN = ['id', 'class', 'kind', 'data', 'source', 'alt']

/** What a figure holds, sorted by what it is for. */
interface Parts {
  caption: Paragraph | null
  notes: Paragraph[]
  params: Code | null
  spec: Code | null
  content: Table | Paragraph | null
}

/** @param size The width the figure stands in. */
export function bindFloat(node: ContainerDirective, size: FloatSize, context: Context): Float {
  const { chapter, house } = context
  const type = node.name as Float['type']
  const attributes = node.attributes ?? {}
  const parts = sortChildren(node, chapter)
  const numbered = chapter.part !== 'cover'
  if (parts.caption) refuseFormulas(parts.caption, chapter)
  if (!parts.caption && numbered) fail(chapter.file, node.position, 'caption-missing', saying(type))
  const id = attributes.id ?? ''
  if (numbered && !id) fail(chapter.file, node.position, 'id-missing', saying(type))
  if (id && !isId(id)) fail(chapter.file, node.position, 'id-shape', id)

  const float: Float = {
    type,
    // A figure of the cover needs none of its own.
    id: id || `${chapter.part}-${type}-${chapter.floats.length + 1}`,
    chapter,
    node: undefined as unknown as FloatNode,
    size,
    kind: null,
    params: {},
    dataset: null,
    spec: null,
    specPlace: parts.spec?.position,
    content: parts.content,
    sources: [],
    remarks: [],
    signs: [],
    alt: attributes.alt ?? '',
  }
  const children = parts.caption
    ? [parts.caption, ...parts.notes]
    : [{ type: 'paragraph' as const, children: [] }]
  float.node = { type: 'float', float, children, position: node.position }

  const dataset = findDataset(attributes.data ?? null, node, context)
  float.dataset = dataset
  // What is wrong with its dataset is said there: without it, the spec would seem to be wrong too.
  const isBroken = context.world.broken.has(attributes.data ?? '')
  if (parts.spec) float.spec = isBroken ? null : readBlock(parts.spec, context)
  else
    float.kind = findKind(
      attributes.kind ?? (type === 'table' && !parts.content ? 'table' : null),
      node,
      chapter,
      house,
      parts,
    )
  if (float.kind) {
    if (attributes.data === undefined) fail(chapter.file, node.position, 'dataset-missing', float.kind.name)
    const written = writtenParams(node, parts.params, context)
    if (written) float.params = bindParams(float.kind, written, dataset, chapter, node.position)
    else float.kind = null
  } else if (parts.spec || parts.content) refuseParams(node, chapter)
  float.sources = attributes.source ? [attributes.source] : (dataset?.sources ?? [])
  float.remarks = dataset ? remarksOf(float, dataset, house.words) : []
  float.signs = dataset ? signsOf(float, dataset, house.words) : []
  return float
}

function sortChildren(node: ContainerDirective, chapter: Chapter): Parts {
  const parts: Parts = { caption: null, notes: [], params: null, spec: null, content: null }
  for (const child of node.children as RootContent[]) {
    if (child.type === 'code' && child.lang === 'yaml' && !parts.params) parts.params = child
    else if (child.type === 'code' && child.lang === 'vega-lite' && !parts.spec) parts.spec = child
    else if (isContent(child) && !parts.content && node.attributes?.kind === undefined)
      parts.content = child as Table | Paragraph
    else if (isContent(child))
      fail(chapter.file, child.position, 'figure-content', say`second picture (${saying(child.type)})`)
    else if (child.type === 'paragraph' && !parts.caption) parts.caption = child
    else if (child.type === 'paragraph') parts.notes.push(child)
    else if (child.type === 'math') fail(chapter.file, child.position, 'figure-content', say`formula`)
    else fail(chapter.file, child.position, 'figure-content', saying(child.type))
  }
  return parts
}

/** A caption is a line of the lists, too, and there it is plain text. */
function refuseFormulas(caption: Paragraph, { file }: Chapter): void {
  visit(caption, 'inlineMath', ({ position }) => {
    fail(
      file,
      position,
      'math-place',
      say`formula in a caption`,
      say`words: lists and links say it as plain text`,
    )
  })
}

/** A Markdown table, or an image that is a paragraph of its own. */
function isContent(node: RootContent): boolean {
  return (
    node.type === 'table' ||
    (node.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'image')
  )
}

function findDataset(
  name: string | null,
  node: ContainerDirective,
  { chapter, world }: Context,
): Dataset | null {
  if (name === null) return null
  const { datasets, broken } = world
  const dataset = datasets.get(name)
  if (!dataset && !broken.has(name))
    fail(chapter.file, node.position, 'dataset-unknown', name, [...datasets.keys(), ...broken])
  return dataset ?? null
}

function findKind(
  name: string | null,
  node: ContainerDirective,
  chapter: Chapter,
  house: Context['house'],
  parts: Parts,
): Kind | null {
  if (!house.ok) return null
  const names = [...house.kinds.keys()]
  if (name === null) {
    if (!parts.content) fail(chapter.file, node.position, 'kind-missing', names)
    return null
  }
  const kind = house.kinds.get(name)
  if (!kind) fail(chapter.file, node.position, 'kind-unknown', name, names)
  return kind ?? null
}

/** A figure that brings its own picture has no kind that could be told anything. */
function refuseParams(node: ContainerDirective, chapter: Chapter): void {
  for (const name of Object.keys(node.attributes ?? {})) {
    if (!OWN.includes(name)) fail(chapter.file, node.position, 'param-unknown', name, node.name, OWN)
  }
}

/** Parameters from the attributes and from the YAML block, which wins; null where the block is no mapping. */
function writtenParams(
  node: ContainerDirective,
  block: Code | null,
  context: Context,
): Map<string, Written> | null {
  const written = new Map<string, Written>()
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    if (!OWN.includes(name)) written.set(name, { value, place: node.position })
  }
  if (!block) return written
  const data = readBlock(block, context)
  if (!data) return null
  const lines = linesOfKeys(block)
  for (const [name, value] of Object.entries(data)) {
    written.set(name, { value, place: lineOf(block, lines.get(name)) })
  }
  return written
}

/** A mapping written in a fenced block. */
function readBlock(block: Code, { chapter, memory }: Context): Record<string, unknown> | null {
  const { value: text } = block
  const { data, problem } = memory.recall(`block ${text}`, { text }, ({ text }) => parseBlock(text))
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return data as Record<string, unknown>
  if (problem) fail(chapter.file, lineOf(block, problem.line), 'yaml-syntax', problem.what)
  else fail(chapter.file, block.position, 'yaml-type', say`the block`, say`expected a mapping`)
  return null
}

interface Parsed {
  data?: unknown
  /** 1-based line of the text. */
  problem: { what: Sayable; line: number } | null
}

function parseBlock(text: string): Parsed {
  const lines = new LineCounter()
  const read = readYaml(text, lines)
  if (!read.odd) return { data: read.data, problem: null }
  const [{ what, range }] = read.odd
  return { problem: { what, line: lines.linePos(range[0]).line } }
}

/** @param line 1-based line of the block's text; undefined for the block as a whole. */
function lineOf(block: Code, line: number | undefined): Place {
  const { start } = block.position!
  const point = { line: start.line + (line ?? 0), column: start.column }
  return { start: point, end: point }
}

/** 1-based lines of the block's text by the keys that they begin with. */
function linesOfKeys(block: Code): Map<string, number> {
  const lines = new Map<string, number>()
  for (const [index, line] of block.value.split('\n').entries()) {
    const key = /^["']?(.*?)["']?\s*:/.exec(line)?.[1]
    if (key !== undefined && !lines.has(key)) lines.set(key, index + 1)
  }
  return lines
}

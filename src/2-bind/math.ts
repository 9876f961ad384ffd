/** Formulas: their TeX becomes MathML, and what is wrong with it or with their place is said. */
import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { location } from 'vfile-location'
import { isId } from '../data/id.ts'
import type { Memory } from '../memory.ts'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { Chapter, DisplayMath, InlineMath, Place } from '../report.ts'
import { sourceOf } from '../written.ts'
import { formulaOf, type Problem } from './tex.ts'

export function bindMath({ tree, file }: Chapter, memory: Memory): void {
  visit(tree, (node) => {
    // In a table `\|` is the upright line that else would end a cell.
    if (node.type === 'tableCell') visit(node, 'inlineMath', unescapeLines)
    if (node.type === 'heading') visit(node, 'inlineMath', (math) => refuseInHeading(math, file))
    if (node.type === 'footnoteDefinition') visit(node, 'math', (math) => refuseInNote(math, file))
    if (node.type === 'text') refuseAlmost(node, file)
    if (node.type === 'math') bindDisplay(node, file)
    if (node.type === 'math' || node.type === 'inlineMath') bindTex(node, file, memory)
  })
}

function bindTex(node: InlineMath | DisplayMath, file: VFile, memory: Memory): void {
  const { value: tex, type } = node
  const isDisplay = type === 'math'
  const { mathml, problem } = memory.recall(
    `${type} ${tex}`,
    { tex, isDisplay },
    ({ tex, isDisplay }) => formulaOf(tex, isDisplay),
    { lasts: true },
  )
  node.mathml = mathml
  if (problem)
    fail(file, placeOf(problem, node, file), 'math-tex', problem.seen, problem.expected, problem.names)
}

/** One character of the TeX, or the whole formula. */
function placeOf(
  { at }: Problem,
  { value, offsets, position }: InlineMath | DisplayMath,
  file: VFile,
): Place {
  if (at === null || !position) return position
  const lines = value.slice(0, at).split('\n')
  const start = position.start.offset! + (offsets[lines.length - 1] ?? 0) + lines.at(-1)!.length
  const points = location(file)
  const [first, last] = [points.toPoint(start), points.toPoint(start + 1)]
  return first && { start: first, end: last ?? first }
}

function bindDisplay(node: DisplayMath, file: VFile): void {
  const { attributes, position } = node
  const source = sourceOf(node, file)
  if (attributes === '' && !/[\s\S]\$\$[ \t]*$/.test(source)) {
    const { start } = position!
    const end = { ...start, column: start.column + 2, offset: start.offset! + 2 }
    fail(file, { start, end }, 'fence-unclosed', say`formula`)
  }
  if (attributes === '') return
  const [, id] = /^\{\s*#([^\s{}]+)\s*\}$/.exec(attributes) ?? []
  if (id === undefined) fail(file, position, 'math-attributes', attributes)
  else if (!isId(id)) fail(file, position, 'id-shape', id)
  else node.data = { id }
}

function unescapeLines(node: InlineMath): void {
  node.value = node.value.replaceAll('\\|', ' |')
}

function refuseInHeading({ position }: InlineMath, file: VFile): void {
  fail(
    file,
    position,
    'math-place',
    say`formula in a heading`,
    say`words: contents and bookmarks are plain text`,
  )
}

/** Printed at the end of its chapter, it would have a number before its turn. */
function refuseInNote({ attributes, position }: DisplayMath, file: VFile): void {
  if (attributes !== '')
    fail(
      file,
      position,
      'math-place',
      say`formula with an id in a footnote`,
      say`it in the text, or without an id`,
    )
}

/** `$$` in a line, and signs around TeX that make no formula of it. */
const IN_LINE = /(?<![\\$])\$\$(?!\$)/
const ALMOST = /(?<![\\$\p{Script=Latin}\d])\$(?=[^$\n]*(?:\\[A-Za-z]{2,}|[_^]\{))[^$\n]{1,500}\$/u

/** What was meant as a formula and would be printed as it was typed. */
function refuseAlmost(node: Nodes & { type: 'text' }, file: VFile): void {
  const source = node.position ? sourceOf(node, file) : ''
  if (!source.includes('$')) return
  if (IN_LINE.test(source))
    fail(
      file,
      node.position,
      'math-place',
      say`\`$$\` beside a text`,
      say`\`$…$\` in a line, or \`$$\` at the beginning and the end of lines of their own; \`\\$\` for a plain dollar sign`,
    )
  else if (ALMOST.test(source))
    fail(
      file,
      node.position,
      'math-place',
      `\`${ALMOST.exec(source)![0]}\``,
      say`no space inside of the dollar signs, and no letter or digit outside; \`\\$\` for a plain dollar sign`,
    )
}

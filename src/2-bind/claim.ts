/** `:claim[逐年上升]{of="ai-market.growth 2020..2024" is=rising}`: words that are true only while the data say so. */
import type { PhrasingContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import { toString as textOf } from 'mdast-util-to-string'
import { type Claim, judge, states } from '../data/claim.ts'
import { fail } from '../message.ts'
import { say } from '../phrase.ts'
import type { Chapter, Trace } from '../report.ts'
import { markProblem, type TextContext } from './problem.ts'

const FORMS = [...states.map((state) => `is=${state}`), 'above=…', 'below=…', 'rank=…']

const OPTIONS = ['of', 'is', 'above', 'below', 'rank', 'for', 'within', 'known']

/** Keeps the words, with the cells behind them; a claim that the data do not support is a mistake. */
export function bindClaim(node: TextDirective, chapter: Chapter, context: TextContext): PhrasingContent {
  const claim = readClaim(node, chapter)
  const cells = claim ? judgeOrFail(claim, node, chapter, context) : []
  const trace: Trace = { address: node.attributes?.of ?? '', value: null, cells }
  return { type: 'bound', trace, children: node.children as PhrasingContent[], position: node.position }
}

/** Null with a message where it says what no claim can. */
function readClaim({ attributes, position }: TextDirective, { file }: Chapter): Claim | null {
  const written = attributes ?? {}
  for (const name of Object.keys(written)) {
    if (!OPTIONS.includes(name)) fail(file, position, 'param-unknown', name, ':claim', OPTIONS)
  }
  const state = states.find((state) => state === written.is)
  if (written.is !== undefined && !state) {
    fail(file, position, 'claim-syntax', FORMS)
    return null
  }
  const { of, above, below, rank, within } = written
  return {
    of: of ?? '',
    is: state ?? null,
    above: above ?? null,
    below: below ?? null,
    rank: rank ?? null,
    for: written.for ?? null,
    within: within ?? null,
    known: (written.known ?? undefined) !== undefined,
  }
}

/** @returns The cells the claim rests on. */
function judgeOrFail(
  claim: Claim,
  node: TextDirective,
  chapter: Chapter,
  context: TextContext,
): Trace['cells'] {
  const judged = judge(claim, context.world)
  const { file } = chapter
  if (!('rule' in judged)) {
    const seen = say`${claim.of} is ${judged.shown}`
    if (!judged.holds) fail(file, node.position, 'claim-false', textOf(node), seen)
    return judged.cells
  }
  if (judged.rule === 'claim-syntax') fail(file, node.position, 'claim-syntax', FORMS)
  else if (judged.rule === 'claim-unknown')
    fail(file, node.position, 'claim-unknown', textOf(node), judged.why)
  else if (judged.rule === 'unit-incompatible') fail(file, node.position, judged.rule, judged.from, judged.to)
  else markProblem(judged, claim.of, node.position, chapter, context)
  return []
}

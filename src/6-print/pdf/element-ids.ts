/** Ids of tagged elements, made the same for the same report. */
import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFString } from './pdf-lib.ts'

/**
 * How Chromium names an element of the structure tree: by a counter of the process, which no two runs share, and in
 * an order that differs from run to run.
 */
const ELEMENT_ID = /^node\d{8}$/

const [ID, NAMES, KIDS, LIMITS] = ['ID', 'Names', 'Kids', 'Limits'].map((name) => PDFName.of(name))

/** Counts the ids of the structure tree from 1, in the order of their elements in the file. */
export function renumberElements({ context, catalog }: PDFDocument): void {
  const objects = context.enumerateIndirectObjects()
  const ids = new Set<string>()
  for (const [, object] of objects) if (object instanceof PDFDict) addOwnId(object, ids)
  const others = new Set<string>()
  for (const [, object] of objects) visit(object, (id) => others.add(id))
  for (const id of [...others].sort()) ids.add(id)
  const fresh = new Map(
    [...ids].map((id, index) => [id, PDFString.of(`node${String(index + 1).padStart(8, '0')}`)]),
  )
  for (const [, object] of objects) visit(object, (id, write) => write(fresh.get(id)!))
  const root = catalog.lookup(PDFName.of('StructTreeRoot'))
  const tree = root instanceof PDFDict ? root.lookup(PDFName.of('IDTree')) : undefined
  if (tree instanceof PDFDict) sortTree(tree)
}

function addOwnId(element: PDFDict, ids: Set<string>): void {
  const id = element.get(ID!)
  if (id instanceof PDFString && ELEMENT_ID.test(id.asString())) ids.add(id.asString())
}

type Pair = [id: PDFString, element: PDFObject]

/** A tree of names is sorted: every leaf gets as many of them as it had. */
function sortTree(tree: PDFDict): void {
  const leaves = leavesIn(tree)
  const pairs = leaves.flatMap(pairsOf).sort(([a], [b]) => (a.asString() < b.asString() ? -1 : 1))
  for (const leaf of leaves) {
    const own = pairs.splice(0, pairsOf(leaf).length)
    leaf.set(NAMES!, tree.context.obj(own.flat()))
  }
  for (const kid of kidsOf(tree)) setLimits(kid)
}

function kidsOf(node: PDFDict): PDFDict[] {
  const kids = node.lookup(KIDS!)
  if (!(kids instanceof PDFArray)) return []
  return kids.asArray().flatMap((_, at) => {
    const kid = kids.lookup(at)
    return kid instanceof PDFDict ? [kid] : []
  })
}

function leavesIn(node: PDFDict): PDFDict[] {
  return node.has(NAMES!) ? [node] : kidsOf(node).flatMap(leavesIn)
}

function pairsOf(leaf: PDFDict): Pair[] {
  const names = leaf.lookup(NAMES!)
  if (!(names instanceof PDFArray)) return []
  const values = names.asArray()
  return values.flatMap((id, at) => (id instanceof PDFString ? [[id, values[at + 1]!] as Pair] : []))
}

/** Every node but the root says from where to where its names reach. */
function setLimits(node: PDFDict): void {
  for (const kid of kidsOf(node)) setLimits(kid)
  const ids = leavesIn(node)
    .flatMap(pairsOf)
    .map(([id]) => id)
  if (ids.length > 0) node.set(LIMITS!, node.context.obj([ids[0]!, ids.at(-1)!]))
}

type Visitor = (id: string, write: (id: PDFString) => void) => void

/** Visits every id in an object and in what it holds directly. */
function visit(object: PDFObject, visitor: Visitor): void {
  if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) visitValue(value, (id) => object.set(key, id), visitor)
  } else if (object instanceof PDFArray) {
    for (const [index, value] of object.asArray().entries())
      visitValue(value, (id) => object.set(index, id), visitor)
  }
}

function visitValue(value: PDFObject, write: (id: PDFString) => void, visitor: Visitor): void {
  if (!(value instanceof PDFString)) visit(value, visitor)
  else if (ELEMENT_ID.test(value.asString())) visitor(value.asString(), write)
}

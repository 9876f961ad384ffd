/** Makes a structure what the standards ask of it: every element a known one, in its place, and none without content. */
import { PDFName } from './pdf-lib.ts'
import { completeRows } from './rows.ts'
import { type Element, elementOf, elementsIn, type Kid } from './structure.ts'

/** Figure and caption together, as `<figure>` is one: Chromium calls it what it calls the picture in it. */
export const FLOAT = 'Float'

/** A part of text that has no tag but what stands around it. */
const LOOSE = 'NonStruct'

/** Types that hold other elements, and no text of their own. */
const GROUPS = new Set(['Document', 'Part', 'Art', 'Sect', 'Div', 'BlockQuote', FLOAT])

/** Types that stand in lines of text. */
const INLINE = new Set(
  'Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Strong Em Lbl Formula'.split(' '),
)

/** Types of ISO 32000-1. */
const STANDARD = new Set(
  [...GROUPS, ...INLINE].concat(
    'Caption TOC TOCI Index Private NonStruct P H H1 H2 H3 H4 H5 H6 L LI LBody Table TR TH TD THead TBody TFoot RB RT RP WT WP Figure Formula Form'.split(
      ' ',
    ),
  ),
)
for (const each of [FLOAT, 'Strong', 'Em']) STANDARD.delete(each)

/** What other types are. */
const MEANT: Record<string, string> = { Strong: 'Span', Em: 'Span', Sub: 'Span', Title: 'P', FENote: 'Note' }

/** Standard types of all those of a structure that are none. */
export function rolesOf(elements: Iterable<Element>): Map<string, string> {
  const others = new Set<string>()
  for (const { role } of elements) if (!STANDARD.has(role)) others.add(role)
  return new Map([...others].sort().map((role) => [role, MEANT[role] ?? 'Div']))
}

/** Whether all that is drawn for an element belongs to it. */
export function isPicture({ role }: Element): boolean {
  return role === 'Figure' || role === 'Formula'
}

/**
 * Tells pictures from what they stand in with their captions, and formulas from pictures. A picture with a text in its place has no parts: what it
 * holds is read as that text, once.
 */
export function tellPictures(element: Element): void {
  if (element.role === 'Form') becomePicture(element)
  if (element.role === 'Figure' && element.alt) {
    if (element.alt.startsWith(FORMULA_MARK)) becomeFormula(element)
    element.kids = partsOf(element)
    return
  }
  if (element.role === 'Figure' && element.kids.some(isBlock)) element.role = FLOAT
  for (const kid of element.kids) if (kid.kind === 'element') tellPictures(kid)
}

/** What the text in place of a formula begins with, where the compiler wrote it. */
const FORMULA_MARK = '\u2061'

function becomeFormula(element: Element): void {
  element.role = 'Formula'
  element.alt = element.alt.slice(FORMULA_MARK.length)
}

/** Tells the notes at the foot of a page, articles of an aside in what is printed, from what else Chromium calls so. */
export function tellNotes(root: Element): void {
  let count = 0
  for (const { role, kids } of elementsIn(root)) {
    if (role !== 'Aside') continue
    for (const kid of kids) {
      if (kid.kind !== 'element' || kid.role !== 'Art') continue
      kid.role = 'Note'
      kid.id = `note ${++count}`
    }
  }
}

/** The box of a list of tasks, which Chromium draws, and nobody can click on paper. */
function becomePicture(box: Element): void {
  const isChecked = box.attributes.some((each) => each.get(CHECKED) === ON)
  box.role = 'Figure'
  box.alt = isChecked ? '☑' : '☐'
  box.attributes = []
}

const [CHECKED, ON] = [PDFName.of('checked'), PDFName.of('on')]

function isBlock(kid: Kid): boolean {
  return kid.kind === 'element' && (kid.role === LOOSE ? kid.kids.some(isBlock) : !INLINE.has(kid.role))
}

/** Runs, and links with their runs. */
function partsOf(element: Element): Kid[] {
  return element.kids.flatMap((kid) => {
    if (kid.kind !== 'element') return [kid]
    const parts = partsOf(kid)
    const isLink = kid.role === 'Link' && parts.some(({ kind }) => kind === 'area')
    return isLink ? [{ ...kid, kids: parts }] : parts
  })
}

/** An aside of notes alone: they stand where it does. */
function isFoot({ role, kids }: Element): boolean {
  return role === 'Aside' && kids.every((kid) => kid.kind === 'element' && kid.role === 'Note')
}

/** Takes an element's kids apart and puts them together as they may stand in it. */
export function mend(element: Element): void {
  element.kids = mendedKids(element)
  if (GROUPS.has(element.role))
    element.kids = gathered(element.kids, isInline, (kids) => elementOf('P', kids))
  if (element.role === 'Table') completeRows(element)
  if (element.role === 'Ruby')
    element.kids = gathered(element.kids, isInline, (kids) => elementOf('RB', kids))
  if (element.role === 'L')
    element.kids = gathered(element.kids, isNoItem, (kids) => elementOf('LI', bodyOf(kids)))
  if (element.role === 'LI')
    element.kids = gathered(element.kids, isNoLabel, (kids) => elementOf('LBody', kids))
}

function bodyOf(kids: Kid[]): Kid[] {
  return [elementOf('LBody', kids)]
}

function mendedKids({ role, kids }: Element): Kid[] {
  return kids.flatMap((kid) => {
    if (kid.kind !== 'element') return [kid]
    // A `<div>` in a group is a paragraph where it holds text alone.
    const isParagraph = kid.role === LOOSE && GROUPS.has(role) && !isText(kid) && kid.kids.every(isLoose)
    mend(kid)
    if (kid.kids.length === 0 && !CELLS.has(kid.role)) return []
    if (isFoot(kid)) return kid.kids
    if (kid.role !== LOOSE) return [kid]
    if (kid.language || kid.alt) return [{ ...kid, role: 'Span' }]
    return isParagraph ? [{ ...kid, role: 'P' }] : kid.kids
  })
}

/** They have their places in a row, whatever they hold. */
const CELLS = new Set(['TD', 'TH', 'TR'])

/** Whether it is a piece of text, as Chromium writes one. */
function isText({ kids }: Element): boolean {
  return kids.every(({ kind }) => kind === 'run')
}

function isLoose(kid: Kid): boolean {
  return (
    isInline(kid) ||
    (kid.kind === 'element' && isFoot(kid)) ||
    (kid.kind === 'element' && kid.role === LOOSE && kid.kids.every(isLoose))
  )
}

function isInline(kid: Kid): boolean {
  return kid.kind !== 'element' || INLINE.has(kid.role)
}

function isNoItem(kid: Kid): boolean {
  return kid.kind !== 'element' || !['L', 'LI', 'Caption'].includes(kid.role)
}

function isNoLabel(kid: Kid): boolean {
  return kid.kind !== 'element' || !['Lbl', 'LBody'].includes(kid.role)
}

/** Those that follow one another, each group of them in an element of its own. */
function gathered(kids: Kid[], isPart: (kid: Kid) => boolean, gather: (kids: Kid[]) => Element): Kid[] {
  const all: Kid[] = []
  let open: Kid[] = []
  const close = () => {
    if (open.length > 0) all.push(gather(open))
    open = []
  }
  for (const kid of kids) {
    if (isPart(kid)) {
      open.push(kid)
      continue
    }
    close()
    all.push(kid)
  }
  close()
  return all
}

/**
 * Whether a file meets PDF/UA-1 and PDF/A-2a, as far as a program can see it. What is so in every file that is written
 * here is not asked again, but all that depends on what was printed. The tests hold finished files against the lists of
 * the standards.
 */
import { annotationsIn } from './links.ts'
import { isPicture } from './mend.ts'
import {
  PDFArray,
  PDFBool,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
} from './pdf-lib.ts'
import type { Retagged } from './retag.ts'
import { isRegular } from './rows.ts'
import { contentOf } from './stream.ts'
import { type Element, elementsIn, type Kid } from './structure.ts'
import { type CodeTexts, textTableOf } from './to-unicode.ts'
import { nameOf, numbersOf } from './values.ts'
import type { Claims } from './xmp.ts'

/** States of drawing that may be saved in one another, by PDF/A. */
const DEEPEST = 28

/** Bytes of a string, by PDF/A. */
const LONGEST = 32767

/** @param document With its marks and structure as they stay. */
export function claimsOf(document: PDFDocument, retagged: Retagged): Claims {
  const { root, unread } = retagged
  const isTagged = root !== null && unread.length === 0 && hasAlternatives(root) && isInOrder(root)
  const isSound = isTagged && haveFonts(document, retagged) && areLinks(document, root)
  return {
    accessible: isSound && hasHeadings(root) && document.getTitle() !== '',
    archivable: isSound && isArchivable(document, retagged),
  }
}

function hasAlternatives(root: Element): boolean {
  for (const element of elementsIn(root)) {
    if (isPicture(element) && element.alt.trim() === '') return false
    if (element.alt.length * 2 + 2 > LONGEST) return false
  }
  return true
}

/** Of those that stand only in some others, and of what stands only in them. */
const KIDS: Record<string, string[]> = {
  L: ['L', 'LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
  Ruby: ['RB', 'RT', 'RP'],
}
const PARENTS: Record<string, string[]> = {
  LI: ['L'],
  LBody: ['LI'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
  RB: ['Ruby'],
  RT: ['Ruby'],
  RP: ['Ruby'],
}
/** Their parts have rules of their own, which nothing of ours is made by. */
const STRANGE = new Set(['H', 'TOC', 'TOCI', 'Warichu', 'WT', 'WP', 'Form', 'Annot'])

function isInOrder(root: Element): boolean {
  for (const element of elementsIn(root)) {
    if (STRANGE.has(element.role)) return false
    if (!element.kids.every((kid) => mayHold(element, kid))) return false
    if (element.role === 'TH' && !hasScope(element)) return false
    if (element.role === 'Note' && element.id === '') return false
    if (element.role === 'Table' && !isRegular(element)) return false
  }
  return true
}

function mayHold({ role }: Element, kid: Kid): boolean {
  if (kid.kind !== 'element') return !Object.hasOwn(KIDS, role)
  return (KIDS[role]?.includes(kid.role) ?? true) && (PARENTS[kid.role]?.includes(role) ?? true)
}

function hasScope({ attributes }: Element): boolean {
  return attributes.some((each) => each.has(PDFName.of('Scope')))
}

/** Whether levels begin at 1 and none is left out on the way down. */
function hasHeadings(root: Element): boolean {
  let last = 0
  for (const { role } of elementsIn(root)) {
    const level = Number(/^H([1-6])$/.exec(role)?.[1] ?? 0)
    if (level > last + 1) return false
    last = level || last
  }
  return true
}

/** Whether every link of a page is one of the structure, and nothing else can be clicked. */
function areLinks(document: PDFDocument, root: Element): boolean {
  const known = new Set<PDFObject | undefined>()
  for (const { role, kids } of elementsIn(root))
    for (const kid of kids)
      if (kid.kind === 'area' && role === 'Link') known.add(document.context.lookup(kid.ref))
  for (const annotation of annotationsIn(document)) {
    const flags = Number(annotation.get(PDFName.of('F')) ?? 0)
    // Printed, and never hidden.
    const isSeen = (flags & 0b100111) === 0b100
    if (nameOf(annotation.get(PDFName.of('Subtype'))) !== 'Link' || !isSeen) return false
    if (!known.has(annotation) || !annotation.has(PDFName.of('Contents'))) return false
  }
  return true
}

/** Whether every code that is shown is a glyph of an embedded font, and has a text. */
function haveFonts({ context }: PDFDocument, { shown }: Retagged): boolean {
  return [...shown].every(([font, codes]) => {
    const dictionary = context.lookup(font)
    return (
      dictionary instanceof PDFDict && isEmbedded(dictionary) && haveTexts(codes, textTableOf(dictionary))
    )
  })
}

function isEmbedded(font: PDFDict): boolean {
  const below = font.lookup(PDFName.of('DescendantFonts'))
  const own = below instanceof PDFArray ? below.lookup(0) : undefined
  const descriptor = own instanceof PDFDict ? own.lookup(PDFName.of('FontDescriptor')) : undefined
  return (
    nameOf(font.lookup(PDFName.of('Encoding'))) === 'Identity-H' &&
    own instanceof PDFDict &&
    own.has(PDFName.of('CIDToGIDMap')) &&
    descriptor instanceof PDFDict &&
    descriptor.has(PDFName.of('FontFile2'))
  )
}

/** Code 0 is the glyph for what a font does not have. */
function haveTexts(codes: Uint8Array, texts: CodeTexts | null): boolean {
  if (codes[0] === 1 || !texts) return false
  for (let code = codes.indexOf(1); code >= 0; code = codes.indexOf(1, code + 1)) {
    const text = texts.get(code)
    if (!text || NO_TEXT.test(text)) return false
  }
  return true
}

/** Nothing that others could read. */
const NO_TEXT = /[\0\ufeff\ufffe\ue000-\uf8ff]/

function isArchivable(document: PDFDocument, { depth, hasInks }: Retagged): boolean {
  const sheets = document.getPages().map(({ node }) => numbersOf(node.lookup(PDFName.of('MediaBox'))))
  return (
    depth <= DEEPEST &&
    !hasInks &&
    sheets.every(([, , width = 0, height = 0]) => Math.max(width, height) <= 14400) &&
    document.context.enumerateIndirectObjects().every(([, object]) => isPlain(object))
  )
}

/** Whether pictures, groups and states of drawing hold nothing that looks different elsewhere. */
function isPlain(object: PDFObject): boolean {
  if (object instanceof PDFRawStream) return isPlainStream(object.dict)
  if (!(object instanceof PDFDict)) return true
  const blend = object.lookup(PDFName.of('BM'))
  if (blend !== undefined && !BLENDS.has(nameOf(blend))) return false
  const shading = object.lookup(PDFName.of('Shading'))
  if (shading instanceof PDFDict && object.has(PDFName.of('PatternType')) && !isPlainStream(shading))
    return false
  return !['TR', 'TR2', 'HTP', 'AA', 'JS'].some((key) => object.has(PDFName.of(key)))
}

function isPlainStream(dictionary: PDFDict): boolean {
  const has = (key: string) => dictionary.has(PDFName.of(key))
  const isSmoothed = dictionary.lookup(PDFName.of('Interpolate')) === PDFBool.True
  return (
    !isSmoothed &&
    !['Alternates', 'OPI', 'PS', 'Ref', 'F'].some(has) &&
    !/JPX|LZW|Crypt/.test(String(dictionary.get(PDFName.of('Filter')))) &&
    isRgb(dictionary.lookup(PDFName.of('ColorSpace')))
  )
}

/** Whether colours are those of the profile that the file has. */
function isRgb(space: PDFObject | undefined): boolean {
  if (space === undefined) return true
  if (space instanceof PDFName) return ['DeviceRGB', 'DeviceGray', 'Pattern'].includes(nameOf(space))
  if (!(space instanceof PDFArray)) return false
  const kind = nameOf(space.lookup(0))
  if (kind === 'Indexed') return isRgb(space.lookup(1))
  if (kind === 'ICCBased') return isProfile(space.lookup(1))
  return kind === 'Pattern' && space.size() === 1
}

/** Of a picture that brings its own: for displays and the like, of a version that archives know. */
function isProfile(stream: PDFObject | undefined): boolean {
  const profile = stream instanceof PDFRawStream ? contentOf(stream) : null
  if (!profile || profile.length < 128 || profile[8]! > 4) return false
  const [kind, colors, mark] = [12, 16, 36].map((at) => profile.toString('latin1', at, at + 4))
  return (
    ['mntr', 'scnr', 'prtr', 'spac'].includes(kind!) && ['RGB ', 'GRAY'].includes(colors!) && mark === 'acsp'
  )
}

const BLENDS = new Set(
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'.split(
    ' ',
  ),
)

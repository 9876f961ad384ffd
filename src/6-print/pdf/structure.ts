/** The structure of a tagged PDF, as a tree of our own: read from the file, and written into it anew. */
import { type Box, isNothing } from './box.ts'
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFObject,
  PDFRef,
} from './pdf-lib.ts'
import { asBuffer, nameOf } from './values.ts'

export interface Element {
  kind: 'element'
  /** Structure type: `TH`. */
  role: string
  kids: Kid[]
  /** In place of what is seen; empty for none. */
  alt: string
  /** BCP 47; empty where it is that of what stands around it. */
  language: string
  /** As the file names it; empty where nothing refers to it. */
  id: string
  attributes: PDFDict[]
  /** What a picture covers, on the page of its first run. */
  box: Box | null
}

/** A run of marked content. */
export interface Run {
  kind: 'run'
  /** 0-based. */
  page: number
  number: number
}

/** Where a link can be clicked. */
export interface Area {
  kind: 'area'
  ref: PDFRef
}

export type Kid = Element | Run | Area

export function elementOf(role: string, kids: Kid[]): Element {
  return { kind: 'element', role, kids, alt: '', language: '', id: '', attributes: [], box: null }
}

/** Every element of a tree, each before what it holds. */
export function* elementsIn(element: Element): Generator<Element> {
  yield element
  for (const kid of element.kids) if (kid.kind === 'element') yield* elementsIn(kid)
}

/** @returns Null where the file has none. */
export function readStructure(document: PDFDocument): Element | null {
  const root = document.catalog.lookup(name('StructTreeRoot'))
  return root instanceof PDFDict ? new Reader(document).read(root) : null
}

class Reader {
  private readonly document: PDFDocument
  /** 0-based, by the tag of the page's reference. */
  private readonly pages: Map<string, number>

  constructor(document: PDFDocument) {
    this.document = document
    this.pages = new Map(document.getPages().map(({ ref }, page) => [ref.tag, page]))
  }

  /** The root holds one element, the document. */
  read(root: PDFDict): Element {
    const kids = this.kidsOf(root.get(KIDS), undefined)
    const [only] = kids
    if (kids.length === 1 && only!.kind === 'element' && only!.role === 'Document') return only!
    return elementOf('Document', kids)
  }

  private kidsOf(object: PDFObject | undefined, page: PDFObject | undefined): Kid[] {
    const kids: Kid[] = []
    this.addKids(object, page, kids)
    return kids
  }

  private addKids(object: PDFObject | undefined, page: PDFObject | undefined, kids: Kid[]): void {
    const kid = this.document.context.lookup(object)
    if (kid instanceof PDFNumber) this.addRun(kid, page, kids)
    else if (kid instanceof PDFArray) for (const each of kid.asArray()) this.addKids(each, page, kids)
    else if (kid instanceof PDFDict) this.addKid(kid, page, kids)
  }

  private addKid(kid: PDFDict, page: PDFObject | undefined, kids: Kid[]): void {
    const own = kid.get(PAGE) ?? page
    const role = kid.get(ROLE)
    const number = kid.get(NUMBER)
    const area = kid.get(OBJECT)
    if (role instanceof PDFName) kids.push(this.elementOf(kid, role, own))
    else if (number instanceof PDFNumber) this.addRun(number, own, kids)
    else if (area instanceof PDFRef) kids.push({ kind: 'area', ref: area })
  }

  private addRun(number: PDFNumber, page: PDFObject | undefined, kids: Kid[]): void {
    const index = page instanceof PDFRef ? this.pages.get(page.tag) : undefined
    if (index !== undefined) kids.push({ kind: 'run', page: index, number: number.asNumber() })
  }

  private elementOf(object: PDFDict, role: PDFName, page: PDFObject | undefined): Element {
    const { context } = this.document
    const attributes = object.get(ATTRIBUTES)
    return {
      kind: 'element',
      role: role.asString().slice(1),
      kids: this.kidsOf(object.get(KIDS), page),
      alt: nameOf(context.lookup(object.get(ALT))),
      language: nameOf(object.get(LANGUAGE)),
      id: nameOf(object.get(ID)),
      attributes: attributes ? this.attributesOf(attributes) : [],
      box: null,
    }
  }

  private attributesOf(reference: PDFObject): PDFDict[] {
    const object = this.document.context.lookup(reference)
    if (object instanceof PDFDict) return [object]
    return object instanceof PDFArray ? object.asArray().flatMap((each) => this.attributesOf(each)) : []
  }
}

/**
 * Writes a structure into a file that has none. Ids are counted anew in reading order: Chromium takes them from a counter
 * of the process, which no two runs share.
 *
 * @param roles Standard types of those that are none, by name.
 */
export function writeStructure(document: PDFDocument, root: Element, roles: Map<string, string>): void {
  new Writer(document, root).write(roles)
}

/**
 * Objects are written as the text they are in the file: there are so many of them that everything else takes a multiple
 * of the time.
 */
class Writer {
  private readonly document: PDFDocument
  private readonly root: Element
  private readonly pages: PDFRef[]
  private readonly ids: Map<string, string>
  /** Elements by page and the number of a run. */
  private readonly runs: PDFRef[][]
  /** Elements by the tag of an area. */
  private readonly areas = new Map<string, PDFRef>()
  private readonly named: string[] = []

  constructor(document: PDFDocument, root: Element) {
    this.document = document
    this.root = root
    const pages = document.getPages()
    this.pages = pages.map(({ ref }) => ref)
    this.runs = pages.map(() => [])
    const ids = new Set<string>()
    for (const { id } of elementsIn(root)) if (id !== '') ids.add(id)
    this.ids = new Map([...ids].map((id, at) => [id, `(node${String(at + 1).padStart(8, '0')})`]))
  }

  write(roles: Map<string, string>): void {
    const { context, catalog } = this.document
    const own = context.nextRef()
    const kid = this.writeElement(this.root, own)
    const [parents, next] = this.parentTree()
    const names = this.named.length > 0 ? `/IDTree ${this.add(`<</Names[${this.named.join(' ')}]>>`)}` : ''
    const types = [...roles].map(([role, meant]) => `${name(role)} ${name(meant)}`).join('')
    context.assign(
      own,
      new Written(
        `<</Type/StructTreeRoot/K ${kid}/ParentTree ${this.add(parents)}/ParentTreeNextKey ${next}${names}/RoleMap<<${types}>>>>`,
      ),
    )
    catalog.set(name('StructTreeRoot'), own)
  }

  private writeElement(element: Element, parent: PDFRef): PDFRef {
    const own = this.document.context.nextRef()
    const first = element.kids.find((kid) => kid.kind === 'run')
    const kids = element.kids.map((kid) => this.writeKid(kid, own, first?.page))
    const page = first ? `/Pg ${this.pages[first.page]}` : ''
    const held = kids.length > 0 ? `/K${kids.length === 1 ? ` ${kids[0]}` : `[${kids.join(' ')}]`}` : ''
    const alt = element.alt ? `/Alt ${PDFHexString.fromText(element.alt)}` : ''
    const language = element.language ? `/Lang ${PDFHexString.fromText(element.language)}` : ''
    const attributes = this.attributesOf(element)
    const id = this.ids.get(element.id)
    if (id) this.named.push(id, String(own))
    this.document.context.assign(
      own,
      new Written(
        `<</Type/StructElem/S${name(element.role)}/P ${parent}${page}${held}${alt}${language}${attributes}${id ? `/ID${id}` : ''}>>`,
      ),
    )
    return own
  }

  /** @param page That the runs of the element stand on as a rule. */
  private writeKid(kid: Kid, parent: PDFRef, page: number | undefined): string {
    if (kid.kind === 'element') return String(this.writeElement(kid, parent))
    if (kid.kind === 'area') {
      this.areas.set(kid.ref.tag, parent)
      return `<</Type/OBJR/Obj ${kid.ref}>>`
    }
    this.runs[kid.page]![kid.number] = parent
    if (kid.page === page) return String(kid.number)
    return `<</Type/MCR/Pg ${this.pages[kid.page]}/MCID ${kid.number}>>`
  }

  /** Of one owner in one dictionary, with the ids as they are now, without spans of one cell. */
  private attributesOf({ role, attributes, box }: Element): string {
    const owners = new Map<string, string>()
    for (const each of attributes) {
      let text = ''
      for (const [key, value] of each.entries()) {
        const isPlain = SPANS.has(key) && value instanceof PDFNumber && value.asNumber() === 1
        if (key !== OWNER && !isPlain) text += `${key} ${key === HEADERS ? this.headersOf(value) : value}`
      }
      const owner = String(each.get(OWNER))
      if (text !== '') owners.set(owner, (owners.get(owner) ?? '') + text)
    }
    // A formula is part of a line.
    const placement = role === 'Formula' ? 'Inline' : 'Block'
    if (box && !isNothing(box))
      owners.set('/Layout', `/Placement/${placement}/BBox[${rounded(box).join(' ')}]`)
    const all = [...owners].map(([owner, text]) => `<</O ${owner}${text}>>`)
    if (all.length === 0) return ''
    return all.length === 1 ? `/A${all[0]}` : `/A[${all.join('')}]`
  }

  private headersOf(value: PDFObject): string {
    const ids = value instanceof PDFArray ? value.asArray() : []
    return `[${ids.flatMap((id) => this.ids.get(nameOf(id)) ?? []).join('')}]`
  }

  /** @returns The tree, and a number that is above its keys. */
  private parentTree(): [tree: string, next: number] {
    const keys: Array<[key: number, value: PDFRef]> = []
    for (const [index, { node }] of this.document.getPages().entries()) {
      const key = node.get(name('StructParents'))
      const runs = Array.from(this.runs[index]!, (ref) => ref ?? 'null')
      if (key instanceof PDFNumber) keys.push([key.asNumber(), this.add(`[${runs.join(' ')}]`)])
      for (const annotation of node.Annots()?.asArray() ?? []) keys.push(...this.areaKey(annotation))
    }
    keys.sort(([a], [b]) => a - b)
    return [`<</Nums[${keys.flat().join(' ')}]>>`, (keys.at(-1)?.[0] ?? -1) + 1]
  }

  private areaKey(reference: PDFObject): Array<[number, PDFRef]> {
    const annotation = this.document.context.lookup(reference)
    const key = annotation instanceof PDFDict ? annotation.get(name('StructParent')) : undefined
    const parent = reference instanceof PDFRef ? this.areas.get(reference.tag) : undefined
    return key instanceof PDFNumber && parent ? [[key.asNumber(), parent]] : []
  }

  private add(text: string): PDFRef {
    return this.document.context.register(new Written(text))
  }
}

/** An object as it stands in the file; ASCII. */
class Written extends PDFObject {
  private readonly text: string

  constructor(text: string) {
    super()
    this.text = text
  }

  override clone(): Written {
    return this
  }

  override toString(): string {
    return this.text
  }

  override sizeInBytes(): number {
    return this.text.length
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    return asBuffer(buffer).write(this.text, offset, 'latin1')
  }
}

/** To hundredths of a point, outwards. */
function rounded([left, bottom, right, top]: Box): number[] {
  return [Math.floor(left * 100), Math.floor(bottom * 100), Math.ceil(right * 100), Math.ceil(top * 100)].map(
    (each) => each / 100,
  )
}

function name(text: string): PDFName {
  return PDFName.of(text)
}

const [PAGE, ROLE, NUMBER, OBJECT, KIDS] = [name('Pg'), name('S'), name('MCID'), name('Obj'), name('K')]
const [ALT, LANGUAGE, ID, ATTRIBUTES] = [name('Alt'), name('Lang'), name('ID'), name('A')]
const [OWNER, HEADERS] = [name('O'), name('Headers')]
const SPANS = new Set([name('RowSpan'), name('ColSpan')])

/** A finished PDF for those who check it: its objects, its structure, its pages step by step. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib'
import { codesOf, type Step, stepsOf } from './content.ts'

export interface Node {
  dictionary: PDFDict
  /** As it is written, and what the role map makes of it. */
  role: string
  type: string
  parent: Node | null
  kids: Node[]
  /** `page/number` of runs, pages from 0. */
  runs: string[]
  /** Annotations. */
  objects: PDFDict[]
}

export interface SeenPage {
  dictionary: PDFDict
  steps: Step[]
  annotations: PDFDict[]
}

export interface SeenFont {
  dictionary: PDFDict
  /** That of a composite font which holds its program. */
  descendant: PDFDict | null
  descriptor: PDFDict | null
  /** Codes that pages show. */
  codes: Set<number>
  /** Text by code; null without a table. */
  texts: Map<number, string> | null
}

export class CheckedFile {
  readonly bytes: Buffer
  readonly document: PDFDocument
  readonly catalog: PDFDict
  readonly info: PDFDict | null
  readonly xmp: string | null
  readonly roles: Map<string, string>
  readonly root: Node | null
  readonly nodes: Node[]
  readonly pages: SeenPage[]
  /** Groups and patterns. */
  readonly groups: Array<{ resources: PDFObject; steps: Step[] }>
  readonly fonts: SeenFont[]
  /** Every dictionary, those of streams and those inside of others too. */
  readonly dictionaries: PDFDict[] = []
  readonly streams: PDFRawStream[]

  static async open(bytes: Uint8Array): Promise<CheckedFile> {
    return new CheckedFile(
      Buffer.from(bytes),
      await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true }),
    )
  }

  private constructor(bytes: Buffer, document: PDFDocument) {
    this.bytes = bytes
    this.document = document
    this.catalog = document.catalog
    const { context } = document
    const info = context.lookup(context.trailerInfo.Info)
    this.info = info instanceof PDFDict ? info : null
    const objects = context.enumerateIndirectObjects().map(([, object]) => object)
    for (const object of objects) this.collect(object)
    this.streams = objects.filter((object) => object instanceof PDFRawStream)
    const metadata = at(this.catalog, 'Metadata')
    this.xmp = metadata instanceof PDFRawStream ? textOfStream(metadata, 'utf8') : null
    const root = at(this.catalog, 'StructTreeRoot')
    const roles = root instanceof PDFDict ? at(root, 'RoleMap') : undefined
    this.roles = new Map(
      roles instanceof PDFDict
        ? roles.entries().map(([role, type]) => [role.asString().slice(1), String(type).slice(1)])
        : [],
    )
    const numbers = new Map(document.getPages().map(({ ref }, index) => [ref.tag, index]))
    this.root = root instanceof PDFDict ? this.nodeOf(root, null, numbers, undefined) : null
    this.nodes = this.root ? allNodes(this.root).slice(1) : []
    this.pages = document.getPages().map(({ node }) => seenPage(node))
    this.groups = this.streams.flatMap((stream) => {
      const resources = at(stream.dict, 'Resources')
      return resources ? [{ resources, steps: stepsOf(textOfStream(stream)) }] : []
    })
    this.fonts = this.seenFonts()
  }

  private collect(object: PDFObject): void {
    if (object instanceof PDFDict) {
      this.dictionaries.push(object)
      for (const value of object.values()) this.collect(value)
    } else if (object instanceof PDFArray) for (const value of object.asArray()) this.collect(value)
    else if (object instanceof PDFStream) this.collect(object.dict)
  }

  private nodeOf(
    dictionary: PDFDict,
    parent: Node | null,
    numbers: Map<string, number>,
    page: PDFObject | undefined,
  ): Node {
    const role = nameAt(dictionary, 'S')
    const node: Node = { dictionary, role, type: this.typeOf(role), parent, kids: [], runs: [], objects: [] }
    this.addKids(node, dictionary.get(PDFName.of('K')), numbers, dictionary.get(PDFName.of('Pg')) ?? page)
    return node
  }

  private addKids(
    node: Node,
    object: PDFObject | undefined,
    numbers: Map<string, number>,
    page: PDFObject | undefined,
  ): void {
    const kid = this.document.context.lookup(object)
    const run = (number: PDFNumber, own: PDFObject | undefined) =>
      node.runs.push(`${own instanceof PDFRef ? numbers.get(own.tag) : '?'}/${number.asNumber()}`)
    if (kid instanceof PDFArray) for (const each of kid.asArray()) this.addKids(node, each, numbers, page)
    else if (kid instanceof PDFNumber) run(kid, page)
    else if (kid instanceof PDFDict) {
      const number = at(kid, 'MCID')
      const target = at(kid, 'Obj')
      if (number instanceof PDFNumber) run(number, kid.get(PDFName.of('Pg')) ?? page)
      else if (target instanceof PDFDict) node.objects.push(target)
      else node.kids.push(this.nodeOf(kid, node, numbers, page))
    }
  }

  private typeOf(role: string): string {
    const seen = new Set<string>()
    let type = role
    while (this.roles.has(type) && !seen.has(type)) {
      seen.add(type)
      type = this.roles.get(type)!
    }
    return type
  }

  /** What pages show, and the groups and patterns on them. */
  private seenFonts(): SeenFont[] {
    const fonts = new Map<PDFDict, SeenFont>()
    for (const { dictionary, steps } of this.pages) addShown(steps, at(dictionary, 'Resources'), fonts)
    for (const { resources, steps } of this.groups) addShown(steps, resources, fonts)
    return [...fonts.values()]
  }
}

function addShown(steps: Step[], resources: PDFObject | undefined, fonts: Map<PDFDict, SeenFont>): void {
  const all = at(resources, 'Font')
  let font: SeenFont | undefined
  for (const { operator, operands } of steps) {
    if (operator === 'Tf') {
      const found = at(all, operands[0]!.slice(1))
      if (!(found instanceof PDFDict)) throw new Error(`no font ${operands[0]}`)
      font = fonts.get(found) ?? seenFont(found)
      fonts.set(found, font)
    }
    if (operator === 'Tj' || operator === 'TJ')
      for (const code of operands.flatMap(codesOf)) font?.codes.add(code)
  }
}

/** What a dictionary has under a key, references followed; undefined for what is no dictionary. */
export function at(object: PDFObject | undefined, key: string): PDFObject | undefined {
  return object instanceof PDFDict ? object.lookup(PDFName.of(key)) : undefined
}

/** The text of a name or a string; empty for anything else. */
export function textOf(object: PDFObject | undefined): string {
  const isText = object instanceof PDFName || object instanceof PDFString || object instanceof PDFHexString
  return isText ? object.decodeText() : ''
}

export function nameAt(object: PDFObject | undefined, key: string): string {
  return textOf(at(object, key))
}

export function allNodes(node: Node): Node[] {
  return [node, ...node.kids.flatMap(allNodes)]
}

export function textOfStream(stream: PDFRawStream, encoding: 'latin1' | 'utf8' = 'latin1'): string {
  return Buffer.from(decodePDFRawStream(stream).decode()).toString(encoding)
}

function seenPage(dictionary: PDFDict): SeenPage {
  const annotations = at(dictionary, 'Annots')
  const all =
    annotations instanceof PDFArray ? annotations.asArray().map((_, at) => annotations.lookup(at)) : []
  return {
    dictionary,
    steps: stepsOf(textOfStream(at(dictionary, 'Contents') as PDFRawStream)),
    annotations: all.filter((each) => each instanceof PDFDict),
  }
}

function seenFont(dictionary: PDFDict): SeenFont {
  const below = at(dictionary, 'DescendantFonts')
  const descendant = below instanceof PDFArray ? below.lookup(0) : null
  const own = descendant instanceof PDFDict ? descendant : null
  const descriptor = at(own ?? dictionary, 'FontDescriptor')
  const table = at(dictionary, 'ToUnicode')
  return {
    dictionary,
    descendant: own,
    descriptor: descriptor instanceof PDFDict ? descriptor : null,
    codes: new Set(),
    texts: table instanceof PDFRawStream ? textsOf(textOfStream(table)) : null,
  }
}

function textsOf(table: string): Map<number, string> {
  const texts = new Map<number, string>()
  const number = (hex: string) => Number.parseInt(hex, 16)
  const text = (hex: string) => String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map(number))
  for (const [, section = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', hex = ''] of section.matchAll(/<(\w+)>\s*<(\w*)>/g))
      texts.set(number(code), text(hex))
  for (const [, section = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', hex = ''] of section.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = text(hex)
      for (let code = number(from); code <= number(to); code++)
        texts.set(
          code,
          first.slice(0, -1) + String.fromCharCode(first.charCodeAt(first.length - 1) + code - number(from)),
        )
    }
  return texts
}

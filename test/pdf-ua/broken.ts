/** A file broken on purpose, in one way for each condition: what makes it fail, and nothing else. */
import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib'
import { at, nameAt, textOfStream } from './file.ts'

/** What an object is made of. */
type Literal = string | number | boolean | PDFObject | Literal[] | { [key: string]: Literal }

export class BrokenFile {
  readonly document: PDFDocument

  static async open(bytes: Uint8Array): Promise<BrokenFile> {
    return new BrokenFile(await PDFDocument.load(bytes, { updateMetadata: false }))
  }

  private constructor(document: PDFDocument) {
    this.document = document
  }

  async save(): Promise<Buffer> {
    return Buffer.from(await this.document.save({ addDefaultPage: false, updateFieldAppearances: false }))
  }

  get catalog(): PDFDict {
    return this.document.catalog
  }

  get root(): PDFDict {
    return this.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)
  }

  get roles(): PDFDict {
    return this.root.lookup(PDFName.of('RoleMap'), PDFDict)
  }

  get page(): PDFDict {
    return this.document.getPage(0).node
  }

  /** The first font of the first page, and what it is made of. */
  get font(): { dictionary: PDFDict; descendant: PDFDict; descriptor: PDFDict } {
    const fonts = at(at(this.page, 'Resources'), 'Font') as PDFDict
    const dictionary = fonts.lookup(fonts.keys()[0]!, PDFDict)
    const descendant = dictionary.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)
    return { dictionary, descendant, descriptor: descendant.lookup(PDFName.of('FontDescriptor'), PDFDict) }
  }

  get annotations(): PDFDict[] {
    return this.document
      .getPages()
      .flatMap(({ node }) => (node.Annots()?.asArray() ?? []).map((each) => this.object(each) as PDFDict))
  }

  object(reference: PDFObject | undefined): PDFObject | undefined {
    return this.document.context.lookup(reference)
  }

  /** Elements of a role, in the order of the file. */
  elements(role: string): PDFDict[] {
    const all = this.document.context.enumerateIndirectObjects().map(([, object]) => object)
    return all.filter(
      (each) => each instanceof PDFDict && nameAt(each, 'S') === role && at(each, 'P'),
    ) as PDFDict[]
  }

  element(role: string): PDFDict {
    const [first] = this.elements(role)
    if (!first) throw new Error(`no ${role}`)
    return first
  }

  set(dictionary: PDFDict, key: string, value: Literal): void {
    dictionary.set(PDFName.of(key), this.made(value))
  }

  delete(dictionary: PDFDict, key: string): void {
    if (!dictionary.delete(PDFName.of(key))) throw new Error(`no ${key} in ${dictionary}`)
  }

  /** Puts an object into the file, for `set`. */
  add(object: Literal): PDFRef {
    return this.document.context.register(this.made(object))
  }

  private made(value: Literal): PDFObject {
    return this.document.context.obj(value as unknown as string)
  }

  addStream(content: string, dictionary: Record<string, Literal>): PDFRef {
    const { context } = this.document
    return context.register(
      context.stream(Buffer.from(content, 'latin1'), dictionary as Record<string, string>),
    )
  }

  /** Changes what the first page draws. */
  draw(change: (content: string) => string): void {
    const before = textOfStream(at(this.page, 'Contents') as PDFRawStream)
    const after = change(before)
    if (after === before) throw new Error('nothing changed')
    this.page.set(PDFName.of('Contents'), this.addStream(after, {}))
  }

  /** Changes the table of texts of the first font. */
  retell(change: (table: string) => string): void {
    const { dictionary } = this.font
    const before = textOfStream(at(dictionary, 'ToUnicode') as PDFRawStream)
    dictionary.set(PDFName.of('ToUnicode'), this.addStream(change(before), {}))
  }

  /** Changes what the file says in XMP. */
  say(change: (xmp: string) => string): void {
    const before = textOfStream(at(this.catalog, 'Metadata') as PDFRawStream, 'utf8')
    const after = change(before)
    if (after === before) throw new Error('nothing changed')
    const { context } = this.document
    const stream = context.stream(Buffer.from(after), { Type: 'Metadata', Subtype: 'XML' })
    this.catalog.set(PDFName.of('Metadata'), context.register(stream))
  }

  /** Puts an annotation of another kind on the first page. */
  annotate(subtype: string, more: Record<string, Literal> = {}): void {
    const annotation = this.add({ Type: 'Annot', Subtype: subtype, Rect: [9, 9, 20, 20], F: 4, ...more })
    const known = this.document.getPage(0).node.Annots()
    if (known) known.push(annotation)
    else this.set(this.page, 'Annots', [annotation])
  }

  /** Puts an element of a role into the first one of another. */
  nest(role: string, parent: PDFDict): void {
    const { context } = this.document
    const element = this.add({ Type: 'StructElem', S: role, P: context.getObjectRef(parent)! })
    const kids = at(parent, 'K')
    const all =
      kids instanceof PDFArray ? kids.asArray() : kids === undefined ? [] : [parent.get(PDFName.of('K'))!]
    parent.set(PDFName.of('K'), context.obj([...all, element]))
  }
}

/** What breaks each condition; where bytes come of it, they are the file. */
export const breakers: Record<string, (file: BrokenFile) => unknown> = {
  '01-003': (file) => file.draw((text) => text.replace(/MCID \d+ >>BDC\n/, '$&/Artifact BMC EMC\n')),
  '01-004': (file) => file.draw((text) => text.replace(/\/Artifact .*BDC\n/, '$&/P <</MCID 0 >>BDC EMC\n')),
  '01-005': (file) => file.draw((text) => `${text}\n0 0 9 9 re f`),
  '01-005b': (file) => file.set(file.root, 'ParentTree', { Nums: [] }),
  '01-007': (file) => file.set(at(file.catalog, 'MarkInfo') as PDFDict, 'Suspects', PDFBool.True),
  '02-001': (file) => file.delete(file.roles, 'Float'),
  '02-003': (file) => file.set(file.roles, 'Float', 'Other') ?? file.set(file.roles, 'Other', 'Float'),
  '02-004': (file) => file.set(file.roles, 'P', 'Span'),
  '06-001': (file) => file.delete(file.catalog, 'Metadata'),
  '06-002': (file) => file.say((xmp) => xmp.replace('<pdfuaid:part>1</pdfuaid:part>', '')),
  '06-003': (file) => file.say((xmp) => xmp.replace(/<dc:title>.*<\/dc:title>/, '')),
  '07-001': (file) => file.delete(file.catalog, 'ViewerPreferences'),
  '07-002': (file) => file.set(file.catalog, 'ViewerPreferences', { DisplayDocTitle: PDFBool.False }),
  '09-004': (file) => file.nest('P', file.element('TR')),
  '09-005': (file) => file.nest('P', file.element('L')),
  '09-006': (file) => file.nest('TOCI', file.element('Document')),
  '09-007': (file) => file.nest('RT', file.element('P')),
  '09-008': (file) => file.nest('WT', file.element('P')),
  '10-001': (file) => file.retell((table) => table.replaceAll(/end(bfchar|bfrange)/g, '')),
  '11-001': (file) => forgetLanguage(file),
  '11-002': (file) => forgetLanguage(file),
  '11-003': (file) => forgetLanguage(file),
  '11-004': (file) => forgetLanguage(file),
  '11-006': (file) => forgetLanguage(file),
  '11-007': (file) => file.set(file.catalog, 'Lang', PDFString.of('中文?')),
  '13-004': (file) => file.delete(file.element('Figure'), 'Alt'),
  '13-004b': (file) => {
    const figure = file.element('Figure')
    file.nest('Span', figure)
    file.set(file.elements('Span').at(-1)!, 'Alt', PDFString.of('again'))
  },
  '13-010': (file) => file.delete(file.element('Figure'), 'A'),
  '14-002': (file) => file.set(file.element('H1'), 'S', 'H2'),
  '14-003': (file) => file.set(file.element('H2'), 'S', 'H3'),
  '14-006': (file) => {
    for (const _ of [1, 2]) file.nest('H', file.element('Document'))
  },
  '14-007': (file) => file.nest('H', file.element('Document')),
  '15-003': (file) => file.delete(file.element('TH'), 'A'),
  '15-004': (file) => file.delete(file.elements('TH')[1]!, 'ID'),
  '15-005': (file) => file.nest('TD', file.element('TR')),
  '17-002': (file) => file.nest('Formula', file.element('P')),
  '19-003': (file) => file.nest('Note', file.element('P')),
  '19-004': (file) => file.set(file.elements('TH')[1]!, 'ID', at(file.elements('TH')[0], 'ID')!),
  '20-001': (file) => file.set(file.catalog, 'OCProperties', { OCGs: [] }),
  '21-001': (file) => file.set(file.catalog, 'AF', [file.add({ Type: 'Filespec', EF: {} })]),
  '25-001': (file) => file.set(file.catalog, 'AcroForm', { XFA: [] }),
  '26-001': (file) => {
    const { trailerInfo } = file.document.context
    trailerInfo.Encrypt = file.add({ Filter: 'Standard' })
  },
  '28-002': (file) => file.annotate('Text', { Contents: PDFString.of('a') }),
  '28-004': (file) => file.annotate('Text'),
  '28-007': (file) => file.annotate('TrapNet'),
  '28-008': (file) => {
    for (const { node } of file.document.getPages()) node.delete(PDFName.of('Tabs'))
  },
  '28-009': (file) => file.set(file.page, 'Tabs', 'R'),
  '28-010': (file) => file.annotate('Widget'),
  '28-011': (file) => file.set(file.element('Link'), 'S', 'Span'),
  '28-012': (file) => file.delete(file.annotations[0]!, 'Contents'),
  '30-001': (file) =>
    file.set(file.page, 'Other', file.addStream('', { Type: 'XObject', Subtype: 'Form', Ref: {} })),
  '30-002': (file) =>
    file.set(
      file.page,
      'Other',
      file.addStream('/P <</MCID 1>> BDC EMC', { Type: 'XObject', Subtype: 'Form' }),
    ),
  '31-001': (file) => file.set(file.font.descendant, 'CIDSystemInfo', { Registry: PDFString.of('Other') }),
  '31-004': (file) => file.delete(file.font.descendant, 'CIDToGIDMap'),
  '31-009': (file) => file.delete(file.font.descriptor, 'FontFile2'),
  '31-011': (file) => file.draw((text) => text.replace(/<\w{4}> ?Tj/, '<FFFE> Tj')),
  '31-014': (file) => file.set(file.font.descriptor, 'CIDSet', file.addStream('\x80', {})),
  '31-016': (file) => file.delete(file.font.descendant, 'W'),
  '31-027': (file) => file.delete(file.font.dictionary, 'ToUnicode'),
  '31-028': (file) => file.retell((table) => `${table}\nbeginbfchar\n<0001> <0000>\nendbfchar`),
  '31-029': (file) => file.retell((table) => `${table}\nbeginbfchar\n<0001> <FEFF>\nendbfchar`),
  '31-030': (file) => file.draw((text) => text.replace(/<\w{4}> ?Tj/, '<0000> Tj')),

  '6.1.2': async (file) => {
    const bytes = await file.save()
    bytes.write('%PDF-2.0', 0, 'latin1')
    return bytes
  },
  '6.1.3': (file) => {
    file.document.context.trailerInfo.ID = undefined
  },
  '6.1.6': (file) => file.set(file.page, 'Other', PDFHexString.of('414')),
  '6.1.7': (file) => {
    const program = at(file.font.descriptor, 'FontFile2') as PDFRawStream
    file.set(program.dict, 'F', PDFString.of('elsewhere'))
  },
  '6.1.7.2': (file) => file.set(file.page, 'Other', file.addStream('a', { Filter: 'LZWDecode' })),
  '6.1.13': (file) => file.set(file.page, `${'long'.repeat(33)}`, 1),
  '6.2.2': (file) => file.draw((text) => `${text}\nxyz`),
  '6.2.3': (file) => file.delete(file.catalog, 'OutputIntents'),
  '6.2.4': (file) => file.set(file.page, 'Other', { ColorSpace: 'DeviceCMYK' }),
  '6.2.5': (file) => file.set(file.page, 'Other', { TR: 'Identity' }),
  '6.2.8': (file) => file.set(file.page, 'Other', { Interpolate: PDFBool.True }),
  '6.2.9': (file) => file.set(file.page, 'Other', { Subtype: 'PS' }),
  '6.2.10': (file) => file.set(file.page, 'Other', { BM: 'Odd' }),
  '6.2.11.7.3': (file) => file.retell((table) => `${table}\nbeginbfrange\n<0001> <FFFF> <E001>\nendbfrange`),
  '6.3.2': (file) => file.set(file.annotations[0]!, 'F', PDFNumber.of(6)),
  '6.3.3': (file) => file.annotate('Text'),
  '6.5': (file) => file.set(file.catalog, 'OpenAction', { S: 'GoTo' }),
  '6.6.2.1': (file) => {
    const { context } = file.document
    const stream = context.flateStream(textOfStream(at(file.catalog, 'Metadata') as PDFRawStream), {
      Type: 'Metadata',
      Subtype: 'XML',
    })
    file.catalog.set(PDFName.of('Metadata'), context.register(stream))
  },
  '6.6.2.3': (file) =>
    file.say((xmp) => xmp.replace(/<pdfaExtension:schemas>[\s\S]*<\/pdfaExtension:schemas>/, '')),
  '6.6.4': (file) => file.say((xmp) => xmp.replace('<pdfaid:part>2', '<pdfaid:part>9')),
  '6.6.5': (file) => file.document.setSubject('something else'),
  '6.7.2.2': (file) => file.delete(file.catalog, 'MarkInfo'),
  '6.7.3.3': (file) => file.nest('P', file.element('Document')),
  '6.7.4': (file) => file.delete(file.catalog, 'Lang'),
  '6.8': (file) => file.set(file.page, 'Other', { EF: {} }),
  '6.10': (file) => file.set(file.page, 'PresSteps', {}),
  '6.11': (file) => file.set(file.catalog, 'Requirements', []),
}

function forgetLanguage(file: BrokenFile): void {
  file.delete(file.catalog, 'Lang')
  file.delete(file.element('Document'), 'Lang')
}

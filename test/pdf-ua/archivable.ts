/** PDF/A-2a, clause by clause of ISO 19005-2, as far as a program can see it; what PDF/UA asks for too stands there. */
import { PDFArray, PDFBool, PDFHexString, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib'
import type { Condition } from './accessible.ts'
import { OPERATORS } from './content.ts'
import { at, type CheckedFile, nameAt, textOf, textOfStream } from './file.ts'

function names(wrong: boolean, place: string): string[] {
  return wrong ? [place] : []
}

/** Dictionaries and the dictionaries of streams that have one of these keys. */
function having(file: CheckedFile, ...keys: string[]): string[] {
  return file.dictionaries.filter((each) => keys.some((key) => at(each, key) !== undefined)).map(String)
}

function colorsOf(file: CheckedFile): string[] {
  const spaces = file.dictionaries.flatMap((each) => [at(each, 'ColorSpace'), at(each, 'CS')])
  const used = [...file.pages, ...file.groups].flatMap(({ steps }) =>
    steps.flatMap(({ operator }) => (/^[kK]$/.test(operator) ? ['DeviceCMYK'] : [])),
  )
  return [...spaces.flatMap((space) => familiesOf(space)), ...used]
}

function familiesOf(space: ReturnType<typeof at>): string[] {
  if (space instanceof PDFName) return [textOf(space)]
  if (!(space instanceof PDFArray) || space.size() === 0) return []
  const kind = textOf(space.lookup(0))
  if (kind === 'Indexed' || kind === 'Pattern') return familiesOf(space.lookup(1))
  return [kind === 'ICCBased' && isProfile(space.lookup(1)) ? 'Cal' : kind]
}

/** A profile of version 2 or 4 for as many colours as it says. */
function isProfile(stream: ReturnType<typeof at>): boolean {
  if (!(stream instanceof PDFRawStream)) return false
  const head = textOfStream(stream)
  const colors = { 'RGB ': '3', GRAY: '1', 'Lab ': '3' }[head.slice(16, 20)]
  const isKnown = ['mntr', 'scnr', 'prtr', 'spac'].includes(head.slice(12, 16)) && head.charCodeAt(8) < 5
  return isKnown && head.slice(36, 40) === 'acsp' && colors === String(at(stream.dict, 'N'))
}

function stateDepth(operators: string[]): number {
  let [depth, most] = [0, 0]
  for (const operator of operators) {
    if (operator === 'q') depth++
    if (operator === 'Q') depth--
    most = Math.max(most, depth)
  }
  return most
}

/** What XMP says in an element; null where it says nothing. */
function said(xmp: string | null, element: string): string | null {
  const inside = new RegExp(`<${element}>(?:\\s*<rdf:\\w+>\\s*<rdf:li[^>]*>)?([^<]*)`).exec(xmp ?? '')?.[1]
  return inside?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') ?? null
}

function time(text: string): string {
  return text.replace(/^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
}

/** Every name and string of the file. */
function* textsOf(file: CheckedFile): Generator<PDFName | PDFString | PDFHexString> {
  for (const dictionary of file.dictionaries)
    for (const [key, value] of dictionary.entries()) {
      yield key
      for (const each of value instanceof PDFArray ? value.asArray() : [value])
        if (each instanceof PDFName || each instanceof PDFString || each instanceof PDFHexString) yield each
    }
}

export const archivable: Condition[] = [
  {
    id: '6.1.2',
    says: 'the head of the file is none',
    find: ({ bytes }) => {
      const [first = '', second = ''] = bytes.toString('latin1', 0, 40).split('\n')
      return names(!/^%PDF-1\.[0-7]$/.test(first) || !/^%[\x80-\xff]{4}/.test(second), first)
    },
  },
  {
    id: '6.1.3',
    says: 'the file has no id, or something after its end',
    find: ({ bytes, document }) => [
      ...names(!(document.context.trailerInfo.ID instanceof PDFArray), 'trailer'),
      ...names(!/%%EOF\r?\n?$/.test(bytes.toString('latin1', bytes.length - 8)), 'end'),
    ],
  },
  {
    id: '6.1.6',
    says: 'a string in hexadecimal digits has half a byte',
    find: (file) =>
      [...textsOf(file)]
        .filter((each) => each instanceof PDFHexString && each.asString().length % 2 !== 0)
        .map(String),
  },
  {
    id: '6.1.7',
    says: 'a stream is kept elsewhere, or is longer or shorter than it says',
    find: ({ streams }) =>
      streams
        .filter(({ dict, contents }) => {
          const length = at(dict, 'Length')
          return (
            ['F', 'FFilter', 'FDecodeParms'].some((key) => at(dict, key)) ||
            Number(length) !== contents.length
          )
        })
        .map(({ dict }) => String(dict)),
  },
  {
    id: '6.1.7.2',
    says: 'a stream is packed in a way that archives do not take',
    find: ({ streams }) =>
      streams
        .filter(({ dict }) => /LZW|Crypt/.test(String(dict.get(PDFName.of('Filter')))))
        .map(({ dict }) => String(dict)),
  },
  {
    id: '6.1.13',
    says: 'a name, a string, a page or what is saved of a state is larger than readers take',
    find: (file) => [
      ...[...textsOf(file)]
        .filter((each) =>
          each instanceof PDFName
            ? Buffer.byteLength(each.asString().slice(1).replaceAll(/#../g, '.')) > 127
            : each.asString().length / (each instanceof PDFHexString ? 2 : 1) > 32767,
        )
        .map((each) => String(each).slice(0, 80)),
      ...file.pages.flatMap(({ dictionary, steps }, page) => {
        const box = at(dictionary, 'MediaBox')
        const sizes = box instanceof PDFArray ? box.asArray().map(Number) : []
        const isLarge = Math.max(...sizes) > 14400 || Math.min(sizes[2] ?? 0, sizes[3] ?? 0) < 3
        const isDeep = stateDepth(steps.map(({ operator }) => operator)) > 28
        return names(isLarge || isDeep, `page ${page + 1}`)
      }),
    ],
  },
  {
    id: '6.2.2',
    says: 'a page has an operator that is none, or no resources of its own',
    find: ({ pages }) =>
      pages.flatMap(({ dictionary, steps }, page) => [
        ...steps
          .filter(({ operator }) => !OPERATORS.has(operator))
          .map(({ operator }) => `page ${page + 1}: ${operator}`),
        ...names(at(dictionary, 'Resources') === undefined, `page ${page + 1}`),
      ]),
  },
  {
    id: '6.2.3',
    says: 'nothing says what colours mean',
    find: ({ catalog }) => {
      const intents = at(catalog, 'OutputIntents')
      const all =
        intents instanceof PDFArray ? intents.asArray().map((_, index) => intents.lookup(index)) : []
      const own = all.filter((each) => nameAt(each, 'S') === 'GTS_PDFA1')
      const profile = at(own[0], 'DestOutputProfile')
      const isRgb = isProfile(profile) && String(at((profile as PDFRawStream).dict, 'N')) === '3'
      return names(
        own.length !== 1 || !isRgb || nameAt(own[0], 'OutputConditionIdentifier') === '',
        'catalog',
      )
    },
  },
  {
    id: '6.2.4',
    says: 'a colour is of another kind than the profile is for',
    find: (file) =>
      colorsOf(file).filter(
        (each) => !['DeviceRGB', 'DeviceGray', 'Cal', 'CalRGB', 'CalGray', 'Lab', 'Pattern'].includes(each),
      ),
  },
  {
    id: '6.2.5',
    says: 'a state of drawing changes with the device',
    find: (file) => having(file, 'TR', 'TR2', 'HTP', 'HT'),
  },
  {
    id: '6.2.8',
    says: 'a picture is smoothed, or has another one in its place',
    find: (file) => [
      ...having(file, 'Alternates', 'OPI'),
      ...file.dictionaries.filter((each) => at(each, 'Interpolate') === PDFBool.True).map(String),
    ],
  },
  {
    id: '6.2.9',
    says: 'an object is a program or refers to another file',
    find: ({ dictionaries }) =>
      dictionaries
        .filter(
          (each) =>
            at(each, 'Ref') !== undefined ||
            nameAt(each, 'Subtype') === 'PS' ||
            nameAt(each, 'Subtype2') === 'PS',
        )
        .map(String),
  },
  {
    id: '6.2.10',
    says: 'colours are mixed in a way that is not of the standard',
    find: ({ dictionaries }) =>
      dictionaries
        .map((each) => at(each, 'BM'))
        .filter((mode) => mode !== undefined && !BLENDS.has(textOf(mode)))
        .map(String),
  },
  {
    id: '6.2.11.7.3',
    says: 'the text of a code is one that is for private use',
    find: ({ fonts }) =>
      fonts.flatMap(({ codes, texts }) =>
        [...codes]
          .filter((code) => /[\ue000-\uf8ff]|[\udb80-\udbff]/.test(texts?.get(code) ?? ''))
          .map(String),
      ),
  },
  {
    id: '6.3.2',
    says: 'an annotation is hidden, or not printed',
    find: ({ pages }) =>
      pages.flatMap(({ annotations }) =>
        annotations.filter((each) => (Number(at(each, 'F') ?? 0) & 0b100111) !== 0b100).map(String),
      ),
  },
  {
    id: '6.3.3',
    says: 'an annotation that is no link has no appearance',
    find: ({ pages }) =>
      pages.flatMap(({ annotations }) =>
        annotations
          .filter(
            (each) => !['Link', 'Popup'].includes(nameAt(each, 'Subtype')) && at(each, 'AP') === undefined,
          )
          .map(String),
      ),
  },
  {
    id: '6.5',
    says: 'something happens by itself',
    find: (file) => [
      ...having(file, 'AA', 'OpenAction', 'JS', 'JavaScript'),
      ...file.dictionaries
        .filter((each) =>
          [
            'Launch',
            'Sound',
            'Movie',
            'ResetForm',
            'ImportData',
            'Hide',
            'SetOCGState',
            'Rendition',
            'Trans',
            'GoTo3DView',
          ].includes(nameAt(each, 'S')),
        )
        .map(String),
    ],
  },
  {
    id: '6.6.2.1',
    says: 'XMP is packed, or said to be of another kind',
    find: ({ catalog, xmp }) => {
      const stream = at(catalog, 'Metadata')
      const dictionary = stream instanceof PDFRawStream ? stream.dict : undefined
      const isXml = nameAt(dictionary, 'Type') === 'Metadata' && nameAt(dictionary, 'Subtype') === 'XML'
      return names(
        !isXml || at(dictionary, 'Filter') !== undefined || !/^<\?xpacket begin="\ufeff"/.test(xmp ?? ''),
        'catalog',
      )
    },
  },
  {
    id: '6.6.2.3',
    says: 'XMP uses a schema that it does not describe',
    find: ({ xmp }) =>
      names(
        /<pdfuaid:/.test(xmp ?? '') &&
          !/<pdfaSchema:namespaceURI>http:\/\/www\.aiim\.org\/pdfua\/ns\/id\/<[\s\S]*<pdfaProperty:name>part</.test(
            xmp ?? '',
          ),
        'pdfuaid',
      ),
  },
  {
    id: '6.6.4',
    says: 'XMP has no PDF/A identifier',
    find: ({ xmp }) =>
      names(
        said(xmp, 'pdfaid:part') !== '2' ||
          said(xmp, 'pdfaid:conformance') !== 'A' ||
          !/xmlns:pdfaid="http:\/\/www\.aiim\.org\/pdfa\/ns\/id\/"/.test(xmp ?? ''),
        'XMP',
      ),
  },
  {
    id: '6.6.5',
    says: 'XMP says something else than the description of the file',
    find: ({ info, xmp }) =>
      [
        ['Title', 'dc:title'],
        ['Author', 'dc:creator'],
        ['Subject', 'dc:description'],
        ['Keywords', 'pdf:Keywords'],
        ['Producer', 'pdf:Producer'],
        ['Creator', 'xmp:CreatorTool'],
        ['CreationDate', 'xmp:CreateDate'],
        ['ModDate', 'xmp:ModifyDate'],
      ]
        .map(
          ([key, element]) =>
            [key!, time(nameAt(info ?? undefined, key!)), said(xmp, element!) ?? ''] as const,
        )
        .filter(([, own, other]) => own !== other)
        .map(([key, own, other]) => `${key}: ${own}, ${other}`),
  },
  {
    id: '6.7.2.2',
    says: 'the file does not say that it is tagged',
    find: ({ catalog }) => names(at(at(catalog, 'MarkInfo'), 'Marked') !== PDFBool.True, 'catalog'),
  },
  {
    id: '6.7.3.3',
    says: 'there is no structure, or an element without content',
    find: ({ root, nodes }) => [
      ...names(!root || nodes.length === 0, 'catalog'),
      ...nodes
        .filter(
          ({ kids, runs, objects, type }) =>
            kids.length + runs.length + objects.length === 0 && !/^T[DHR]$/.test(type),
        )
        .map(({ role }) => role),
    ],
  },
  {
    id: '6.7.4',
    says: 'the language of the file is not known',
    find: ({ catalog }) => names(nameAt(catalog, 'Lang') === '', 'catalog'),
  },
  {
    id: '6.8',
    says: 'a file is embedded',
    find: (file) => [
      ...having(file, 'EF'),
      ...names(at(at(file.catalog, 'Names'), 'EmbeddedFiles') !== undefined, 'catalog'),
    ],
  },
  {
    id: '6.10',
    says: 'there is another way to show the file',
    find: (file) => [
      ...names(at(at(file.catalog, 'Names'), 'AlternatePresentations') !== undefined, 'catalog'),
      ...having(file, 'PresSteps'),
    ],
  },
  {
    id: '6.11',
    says: 'the file asks for more than every reader can do',
    find: ({ catalog }) => names(at(catalog, 'Requirements') !== undefined, 'catalog'),
  },
]

const BLENDS = new Set(
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity'.split(
    ' ',
  ),
)

/**
 * PDF/UA-1, condition by condition: those of the Matterhorn Protocol 1.1 that a program can see. Each says what is
 * wrong, and finds where.
 */
import { PDFArray, PDFBool, PDFDict, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib'
import { isPainting } from './content.ts'
import { allNodes, at, type CheckedFile, type Node, nameAt, textOf, textOfStream } from './file.ts'
import { metricsOf } from './metrics.ts'

export interface Condition {
  /** `01-003` of the protocol, or the clause of ISO 19005-2. */
  id: string
  says: string
  /** Places where it is so; empty where all is well. */
  find(file: CheckedFile): string[]
}

const STANDARD = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(
    ' ',
  ),
)

/** Parts that may only stand in some others, and that others may only hold. */
const families: Record<string, { parents: Record<string, string[]>; kids: Record<string, string[]> }> = {
  '09-004': {
    parents: {
      THead: ['Table'],
      TBody: ['Table'],
      TFoot: ['Table'],
      TR: ['Table', 'THead', 'TBody', 'TFoot'],
      TH: ['TR'],
      TD: ['TR'],
    },
    kids: {
      Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
      THead: ['TR'],
      TBody: ['TR'],
      TFoot: ['TR'],
      TR: ['TH', 'TD'],
    },
  },
  '09-005': {
    parents: { LI: ['L'], LBody: ['LI'] },
    kids: { L: ['L', 'LI', 'Caption'], LI: ['Lbl', 'LBody'] },
  },
  '09-006': { parents: { TOCI: ['TOC'] }, kids: { TOC: ['TOC', 'TOCI', 'Caption'] } },
  '09-007': {
    parents: { RB: ['Ruby'], RT: ['Ruby'], RP: ['Ruby'] },
    kids: { Ruby: ['RB', 'RT', 'RP'] },
  },
  '09-008': { parents: { WT: ['Warichu'], WP: ['Warichu'] }, kids: { Warichu: ['WT', 'WP'] } },
}

function misplaced(file: CheckedFile, id: string): string[] {
  const { parents, kids } = families[id]!
  return file.nodes.flatMap((node) => {
    const wrong = []
    const expected = parents[node.type]
    if (expected && !expected.includes(node.parent?.type ?? ''))
      wrong.push(`${node.type} in ${node.parent?.type}`)
    const own = kids[node.type]
    if (own && node.runs.length > 0) wrong.push(`content in ${node.type}`)
    if (own)
      for (const kid of node.kids) if (!own.includes(kid.type)) wrong.push(`${kid.type} in ${node.type}`)
    return wrong
  })
}

function of(file: CheckedFile, ...types: string[]): Node[] {
  return file.nodes.filter(({ type }) => types.includes(type))
}

function isSaid(node: Node): boolean {
  return ['Alt', 'ActualText'].some((key) => nameAt(node.dictionary, key).trim() !== '')
}

/** Whether a node, or what stands around it, says its language. */
function hasLanguage(file: CheckedFile, node: Node | null): boolean {
  if (isLanguage(nameAt(file.catalog, 'Lang'))) return true
  for (let each = node; each; each = each.parent) if (isLanguage(nameAt(each.dictionary, 'Lang'))) return true
  return false
}

function isLanguage(text: string): boolean {
  return /^[a-z]{2,8}(-[a-z\d]{1,8})*$/i.test(text)
}

/** Elements by the `page/number` of their runs. */
function owners(file: CheckedFile): Map<string, Node> {
  return new Map(file.nodes.flatMap((node) => node.runs.map((run) => [run, node] as const)))
}

/** Elements by the annotations that they hold. */
function holders(file: CheckedFile): Map<PDFDict, Node> {
  return new Map(file.nodes.flatMap((node) => node.objects.map((object) => [object, node] as const)))
}

function annotations(file: CheckedFile): PDFDict[] {
  return file.pages.flatMap((page) => page.annotations)
}

function ofSubtype(file: CheckedFile, ...subtypes: string[]): PDFDict[] {
  return annotations(file).filter((each) => subtypes.includes(nameAt(each, 'Subtype')))
}

/** Elements of a tree of numbers or names, by key. */
function leaves(tree: PDFDict | undefined, key: 'Nums' | 'Names'): Map<string, unknown> {
  const found = new Map<string, unknown>()
  const open = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    const pairs = at(node, key)
    if (pairs instanceof PDFArray)
      for (let index = 0; index + 1 < pairs.size(); index += 2) {
        const name = pairs.lookup(index)
        found.set(name instanceof PDFNumber ? String(name.asNumber()) : textOf(name), pairs.lookup(index + 1))
      }
    const kids = at(node, 'Kids')
    if (kids instanceof PDFArray)
      for (let index = 0; index < kids.size(); index++) open.push(kids.lookup(index, PDFDict))
  }
  return found
}

function headings(file: CheckedFile): number[] {
  return file.nodes.flatMap(({ type }) => (/^H[1-6]$/.test(type) ? [Number(type[1])] : []))
}

function attribute(node: Node, key: string) {
  const attributes = at(node.dictionary, 'A')
  const all =
    attributes instanceof PDFArray
      ? attributes.asArray().map((_, index) => attributes.lookup(index))
      : [attributes]
  return all.map((each) => at(each, key)).find((each) => each !== undefined)
}

function names(wrong: boolean, place: string): string[] {
  return wrong ? [place] : []
}

export const accessible: Condition[] = [
  {
    id: '01-003',
    says: 'an artifact is inside of tagged content',
    find: ({ pages }) =>
      pages.flatMap(({ steps }, page) =>
        steps
          .filter(({ operator, operands }) => /^B[DM]C$/.test(operator) && operands[0] === '/Artifact')
          .filter(({ marks }) => marks.some(({ number }) => number !== null))
          .map(() => `page ${page + 1}`),
      ),
  },
  {
    id: '01-004',
    says: 'tagged content is inside of an artifact',
    find: ({ pages }) =>
      pages.flatMap(({ steps }, page) =>
        steps
          .filter(({ operator, operands }) => operator === 'BDC' && operands[1]!.includes('/MCID'))
          .filter(({ marks }) => marks.some(({ tag }) => tag === 'Artifact'))
          .map(() => `page ${page + 1}`),
      ),
  },
  {
    id: '01-005',
    says: 'content is neither an artifact nor tagged',
    find: (file) => {
      const known = owners(file)
      return file.pages.flatMap(({ steps }, page) =>
        steps
          .filter(isPainting)
          .filter(
            ({ marks }) =>
              !marks.some(
                ({ tag, number }) =>
                  tag === 'Artifact' || (number !== null && known.has(`${page}/${number}`)),
              ),
          )
          .map(({ operator }) => `page ${page + 1}: ${operator}`),
      )
    },
  },
  {
    id: '01-005b',
    says: 'an element names content that is not there, or the tree of parents says something else',
    find: (file) => {
      const parents = leaves(at(at(file.catalog, 'StructTreeRoot'), 'ParentTree') as PDFDict, 'Nums')
      const drawn = new Set(
        file.pages.flatMap(({ steps }, page) =>
          steps.flatMap(({ marks }) => marks.map(({ number }) => `${page}/${number}`)),
        ),
      )
      const lost = file.nodes.flatMap(({ runs }) => runs.filter((run) => !drawn.has(run)))
      const strange = file.nodes.flatMap(({ runs, dictionary }) =>
        runs.filter((run) => {
          const [page, number] = run.split('/').map(Number)
          const key = at(file.pages[page!]?.dictionary, 'StructParents')
          const own = parents.get(String(key))
          return !(own instanceof PDFArray && own.size() > number! && own.lookup(number!) === dictionary)
        }),
      )
      const areas = [...holders(file)].filter(
        ([object, { dictionary }]) => parents.get(String(at(object, 'StructParent'))) !== dictionary,
      )
      return [...lost, ...strange, ...areas.map(([, { role }]) => role)]
    },
  },
  {
    id: '01-007',
    says: 'the file suspects its own tags',
    find: ({ catalog }) => names(at(at(catalog, 'MarkInfo'), 'Suspects') === PDFBool.True, 'MarkInfo'),
  },
  {
    id: '02-001',
    says: 'a type is neither a standard one nor mapped to one',
    find: ({ nodes }) => nodes.filter(({ type }) => !STANDARD.has(type)).map(({ role }) => role),
  },
  {
    id: '02-003',
    says: 'types are mapped in a circle',
    find: ({ roles }) =>
      [...roles.keys()].filter((role) => {
        const seen = new Set<string>()
        for (
          let each: string | undefined = role;
          each && STANDARD.has(each) === false;
          each = roles.get(each)
        ) {
          if (seen.has(each)) return true
          seen.add(each)
        }
        return false
      }),
  },
  {
    id: '02-004',
    says: 'a standard type is mapped to another one',
    find: ({ roles }) => [...roles.keys()].filter((role) => STANDARD.has(role)),
  },
  { id: '06-001', says: 'there is no XMP', find: ({ xmp }) => names(xmp === null, 'catalog') },
  {
    id: '06-002',
    says: 'XMP has no PDF/UA identifier',
    find: ({ xmp }) =>
      names(
        !/xmlns:pdfuaid="http:\/\/www\.aiim\.org\/pdfua\/ns\/id\/"[\s\S]*<pdfuaid:part>1</.test(xmp ?? ''),
        'XMP',
      ),
  },
  {
    id: '06-003',
    says: 'XMP has no title',
    find: ({ xmp }) =>
      names(!/<dc:title>\s*<rdf:Alt>\s*<rdf:li xml:lang="x-default">[^<]+</.test(xmp ?? ''), 'XMP'),
  },
  {
    id: '07-001',
    says: 'nothing is said of whether the title is shown',
    find: ({ catalog }) => names(!at(at(catalog, 'ViewerPreferences'), 'DisplayDocTitle'), 'catalog'),
  },
  {
    id: '07-002',
    says: 'the title is not shown',
    find: ({ catalog }) =>
      names(at(at(catalog, 'ViewerPreferences'), 'DisplayDocTitle') === PDFBool.False, 'catalog'),
  },
  ...Object.keys(families).map((id) => ({
    id,
    says: `an element stands where it may not: ${Object.keys(families[id]!.kids).join(', ')}`,
    find: (file: CheckedFile) => misplaced(file, id),
  })),
  {
    id: '10-001',
    says: 'a code has no text',
    find: ({ fonts }) =>
      fonts.flatMap(({ codes, texts, dictionary }) =>
        [...codes]
          .filter((code) => !texts?.get(code))
          .map((code) => `${nameAt(dictionary, 'BaseFont')} ${code}`),
      ),
  },
  {
    id: '11-001',
    says: 'the language of content is not known',
    find: (file) =>
      file.nodes.filter((node) => node.runs.length > 0 && !hasLanguage(file, node)).map(({ role }) => role),
  },
  {
    id: '11-002',
    says: 'the language of a text in place of content is not known',
    find: (file) =>
      file.nodes.filter((node) => isSaid(node) && !hasLanguage(file, node)).map(({ role }) => role),
  },
  {
    id: '11-003',
    says: 'the language of bookmarks is not known',
    find: (file) =>
      names(at(file.catalog, 'Outlines') !== undefined && !hasLanguage(file, null), 'bookmarks'),
  },
  {
    id: '11-004',
    says: 'the language of what is said of an annotation is not known',
    find: (file) => {
      const known = holders(file)
      return annotations(file)
        .filter((each) => nameAt(each, 'Contents') !== '' && !hasLanguage(file, known.get(each) ?? null))
        .map((each) => nameAt(each, 'Contents'))
    },
  },
  {
    id: '11-006',
    says: 'the language of the title is not known',
    find: (file) =>
      names(
        !hasLanguage(file, null) && !/<dc:title>[\s\S]*xml:lang="(?!x-default)/.test(file.xmp ?? ''),
        'XMP',
      ),
  },
  {
    id: '11-007',
    says: 'a language is none',
    find: ({ catalog, nodes }) =>
      [catalog, ...nodes.map(({ dictionary }) => dictionary)]
        .filter((each) => at(each, 'Lang') !== undefined && !isLanguage(nameAt(each, 'Lang')))
        .map((each) => nameAt(each, 'Lang')),
  },
  {
    id: '13-004',
    says: 'a figure has no text in its place',
    find: (file) =>
      of(file, 'Figure')
        .filter((node) => !isSaid(node))
        .map(({ runs }) => `Figure of ${runs}`),
  },
  {
    id: '13-004b',
    says: 'a figure has a text in its place more than once',
    find: (file) =>
      of(file, 'Figure')
        .filter((node) => allNodes(node).slice(1).some(isSaid))
        .map(({ dictionary }) => nameAt(dictionary, 'Alt')),
  },
  {
    id: '13-010',
    says: 'a figure has no box on its page (ISO 32000-1, 14.8.5.4.3)',
    find: (file) =>
      of(file, 'Figure', 'Formula')
        .filter((node) => {
          const box = attribute(node, 'BBox')
          const numbers = box instanceof PDFArray ? box.asArray().map(Number) : []
          const [left = 0, bottom = 0, right = 0, top = 0] = numbers
          const [page] = node.runs[0]?.split('/').map(Number) ?? []
          const sheet = at(file.pages[page ?? 0]?.dictionary, 'MediaBox')
          const [, , width = 0, height = 0] = sheet instanceof PDFArray ? sheet.asArray().map(Number) : []
          const isOn = left >= -1 && bottom >= -1 && right <= width + 1 && top <= height + 1
          return numbers.length !== 4 || left >= right || bottom >= top || !isOn
        })
        .map(({ dictionary }) => nameAt(dictionary, 'Alt')),
  },
  {
    id: '14-002',
    says: 'the first heading is not H1',
    find: (file) => names((headings(file)[0] ?? 1) !== 1, `H${headings(file)[0]}`),
  },
  {
    id: '14-003',
    says: 'a level of headings is left out',
    find: (file) =>
      headings(file).flatMap((level, index, all) =>
        index > 0 && level > all[index - 1]! + 1 ? [`H${level} after H${all[index - 1]}`] : [],
      ),
  },
  {
    id: '14-006',
    says: 'an element has more than one H',
    find: ({ nodes }) =>
      nodes.filter(({ kids }) => kids.filter(({ type }) => type === 'H').length > 1).map(({ role }) => role),
  },
  {
    id: '14-007',
    says: 'there is both H and H1',
    find: (file) => names(of(file, 'H').length > 0 && headings(file).length > 0, 'headings'),
  },
  {
    id: '15-003',
    says: 'the head of a table does not say what it is the head of',
    find: (file) =>
      of(file, 'TH')
        .filter((node) => !['Row', 'Column', 'Both'].includes(textOf(attribute(node, 'Scope'))))
        .map(({ runs }) => `TH of ${runs}`),
  },
  {
    id: '15-004',
    says: 'a cell names a head that is not there',
    find: (file) => {
      const ids = new Set(file.nodes.map(({ dictionary }) => nameAt(dictionary, 'ID')))
      return of(file, 'TD', 'TH').flatMap((node) => {
        const heads = attribute(node, 'Headers')
        const named = heads instanceof PDFArray ? heads.asArray().map(textOf) : []
        return named.filter((id) => !ids.has(id))
      })
    },
  },
  {
    id: '15-005',
    says: 'the rows of a table are not equally wide',
    find: (file) =>
      of(file, 'Table').flatMap((table) => {
        const rows = allNodes(table).filter(({ type }) => type === 'TR')
        const widths = rows.map(() => 0)
        for (const [index, { kids }] of rows.entries())
          for (const cell of kids) {
            const span = (key: string) => Number(attribute(cell, key) ?? 1)
            for (let row = index; row < index + span('RowSpan'); row++)
              widths[row] = (widths[row] ?? 0) + span('ColSpan')
          }
        return new Set(widths).size > 1 ? [widths.join(' ')] : []
      }),
  },
  {
    id: '17-002',
    says: 'a formula has no text in its place',
    find: (file) =>
      of(file, 'Formula')
        .filter((node) => !isSaid(node))
        .map(({ runs }) => `Formula of ${runs}`),
  },
  {
    id: '19-003',
    says: 'a note has no id',
    find: (file) =>
      of(file, 'Note')
        .filter(({ dictionary }) => nameAt(dictionary, 'ID') === '')
        .map(({ runs }) => String(runs)),
  },
  {
    id: '19-004',
    says: 'two elements have one id, or the tree of ids says something else',
    find: (file) => {
      const tree = leaves(at(at(file.catalog, 'StructTreeRoot'), 'IDTree') as PDFDict, 'Names')
      const named = file.nodes.filter(({ dictionary }) => at(dictionary, 'ID') !== undefined)
      const keys = [...tree.keys()]
      const unsorted = keys.filter((key, index) => index > 0 && key <= keys[index - 1]!)
      return [
        ...named
          .map(({ dictionary }) => nameAt(dictionary, 'ID'))
          .filter((id, index, all) => all.indexOf(id) !== index),
        ...named
          .filter(({ dictionary }) => tree.get(nameAt(dictionary, 'ID')) !== dictionary)
          .map(({ role }) => role),
        ...unsorted,
      ]
    },
  },
  {
    id: '20-001',
    says: 'content is optional',
    find: ({ catalog }) => names(at(catalog, 'OCProperties') !== undefined, 'catalog'),
  },
  {
    id: '21-001',
    says: 'an embedded file has no name',
    find: ({ dictionaries }) =>
      dictionaries
        .filter((each) => at(each, 'EF') !== undefined && !(at(each, 'F') && at(each, 'UF')))
        .map(String),
  },
  {
    id: '25-001',
    says: 'there is a dynamic form',
    find: ({ catalog }) => names(at(at(catalog, 'AcroForm'), 'XFA') !== undefined, 'catalog'),
  },
  {
    id: '26-001',
    says: 'the file is encrypted',
    find: ({ document }) => names(document.context.trailerInfo.Encrypt !== undefined, 'trailer'),
  },
  {
    id: '28-002',
    says: 'an annotation is in no element of its kind',
    find: (file) => {
      const known = holders(file)
      return annotations(file)
        .filter((each) => !['Widget', 'Link', 'PrinterMark'].includes(nameAt(each, 'Subtype')))
        .filter((each) => known.get(each)?.type !== 'Annot')
        .map((each) => nameAt(each, 'Subtype'))
    },
  },
  {
    id: '28-004',
    says: 'nothing is said of an annotation',
    find: (file) =>
      annotations(file)
        .filter((each) => !['Widget', 'PrinterMark', 'Link'].includes(nameAt(each, 'Subtype')))
        .filter((each) => nameAt(each, 'Contents') === '')
        .map((each) => nameAt(each, 'Subtype')),
  },
  {
    id: '28-007',
    says: 'there is a trap network',
    find: (file) => ofSubtype(file, 'TrapNet').map(() => 'TrapNet'),
  },
  {
    id: '28-008',
    says: 'a page with annotations says nothing of their order',
    find: ({ pages }) =>
      pages.flatMap(({ dictionary, annotations }, page) =>
        names(annotations.length > 0 && at(dictionary, 'Tabs') === undefined, `page ${page + 1}`),
      ),
  },
  {
    id: '28-009',
    says: 'annotations of a page follow one another in another order than that of the structure',
    find: ({ pages }) =>
      pages.flatMap(({ dictionary }, page) =>
        names(at(dictionary, 'Tabs') !== undefined && nameAt(dictionary, 'Tabs') !== 'S', `page ${page + 1}`),
      ),
  },
  {
    id: '28-010',
    says: 'a field of a form is in no element of its kind',
    find: (file) => {
      const known = holders(file)
      return ofSubtype(file, 'Widget')
        .filter((each) => known.get(each)?.type !== 'Form')
        .map(() => 'Widget')
    },
  },
  {
    id: '28-011',
    says: 'a link is in no element of its kind',
    find: (file) => {
      const known = holders(file)
      return ofSubtype(file, 'Link')
        .filter((each) => known.get(each)?.type !== 'Link')
        .map((each) => nameAt(each, 'Contents'))
    },
  },
  {
    id: '28-012',
    says: 'nothing is said of a link',
    find: (file) =>
      ofSubtype(file, 'Link')
        .filter((each) => nameAt(each, 'Contents').trim() === '')
        .map((each) => String(at(each, 'Dest'))),
  },
  {
    id: '30-001',
    says: 'a group refers to another file',
    find: ({ streams }) =>
      streams.filter(({ dict }) => at(dict, 'Ref') !== undefined).map(({ dict }) => String(dict)),
  },
  {
    id: '30-002',
    says: 'a group has marks of its own',
    find: ({ streams }) =>
      streams
        .filter((each) => nameAt(each.dict, 'Subtype') === 'Form' && textOfStream(each).includes('/MCID'))
        .map(({ dict }) => String(dict)),
  },
  {
    id: '31-001',
    says: 'a font and its encoding speak of different collections of glyphs',
    find: ({ fonts }) =>
      fonts
        .filter(({ dictionary }) => nameAt(dictionary, 'Subtype') === 'Type0')
        .filter(({ dictionary, descendant }) => {
          const system = at(descendant ?? undefined, 'CIDSystemInfo')
          const isIdentity = /^Identity-[HV]$/.test(nameAt(dictionary, 'Encoding'))
          return (
            !isIdentity || nameAt(system, 'Registry') !== 'Adobe' || nameAt(system, 'Ordering') !== 'Identity'
          )
        })
        .map(({ dictionary }) => nameAt(dictionary, 'BaseFont')),
  },
  {
    id: '31-004',
    says: 'a font does not say which glyph a code is',
    find: ({ fonts }) =>
      fonts
        .filter(({ descendant }) => nameAt(descendant ?? undefined, 'Subtype') === 'CIDFontType2')
        .filter(({ descendant }) => {
          const map = at(descendant ?? undefined, 'CIDToGIDMap')
          return !(map instanceof PDFRawStream) && textOf(map) !== 'Identity'
        })
        .map(({ dictionary }) => nameAt(dictionary, 'BaseFont')),
  },
  {
    id: '31-009',
    says: 'a font is not embedded',
    find: ({ fonts }) =>
      fonts
        .filter(
          ({ descriptor }) =>
            !['FontFile', 'FontFile2', 'FontFile3'].some((key) => at(descriptor ?? undefined, key)),
        )
        .map(({ dictionary }) => nameAt(dictionary, 'BaseFont')),
  },
  {
    id: '31-011',
    says: 'a font does not have a glyph that is shown',
    find: ({ fonts }) =>
      fonts.flatMap((font) => {
        const metrics = metricsOf(font)
        return metrics ? [...font.codes].filter((code) => code >= metrics.glyphs).map(String) : []
      }),
  },
  {
    id: '31-014',
    says: 'a font lists glyphs, and not all of them',
    find: ({ fonts }) =>
      fonts
        .filter(({ descriptor }) =>
          ['CIDSet', 'CharSet'].some((key) => at(descriptor ?? undefined, key) !== undefined),
        )
        .map(({ dictionary }) => nameAt(dictionary, 'BaseFont')),
  },
  {
    id: '31-016',
    says: 'a glyph has another width in the file than in its font',
    find: ({ fonts }) =>
      fonts.flatMap((font) => {
        const metrics = metricsOf(font)
        if (!metrics) return []
        return [...font.codes]
          .filter((code) => Math.abs(metrics.declared(code) - metrics.own(code)) > 1)
          .map(
            (code) =>
              `${nameAt(font.dictionary, 'BaseFont')} ${code}: ${metrics.declared(code)}, ${metrics.own(code)}`,
          )
      }),
  },
  {
    id: '31-027',
    says: 'a font has no table of texts',
    find: ({ fonts }) =>
      fonts.filter(({ texts }) => !texts).map(({ dictionary }) => nameAt(dictionary, 'BaseFont')),
  },
  {
    id: '31-028',
    says: 'the text of a code is the character 0',
    find: ({ fonts }) =>
      fonts.flatMap(({ texts }) => [...(texts ?? [])].filter(([, text]) => text.includes('\0')).map(String)),
  },
  {
    id: '31-029',
    says: 'the text of a code is U+FEFF or U+FFFE',
    find: ({ fonts }) =>
      fonts.flatMap(({ texts }) =>
        [...(texts ?? [])].filter(([, text]) => /[\ufeff\ufffe]/.test(text)).map(String),
      ),
  },
  {
    id: '31-030',
    says: 'the glyph for what a font does not have is shown',
    find: ({ fonts }) =>
      fonts.filter(({ codes }) => codes.has(0)).map(({ dictionary }) => nameAt(dictionary, 'BaseFont')),
  },
]

/** Marks and structure, set anew: nothing that is seen changes, everything is marked, and nothing is claimed in vain. */
import { PDFArray, PDFDict, PDFName, type PDFObject, PDFString } from '@cantoo/pdf-lib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { settleIn } from '../src/6-print/pages/settle.ts'
import type { Box } from '../src/6-print/pdf/box.ts'
import { mark, type Owner } from '../src/6-print/pdf/marks.ts'
import { describe as describePdf } from '../src/6-print/pdf/metadata.ts'
import { loadPdf } from '../src/6-print/pdf/pdf-lib.ts'
import { cutFonts } from '../src/font-cut.ts'
import type { Edition } from '../src/report.ts'
import { Session } from '../src/session.ts'
import { BrokenFile } from './pdf-ua/broken.ts'
import { failuresOf } from './pdf-ua/check.ts'
import { isPainting, type Step, stepsOf } from './pdf-ua/content.ts'
import { at, CheckedFile, nameAt } from './pdf-ua/file.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

describe('the content of a page', () => {
  const number = fc.integer({ min: 0, max: 500 })
  const rectangle = fc.tuple(number, number, number, number).map((sides) => `${sides.join(' ')} re\nf`)
  const text = fc
    .tuple(number, number)
    .map(([x, y]) => `BT\n/F4 9.5 Tf\n1 0 0 -1 ${x} ${y} Tm\n<00410042> Tj\n3.25 0 Td <0043> Tj\nET`)
  const state = fc.constantFrom('.1 .2 .3 RG .1 .2 .3 rg', '/G3 gs', '2 w', '0 0 m\n9 9 l\nS')
  const clip = rectangle.map((path) => path.replace('f', 'W* n'))
  const replaced = fc.constant(
    'BT\n/F4 9 Tf\n<0041> Tj\n/Span<</ActualText <FEFF2003> >> BDC\n5 0 Td <0001> Tj\nEMC\nET',
  )
  const image = fc.constant('q\n9 0 0 9 20 20 cm\n/X1 Do\nQ')
  const drawn = fc.oneof(rectangle, text, state, clip, replaced, image, fc.constant('BT\nET'))
  const several = fc.array(drawn, { maxLength: 5 }).map((all) => all.join('\n'))
  const run = fc.tuple(fc.constantFrom('P', 'Figure', 'LI'), several)
  const part = fc.oneof(
    several,
    run,
    several.map((inside) => `q\n1 0 0 1 5 5 cm\n${inside}\nQ`),
  )

  /** Chromium's stream of a page, and who owns its runs. */
  const page = fc.array(part, { maxLength: 8 }).map((parts) => {
    const owners: Owner[] = []
    const content = parts.map((each) => {
      if (typeof each === 'string') return each
      const [role, inside] = each
      owners.push({ role, isPicture: role === 'Figure' })
      return `/${role} <</MCID ${owners.length - 1} >>BDC\n${inside}\nEMC`
    })
    return { content: `${content.join('\n')}\n`, owners }
  })

  function marked({ content, owners }: { content: string; owners: Owner[] }) {
    const shown = new Uint8Array(0x10000)
    const made = mark(Buffer.from(content, 'latin1'), {
      ownerOf: (run) => owners[run],
      count: owners.length,
      boxOf: () => [0, 0, 1, 1],
      shownOf: () => shown,
      sheet: [0, 0, 500, 500],
    })
    return { ...made, text: made.content.toString('latin1'), shown }
  }

  const isMark = ({ operator, operands }: Step) =>
    operator === 'EMC' || (/^B[DM]C$/.test(operator) && !/ActualText/.test(operands[1] ?? ''))
  const seen = (text: string) =>
    stepsOf(text)
      .filter((step) => !isMark(step))
      .map(({ operator, operands }) => `${operands.join(' ')} ${operator}`)

  test('is drawn as before', () => {
    fc.assert(
      fc.property(page, (page) => {
        expect(seen(marked(page).text)).toEqual(seen(page.content))
      }),
    )
  })

  test('is marked all over: as an artifact, or with a number that nothing else has', () => {
    fc.assert(
      fc.property(page, (page) => {
        const { text, runs } = marked(page)
        const numbers = [...runs.values()].flat()
        expect(new Set(numbers).size).toBe(numbers.length)
        const begun = [...text.matchAll(/MCID (\d+)/g)].map(([, number]) => Number(number))
        expect(begun.toSorted()).toEqual(numbers.toSorted())
        for (const { marks } of stepsOf(text).filter(isPainting)) {
          const own = marks.filter(({ tag, number }) => tag === 'Artifact' || number !== null)
          expect(own).toHaveLength(1)
        }
      }),
    )
  })

  test('has of a picture all that is drawn for it, of others the texts', () => {
    fc.assert(
      fc.property(page, (page) => {
        const { text, runs } = marked(page)
        const owner = new Map(
          [...runs].flatMap(([run, numbers]) => numbers.map((own) => [own, page.owners[run]!])),
        )
        const before = stepsOf(page.content).filter(isPainting)
        const after = stepsOf(text).filter(isPainting)
        for (const [index, { operator, marks }] of before.entries()) {
          const own = marks.find(({ number }) => number !== null)
          const expected = own && page.owners[own.number!]!
          const isOwn = expected && (expected.isPicture || /T[jJ]/.test(operator))
          const found = after[index]!.marks.find(({ number }) => number !== null)
          expect(found && owner.get(found.number!)).toBe(isOwn ? expected : undefined)
        }
      }),
    )
  })

  test('has a box around its pictures, and no larger than what is not cut off', () => {
    const boxOf = (content: string): Box | undefined => {
      const owner: Owner = { role: 'Figure', isPicture: true }
      return marked({ content: `/Figure <</MCID 0 >>BDC\n${content}\nEMC\n`, owners: [owner] }).boxes.get(
        owner,
      )
    }
    expect(boxOf('10 20 30 40 re f 100 100 5 5 re f')).toEqual([10, 20, 105, 105])
    expect(boxOf('q 2 0 0 2 10 0 cm 10 20 30 40 re f Q')).toEqual([30, 40, 90, 120])
    expect(boxOf('q 0 1 -1 0 100 0 cm 10 20 30 40 re f Q')).toEqual([40, 10, 80, 40])
    expect(boxOf('q 0 0 50 50 re W n 10 20 300 300 re f Q')).toEqual([10, 20, 50, 50])
    expect(boxOf('q 9 0 0 9 20 30 cm /X1 Do Q')).toEqual([20, 30, 29, 39])
    expect(boxOf('400 400 m 600 600 l S')).toEqual([400, 400, 500, 500])
    expect(boxOf('10 10 5 5 re n')).toBeUndefined()
    const [left, bottom, right, top] = boxOf('BT /F4 10 Tf 1 0 0 1 50 60 Tm <00410041> Tj ET')!
    expect([left, right]).toEqual([50, 70])
    expect(bottom).toBeLessThan(60)
    expect(top).toBeGreaterThan(68)
  })

  test.each([
    ['marks in a text', 'BT /P <</MCID 0 >>BDC <0041> Tj EMC ET'],
    ['marks in marks', '/P <</MCID 0 >>BDC /P <</MCID 0 >>BDC EMC EMC'],
    ['marks that nobody knows', '/P <</MCID 7 >>BDC BT /F4 9 Tf <0041> Tj ET EMC'],
    ['marks that do not end', '/P <</MCID 0 >>BDC'],
    ['an image in the stream', 'BI /W 1 /H 1 ID a EI'],
    ['an operator that is none', '1 2 xyz'],
    ['a string of letters', 'BT /F4 9 Tf (a) Tj ET'],
    ['half a statement', '1 2 3'],
    ['a state too many', 'Q'],
  ])('is left alone where it has %s', (_, content) => {
    expect(() => marked({ content: `${content}\n`, owners: [{ role: 'P', isPicture: false }] })).toThrow()
  })
})

describe('a printed file', () => {
  let edition: Edition
  let raw: Uint8Array
  beforeAll(async () => {
    edition = await new Session(await writeReport(sample)).compose()
    expect(messagesOf(edition.files)).toBe('\n')
    const browser = await launch()
    const { pdf } = await settleIn(browser, edition, await cutFonts(edition), new Map())
    await browser.close()
    raw = pdf
  })

  /** Described, after it was tampered with. */
  async function described(tamper: (file: BrokenFile) => void = () => {}): Promise<Uint8Array> {
    const file = await BrokenFile.open(raw)
    tamper(file)
    return describePdf(await loadPdf(await file.save()), edition, 'a test')
  }

  async function claimsOf(pdf: Uint8Array): Promise<string[]> {
    const { xmp } = await CheckedFile.open(pdf)
    return ['pdfuaid', 'pdfaid'].filter((name) => xmp!.includes(`<${name}:part>`))
  }

  test('says that it is one for everybody and for ever', async () => {
    expect(await claimsOf(await described())).toEqual(['pdfuaid', 'pdfaid'])
  })

  test('is the same however Chromium has counted its elements', async () => {
    const once = await described()
    const again = await described((file) => {
      const ids = file.elements('TH').flatMap((head) => nameAt(head, 'ID') || [])
      expect(ids.length).toBeGreaterThan(1)
      const fresh = new Map(ids.map((id, index) => [id, `node${String(90000 - 7 * index).padStart(8, '0')}`]))
      for (const [, object] of file.document.context.enumerateIndirectObjects()) rename(object, fresh)
    })
    expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true)
  })

  test.each<[what: string, tamper: (file: BrokenFile) => void, claims: string[], fails: RegExp]>([
    [
      'a figure without a text',
      (file) => {
        for (const figure of file.elements('Figure')) figure.delete(PDFName.of('Alt'))
      },
      [],
      /^13-004 /m,
    ],
    [
      'a level of headings left out',
      (file) => {
        for (const heading of file.elements('H2')) file.set(heading, 'S', 'H4')
      },
      ['pdfaid'],
      /^14-003 /m,
    ],
    [
      'a picture for print',
      (file) => {
        const image = file.addStream('', { Type: 'XObject', Subtype: 'Image', ColorSpace: 'DeviceCMYK' })
        file.set(at(file.page, 'Resources') as PDFDict, 'XObject', { X9: image })
      },
      ['pdfuaid'],
      /^6\.2\.4 /m,
    ],
    [
      'a font that is not in the file',
      (file) => file.delete(file.font.descriptor, 'FontFile2'),
      [],
      /^31-009 /m,
    ],
    ['a text without a meaning', (file) => file.delete(file.font.dictionary, 'ToUnicode'), [], /^10-001 /m],
    [
      'a glyph that is none',
      (file) => file.draw((text) => text.replace(/<\w{4}> ?Tj/, '<0000> Tj')),
      [],
      /^31-030 /m,
    ],
    [
      'a page that cannot be read',
      (file) => file.draw((text) => `${text}\n0 0 9 9 re f\nBX EX`),
      [],
      /^01-005 /m,
    ],
    [
      'a glyph that is none, in a group',
      (file) => addGroup(file, 'BT /F1 9 Tf <0000> Tj ET', { F1: file.font.dictionary }),
      [],
      /^31-030 /m,
    ],
    ['a group with marks of its own', (file) => addGroup(file, '/P <</MCID 0>> BDC EMC'), [], /^30-002 /m],
    ['a colour for print in a group', (file) => addGroup(file, '0 0 0 1 k'), ['pdfuaid'], /^6\.2\.4 /m],
    [
      'a group whose text is written in another way',
      (file) => addGroup(file, 'BT /F1 9 Tf (ab) Tj ET', { F1: file.font.dictionary }),
      [],
      /^06-002 /m,
    ],
    ['a colour for print', (file) => file.draw((text) => `${text}\n0 0 0 1 k`), ['pdfuaid'], /^6\.2\.4 /m],
    [
      'a link without an element',
      (file) => {
        for (const link of file.elements('Link')) file.set(link, 'S', 'Span')
      },
      [],
      /^28-011 /m,
    ],
    ['a field of a form', (file) => file.annotate('Widget'), [], /^28-010 /m],
    [
      'a table in a paragraph of a list',
      (file) => file.set(file.element('Table'), 'S', 'P'),
      [],
      /^09-004 /m,
    ],
  ])('says no more than it is, with %s', async (_, tamper, claims, fails) => {
    const pdf = await described(tamper)
    expect(await claimsOf(pdf)).toEqual(claims)
    expect((await failuresOf(pdf)).join('\n')).toMatch(fails)
  })
})

/** Draws a group on the first page. */
function addGroup(file: BrokenFile, content: string, fonts: Record<string, PDFDict> = {}): void {
  const { context } = file.document
  const references = Object.entries(fonts).map(([name, font]) => [name, context.getObjectRef(font)!] as const)
  const group = file.addStream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 9, 9],
    Resources: { Font: Object.fromEntries(references) },
  })
  file.set(at(file.page, 'Resources') as PDFDict, 'XObject', { X9: group })
  file.draw((text) => `${text}\n/X9 Do`)
}

/** Gives ids other names, wherever they stand. */
function rename(object: PDFObject, names: Map<string, string>): void {
  const renamed = (value: PDFObject): PDFObject => {
    const name = value instanceof PDFString ? names.get(value.asString()) : undefined
    if (name !== undefined) return PDFString.of(name)
    rename(value, names)
    return value
  }
  if (object instanceof PDFDict) for (const [key, value] of object.entries()) object.set(key, renamed(value))
  if (object instanceof PDFArray)
    for (const [index, value] of object.asArray().entries()) object.set(index, renamed(value))
}

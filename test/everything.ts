/** A report with everything that a chapter can hold. */

/** @param rows Of its long table. */
export function everything(template: string, rows: number): Record<string, string> {
  return {
    ...files,
    'report.yaml': `template: ${template}\n${settings}`,
    'datasets/long.yaml': longTable(rows),
  }
}

const settings = `title: "A report (with) <odd> & \\\\ things"
date: 2025-03-09
language: en
publisher: P & Q
authors: [A, B]
raw_html: true
`

function longTable(count: number): string {
  const rows = Array.from({ length: count }, (_, row) => `  - [Row ${row}, ${row}]`)
  return `title: L
source: S
provenance: public
columns:
  k: { type: category, label: K }
  v: { type: number, label: V }
rows:
${rows.join('\n')}
`
}

/** What a chapter can hold, and what Chromium says of it in other ways than the standards do. */
const files: Record<string, string> = {
  'datasets/m.yaml': `title: M
source: S
provenance: public
columns:
  year: { type: year, label: Year }
  size: { type: number, unit: x, label: Size }
rows: [[2022, 100], [2023, 120]]
`,
  'chapters/see-through.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="90">
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity="0.3"/></linearGradient></defs>
<rect width="90" height="90" fill="url(#g)"/>
<g opacity="0.5"><rect x="20" width="50" height="50" fill="green"/><text x="20" y="40">Half</text></g>
<g style="mix-blend-mode:multiply"><circle cx="120" cy="40" r="30" fill="yellow"/></g>
</svg>
`,
  'chapters/01-all.md': `# First (one) {#sec-first}

Text with **strong**, *em*, ~~del~~, \`code\`, [a link](https://example.org/a?b=c&d), a note[^1] and :value[m.size 2023].
Another[^2] and again[^1].

[^1]: The note, with [link](https://example.org).
[^2]: Second.

> A quote
>
> > nested **quote**

- one
  - nested

    paragraph
  1. ordered
  2. second
- two

1. [ ] task
2. [x] done

\`\`\`js
const code = 1
\`\`\`

A formula $\\sqrt{\\frac{a}{b}}$ in a line, and on lines of their own:

$$
f(x) = \\left\\{\\begin{array}{c} \\hat\\beta \\\\ \\text{else } \\sum_{t=1}^n x_t \\\\ c \\\\ d \\\\ e \\end{array}\\right\\}
  + \\cancel{x} + \\widehat{ABC} + \\vec{v} + \\underbrace{a + b + c + d + e + f}_{6} + \\overline{AB} + \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}
$$ {#eq-all}

> $$ x^2 $$
>
> See [](#eq-all).

## Second

| a | b |
|---|--:|
| 1 | 2 |
|   | 4 |
| 5 |   |

---

### Third

<div>Raw text <span lang="de">deutsche Worte</span> and <b>bold</b></div>

<p lang="fr">Un paragraphe en français.</p>

<table><caption>Cap</caption><thead><tr><th rowspan="2">A</th><th colspan="2">B</th></tr><tr><th>B1</th><th>B2</th></tr></thead><tbody><tr><th>r</th><td></td><td>2</td></tr></tbody><tfoot><tr><td colspan="3">foot</td></tr></tfoot></table>

<dl><dt>Term</dt><dd>Definition</dd></dl>

<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> H<sub>2</sub>O <sup>2</sup> <q>quoted</q>

# A heading of many letters 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十

See [](#sec-first), [](#fig-chart), [](#tab-long).

:::figure{#fig-chart kind=bars data=m x=year series=size}
Chart
:::

:::figure{#fig-cards kind=cards data=m name=year lines=size}
Cards
:::

:::figure{#fig-svg}
Seen through

![seen through](see-through.svg)
:::

:::figure{#fig-bare}
Without a text of its own

![](see-through.svg)
:::

An inline ![inline picture](see-through.svg) picture, and one that only decorates ![](see-through.svg).

:::table{#tab-long data=long}
A long one
:::
`,
}

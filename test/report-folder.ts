/** Reports for tests. */
import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'

/** All mistakes of one run, as the command line lists them. */
export function messagesOf(files: VFile[]): string {
  return `${reporter(files, { color: false, quiet: true })}\n`
}

/**
 * Writes a report to a temporary folder.
 *
 * @param files Content by path.
 * @returns The folder.
 */
export async function writeReport(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
  return root
}

/**
 * Copies a report to a temporary folder, and gives it another template.
 *
 * @returns The folder.
 */
export async function inTemplate(report: string, template: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
  await cp(report, root, { recursive: true })
  const settings = await readFile(join(root, 'report.yaml'), 'utf8')
  const others = settings.split('\n').filter((line) => !line.startsWith('template:'))
  await writeFile(join(root, 'report.yaml'), [`template: ${template}`, ...others].join('\n'))
  return root
}

const bars = `\`\`\`vega-lite
height: 100
mark: bar
encoding:
  x: { field: year, type: ordinal }
  y: { field: size, type: quantitative }
\`\`\``

/** A small report that has one of everything. */
export const sample: Record<string, string> = {
  'report.yaml': `title: 样本报告：图表与引用
series: 测试系列（一）
date: 2025-03-09
publisher: 某机构（占位）
authors: [甲, 乙]
subject: 样本
keywords: [人工智能, 算力]
`,
  'datasets/market.yaml': `title: 市场规模
source: 某机构
as_of: 2025-03
provenance: public
columns:
  year: { type: year, label: 年份 }
  size: { type: number, unit: 十亿美元, label: 规模, format: ',.0f' }
  growth: { label: 同比, format: '.1f', derive: { yoy: size } }
forecast_from: 2025
rows: [[2022, 100], [2023, 120], [2024, 156], [2025, 180.5], [2026, null]]
`,
  'datasets/stages.yaml': `title: 阶段
source: 编者, "整理"
provenance: original
columns:
  period: { type: category, label: 时期 }
  points: { type: list, label: 要点 }
rows:
  - ['1956—1974', [定理证明, 用户行为与产业用途]]
  - ['1974—1980', [投入减少]]
`,
  'chapters/00-cover.md': `---
part: cover
---

- **要点**：规模为:value[market.size 2024]，见[](#fig-market)

::::rail
### 市场

:::figure{data=market}
规模走势

${bars}
:::
::::
`,
  'chapters/01-market.md': `# 市场 {#sec-market}

用户、产业、行业的文字可以复制。见[](#fig-stages)与[](#tab-market)。

## 规模

:::figure{#fig-market kind=bar-growth data=market x=year bar=size line=growth}
规模与同比增速
:::

### 三级标题

说明文字。

::::row
:::figure{#fig-left data=market}
左图

${bars}
:::

:::figure{#fig-right data=market alt="右图的替代文字"}
右图

${bars}
:::
::::

## 阶段

:::figure{#fig-stages kind=timeline data=stages}
发展阶段，承接[](#fig-market)
:::

${'阶段之间有长有短，文字也要占满一屏。'.repeat(120)}
`,
  'chapters/02-data.md': `# 数据

:::table{#tab-market data=market}
市场规模表
:::

:::figure{#fig-square}
一张图片

![红色方块](square.svg)
:::
`,
  'chapters/square.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90" fill="red"/></svg>',
  'chapters/99-back.md': `---
part: back
---

# 免责声明

占位文字。
`,
}

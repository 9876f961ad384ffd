/** Many small reports in one run: company notes of three pages, no two with the same words. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { yanbao } from './builds.mjs'
import { run } from './run.mjs'

const COUNT = 100

/** s that they may take. */
const LIMIT = 600

const WORDS =
  '公司 营业收入 净利润 同比 增长 毛利率 订单 产能 扩张 下游 需求 客户 认证 海外 市场 渠道 库存 研发 投入 费用 现金流 行业 景气度 竞争 格局 份额 价格 成本 原材料 供给 周期 政策 风险 估值 盈利 预测 电子 芯片 汽车 医药 化工 机械 通信 传媒 银行 地产 建材 钢铁 煤炭 电力 环保 军工 航空'.split(
    ' ',
  )

/**
 * @typedef {object} Measured
 * @property {number} count
 * @property {import('./run.mjs').Run} cold
 * @property {import('./run.mjs').Run} same Once more, where nothing has changed.
 */

/**
 * @param {string} root Folder that is written to.
 * @param {{ cache: string, say(what: string): void }} options Folder for caches, which holds the browser.
 * @returns {Promise<Measured>}
 */
export async function measureNotes(root, { cache, say }) {
  for (let note = 1; note <= COUNT; note++) await writeNote(join(root, `note-${note}`), note)
  say(`${COUNT} notes`)
  const cold = await run([yanbao, 'build', root], { cache, limit: LIMIT })
  say(`${COUNT} notes that have not changed`)
  const same = await run([yanbao, 'build', root], { cache, limit: LIMIT })
  await rm(root, { recursive: true })
  return { count: COUNT, cold, same }
}

async function writeNote(folder, seed) {
  const random = randomFrom(seed)
  const number = (least, most) => (least + random() * (most - least)).toFixed(1)
  const sentence = () =>
    Array.from(
      { length: 6 + Math.floor(random() * 12) },
      () => WORDS[Math.floor(random() * WORDS.length)],
    ).join('')
  const paragraph = () => `${Array.from({ length: 5 }, sentence).join('，')}。`
  const paragraphs = (count) => Array.from({ length: count }, paragraph).join('\n\n')
  const rows = [2020, 2021, 2022, 2023, 2024, 2025].map(
    (year) => `  - { year: ${year}, revenue: ${number(5, 90)}, profit: ${number(1, 9)} }`,
  )
  const files = {
    'report.yaml': `title: 公司${seed}点评\ndate: 2026-11-20\n`,
    'datasets/results.yaml': `title: 主要财务数据
source: 公司公告
as_of: 2026-10
provenance: illustrative
columns:
  year: { type: year, label: 年份 }
  revenue: { type: number, unit: 亿元, label: 营业收入, format: ',.1f' }
  profit: { type: number, unit: 亿元, label: 净利润, format: ',.1f' }
  growth: { label: 收入增速, derive: { yoy: revenue }, format: '.1f' }
forecast_from: 2025
rows:
${rows.join('\n')}
`,
    'chapters/01-note.md': `# 业绩点评 {#sec-note}

${paragraph()}收入为:value[results.revenue 2024]，同比变动:value[results.revenue 2024 yoy]，见[](#fig-revenue)与[](#tab-results)。

:::figure{#fig-revenue kind=bar-growth data=results x=year bar=revenue line=growth}
营业收入及增速
:::

${paragraphs(4)}

## 盈利预测

${paragraph()}

:::table{#tab-results data=results}
盈利预测
:::

${paragraphs(4)}
`,
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

/** The same numbers for the same seed, from 0 up to 1. */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (1_103_515_245 * state + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

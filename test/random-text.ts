/** Prose with what does not break: names, numbers with units, addresses, formulas, marks of notes. */

const HAN =
  '的市场规模增长行业公司产品价格需求供给企业投资技术研发收入利润同比环比预计未来竞争格局政策全球中国领先优势渗透率成本下降提升加速持续推动结构变化趋势应用场景商业模式'
const PIECES = [
  '$E = mc^2 + \\frac{1}{2}kT$',
  'DeepSeek-V3',
  'Claude-3.5-Sonnet-1022',
  'Frost & Sullivan',
  'GPT-4o',
  'Retrieval-Augmented Generation',
  'Qwen2.5-72B-Instruct',
  'NVIDIA',
  'internationalization',
  '1,234.56亿美元',
  '2024Q1-Q3',
  '30.1%',
  '3,276.8TFLOPS',
  'https://www.example.com/research/2025/03/a-long-address-of-a-page.html，',
  '“人工智能+”',
  '（Artificial General Intelligence，AGI）',
  '《中国人工智能发展报告2024》',
  '**大模型**',
  ':lit[12,345.6万亿元]的',
  '`max_position_embeddings`',
]
const WORDS =
  'the market of a company grows in internationalization research and development, while price competition accelerates across heterogeneous infrastructure; margins fall as capacity is added'.split(
    ' ',
  )

/**
 * A chapter of paragraphs and lists, the same for the same seed.
 *
 * @param count Of its blocks.
 * @param isPlain Without formulas, notes and lists: every line is nothing but its characters.
 */
export function randomText(seed: number, count: number, isPlain = false): string {
  const pieces = isPlain ? PIECES.filter((piece) => !piece.startsWith('$')) : PIECES
  let state = seed
  const below = (most: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  const notes: string[] = []
  const sentence = () => {
    let text = HAN[below(HAN.length)]!
    for (let words = 2 + below(8); words > 0; words--) {
      for (let left = 1 + below(9); left > 0; left--) text += HAN[below(HAN.length)]
      if (!isPlain && below(25) === 0) {
        notes.push(`[^n${seed}-${notes.length}]`)
        text += notes.at(-1)
      }
      if (below(3) === 0) text += pieces[below(pieces.length)]
      if (below(4) === 0) text += '，、；'[below(3)]
    }
    return `${text.replace(/[，、；]$/, '')}。`
  }
  const paragraph = () => Array.from({ length: 1 + below(6) }, sentence).join('')
  const english = () =>
    `${Array.from({ length: 40 + below(60) }, () => WORDS[below(WORDS.length)]).join(' ')}.`
  const block = () => {
    const kind = below(8)
    return kind === 0
      ? english()
      : kind === 1 && !isPlain
        ? `- ${paragraph()}\n- ${paragraph()}`
        : paragraph()
  }
  const blocks = Array.from({ length: count }, block)
  return `# 行\n\n${blocks.join('\n\n')}\n\n${notes.map((note) => `${note}: 见正文。`).join('\n')}\n`
}

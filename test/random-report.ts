/** Random reports of many shapes: text, lists, quotations, pictures of any height, short, long and wide tables, notes. */

export interface Shape {
  template: 'house' | 'folio'
  language: 'zh-CN' | 'en'
  chapters: number
  /** Blocks of a chapter, about. */
  blocks: number
  /** Share of sentences with a footnote (0–1). */
  notes: number
}

/** In the text each mark stands after `M1M`, `M2M` …, and the note that belongs to it begins with `N1N`, `N2N` … */
export interface RandomReport {
  files: Record<string, string>
  notes: number
}

const SENTENCES = {
  'zh-CN': [
    '研究部门每次更新数据之后都要重新编制报告',
    '数字与图表由同一数据集给出，因此正文与图一致',
    '需求放缓而龙头份额提升，价格竞争趋于缓和',
    'DeepSeek 与 OpenAI 的模型在 2024 年集中发布',
    '本章按年度口径统计',
  ],
  en: [
    'The desk rebuilds the report after each update of the data',
    'Figures and text agree because both come from one dataset',
    'Demand slows while the leaders gain share',
    'The chapter counts by calendar year',
  ],
}

/** The same report for the same seed. */
export function randomReport(seed: number, shape: Shape): RandomReport {
  const { template, language, chapters, blocks } = shape
  const author = new Author(seed, shape)
  const files: Record<string, string> = {
    'report.yaml': `title: Random ${seed}\ndate: 2025-03\nlanguage: ${language}\ntemplate: ${template}\npublisher: P\nauthors: [A]\n`,
  }
  for (let chapter = 1; chapter <= chapters; chapter++)
    files[`chapters/${String(chapter).padStart(2, '0')}-part.md`] = author.chapter(
      chapter,
      author.between(Math.ceil(blocks / 2), blocks * 2),
    )
  return { files, notes: author.notes }
}

class Author {
  notes = 0
  private state: number
  private figures = 0
  private definitions: string[] = []
  private readonly shape: Shape

  constructor(seed: number, shape: Shape) {
    this.state = seed
    this.shape = shape
  }

  chapter(number: number, blocks: number): string {
    this.definitions = []
    const parts = [`# ${number}\n`, this.paragraph()]
    for (let block = 0; block < blocks; block++) parts.push(this.block())
    return `${[...parts, ...this.definitions].join('\n\n')}\n`
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.random() * (most - least + 1))
  }

  /** Mulberry32. */
  private random(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  private isChosen(share: number): boolean {
    return this.random() < share
  }

  private oneOf<T>(all: T[]): T {
    return all[this.between(0, all.length - 1)]!
  }

  private sentences(count: number): string {
    const { language } = this.shape
    const stop = language === 'en' ? '. ' : '。'
    return Array.from({ length: count }, () => this.oneOf(SENTENCES[language]) + stop).join('')
  }

  private mark(share: number): string {
    if (!this.isChosen(share)) return ''
    const number = ++this.notes
    const length = this.isChosen(0.1) ? this.between(6, 12) : this.between(1, 3)
    this.definitions.push(`[^n${number}]: N${number}N ${this.sentences(length)}`)
    return ` M${number}M[^n${number}]`
  }

  private paragraph(): string {
    const { language, notes } = this.shape
    const stop = language === 'en' ? '. ' : '。'
    const sentence = () => this.oneOf(SENTENCES[language]) + this.mark(notes) + stop
    return Array.from({ length: this.between(2, 9) }, sentence).join('')
  }

  private block(): string {
    const drawn = this.random()
    if (drawn < 0.1)
      return `## ${this.sentences(1).slice(0, 12)}${this.mark(this.shape.notes)}\n\n${this.paragraph()}`
    if (drawn < 0.22) return this.figure(this.oneOf([3, 6, 9, 14]), 2)
    if (drawn < 0.25) return this.figure(this.between(20, 60), 2)
    if (drawn < 0.27) return this.figure(this.between(3, 30), 11)
    if (drawn < 0.34) return this.list()
    if (drawn < 0.38) return `> ${this.paragraph()}`
    if (drawn < 0.42) return this.table(this.between(2, 8), 2)
    return this.paragraph()
  }

  private list(): string {
    const items = Array.from({ length: this.between(2, 6) }, () => {
      const below = this.isChosen(0.3) ? `\n  1. ${this.paragraph()}\n  2. ${this.paragraph()}` : ''
      return `- ${this.paragraph()}${below}`
    })
    return items.join('\n')
  }

  private figure(rows: number, columns: number): string {
    const id = `tab-${++this.figures}`
    const lead = this.isChosen(0.7) ? `${this.sentences(1)} [](#${id})\n\n` : ''
    const title = `T${this.figures} ${this.sentences(1).slice(0, 10)}${this.mark(this.shape.notes)}`
    return `${lead}:::table{#${id} source="S"}\n${title}\n\n${this.table(rows, columns)}\n:::`
  }

  private table(rows: number, columns: number): string {
    const line = (cells: string[]) => `| ${cells.join(' | ')} |`
    const wide = (row: number, column: number) => (columns > 2 ? `12345678901${row}${column}` : `${row}`)
    const body = Array.from({ length: rows }, (_, row) =>
      line(
        Array.from({ length: columns }, (_, column) =>
          column === 0 ? `${2000 + row}${this.mark(this.shape.notes / 2)}` : wide(row, column),
        ),
      ),
    )
    const head = Array.from({ length: columns }, (_, column) => `c${column}`)
    return [line(head), line(head.map(() => '---')), ...body].join('\n')
  }
}

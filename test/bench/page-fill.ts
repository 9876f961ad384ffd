/** How full pages are, and what leaves them empty: of a report, and of generated ones of many shapes. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PrintDocument } from '../../src/6-print/browser/document.ts'
import { endBrowser, launch } from '../../src/6-print/index.ts'
import { Arrangement } from '../../src/6-print/pages/arrange.ts'
import { cutFonts } from '../../src/font-cut.ts'
import { failed } from '../../src/message.ts'
import { Session } from '../../src/session.ts'
import { randomReport, type Shape } from '../random-report.ts'

/** The promise is that a page is fuller, but before a chapter that begins a page. */
const FULL = 0.85

/** Of what stands at the head of the next page. */
export const causes = [
  'chapter or end',
  'landscape page',
  'heading',
  'figure or table',
  'note',
  'text',
] as const
export type Cause = (typeof causes)[number]

export interface Filling {
  report: string
  pages: number
  /** Numbers of pages under 85 % full. */
  causes: Record<Cause, number>
}

/** About 5, 20, 60 and 300 pages. */
const SHAPES: Array<Pick<Shape, 'chapters' | 'blocks'>> = [
  { chapters: 1, blocks: 12 },
  { chapters: 3, blocks: 18 },
  { chapters: 6, blocks: 30 },
  { chapters: 12, blocks: 75 },
]

/** @param root The folder of a report. */
export async function measureFill(root: string, say: (what: string) => void): Promise<Filling[]> {
  say('the report')
  const fillings = [{ report: 'the report', ...(await fillingOf(root)) }]
  for (const template of ['house', 'folio'] as const) {
    for (const [seed, shape] of SHAPES.entries()) {
      const language = seed % 2 === 0 ? ('zh-CN' as const) : ('en' as const)
      const { files } = randomReport(seed + 1, { template, language, notes: 0.05, ...shape })
      const folder = await write(files)
      say(`${template}, ${shape.chapters} chapters`)
      const filling = await fillingOf(folder)
      await rm(folder, { recursive: true })
      fillings.push({ report: `generated, ${template}, ${language}`, ...filling })
    }
  }
  return fillings
}

async function write(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'yanbao-bench-pages-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  return root
}

async function fillingOf(root: string): Promise<Omit<Filling, 'report'>> {
  const session = new Session(root)
  const edition = session.edition(await session.draw(await session.resolve()))
  if (failed(edition.files)) throw new Error('the report has mistakes')
  const browser = await launch()
  try {
    const document = await PrintDocument.open(browser, edition, await cutFonts(edition))
    const arrangement = await Arrangement.of(document.tab)
    if (!arrangement) throw new Error('the report has no flow of blocks')
    await arrangement.correct()
    return fillingIn(arrangement)
  } finally {
    endBrowser(browser)
  }
}

function fillingIn({ measured, turns }: Arrangement): Omit<Filling, 'report'> {
  const { blocks, heights } = measured.flow
  const parts = turns.flatMap(({ parts }) => parts)
  const pages = Math.max(...parts.map(({ page }) => page)) + 1
  const counts = Object.fromEntries(causes.map((cause) => [cause, 0])) as Record<Cause, number>
  for (let page = 0; page < pages; page++) {
    const own = parts.filter((part) => part.page === page)
    const isLandscape = own.some(({ block }) => blocks[block]!.landscape)
    const notes = own.flatMap(({ block, from, to }) =>
      blocks[block]!.notes.filter(({ at }) => at >= from && at < to).map(({ height }) => height),
    )
    const foot = notes.reduce((sum, height) => sum + height, notes.length > 0 ? heights.rule : 0)
    const end = Math.max(0, ...own.map(({ end }) => end))
    if ((end + foot) / (isLandscape ? heights.landscape : heights.page) >= FULL) continue
    const next = parts.find((part) => part.page === page + 1)
    const block = next && blocks[next.block]!
    if (!block || block.forced) counts['chapter or end']++
    else if (isLandscape || block.landscape) counts['landscape page']++
    else if (block.role === 'heading') counts.heading++
    else if (block.role === 'figure') counts['figure or table']++
    else if (block.notes.length > 0) counts.note++
    else counts.text++
  }
  return { pages, causes: counts }
}

/** The gallery of figure kinds: it shows every one, in both languages, and the manual has pictures of it as it is now. */
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { launch } from '../src/6-print/index.ts'
import { buildOnce, Session } from '../src/session.ts'
import { messagesOf } from './report-folder.ts'

const templates = join(import.meta.dirname, '../templates')
const kinds = (await readdir(join(templates, 'base/kinds'))).map((name) => basename(name, extname(name)))

describe.each(['en', 'zh'])('the gallery in %s', (language) => {
  const report = join(templates, 'gallery', language)
  const pictures = join(templates, 'gallery/pictures', language)

  test('shows every kind once, without a mistake or a finding', async () => {
    const { files } = await new Session(report).inspect()
    expect(messagesOf(files)).toBe('\n')
    expect(files.flatMap(({ messages }) => messages.map(String))).toEqual([])
    const shown = [...(await figures(report)).keys()]
    expect(shown.sort()).toEqual(kinds.sort())
  })

  test('has a picture of every kind as it is drawn now', async () => {
    const list = join(pictures, 'drawn-of.txt')
    const { snapshotUpdateState } = expect.getState().snapshotState
    const drawn = [...(await figures(report))].map(([kind, html]) => `${kind} ${hashOf(html)}\n`).join('')
    if (snapshotUpdateState === 'all') {
      await keepPictures(report, pictures)
      await writeFile(list, drawn)
    }
    expect(drawn, 'To draw them anew: npm test -- gallery.test -u').toBe(await readFile(list, 'utf8'))
    expect((await readdir(pictures)).sort()).toEqual(
      [...kinds.map((kind) => `${kind}.webp`), basename(list)].sort(),
    )
  })
})

/** Figures and tables as HTML, by the kind that is the name of each after `fig-` or `tab-`. */
async function figures(report: string): Promise<Map<string, string>> {
  const { print } = await new Session(report).compose()
  const found = print.matchAll(/<figure[^>]* id="(?:fig|tab)-([\w-]+)".*?<\/figure>/gs)
  return new Map([...found].map(([html, kind]) => [kind!, html]))
}

function hashOf(html: string): string {
  return createHash('sha256').update(html).digest('hex')
}

/** Replaces the pictures of a folder by those of the figures of a report, as its HTML edition shows them. */
async function keepPictures(report: string, folder: string): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'yanbao-gallery-'))
  await buildOnce(report, out)
  const browser = await launch()
  const tab = await browser.newPage()
  await tab.setViewport({ width: 740, height: 900, deviceScaleFactor: 1.2 })
  await tab.goto(pathToFileURL(join(out, 'html/index.html')).href)
  await tab.addStyleTag({ content: 'figure .foot > :not(.source) { display: none }' })
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const figure of await tab.$$('figure[id]')) {
    const kind = await figure.evaluate(({ id }) => id.replace(/^(fig|tab)-/, ''))
    await figure.screenshot({ path: join(folder, `${kind}.webp`), type: 'webp', quality: 45 })
  }
  await browser.close()
  await rm(out, { recursive: true })
}

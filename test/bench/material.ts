/** What the bare script works with: the specs and the print document of a report, as plain files. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { specsOf } from '../../src/4-chart/spec.ts'
import { cutFonts } from '../../src/font-cut.ts'
import { Memory } from '../../src/memory.ts'
import { failed } from '../../src/message.ts'
import { Session } from '../../src/session.ts'

/**
 * Writes `specs.json`, a list of whole Vega-Lite specs; `index.html`, the document with its charts, before its blocks are
 * put in order; `fonts/*.ttf`, cut to the characters of the report; and the pictures.
 *
 * @param root Report folder.
 * @param out Folder that is written to.
 */
export async function writeMaterial(root: string, out: string): Promise<void> {
  const session = new Session(root)
  const numbered = await session.resolve()
  const memory = new Memory()
  const specs = numbered.chapters.flatMap((chapter) => [...specsOf(chapter, numbered, memory).values()])
  const edition = session.edition(await session.draw(numbered))
  if (failed(edition.files)) throw new Error('the report has mistakes')
  const files = new Map<string, string | Uint8Array>([
    ['specs.json', JSON.stringify(specs)],
    ['index.html', edition.print],
  ])
  for (const [name, bytes] of await cutFonts(edition)) files.set(`fonts/${name}.ttf`, bytes)
  for (const [path, { file }] of edition.assets) files.set(path, file.value as Uint8Array)
  for (const [path, content] of files) {
    await mkdir(dirname(join(out, path)), { recursive: true })
    await writeFile(join(out, path), content)
  }
}

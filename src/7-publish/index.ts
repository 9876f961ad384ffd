/** 7-publish: the only room that writes into the report's folder: all that a build delivers, or nothing. */
import { basename, dirname, join, relative, sep } from 'node:path'
import { fail } from '../message.ts'
import type { Edition, Printed, Settings, Web } from '../report.ts'
import { manifestOf, sha256Of, textOfManifest } from './manifest.ts'
import { isInside, MANIFEST, writeOutput } from './output.ts'
import { workbookOf } from './workbook.ts'

export { formerPages, writeOutput } from './output.ts'
export { webFonts } from './web-fonts.ts'

/**
 * A build folder that leads out of the report is a mistake.
 *
 * @param root The report folder.
 */
export async function refuseLink(
  { settings }: { settings: Pick<Settings, 'file'> },
  out: string,
  root: string,
): Promise<void> {
  const inside = relative(root, out)
  const folders = inside.startsWith('..') ? [basename(out)] : inside.split(sep)
  for (const [index, folder] of folders.entries()) {
    const path = join(out, ...folders.slice(index + 1).map(() => '..'))
    if (await isInside(dirname(path), path)) continue
    fail(settings.file, undefined, 'file-outside', folder)
    return
  }
}

/**
 * Writes PDF, HTML edition, workbook and manifest.
 *
 * @param fonts Of the HTML edition: WOFF2 by font name.
 * @param out The build folder.
 * @returns The SHA-256 of each file, by path inside that folder.
 */
export async function publish(
  edition: Edition,
  web: Web,
  printed: Printed,
  fonts: Map<string, Uint8Array>,
  out: string,
): Promise<Array<[path: string, sha256: string]>> {
  const output = new Map<string, string | Uint8Array>([['report.pdf', printed.pdf]])
  for (const [path, content] of web.html) output.set(`html/${path}`, content)
  for (const [name, bytes] of fonts) output.set(`html/fonts/${name}.woff2`, bytes)
  output.set('report-data.xlsx', workbookOf(edition, printed.pages))
  const manifest = manifestOf(edition, printed, output)
  const text = textOfManifest(manifest)
  await writeOutput(out, new Map([...output, [MANIFEST, text]]))
  return [
    ...manifest.files.map(({ path, sha256 }) => [path, sha256] as [string, string]),
    [MANIFEST, sha256Of(text)],
  ]
}

/** Every folder in cases is a report: what is said of its mistakes, or what becomes of it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { failed } from '../src/message.ts'
import type { Edition } from '../src/report.ts'
import { Session } from '../src/session.ts'
import { messagesOf } from './report-folder.ts'

const cases = join(import.meta.dirname, 'cases')

test.each(await readdir(cases))('%s', async (name) => {
  const root = join(cases, name)
  const edition = await new Session(root).compose()
  if (failed(edition.files)) {
    await expect(messagesOf(edition.files)).toMatchFileSnapshot(join(root, 'expect/messages.txt'))
  } else {
    await expect(indexOf(edition)).toMatchFileSnapshot(join(root, 'expect/index.txt'))
    await expect(bodyOf(edition)).toMatchFileSnapshot(join(root, 'expect/body.html'))
  }
})

/** Everything that is numbered, a line an entry. */
function indexOf({ index, equations }: Edition): string {
  const lines = [...index, ...equations].map(({ entry: { kind, id, label }, title }) =>
    [kind, `#${id}`, label, title].join(' ').trimEnd(),
  )
  return lines.map((line) => `${line}\n`).join('')
}

/** The print document's own part: what its body holds, of every chart the frame and the texts. */
function bodyOf({ print }: Edition): string {
  const [, body = ''] = /<body>\n([\s\S]*)<\/body>/.exec(print) ?? []
  return body.replaceAll(/(<svg[^>]*>)([\s\S]*?)<\/svg>/g, (_, frame: string, marks: string) => {
    const texts = [...marks.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)
    return `${frame}${texts.join(' ')}</svg>`
  })
}

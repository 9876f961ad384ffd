/** `yanbao schema` */
import { join, relative } from 'node:path'
import { VFile } from 'vfile'
import { failed } from '../message.ts'
import { say } from '../phrase.ts'
import { type Command, listMistakes, OK, reportFolder } from './command.ts'
import { langOption, translationsFor } from './language.ts'

export const schemaCommand: Command = {
  operands: say`[report folder]`,
  summary: say`write JSON Schemas to build/schema/, with which an editor completes and checks the YAML files`,
  options: { lang: langOption },
  async run(operands, { lang }) {
    const root = reportFolder(operands)
    const out = join(root, 'build')
    const { jsonSchemas } = await import('../1-load/schema.ts')
    const { refuseLink, writeOutput } = await import('../7-publish/index.ts')
    const file = new VFile({ path: 'report.yaml' })
    await refuseLink({ settings: { file } }, out, root)
    if (failed([file])) return listMistakes([file], await translationsFor(lang))
    const schemas = jsonSchemas()
    const texts = [...schemas].map(
      ([name, schema]) => [`schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`] as const,
    )
    await writeOutput(out, new Map(texts))
    const written = say`Written to ${relative('', join(out, 'schema'))}: ${[...schemas.keys()].join(', ')}`
    console.log(written.in(await translationsFor(lang)))
    return OK
  },
}

/** `yanbao schema` */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type Command, OK, reportFolder } from './command.ts'

export const schemaCommand: Command = {
  operands: '[report folder]',
  summary: 'write JSON Schemas to build/schema/, with which an editor completes and checks the YAML files',
  options: {},
  async run(operands) {
    const folder = join(reportFolder(operands), 'build/schema')
    const { jsonSchemas } = await import('../1-load/schema.ts')
    const schemas = jsonSchemas()
    await mkdir(folder, { recursive: true })
    for (const [name, schema] of schemas) {
      await writeFile(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`)
    }
    console.log(`Written to ${relative('', folder)}: ${[...schemas.keys()].join(', ')}`)
    return OK
  },
}

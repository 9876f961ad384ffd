/** `yanbao merge` */

import { say } from '../phrase.ts'
import { type Command, MACHINE, UsageError } from './command.ts'
import { translationsFor } from './language.ts'

export const mergeCommand: Command = {
  operands: say`RECORDS ...`,
  summary: say`sum up what the parts of a build of many reports have recorded, and exit as the worst of them did`,
  options: { record: { type: 'string', about: say`FILE to write the records of all parts to` } },
  async run(operands, { record }) {
    if (operands.length === 0)
      throw new UsageError(say`Unexpected end, expected the records of at least one part`)
    const { close, recordsIn } = await import('./batch.ts')
    const { merge } = await import('../batch/merge.ts')
    const { writeRecords } = await import('../batch/record.ts')
    const parts = []
    for (const path of operands) parts.push(await recordsIn(path))
    const counts = new Set(parts.map(({ run }) => run.of))
    if (counts.size > 1)
      throw new UsageError(
        say`Unexpected parts of ${[...counts].join(' and of ')}, expected those of one run`,
      )
    const { records, absent } = merge(parts)
    if (record !== undefined) writeRecords(record as string, records)
    const translations = await translationsFor(undefined)
    const code = close(records, translations)
    for (const part of absent)
      console.log(say`  part ${part} of ${parts[0]!.run.of}: no records`.in(translations))
    return absent.length > 0 ? MACHINE : code
  },
}

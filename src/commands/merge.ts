/** `yanbao merge` */
import { type Command, MACHINE, UsageError } from './command.ts'

export const mergeCommand: Command = {
  operands: 'RECORDS ...',
  summary:
    'sum up what the parts of a build of many reports have recorded, and exit as the worst of them did',
  options: { record: { type: 'string', about: 'FILE to write the records of all parts to' } },
  async run(operands, { record }) {
    if (operands.length === 0)
      throw new UsageError('Unexpected end, expected the records of at least one part')
    const { close, recordsIn } = await import('./batch.ts')
    const { merge } = await import('../batch/merge.ts')
    const { writeRecords } = await import('../batch/record.ts')
    const parts = []
    for (const path of operands) parts.push(await recordsIn(path))
    const counts = new Set(parts.map(({ run }) => run.of))
    if (counts.size > 1)
      throw new UsageError(`Unexpected parts of ${[...counts].join(' and of ')}, expected those of one run`)
    const { records, absent } = merge(parts)
    if (record !== undefined) writeRecords(record as string, records)
    const code = close(records)
    for (const part of absent) console.log(`  part ${part} of ${parts[0]!.run.of}: no records`)
    return absent.length > 0 ? MACHINE : code
  },
}

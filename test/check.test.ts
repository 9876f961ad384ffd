/** Every folder in cases-check is a report: what the check finds in it, and how much of it is bound. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspect } from '../src/build.ts'
import { coverageTable, listOf } from '../src/commands/check.ts'

const cases = join(import.meta.dirname, 'cases-check')

test.each(await readdir(cases))('%s', async (name) => {
  const root = join(cases, name)
  const { files, coverage } = await inspect(root)
  const noted = files.filter(({ messages }) => messages.length > 0)
  await expect(`${listOf(noted, false)}\n`).toMatchFileSnapshot(join(root, 'expect/findings.txt'))
  await expect(`${coverageTable(coverage)}\n`).toMatchFileSnapshot(join(root, 'expect/coverage.txt'))
})

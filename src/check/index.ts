/** What `yanbao check` looks at, in order. Findings are messages on the files; nothing else is changed. */
import type { Memory } from '../memory.ts'
import { failed } from '../message.ts'
import type { Numbered } from '../report.ts'
import type { Arithmetic } from './arithmetic.ts'
import { checkDatasets, checkUse } from './datasets.ts'
import { checkFigures, checkMentions } from './figures.ts'
import { type Coverage, checkNumerals } from './numerals.ts'
import { passagesOf } from './passages.ts'
import { checkSections } from './sections.ts'
import { checkSpelling } from './spelling.ts'
import { checkTypography } from './typography.ts'

/**
 * Notes every finding on its file.
 *
 * @returns How many numerals of each chapter come from the data.
 */
export function check(numbered: Numbered, arithmetic: Arithmetic, memory: Memory): Coverage[] {
  // A mistake in a file may hide what it was meant to show or to refer to.
  const broken = numbered.files.filter((file) => failed([file]))
  const passages = passagesOf(numbered, memory)
  const coverage = checkNumerals(passages, numbered, arithmetic)
  checkDatasets(numbered, arithmetic)
  checkFigures(numbered, broken)
  if (broken.length === 0) {
    checkMentions(numbered)
    checkUse(numbered)
  }
  checkTypography(passages, numbered)
  checkSpelling(passages, numbered)
  checkSections(numbered)
  return coverage
}

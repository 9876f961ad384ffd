/** What `yanbao check` looks at, in order. Findings are messages on the files; nothing else is changed. */
import type { Memory } from '../memory.ts'
import { failed, note } from '../message.ts'
import type { Numbered } from '../report.ts'
import { checkDatasets, checkUse } from './datasets.ts'
import { checkDirections } from './direction.ts'
import { checkFigures, checkMentions } from './figures.ts'
import { checkHeadingMarks } from './headings.ts'
import { type Coverage, checkNumerals } from './numerals.ts'
import { type Text, textsOfChapters, textsOfData } from './passages.ts'
import { checkRanges } from './ranges.ts'
import { checkSections } from './sections.ts'
import { checkSpelling, namesOf } from './spelling.ts'
import { checkTypography } from './typography.ts'

/**
 * Notes every finding on its file.
 *
 * @returns How many numerals of each chapter come from the data.
 */
export function check(numbered: Numbered, memory: Memory): Coverage[] {
  // A mistake in a file may hide what it was meant to show or to refer to.
  const broken = numbered.files.filter((file) => failed([file]))
  const chapters = textsOfChapters(numbered, memory)
  const data = textsOfData(numbered, memory)
  const coverage = checkNumerals(chapters, numbered, memory)
  checkDirections(chapters, numbered, memory)
  checkDatasets(numbered, memory)
  checkFigures(chapters, numbered, broken, memory)
  if (broken.length === 0) {
    checkMentions(chapters, numbered, memory)
    checkUse(numbered, memory)
  }
  checkPieces(numbered)
  checkWriting([...chapters, ...data], numbered, memory)
  checkSections(chapters, numbered, memory)
  return coverage
}

function checkPieces({ unusedPieces, settings: { file, rules } }: Numbered): void {
  for (const path of unusedPieces) note(rules, file, undefined, 'piece-unused', path)
}

function checkWriting(texts: Text[], { settings, house }: Numbered, memory: Memory): void {
  const { spelling, hanLatinSpace, words } = house
  const { rules } = settings
  const names = memory.recall('names', { spelling }, ({ spelling }) => namesOf(spelling))
  for (const text of texts) {
    memory.recall(
      `${text.file.path} writing`,
      { text, rules, names, hanLatinSpace, words },
      ({ text, rules, names, hanLatinSpace, words }) => {
        checkHeadingMarks(text, rules)
        checkTypography(text, rules, hanLatinSpace)
        checkRanges(text, rules, words)
        checkSpelling(text, rules, names)
      },
      { files: [text.file] },
    )
  }
}

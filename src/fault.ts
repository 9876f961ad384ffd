/** What went wrong and is no mistake of an author, as a sentence. */
import { home, version } from './home.ts'
import { machineFault } from './message.ts'
import { inWords, type Sayable, say, type Translations } from './phrase.ts'

/** With which the sentence on a fault of the compiler begins, in English. */
const OURS = `This is a fault of yanbao ${version}`

/**
 * What the machine lacks, or where the compiler broke.
 *
 * @param translations Of the language of whoever reads it; what is recorded is English.
 */
export function faultSentence(fault: unknown, translations: Translations = {}): string {
  return inWords(machineFault(fault) ?? ownFault(fault), translations)
}

function ownFault(fault: unknown): Sayable {
  const { message, stack = '' } = fault instanceof Error ? fault : new Error(String(fault))
  const where = /^ +at .*$/m.exec(stack)?.[0].trim().replaceAll(home, '.')
  const place = where ? ` (${where})` : ''
  return say`This is a fault of yanbao ${version}, not of the report: ${message.split('\n')[0]!}${place}. What was there before is unchanged. Please report it, with what shows it; YANBAO_TRACE=1 says more of where it happened.`
}

/** Whether a sentence is on a fault of the compiler, of whichever version. */
export function isOurs(sentence: string): boolean {
  return sentence.startsWith(OURS.replace(version, ''))
}

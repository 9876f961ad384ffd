/** What went wrong and is no mistake of an author, as a sentence. */
import { home, version } from './home.ts'
import { machineFault } from './message.ts'

/** With which the sentence on a fault of the compiler begins. */
const OURS = `This is a fault of yanbao ${version}`

/** What the machine lacks, or where the compiler broke. */
export function faultSentence(fault: unknown): string {
  const machine = machineFault(fault)
  if (machine !== null) return machine
  const { message, stack = '' } = fault instanceof Error ? fault : new Error(String(fault))
  const where = /^ +at .*$/m.exec(stack)?.[0].trim().replaceAll(home, '.')
  const place = where ? ` (${where})` : ''
  return `${OURS}, not of the report: ${message.split('\n')[0]}${place}. What was there before is unchanged. Please report it, with what shows it; YANBAO_TRACE=1 says more of where it happened.`
}

/** Whether a sentence is on a fault of the compiler, of whichever version. */
export function isOurs(sentence: string): boolean {
  return sentence.startsWith(OURS.replace(version, ''))
}

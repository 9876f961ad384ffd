/** The languages that messages are said in. */
import type { Translations } from './phrase.ts'
import { phrases } from './phrases-zh.ts'

/** @param language Its tag; what nothing else is said in is English. */
export function translationsIn(language: string): Translations {
  return /^zh\b/i.test(language) ? phrases : {}
}

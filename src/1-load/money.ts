/** Whether what stands between two dollar signs is a sentence about money, and no formula. */

/** `5`, `3.2亿`, `10 million`, `1.5bn`. */
const AMOUNT = /^[\d.,]*\d\s?(?:[百千万亿兆]|(?:k|m|b|t|mn|bn|tn|mm|thousand|million|billion|trillion)\b)/i

/** A currency whose own dollar sign the closing one is: `US$`. */
const CURRENCY = /(?:^|[^\p{L}\\])(?:US|HK|NT|NZ|AU|CA|SG|MX|TW|JM|BZ)$/u

/** Full-width punctuation, and the quotes of Chinese sentences. */
const SENTENCE = /[\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]/

/** What no formula that begins with a number has outside of `\text{…}`. */
const WORDS = /\p{Script=Han}|(?<!\p{L})\p{L}{3,}/u

/** @param tex Between two dollar signs of a line. */
export function isProse(tex: string): boolean {
  const outside = outsideGroups(tex)
  if (CURRENCY.test(tex) || SENTENCE.test(outside)) return true
  return /^\d/.test(tex) && (AMOUNT.test(tex) || WORDS.test(outside))
}

/** A formula without its commands, and without what stands in braces. */
function outsideGroups(tex: string): string {
  let depth = 0
  let outside = ''
  for (const [part] of tex.matchAll(/\\(?:[A-Za-z]+|[\s\S])|[\s\S]/gu)) {
    if (part === '{') depth++
    else if (part === '}') depth = Math.max(0, depth - 1)
    else if (depth === 0 && !part.startsWith('\\')) outside += part
  }
  return outside
}

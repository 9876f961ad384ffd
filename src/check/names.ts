/** Digits that are no numerals: dates, list numbers, references, and the names of models, indices and shares. */
import type { Memory } from '../memory.ts'
import type { Dataset, Numbered } from '../report.ts'
import { NAMES } from './name-patterns.ts'
import { COUNTED, endsInMoney, isLatinUnit } from './quantity.ts'

/** Stands in place of every character that is not to be read as a numeral. */
const BLANK = '\0'

/** A word of Latin letters and digits, its parts joined by hyphens and the like: GPT-4, DeepSeek-V3, 7B, 4-bit. */
const LATIN_WORD =
  /(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|[\p{Script=Latin}\d])[\p{Script=Latin}\d]*(?:[-.·_‑]+[\p{Script=Latin}\d]+)*/gu

/** Measures that stand right before their number: PE15倍, yoy-3%. */
const MEASURED =
  'PE|PB|PS|PEG|EPS|DPS|BPS|ROE|ROA|ROIC|ROIIC|EBITDA|EV|NAV|NPL|NIM|IRR|WACC|CPI|PPI|PMI|GDP|GMV|MAU|DAU|ARPU|ASP|CAGR|YoY|yoy|YOY|QoQ|qoq|QOQ|MoM|mom|HR|OR|ORR|OS|PFS|DXY|VIX|BDI|SCFI|CCFI|BDTI|BCTI|LPR|MLF|SHIBOR|TTM|CAPEX|Capex|FCF|PUE|Beta|beta|LTV|RSI|WTI|Brent|LME|COMEX|EBIT|NPM|GPM|OPM|SOTP|TAM|TC|RC'
const MEASURED_WORD = new RegExp(`^(?:${MEASURED}|RMB|CNY|USD|HKD|EUR)[-+]?(?=\\d)`)

/** A name and its version among Chinese words: Llama 3, PCIe 5.0, Claude 3.5, iPhone 16. */
const VERSION = new RegExp(
  `(?<![A-Za-z])(?!(?:${MEASURED}|RMB|CNY|USD|HKD|EUR)[ \\u00a0])(?:[A-Z]|i(?=[A-Z]))[A-Za-z+.-]{0,30}[ \\u00a0]\\d{1,5}(?:\\.\\d)?(?![\\d.,]{0,20}\\d|\\s{0,2}${COUNTED})`,
  'gu',
)

/** Keys of larger datasets are not looked for in texts. */
const MOST_ROWS = 400

/** Digits that the data use in names, and units in Latin letters. */
export interface Known {
  names: RegExp | null
  units: Set<string>
}

/** Names of the house, keys and labels of the data that hold digits: 沪深300; the same as long as those are. */
export function knownOf({ house, datasets }: Numbered, memory: Memory): Known {
  const used = [...datasets.values()].map((dataset) =>
    memory.recall(`${dataset.file.path} names`, { dataset }, ({ dataset }) => usedIn(dataset)),
  )
  const names = [
    ...new Set([...namesAmong(Object.keys(house.spelling)), ...used.flatMap(({ names }) => names)]),
  ]
  const units = [...new Set(used.flatMap(({ units }) => units))]
  return memory.recall('known', { names, units }, ({ names, units }) => ({
    names: patternOf(names),
    units: new Set(units),
  }))
}

function usedIn({ columns, rows }: Dataset): { names: string[]; units: string[] } {
  const keys = rows.length <= MOST_ROWS ? rows : []
  const categories = columns.filter(({ type }) => type === 'category')
  const names = [
    ...columns.map(({ label }) => label),
    ...categories.flatMap(({ name }) => keys.map(({ cells }) => String(cells[name]?.value ?? ''))),
  ]
  const units = columns.map(({ unit }) => unit).filter((unit) => /^\p{Script=Latin}/u.test(unit))
  return { names: namesAmong(names), units }
}

function namesAmong(texts: string[]): string[] {
  return texts.filter((text) => /\d/.test(text) && /\p{L}/u.test(text))
}

/** The longest first; null where there is none. */
function patternOf(names: string[]): RegExp | null {
  const written = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return written.length > 0 ? new RegExp(written.join('|'), 'g') : null
}

/** The text with blanks in place of digits that are no numerals; as long as before. */
export function maskNames(text: string, { names, units }: Known): string {
  if (!/\d/.test(text)) return text
  const blank = (match: string) => BLANK.repeat(match.length)
  let masked = names ? text.replaceAll(names, blank) : text
  for (const pattern of Object.values(NAMES).flat()) masked = masked.replaceAll(pattern, blank)
  masked = masked.replaceAll(LATIN_WORD, (word, at: number) => {
    const isName = /\p{L}/u.test(word) && /\d/.test(word) && !isQuantity(word, endsInMoney(text, at), units)
    return isName ? blank(word) : word
  })
  return /\p{Script=Han}/u.test(text) ? masked.replaceAll(VERSION, blank) : masked
}

/** Whether a word is a number with its unit, or several of them: 17kW, 1.2x-1.5x, PE15. */
function isQuantity(word: string, isMoney: boolean, units: Set<string>): boolean {
  const measured = MEASURED_WORD.exec(word)?.[0] ?? ''
  return word
    .slice(measured.length)
    .split('-')
    .every((part, index) => {
      const [digits = ''] = /^[\d,.]*/.exec(part) ?? []
      const unit = part.slice(digits.length)
      // 100-MW
      const isAfterDigits = digits !== '' || index > 0
      const isThousands = unit === 'k' && digits.length > 1
      return isAfterDigits && (unit === '' || isThousands || units.has(unit) || isLatinUnit(unit, isMoney))
    })
}

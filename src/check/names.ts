/** Digits that are no numerals: dates, list numbers, references, and the names of models, indices and shares. */
import type { Memory } from '../memory.ts'
import type { Dataset, Numbered } from '../report.ts'

/** Stands in place of every character that is not to be read as a numeral. */
const BLANK = '\0'

/** Words that count something: what stands before them is a quantity. */
const MEASURE = `(?:${[
  '万|亿|千|百|十|兆|余|几|多(?!模)|[%％‰]|pct|bps?|pp',
  '个|家|项|倍|台|套|张|款|种|层|颗|片|块|卡|次|名|条|件|辆|部|座|所|口|手|户|岁|点|份|支',
  '人(?![工均民类才机形])|位(?![于居列])|天(?![津猫孚])|股(?![份价票权])|成(?![本为立功长都])|只(?![有是要能])',
  '周|元(?![年素器件宇])|美元|港元|欧元|日元|吨|千克|公斤|米|公里|平方|度|瓦|小时|分钟|秒',
  '英寸|寸|纳米|微米|毫米|厘米|字节(?!跳)|比特',
].join('|')})`

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?'

const YEAR = '(?:18|19|20|21)\\d{2}'

/** In the order they are looked for: what an earlier one takes is not there for a later one. */
const PATTERNS: RegExp[] = [
  // addresses and telephones
  /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/giu,
  /(?<!\d)(?:\+\d{1,3}[- ])?(?:0\d{2,3}[- ]\d{7,8}|1[3-9]\d{9}|400-\d{3}-?\d{4})(?!\d)/g,

  // shares: （688018）, [002371.SZ], 0981.HK
  /(?<=[（([【](?:[\d.A-Z\s、,，;；/]{0,60}[\s、,，;；/])?)(?:\d{6}|0\d{3,4}|\d{1,6}\.[A-Z]{1,2})(?=\s*[）)\]】、,，;；/])/g,
  /(?<![\d.])\d{1,6}\.(?:SH|SZ|BJ|HK|US|SS|[ONATLKS])(?![A-Za-z])/g,

  // dates: 2024-03-31, 2024/3, 10:30, 2024Q1-Q3, FY2024, 2025E, 1960s, 20世纪70年代, 24年上半年, 3月9日
  /(?<![\d.])(?:19|20)\d{2}(?:([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])|[-/](?:1[0-2]|0?[1-9]))(?![\d%％])/g,
  /(?<![\d:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])/g,
  /\d{1,2}\s*世纪(?:\s*\d{2}\s*年代)?|\d{2,4}\s*年代/g,
  new RegExp(
    `(?<![\\d.$¥€£￥])(?:FY\\s?)?${YEAR}(?:Q[1-4](?:\\s*[-–—~～至]\\s*Q?[1-4])?|[1-4]Q|H[12]|[12]H|9M)?(?:[EAF](?![A-Za-z]))?s?(?![A-Za-z])(?:\\s*[-–—~～/]\\s*(?:1[3-9]|[2-9]\\d)(?:E|\\s*年)(?!\\d))?(?!\\d|[.,]\\d|\\s*${MEASURE})`,
    'gu',
  ),
  /(?<!\d)\d{2}(?=年(?:[上下]半年|前?[一二三四1-4]季|全年|年[报末初底]|[初末底]|\d{1,2}月|Q|H))/g,
  /(?<![\d.])(?:1[0-2]|0?[1-9])(?:\s*[-–—~～至、和]\s*(?:1[0-2]|0?[1-9]))?\s*月(?:份|底|初|末)?(?:\s*(?:3[01]|[12]\d|0?[1-9])\s*[日号])?/g,
  /(?<![\d.])(?:3[01]|[12]\d|0?[1-9])\s*[日号](?!均)/g,
  /前?[1-4]\s*个?季度|前[1-4]个?月/g,
  new RegExp(`\\b${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?\\b|\\b\\d{1,2}\\s+${MONTH}(?![a-z])`, 'g'),

  // references: 图 8、表 3-1、第 1.2 节, Figure 8
  new RegExp(
    `(?:(?<![地版意试企力拼蓝])图表?|附[图表录]|(?<![代列报仪年季外])表|公式|(?<![关备])注)\\s*\\d+(?:[.\\-–]\\d+)*(?:\\s*[、和与及至—–~-]\\s*[图表]?\\s*\\d+(?:[.-]\\d+)*)*(?!\\d|${MEASURE})`,
    'gu',
  ),
  /\d+(?:\.\d+)+\s*[章节]/g,
  /\b(?:Figures?|Figs?\.?|Tables?|Exhibits?|Charts?|Sections?|Chapters?|Parts?|Steps?|Equations?|Appendix|Notes?|Pages?|No\.|pp?\.)\s*\d+(?:[.–-]\d+)*(?:(?:\s*,\s*|\s+and\s+|\s+to\s+)\d+(?:\.\d+)*(?![\d%]))*/gi,
  /[§#＃№]\s*\d+(?:\.\d+)*/g,

  // ordinals and list numbers: 第3, （1）, 1. at the beginning, Top 10
  /第\s*\d+(?:\.\d+)*/g,
  /[（(]\s*\d{1,2}\s*[）)]/g,
  /(?:^|(?<=[。；;：:!！?？\n]))\s*\d{1,2}(?:[.．、)）](?!\d))/g,
  /(?<=[，,、])\s*\d{1,2}[)）](?=\s*\p{L})/gu,
  /\bTop[\s-]?\d+/gi,
]

/** A word of Latin letters and digits, its parts joined by hyphens and the like: GPT-4, DeepSeek-V3, 7B, 4-bit. */
const LATIN_WORD =
  /(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|[\p{Script=Latin}\d])[\p{Script=Latin}\d]*(?:[-.+_‑·][\p{Script=Latin}\d]+)*/gu

/** A name and its version among Chinese words: Llama 3, PCIe 5.0, Claude 3.5. */
const VERSION = new RegExp(
  `(?<![A-Za-z])[A-Z][A-Za-z+.-]*[ \\u00a0]\\d+(?:\\.\\d+)?(?![\\d.,]*\\d|\\s*${MEASURE})`,
  'gu',
)

/** Latin letters right after a numeral that are a unit wherever they stand. */
const UNITS = ['pct', 'pp', 'bp', 'bps', 'x']

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
    memory.recall(
      `${dataset.file.path} names`,
      () => [dataset],
      () => usedIn(dataset),
    ),
  )
  const names = [
    ...new Set([...namesAmong(Object.keys(house.spelling)), ...used.flatMap(({ names }) => names)]),
  ]
  const units = [...new Set([...UNITS, ...used.flatMap(({ units }) => units)])]
  return memory.recall(
    'known',
    () => [names.join('\n'), units.join('\n')],
    () => ({ names: patternOf(names), units: new Set(units) }),
  )
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
  const blank = (match: string) => BLANK.repeat(match.length)
  let masked = names ? text.replaceAll(names, blank) : text
  for (const pattern of PATTERNS) masked = masked.replaceAll(pattern, blank)
  masked = masked.replaceAll(LATIN_WORD, (word) => {
    const [, unit] = /^[\d,.]+(.*)$/.exec(word) ?? []
    return /\p{L}/u.test(word) && /\d/.test(word) && !units.has(unit ?? '') ? blank(word) : word
  })
  if (!/\p{Script=Han}/u.test(text)) return masked
  return masked.replaceAll(VERSION, (match, at: number) => {
    const next = /^\s*(\p{Script=Latin}+)/u.exec(masked.slice(at + match.length))?.[1]
    return units.has(next ?? '') ? match : blank(match)
  })
}

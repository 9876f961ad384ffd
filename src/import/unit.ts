/** Units as files write them beside a label: 营业收入（亿元）, 市场规模(十亿美元), 同比(%). */
import { convert, parseUnit } from '../2-bind/unit.ts'

const SCALE =
  '(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|trillion|billion|million|thousand|trn|bn|mn|m|k|bln|mln)'
const COUNTED =
  '(?:(?:人民币|美|欧|日|港|韩|新台|新加坡|英)?元|英镑|欧元|RMB|CNY|USD|EUR|JPY|HKD|GBP|KRW|TWD|US\\$|\\$|€|£|¥|yuan|dollars?|euros?|%|‰|pct|ppt|bps?|个?百分点|点|倍|x|个|家|台|套|件|片|颗|块|张|部|辆|架|艘|座|名|人|户|次|份|款|项|天|日|月|年|小时|分钟|秒|吨|千克|公斤|克|公里|千米|米|平方米|平方公里|立方米|升|桶|股|手|条|只|枚|卡|核|[KMGTPE]?B|[KMGTPE]?bps|[kMGT]?Wh|[kMGT]?W|千瓦时?|兆瓦|吉瓦|度|[EPTG]?FLOPS|TOPS|tokens?|nm|mm|cm|km|m|kg|t|h|s|units?|people|users?)'
const ONLY_SCALE = new RegExp(`^${SCALE}$`, 'i')
const UNIT = new RegExp(
  `^(?:${SCALE}|${SCALE}?\\s*${COUNTED}(?:\\s*/\\s*${SCALE}?\\s*${COUNTED})?|${COUNTED}\\s+${SCALE})$`,
  'i',
)

/** Longer texts are no labels that end in a unit. */
const LONGEST = 300

/** Whether the text is a unit, with a scale or not: 亿元, 元/吨, %, 亿. */
export function isUnit(text: string): boolean {
  return text.length <= 40 && UNIT.test(text)
}

/** Whether the text is a power of ten alone: 亿, million. */
export function isScale(text: string): boolean {
  return ONLY_SCALE.test(text)
}

/** Takes the unit off a label: in brackets, or on the last line. */
export function splitLabel(written: string, known: string[]): { label: string; unit: string } {
  const text = written.trim()
  if (text.length > LONGEST) return { label: tidy(text), unit: '' }
  const [, before = '', inside = ''] = /^(.*?)\s*[(（[【]([^()（）[\]【】]*)[)）\]】]\s*$/s.exec(text) ?? []
  const [, lines = '', last = ''] = /^(.*)\n\s*(.+)$/s.exec(text) ?? []
  const unit = unitOf(inside, known) ?? unitOf(last, known)
  const label = unitOf(inside, known) === null ? lines : before
  // A unit alone is a name.
  if (unit === null || label.trim() === '') return { label: tidy(text), unit: '' }
  return { label: tidy(label), unit }
}

/**
 * `单位：亿元`, `（亿元）` and `亿元` → 亿元; null where the text is no unit.
 *
 * @param known Units that are used already, whatever they look like.
 */
export function unitOf(written: string, known: string[]): string | null {
  const text = written
    .normalize('NFKC')
    .trim()
    .replace(/^\((.*)\)$|^\[(.*)\]$/, '$1$2')
    .replace(/^(单位|unit)\s*:\s*/i, '')
    .trim()
  return isUnit(text) || (text !== '' && known.includes(text)) ? text : null
}

/** The unit that a number format writes behind a number: any word after a power of ten is one, 亿吨标煤 too. */
export function unitOfFormat(after: string): string {
  return isUnit(after) || /^[千万亿]+\p{Script=Han}{1,6}$/u.test(after) ? after : ''
}

/** The same value in another unit; null where the units measure different things. */
export function inUnit(value: number, from: string, to: string): number | null {
  if (from === to) return value
  // 5亿 in a column of 元 counts what the column counts.
  if (isScale(from) && !isScale(to) && !isShare(to)) return scaledUp(value, from, to)
  const converted = convert(value, canonical(from), canonical(to))
  // Steps of ten leave noise behind the digits that were there.
  return converted === null ? null : Number(converted.toPrecision(15))
}

function scaledUp(value: number, scale: string, to: string): number | null {
  const plain = convert(value, scale, '')
  const { base } = parseUnit(canonical(to))
  const converted = plain === null ? null : convert(plain, base, canonical(to))
  return converted === null ? null : Number(converted.toPrecision(15))
}

/** Whether the unit is a share of something: %, ‰, percentage points. */
export function isShare(unit: string): boolean {
  return /^(%|‰|pct|ppt|pp|bps?|个?百分点)$/i.test(unit)
}

const synonyms: Array<[RegExp, string]> = [
  [/人民币元?|RMB|CNY/gi, '元'],
  [/元元/g, '元'],
  [/US\$|USD/gi, '美元'],
  [/\b(bn|bln)\b/gi, 'billion'],
  [/\b(mn|mln)\b/gi, 'million'],
  [/\btrn\b/gi, 'trillion'],
  [/\s*\/\s*/g, '/'],
]

function canonical(unit: string): string {
  return synonyms.reduce((text, [word, by]) => text.replace(word, by), unit.normalize('NFKC').trim())
}

function tidy(label: string): string {
  return label.replace(/\s+/g, ' ').trim()
}

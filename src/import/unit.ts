/** Units as files write them beside a label or a number: 营业收入（亿元）, 市场规模(十亿美元), 同比(%), 5亿. */
import { convert, isKnownUnit, isScaled } from '../data/unit.ts'

/** Longer texts are no labels that end in a unit. */
const LONGEST = 300

/** Whether the text is a unit, with a power of ten or not: 亿元, 元/吨, %, 亿. */
export function isUnit(text: string): boolean {
  return text !== '' && text.length <= 40 && isKnownUnit(text)
}

/** Whether the text is a power of ten alone: 亿, million. */
function isScale(text: string): boolean {
  return /^(?:[十百千万亿]+|thousand|million|billion|trillion|mn|mln|bn|bln|trn)$/i.test(text)
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
  return convert(value, isScale(from) ? from + countedIn(to, from) : from, to)
}

/** What a column counts, for a number with a power of ten alone: 5亿 in a column of 万元 are 元. */
function countedIn(unit: string, scale: string): string {
  const counted = unit.replace(/^(?:[十百千]?[万亿]+|[十百])/, '')
  // 5亿 in a column of GWh may be kWh as well.
  const isPlain = /^(?:\p{Script=Han}+|[A-Z]{3}|[$¥€£])$/u.test(counted) && !isScaled(counted)
  return isPlain ? (/^[a-z]/i.test(scale) ? ` ${counted}` : counted) : ''
}

function tidy(label: string): string {
  return label.replace(/\s+/g, ' ').trim()
}

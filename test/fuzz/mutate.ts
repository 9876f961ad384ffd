/** What becomes of a text that somebody writes badly, or means badly. The same dice make the same text. */
import type { Dice } from '../random-dataset.ts'

/** Characters that break what is read by characters. */
const odd = [
  '\0',
  '\t',
  '\r',
  '\u00a0',
  '\u200b',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\u202e',
  '\u0301',
  '́'.repeat(40),
  '🧑‍🌾',
  '𠮷',
  'İ',
  'ﬁ',
  '：',
  '，',
  '（',
  '％',
  '“',
  '～',
  '−',
  '$',
  '%',
  '&',
  '#',
  '@',
  '*',
  '_',
  '`',
  '~',
  '\\',
  '|',
  '<',
  '>',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '"',
  "'",
  ':',
  '::',
  ':::',
  '::::',
  '---',
  '```',
  '-',
  '- ',
  '? ',
  '!',
  '!!',
  '&a',
  '*a',
  '<<: ',
  '{{',
  '}}',
  '{%',
  '%}',
  '<!--',
  ']]>',
] // prettier-ignore

/** Numbers that are none, or too many. */
const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '0.1',
  '1e9',
  '1e21',
  '1e308',
  '1e309',
  '-1e309',
  '5e-324',
  '.5',
  '5.',
  '0x1f',
  '0o17',
  '1_000',
  '1,000',
  '9007199254740993',
  '123456789012345678901234567890',
  'NaN',
  '.nan',
  '.inf',
  'Infinity',
  'null',
  '~',
  'true',
  '二〇二四',
  '２０２４',
  '99999',
  '2024Q5',
  '2024-13',
  '2024-02-30',
  '0000',
  '10000',
  '2024E',
  'FY2024',
  '2024Q1-Q3',
] // prettier-ignore

/** Names that JavaScript knows. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  'then',
  'size',
  'key',
  '',
]

/**
 * @param seeds Texts that parts are taken from; the first line of a file is as good a part as its middle.
 * @param words Of the language that they are written in.
 */
export function mutated(dice: Dice, seeds: readonly string[], words: readonly string[]): string {
  let text = dice.once(12) ? soup(dice, words) : dice.oneOf(seeds)
  const steps = dice.once(6) ? 0 : 1 + dice.below(dice.oneOf([2, 4, 12]))
  for (let step = 0; step < steps; step++) text = dice.oneOf(changes)(text, dice, seeds, words)
  return text.slice(0, LONGEST)
}

/** Longer ones take their time without being at fault. */
const LONGEST = 50_000

type Change = (text: string, dice: Dice, seeds: readonly string[], words: readonly string[]) => string

const changes: Change[] = [
  (text, dice) => replaced(text, dice, () => dice.oneOf(odd)),
  (text, dice) => inserted(text, dice, dice.oneOf(odd)),
  (text, dice, _, words) => inserted(text, dice, dice.oneOf(words)),
  (text, dice, _, words) => inserted(text, dice, ` ${dice.oneOf(words)} `),
  (text, dice) => inserted(text, dice, dice.oneOf(odd).repeat(1 + dice.below(dice.oneOf([5, 300])))),
  (text, dice) => text.slice(0, dice.below(text.length + 1)),
  (text, dice) => replaced(text, dice, () => ''),
  (text, dice) => replaced(text, dice, (part) => part.repeat(2 + dice.below(dice.oneOf([3, 60])))),
  (text, dice) => oneNumber(text, dice, dice.oneOf(numbers)),
  (text, dice) => oneNumber(text, dice, `-${dice.below(100_000)}`),
  (text, dice) => oneWord(text, dice, dice.oneOf(names)),
  (text, dice, _, words) => oneWord(text, dice, dice.oneOf(words)),
  (text, dice) => oneWord(text, dice, wordIn(text, dice)),
  (text, dice) => lines(text, dice, () => []),
  (text, dice) => lines(text, dice, (some) => [...some, ...some]),
  (text, dice) => lines(text, dice, (some) => some.map((line) => `  ${line}`)),
  (text, dice) => lines(text, dice, (some) => some.map((line) => line.trimStart())),
  (text, dice) => lines(text, dice, (some) => some.reverse()),
  (text, dice) => lines(text, dice, (some) => Array(1 + dice.below(400)).fill(some[0] ?? '')),
  (text, dice, seeds) => lines(text, dice, (some) => [...some, ...linesOf(dice.oneOf(seeds), dice)]),
  (text, dice, seeds) => `${text}\n${dice.oneOf(seeds)}`,
  (text, dice) => text.replaceAll('\n', dice.oneOf(['\r\n', '\r', '\n\n', ' '])),
  (text, dice) => deep(text, dice),
]

function soup(dice: Dice, words: readonly string[]): string {
  const count = 1 + dice.below(40)
  return Array.from({ length: count }, () =>
    dice.oneOf([words, odd, numbers, names, ['\n', '\n\n', ' ', '  ']]),
  )
    .map((list) => dice.oneOf(list))
    .join(dice.oneOf(['', ' ', '\n']))
}

function inserted(text: string, dice: Dice, part: string): string {
  const at = dice.below(text.length + 1)
  return text.slice(0, at) + part + text.slice(at)
}

/** A stretch of a few characters is another one. */
function replaced(text: string, dice: Dice, by: (part: string) => string): string {
  const at = dice.below(text.length + 1)
  const end = at + 1 + dice.below(dice.oneOf([1, 8, 40]))
  return text.slice(0, at) + by(text.slice(at, end)) + text.slice(end)
}

function oneNumber(text: string, dice: Dice, by: string): string {
  return oneOf(text, /-?\d+(?:\.\d+)?/g, dice, by)
}

function oneWord(text: string, dice: Dice, by: string): string {
  return oneOf(text, /[\p{L}_][\p{L}\p{N}_-]*/gu, dice, by)
}

function wordIn(text: string, dice: Dice): string {
  const words = text.match(/[\p{L}_][\p{L}\p{N}_-]*/gu) ?? ['']
  return dice.oneOf(words)
}

function oneOf(text: string, pattern: RegExp, dice: Dice, by: string): string {
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return text + by
  const { index, 0: seen } = dice.oneOf(found)
  return text.slice(0, index) + by + text.slice(index + seen.length)
}

function lines(text: string, dice: Dice, by: (some: string[]) => string[]): string {
  const all = text.split('\n')
  const at = dice.below(all.length)
  const count = 1 + dice.below(dice.oneOf([1, 5, 20]))
  return [...all.slice(0, at), ...by(all.slice(at, at + count)), ...all.slice(at + count)].join('\n')
}

function linesOf(text: string, dice: Dice): string[] {
  const all = text.split('\n')
  const at = dice.below(all.length)
  return all.slice(at, at + 1 + dice.below(12))
}

/** Levels over levels. */
function deep(text: string, dice: Dice): string {
  const level = dice.oneOf([
    '> ',
    '- ',
    '[',
    '{a: ',
    '(',
    '*',
    '**',
    '{% if a %}',
    '<b>',
    '"',
    '![',
    '1. ',
    '  ',
  ])
  return level.repeat(1 + dice.below(dice.oneOf([10, 200, 3000]))) + text
}

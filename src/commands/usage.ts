/** What the commands of the terminal are, and what is wrong with the words that were given to them. */
import { parseArgs } from 'node:util'
import { nearest } from '../message.ts'
import { enumerated, inWords, type Phrase, say, type Translations } from '../phrase.ts'
import { type Command, parseOptions, UsageError } from './command.ts'

export type Commands = Record<string, Command>

const CODES = say`Exit codes: 0 done, 1 the report has mistakes, 2 wrong usage, 3 the machine lacks something, 4 yanbao broke`

/** All commands, a line each. */
export function overview(commands: Commands, translations: Translations): string {
  const width = Math.max(...Object.keys(commands).map(({ length }) => length))
  const lines = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${inWords(summary, translations)}`,
  )
  return [
    say`Usage: yanbao COMMAND …`,
    '',
    ...lines,
    '',
    say`\`yanbao COMMAND --help\` lists what a command takes; \`yanbao --version\` says which one this is.`,
    CODES,
  ]
    .map((line) => inWords(line, translations))
    .join('\n')
}

/** One command with all its options. */
export function usageOf(
  name: string,
  { operands, summary, options }: Command,
  translations: Translations,
): string {
  const entries = Object.entries(options)
  const width = Math.max(0, ...entries.map(([option]) => option.length))
  const lines = entries.map(
    ([option, { about }]) => `  --${option.padEnd(width)}  ${inWords(about, translations)}`,
  )
  const text = inWords(say`${summary}.`, translations)
  const usage = [say`Usage: yanbao ${name} ${operands}`, '', `${text[0]!.toUpperCase()}${text.slice(1)}`]
  return [...usage, ...(lines.length > 0 ? ['', ...lines] : []), '', CODES]
    .map((line) => inWords(line, translations))
    .join('\n')
}

/** @throws UsageError for a name that no command has. */
export function commandOf(name: string, commands: Commands): Command {
  const names = Object.keys(commands)
  if (names.includes(name)) return commands[name]!
  throw new UsageError(
    say`Unexpected command \`${name}\`, expected one of ${enumerated(names)}${nearest(name, names)}`,
  )
}

/** @throws UsageError for options that the command does not have, or that lack a value or have one too much. */
export function argumentsOf(args: string[], name: string, command: Command) {
  const options = parseOptions(command)
  const { tokens, values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = options[token.name]
    const given = token.rawName
    if (!option) throw new UsageError(unknownOption(given, name, Object.keys(options)))
    if (option.type === 'string' && (token.value === undefined || isOption(token)))
      throw new UsageError(
        say`Unexpected \`${given}\` without a value, expected ${command.options[token.name]!.about}`,
      )
    if (option.type === 'boolean' && token.value !== undefined)
      throw new UsageError(say`Unexpected value of \`${given}\`, expected \`${given}\` alone`)
  }
  return { values, positionals }
}

/** A value that looks like an option was forgotten; one after `=` was meant. */
function isOption({ value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined }) {
  return !inlineValue && value !== undefined && value.startsWith('-')
}

function unknownOption(given: string, name: string, options: string[]): Phrase {
  const expected = options.length > 0 ? enumerated(options.map((option) => `--${option}`)) : say`none`
  const near = nearest(
    given,
    options.map((option) => `--${option}`),
  )
  return say`Unexpected option \`${given}\` of \`${name}\`, expected ${expected}${near}`
}

#!/usr/bin/env node
/** Arguments → one command → exit code. */
import { parseArgs } from 'node:util'
import { keepCompiled } from './cache.ts'
import { buildCommand } from './commands/build.ts'
import { checkCommand } from './commands/check.ts'
import { type Command, FAULT, MACHINE, OK, parseOptions, USAGE, UsageError } from './commands/command.ts'
import { explainCommand } from './commands/explain.ts'
import { importCommand } from './commands/import.ts'
import { mergeCommand } from './commands/merge.ts'
import { previewCommand } from './commands/preview.ts'
import { schemaCommand } from './commands/schema.ts'
import { verifyCommand } from './commands/verify.ts'
import { faultSentence, isOurs } from './fault.ts'
import { version } from './home.ts'

const commands: Record<string, Command> = {
  build: buildCommand,
  merge: mergeCommand,
  verify: verifyCommand,
  preview: previewCommand,
  check: checkCommand,
  explain: explainCommand,
  import: importCommand,
  schema: schemaCommand,
}

keepCompiled()
// Whoever reads what is said may leave, or have no room for it: the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
// What nobody waits for any more can break all the same.
process.on('uncaughtException', (error) => process.exit(told(error)))
process.exitCode = await main(process.argv.slice(2))

async function main([name = 'help', ...rest]: string[]): Promise<number> {
  if (name === '--version') {
    console.log(version)
    return OK
  }
  if (name === 'help' || name === '--help' || rest.includes('--help')) {
    console.log(help())
    return OK
  }
  try {
    const names = Object.keys(commands)
    if (!names.includes(name)) {
      throw new UsageError(`Unexpected command \`${name}\`, expected one of ${names.join(', ')}`)
    }
    const command = commands[name]!
    const { values, positionals } = readArguments(rest, command)
    return await command.run(positionals, values as Parameters<Command['run']>[1])
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${help()}`)
      return USAGE
    }
    return told(error)
  }
}

/** @returns The exit code of what went wrong. */
function told(error: unknown): number {
  const sentence = faultSentence(error)
  console.error(sentence)
  if (process.env.YANBAO_TRACE) console.error(error)
  return isOurs(sentence) ? FAULT : MACHINE
}

/** @throws UsageError for options the command does not have. */
function readArguments(args: string[], command: Command) {
  try {
    return parseArgs({ args, allowPositionals: true, options: parseOptions(command) })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function help(): string {
  const lines = Object.entries(commands).flatMap(([name, { operands, summary, options }]) => [
    `  ${name} ${operands}`,
    `      ${summary}`,
    ...Object.entries(options).map(([option, { about }]) => `      --${option.padEnd(12)} ${about}`),
  ])
  const codes =
    'Exit codes: 0 done, 1 the report has mistakes, 2 wrong usage, 3 the machine lacks something, 4 yanbao broke'
  return ['Usage: yanbao <command>', '', ...lines, '', codes].join('\n')
}

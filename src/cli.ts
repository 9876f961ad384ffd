#!/usr/bin/env node
/** Arguments → one command → exit code. */
import { parseArgs } from 'node:util'
import { type Command, MACHINE, OK, parseOptions, USAGE, UsageError } from './commands/command.ts'
import { MachineError } from './message.ts'

/** Each is loaded when it is called: an explanation does not wait for the browser's libraries. */
const commands: Record<string, () => Promise<Command>> = {
  build: () => import('./commands/build.ts').then(({ buildCommand }) => buildCommand),
  preview: () => import('./commands/preview.ts').then(({ previewCommand }) => previewCommand),
  check: () => import('./commands/check.ts').then(({ checkCommand }) => checkCommand),
  explain: () => import('./commands/explain.ts').then(({ explainCommand }) => explainCommand),
  import: () => import('./commands/import.ts').then(({ importCommand }) => importCommand),
  schema: () => import('./commands/schema.ts').then(({ schemaCommand }) => schemaCommand),
}

process.exitCode = await main(process.argv.slice(2))

async function main([name = 'help', ...rest]: string[]): Promise<number> {
  if (name === 'help' || name === '--help' || rest.includes('--help')) {
    console.log(await help())
    return OK
  }
  try {
    const names = Object.keys(commands)
    if (!names.includes(name)) {
      throw new UsageError(`Unexpected command \`${name}\`, expected one of ${names.join(', ')}`)
    }
    const command = await commands[name]!()
    const { values, positionals } = readArguments(rest, command)
    return await command.run(positionals, values as Parameters<Command['run']>[1])
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${await help()}`)
      return USAGE
    }
    if (!(error instanceof MachineError)) throw error
    console.error(error.message)
    return MACHINE
  }
}

/** @throws UsageError for options the command does not have. */
function readArguments(args: string[], command: Command) {
  try {
    return parseArgs({ args, allowPositionals: true, options: parseOptions(command) })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function help(): Promise<string> {
  const loaded = Object.entries(commands).map(async ([name, load]) => [name, await load()] as const)
  const lines = (await Promise.all(loaded)).flatMap(([name, { operands, summary, options }]) => [
    `  ${name} ${operands}`,
    `      ${summary}`,
    ...Object.entries(options).map(([option, { about }]) => `      --${option.padEnd(12)} ${about}`),
  ])
  const codes = 'Exit codes: 0 done, 1 the report has mistakes, 2 wrong usage, 3 the machine lacks something'
  return ['Usage: yanbao <command>', '', ...lines, '', codes].join('\n')
}

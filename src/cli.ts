#!/usr/bin/env node
/** Arguments → one command → exit code. */
import { keepCompiled } from './cache.ts'
import { buildCommand } from './commands/build.ts'
import { checkCommand } from './commands/check.ts'
import { type Command, FAULT, MACHINE, OK, USAGE, UsageError } from './commands/command.ts'
import { explainCommand } from './commands/explain.ts'
import { importCommand } from './commands/import.ts'
import { mergeCommand } from './commands/merge.ts'
import { newCommand } from './commands/new.ts'
import { previewCommand } from './commands/preview.ts'
import { schemaCommand } from './commands/schema.ts'
import { argumentsOf, commandOf, overview, usageOf } from './commands/usage.ts'
import { verifyCommand } from './commands/verify.ts'
import { faultSentence, isOurs } from './fault.ts'
import { version } from './home.ts'

const commands: Record<string, Command> = {
  new: newCommand,
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
  try {
    const [operand] = rest
    if (name === 'help' || name === '--help' || name === '-h') {
      console.log(operand === undefined ? overview(commands) : usageOf(operand, commandOf(operand, commands)))
      return OK
    }
    const command = commandOf(name, commands)
    if (rest.includes('--help') || rest.includes('-h')) {
      console.log(usageOf(name, command))
      return OK
    }
    const { values, positionals } = argumentsOf(rest, name, command)
    return await command.run(positionals, values as Parameters<Command['run']>[1])
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message)
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

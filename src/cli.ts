#!/usr/bin/env node
/** Arguments → one command → exit code. */
import { keepCompiled } from './cache.ts'
import { buildCommand } from './commands/build.ts'
import { checkCommand } from './commands/check.ts'
import { type Command, FAULT, MACHINE, OK, USAGE, UsageError } from './commands/command.ts'
import { explainCommand } from './commands/explain.ts'
import { importCommand } from './commands/import.ts'
import { spokenBy, translationsFor } from './commands/language.ts'
import { mergeCommand } from './commands/merge.ts'
import { newCommand } from './commands/new.ts'
import { previewCommand } from './commands/preview.ts'
import { schemaCommand } from './commands/schema.ts'
import { argumentsOf, commandOf, overview, usageOf } from './commands/usage.ts'
import { verifyCommand } from './commands/verify.ts'
import { faultSentence, isOurs } from './fault.ts'
import { version } from './home.ts'
import { inWords } from './phrase.ts'

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
process.on('uncaughtException', (error) => void told(error).then((code) => process.exit(code)))
process.exitCode = await main(process.argv.slice(2))

async function main([name = 'help', ...rest]: string[]): Promise<number> {
  if (name === '--version') {
    console.log(version)
    return OK
  }
  const translations = await translationsFor(spokenBy(rest))
  try {
    const [operand] = rest
    if (name === 'help' || name === '--help' || name === '-h') {
      const asked = operand === undefined || operand.startsWith('-') ? null : operand
      console.log(
        asked === null
          ? overview(commands, translations)
          : usageOf(asked, commandOf(asked, commands), translations),
      )
      return OK
    }
    const command = commandOf(name, commands)
    if (rest.includes('--help') || rest.includes('-h')) {
      console.log(usageOf(name, command, translations))
      return OK
    }
    const { values, positionals } = argumentsOf(rest, name, command)
    return await command.run(positionals, values as Parameters<Command['run']>[1])
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(inWords(error.said, translations))
      return USAGE
    }
    return told(error)
  }
}

/** @returns The exit code of what went wrong. */
async function told(error: unknown): Promise<number> {
  console.error(faultSentence(error, await translationsFor(spokenBy(process.argv))))
  if (process.env.YANBAO_TRACE) console.error(error)
  return isOurs(faultSentence(error)) ? FAULT : MACHINE
}

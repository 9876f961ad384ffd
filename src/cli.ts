#!/usr/bin/env node
/** Arguments → one command → exit code. The only file that knows the terminal. */
import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { reporter } from 'vfile-reporter'
import { BrowserError, type Built, build, compose, type Log } from './build.ts'
import { failed } from './message.ts'

const help = `Usage: yanbao <command> [report folder] [options]

Commands
  build    print the PDF and write the HTML edition to build/ in the report folder
  check    list the mistakes of a report, print nothing

Options
  --browser PATH   a Chrome, Chromium or Edge to print with
  --help           this text

Exit codes: 0 done, 1 the report has mistakes, 2 wrong usage, 3 the machine lacks something`

/** Exit codes. */
const OK = 0
const MISTAKES = 1
const USAGE = 2
const MACHINE = 3

process.exitCode = await main(process.argv.slice(2))

async function main(argv: string[]): Promise<number> {
  const read = readArguments(argv)
  if (typeof read === 'string') {
    console.error(`${read}\n\n${help}`)
    return USAGE
  }
  const { command, root, browser } = read
  if (command === 'help') {
    console.log(help)
    return OK
  }
  try {
    return command === 'check' ? await runCheck(root) : await runBuild(root, browser)
  } catch (error) {
    if (!(error instanceof BrowserError)) throw error
    console.error(error.message)
    return MACHINE
  }
}

interface Arguments {
  command: 'build' | 'check' | 'help'
  /** Absolute path of the report folder. */
  root: string
  browser: string | undefined
}

/** The arguments, or what is wrong with them. */
function readArguments(argv: string[]): Arguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { browser: { type: 'string' }, help: { type: 'boolean' } },
    })
    const [command = 'help', folder = '.', ...more] = positionals
    const root = resolve(folder)
    if (values.help || command === 'help') return { command: 'help', root, browser: undefined }
    if (command !== 'build' && command !== 'check')
      return `Unexpected command \`${command}\`, expected build or check`
    if (more.length > 0) return `Unexpected argument \`${more[0]}\`, expected one report folder`
    if (!existsSync(root)) return `Unexpected report folder \`${folder}\`, expected a folder that exists`
    return { command, root, browser: values.browser }
  } catch (error) {
    return (error as Error).message
  }
}

async function runCheck(root: string): Promise<number> {
  const { files } = await compose(root, () => {})
  return conclude(files, 'No mistakes.')
}

async function runBuild(root: string, browser: string | undefined): Promise<number> {
  const out = join(root, 'build')
  const start = performance.now()
  const { files, result } = await build(root, out, printRoom, browser)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const where = ['report.pdf', 'html/index.html', 'manifest.json'].map((name) =>
    relative('', join(out, name)),
  )
  return conclude(files, `Built in ${seconds} s: ${where.join(', ')}`, result)
}

/** Lists the mistakes, if any, else says the good news. */
function conclude(files: Built['files'], good: string, result: unknown = true): number {
  if (failed(files) || !result) {
    console.error(reporter(files, { quiet: true }))
    return MISTAKES
  }
  console.log(good)
  return OK
}

function printRoom(...[room, milliseconds, what]: Parameters<Log>): void {
  console.log(`${room.padEnd(11)} ${milliseconds.toFixed(0).padStart(5)} ms  ${what}`)
}

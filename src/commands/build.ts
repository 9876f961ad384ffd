/** `yanbao build` */
import { join, relative } from 'node:path'
import type { Log } from '../session.ts'
import { type Command, listMistakes, OK, reportFolder } from './command.ts'

export const buildCommand: Command = {
  operands: '[report folder]',
  summary: 'print the PDF and write the HTML edition to build/ in the report folder',
  options: { browser: { type: 'string', about: 'PATH of a Chrome, Chromium or Edge to print with' } },
  async run(operands, { browser }) {
    const root = reportFolder(operands)
    const out = join(root, 'build')
    const start = performance.now()
    const { Session } = await import('../session.ts')
    const { files, result } = await new Session(root, printRoom).build(out, browser as string | undefined)
    if (!result) return listMistakes(files)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const where = ['report.pdf', 'html/index.html', 'report-data.xlsx', 'manifest.json'].map((name) =>
      relative('', join(out, name)),
    )
    console.log(`Built in ${seconds} s: ${where.join(', ')}`)
    return OK
  },
}

function printRoom(...[room, milliseconds, what]: Parameters<Log>): void {
  console.log(`${room.padEnd(11)} ${milliseconds.toFixed(0).padStart(5)} ms  ${what}`)
}

/** `yanbao build` */
import { join, relative } from 'node:path'
import { LastBuild } from '../last-build.ts'
import type { Log } from '../session.ts'
import { type Command, listMistakes, OK, reportFolder } from './command.ts'

export const buildCommand: Command = {
  operands: '[report folder]',
  summary: 'print the PDF and write the HTML edition to build/ in the report folder',
  options: {
    browser: { type: 'string', about: 'PATH of a Chrome, Chromium or Edge to print with' },
    'no-cache': { type: 'boolean', about: 'make everything anew, and keep nothing for the next build' },
  },
  async run(operands, { browser: path, 'no-cache': isFresh }) {
    const root = reportFolder(operands)
    const out = join(root, 'build')
    const browser = path as string | undefined
    const where = ['report.pdf', 'html/index.html', 'report-data.xlsx', 'manifest.json'].map((name) =>
      relative('', join(out, name)),
    )
    const start = performance.now()
    const last = isFresh ? null : new LastBuild(root, browser)
    const receipt = await last?.receipt(out)
    if (receipt) {
      console.log(`Nothing has changed since the last build of ${receipt.pages} pages: ${where.join(', ')}`)
      return OK
    }
    const { buildOnce } = await import('../session.ts')
    const { files, result } = await buildOnce(root, out, printRoom, browser, last)
    if (!result) return listMistakes(files)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`Built in ${seconds} s: ${where.join(', ')}`)
    return OK
  },
}

function printRoom(...[room, milliseconds, what]: Parameters<Log>): void {
  console.log(`${room.padEnd(11)} ${milliseconds.toFixed(0).padStart(5)} ms  ${what}`)
}

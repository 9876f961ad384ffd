/** `yanbao preview` */
import { once } from 'node:events'
import { type Phrase, say } from '../phrase.ts'
import { type Command, editionNamed, editionOption, OK, reportFolder, UsageError } from './command.ts'
import { translationsFor } from './language.ts'

const HOST = '127.0.0.1'
const PORT = 4680

export const previewCommand: Command = {
  operands: say`[report folder]`,
  summary: say`show the report in a browser, and every change to it as it is saved, until Ctrl-C`,
  options: {
    port: {
      type: 'string',
      about: say`NUMBER of the port (default ${PORT}; where it is taken, the next one)`,
    },
    host: { type: 'string', about: say`NAME or address to listen at (default ${HOST}: this machine alone)` },
    'no-open': { type: 'boolean', about: say`do not open the browser` },
    edition: editionOption,
    browser: { type: 'string', about: say`PATH of a Chrome, Chromium or Edge to print with` },
  },
  async run(operands, options) {
    const root = reportFolder(operands)
    const wanted = portOf(options.port as string | undefined)
    const host = (options.host as string | undefined) ?? HOST
    const { preview } = await import('../preview/index.ts')
    const running = await preview(root, {
      host,
      port: wanted,
      browser: options.browser as string | undefined,
      edition: editionNamed(options.edition),
    })
    const translations = await translationsFor(undefined)
    const tell = (phrase: Phrase) => console.log(phrase.in(translations))
    if (wanted !== 0 && running.port !== wanted) tell(say`Port ${wanted} is taken; took ${running.port}`)
    tell(say`${running.url} follows the report. Ctrl-C ends it.`)
    const count = running.mistakes()
    if (count > 0)
      tell(
        count === 1
          ? say`The report has a mistake: the page says which.`
          : say`The report has ${count} mistakes: the page says which.`,
      )
    if (!options['no-open']) await show(running.url)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await running.close()
    return OK
  },
}

/** A machine without a browser still has the address. */
async function show(url: string): Promise<void> {
  const { default: open } = await import('open')
  await open(url).catch(() => {})
}

/** 0 is any free port. */
function portOf(written: string | undefined): number {
  const port = Number(written ?? PORT)
  if (Number.isInteger(port) && port >= 0 && port < 65_536 && written !== '') return port
  throw new UsageError(say`Unexpected \`--port ${String(written)}\`, expected a number from 0 to 65535`)
}

/** What Ctrl-C does to a command, and whoever else asks it to end. */
import { OK } from './command.ts'

/** As a shell says that a program was ended by a signal. */
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * From here on a signal ends the process at once; what it works in goes with it.
 *
 * @param outcome Asked then: whether the work is done all the same, and a sentence on what is left.
 */
export function endOnSignals(outcome: () => { isDone: boolean; text: string }): void {
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => {
      const { isDone, text } = outcome()
      console.error(text)
      process.exit(isDone ? OK : code)
    })
  }
}

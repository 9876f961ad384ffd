/** Work on what a stranger wrote, for a limited time. */
import { createContext, Script } from 'node:vm'
import { type Phrase, say } from './phrase.ts'

const context = createContext(Object.create(null))
const call = new Script('work()')

/** The work took too long, or went too deep. */
export class LimitError extends Error {
  readonly said: Phrase

  constructor(said: Phrase) {
    super(String(said))
    this.said = said
  }
}

/**
 * Runs what does not wait for anything. Where its time is over it is stopped wherever it is, as if it had never begun.
 *
 * @param patience In ms.
 * @throws LimitError
 */
export function limited<T>(work: () => T, patience: number): T {
  const outer = context.work
  context.work = work
  try {
    return call.runInContext(context, { timeout: patience }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new LimitError(say`over ${patience / 1000} s of work`)
    if (error instanceof RangeError && /call stack/.test(error.message))
      throw new LimitError(say`too many levels`)
    throw error
  } finally {
    context.work = outer
  }
}

/** How long a process lives decides what its engine should spend on making code fast. */
import { versions } from 'node:process'
import { setFlagsFromString } from 'node:v8'

/**
 * Says that what is run now ends within seconds: the V8 of Node 20 then takes its time before it optimizes a function. At
 * its usual pace a fifth of the work of a short run is compiling code that hardly runs any more, on the cores that charts
 * and the browser need. Later ones have a compiler for that, and no such flag.
 */
export function expectShortRun(): void {
  if (versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=500000')
}

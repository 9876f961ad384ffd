/** Cuts fonts in a thread of its own: compressing a CJK font as WOFF2 takes seconds. */
import { parentPort, workerData } from 'node:worker_threads'
import subsetFont from 'subset-font'

const { fonts, options } = workerData
for (const { name, bytes, text } of fonts) {
  const cut = await subsetFont(Buffer.from(bytes), text, options)
  parentPort?.postMessage([name, new Uint8Array(cut)])
}
